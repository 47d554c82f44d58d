"""What every test may ask for. The same tests run on both databases: `pytest --database=postgresql`."""

import dataclasses
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models import clock, database, migrate, school
from models.tables import TABLES
from settings import Settings
from tests.postgres import Cluster


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


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


@pytest.fixture
def database_url(cluster: Cluster | None, tmp_path: Path) -> str:
    """An empty database of this test's own."""
    return cluster.new_database() if cluster else f"sqlite:///{tmp_path / 'school.sqlite'}"


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
    """The school opened: settings known, database migrated."""
    school.open_school(settings)
    await database.open_database(settings, TABLES)
    await migrate.migrate()
    yield settings
    await database.close_database()


@dataclasses.dataclass
class Clock:
    """The clock of a test: real until it is moved, then real plus what it was moved by."""

    shift: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def move(self, **by: float) -> None:
        self.shift += timedelta(**by)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`time.move(days=14)` moves every clock of the application."""
    moved = Clock()
    monkeypatch.setattr(clock, "moment", moved.now)
    return moved
