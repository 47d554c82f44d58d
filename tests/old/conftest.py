"""One school for the walks; each gets a browser of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser.school import School
from tests.support.engines import install
from tests.support.engines.chromium49 import Chromium49
from tests.support.engines.w3m import W3m


@pytest.fixture(scope="package")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("school")
    school = School(folder, f"sqlite:///{folder / 'school.sqlite'}")
    school.open()
    yield school
    school.close()


@pytest.fixture
def chromium(school: School, request: pytest.FixtureRequest) -> Iterator[Chromium49]:
    if not install.HERE:
        pytest.skip(install.ELSEWHERE)
    with Chromium49(school.base, fresh(request.node)) as browser:
        yield browser


@pytest.fixture
def w3m(school: School, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[W3m]:
    path = install.w3m()
    if not path:
        pytest.skip(install.NO_W3M)
    with W3m(path, fresh(request.node), tmp_path, school.base) as browser:
        yield browser


def fresh(walk: pytest.Item) -> Path:
    """An empty folder for what this walk sees."""
    folder = install.SEEN / walk.path.stem / walk.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
