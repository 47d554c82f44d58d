"""What every test may ask for. The same tests run on both databases: `pytest --database=postgresql`."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest

from models import database
from models.core import clock, school
from models.database import migrate
from models.tables import TABLES
from settings import Settings
from tests.support.clock import Clock
from tests.support.postgres import Cluster
from tests.support.template import make as make_template

# The same examples each time: a run fails because of a change, never by chance. `HYPOTHESIS_PROFILE=default` in the
# environment of a run by hand looks for others.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


DATABASES = {"cluster", "database_url", "empty_database_url"}  # the fixtures behind every database of a test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What no database has a part in runs once, with SQLite: it asks for none, or is marked `sqlite`."""
    if config.getoption("--database") == "sqlite":
        return
    once = [item for item in items if item.get_closest_marker("sqlite") or DATABASES.isdisjoint(fixtures_of(item))]
    config.hook.pytest_deselected(items=once)
    items[:] = [item for item in items if item not in once]


def fixtures_of(item: pytest.Item) -> list[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster | None]:
    """A throw-away PostgreSQL for the whole run, or None on SQLite."""
    if request.config.getoption("--database") == "sqlite":
        yield None
        return
    # Not in pytest's own folder: another run beside this one closes that to the server's account.
    with tempfile.TemporaryDirectory(prefix="preau-postgres-") as folder, Cluster(Path(folder) / "data") as running:
        yield running


@pytest.fixture(scope="session")
def template(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database without a row, to be copied: the path of a SQLite file, or a PostgreSQL database's name."""
    if cluster:
        url = cluster.new_database()
        make_template(url)
        return urlsplit(url).path[1:]
    path = tmp_path_factory.mktemp("template") / "school.sqlite"
    make_template(f"sqlite:///{path}")
    return str(path)


@pytest.fixture
def tables_only() -> bool:
    """Whether the tests of a folder look at nothing but tables: on PostgreSQL a schema does, and is quicker."""
    return False


@pytest.fixture
def database_url(
    cluster: Cluster | None, tables_only: bool, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database of this test's own without a row, and migrated (but for the first use of a schema)."""
    if cluster and tables_only:
        url = cluster.take_schema()
        yield url
        cluster.return_schema(url)
        return
    template = request.getfixturevalue("template")
    if cluster:
        url = cluster.new_database(template)
        yield url
        cluster.drop_database(url)
    else:
        shutil.copy(template, tmp_path / "school.sqlite")
        yield f"sqlite:///{tmp_path / 'school.sqlite'}"


@pytest.fixture
def empty_database_url(cluster: Cluster | None, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own without a table. On SQLite its file is not there yet."""
    if cluster:
        url = cluster.new_database()
        yield url
        cluster.drop_database(url)
    else:
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"


@pytest.fixture
def settings(database_url: str) -> Settings:
    """A school with everything set; bcrypt at its cheapest."""
    return Settings(
        base_url="http://testserver.local",
        database_url=database_url,
        secret_key="k" * 48,
        mail_from="École du Tilleul <ecole@tilleul.example>",
        school_name="École du Tilleul",
        school_phone="02 345 67 89",
        school_email="ecole@tilleul.example",
        school_address="Rue du Tilleul 1, 1000 Bruxelles",
        bcrypt_cost=4,
    )


@pytest.fixture
async def opened(settings: Settings) -> AsyncIterator[Settings]:
    """The school opened: settings known, database connected, and migrated where the test began with an empty one."""
    school.open_school(settings)
    await database.open_database(settings, TABLES)
    await migrate.migrate()
    yield settings
    await database.close_database()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`time.move(days=14)` moves every clock of the application."""
    moved = Clock()
    monkeypatch.setattr(clock, "moment", moved.now)
    return moved


@pytest.fixture
def bracketed(tmp_path: Path) -> Iterator[None]:
    """Dutch and English of the office are French in brackets (tests/support/bracketed.py)."""
    from tests.support.bracketed import bracketing  # it imports the whole program

    with bracketing(tmp_path / "locale"):
        yield
