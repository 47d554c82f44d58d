"""What every journey may ask for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.journeys.postbox import Postbox
from tests.support.journeys.town import Town
from tests.support.postgres import Cluster


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """The mail server, answering."""
    box = Postbox().open()
    yield box
    box.close()


@pytest.fixture
def shut_postbox() -> Iterator[Postbox]:
    """The mail server, down."""
    box = Postbox()
    yield box
    box.close()


@pytest.fixture
def town(tmp_path: Path, database_url: str, request: pytest.FixtureRequest) -> Iterator[Town]:
    """The school with everything set, nobody in it and no server started; mail goes to the postbox there is."""
    boxes = [request.getfixturevalue(name) for name in ("postbox", "shut_postbox") if name in request.fixturenames]
    made = Town(tmp_path, database_url, smtp_url=boxes[0].url if boxes else "")
    yield made
    made.close()


@pytest.fixture
def another_database(cluster: Cluster | None, tmp_path: Path) -> Callable[[], str]:
    """Further empty databases of the same kind."""
    return lambda: cluster.new_database() if cluster else f"sqlite:///{tmp_path / 'another.sqlite'}"
