"""The two databases: SQLite made fast and safe, PostgreSQL with a pool, and `transaction()` for both.

SQLite: reads run at once on a lasting connection; writes go one at a time through a writer thread.
Why not Piccolo's stock engine: docs/decisions/engine.md.
"""

import asyncio
import contextlib
import contextvars
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import asyncpg
from piccolo.engine.postgres import PostgresEngine
from piccolo.engine.sqlite import SQLiteEngine
from piccolo.querystring import QueryString
from piccolo.table import Table

from settings import Settings

T = TypeVar("T")
Rows = list[dict[str, Any]]
BUSY_SECONDS = 5.0
POOL_SECONDS = 10.0  # for a connection to come free, when every one of them is in a transaction


class DatabaseUnavailable(Exception):
    """Locked, full, gone, damaged or out of connections: the reader gets a 503 page and may try again."""


SQLITE_TROUBLE = ("locked", "busy", "full", "disk I/O", "readonly", "unable to open", "malformed", "not a database")
POSTGRES_TROUBLE: tuple[type[BaseException], ...] = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,  # a standby, until it has taken over
    asyncpg.InterfaceError,
    asyncpg.InvalidAuthorizationSpecificationError,  # a wrong password, that is
    asyncpg.InvalidCatalogNameError,
)


def _rows(cursor: sqlite3.Cursor) -> Rows:
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextlib.contextmanager
def _sqlite_trouble() -> Any:
    try:
        yield
    except OSError as error:
        raise DatabaseUnavailable(str(error)) from error
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        if any(word in str(error) for word in SQLITE_TROUBLE):
            raise DatabaseUnavailable(str(error)) from error
        raise


class Transaction:
    """BEGIN IMMEDIATE … COMMIT on the writer. Rolled back whole on any exception, cancellation included."""

    def __init__(self, engine: "SQLite") -> None:
        self.engine = engine

    async def __aenter__(self) -> "Transaction":
        await self.engine.take_turn()
        try:
            await self.engine.write("BEGIN IMMEDIATE")
        except BaseException:
            # A cancelled BEGIN may still have run in the thread: undo it before the next writer's turn.
            await self._leave()
            raise
        self.mark = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.current_transaction.reset(self.mark)
        try:
            if error is None:
                await self.engine.write("COMMIT")
        finally:
            await self._leave()

    async def _leave(self) -> None:
        """Undo what is still open (nothing, after a COMMIT that worked) and let the next writer in.

        The writer thread takes its jobs in order, so the turn may be given up even when this wait is cancelled.
        """
        try:
            await self.engine.in_writer(self.engine.roll_back)
        finally:
            self.engine.turn.release()


class SQLite(SQLiteEngine):
    """Piccolo's SQLite engine on two lasting connections: `reader` in the loop, `writer` in one thread.

    Raises `DatabaseUnavailable` when the file is locked for longer than `BUSY_SECONDS`, full or unwritable.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path))
        self.current_transaction: contextvars.ContextVar[Any] = contextvars.ContextVar(
            f"sqlite_transaction_{id(self)}", default=None
        )
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self.turn = asyncio.Lock()
        with _sqlite_trouble():
            path.touch(mode=0o600)  # families' data: nobody else on the machine reads it
            self.writer = self._connect()
            self.writer.execute("PRAGMA journal_mode = WAL")
            self.reader = self._connect()
            self.reader.execute("PRAGMA query_only = 1")

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(
            **self.connection_kwargs, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=512
        )
        connection.execute("PRAGMA synchronous = FULL")  # an answer that was given survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    async def take_turn(self) -> None:
        """Wait for the writer; of a queue behind a locked file nobody waits for all those before."""
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                await self.turn.acquire()
        except TimeoutError:
            raise DatabaseUnavailable("database is busy") from None

    async def in_writer(self, job: Callable[..., T], *arguments: Any) -> T:
        """Run `job` in the writer thread. A cancelled caller still waits for it: half a job is no state."""
        future = asyncio.ensure_future(asyncio.get_running_loop().run_in_executor(self.thread, job, *arguments))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if not future.cancelled():
                await asyncio.wait([future])
            raise

    def _execute(self, query: str, arguments: Iterable[Any]) -> Rows:
        with _sqlite_trouble():
            return _rows(self.writer.execute(query, tuple(arguments)))

    async def write(self, query: str, arguments: Iterable[Any] = ()) -> Rows:
        return await self.in_writer(self._execute, query, arguments)

    def roll_back(self) -> None:
        if self.writer.in_transaction:
            self.writer.rollback()

    async def many(self, query: str, rows: list[tuple[Any, ...]]) -> None:
        """`executemany` inside the open transaction, for imports."""

        def job() -> None:
            with _sqlite_trouble():
                self.writer.executemany(query, rows)

        await self.in_writer(job)

    async def run(self, query: str, arguments: Iterable[Any]) -> Rows:
        if self.current_transaction.get() is not None:
            return await self.write(query, arguments)
        if query.lstrip()[:6].upper() == "SELECT":
            with _sqlite_trouble():
                return _rows(self.reader.execute(query, tuple(arguments)))
        await self.take_turn()
        try:
            return await self.write(query, arguments)
        finally:
            self.turn.release()

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        return await self.run(*querystring.compile_string(engine_type=self.engine_type))

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        return await self.run(ddl, ())

    def transaction(self, *_: Any, **__: Any) -> Any:
        return Transaction(self)

    async def close(self) -> None:
        await self.in_writer(self.writer.close)
        self.reader.close()
        self.thread.shutdown()


@dataclass(frozen=True)
class OnConnection:
    """The open transaction, as Piccolo's engine looks for one: its queries go to this connection."""

    connection: Any


class Postgres(PostgresEngine):
    """Piccolo's PostgreSQL engine, its faults told apart: trouble of the moment is `DatabaseUnavailable`."""

    def __init__(self, dsn: str) -> None:
        super().__init__(config={"dsn": dsn})
        self.current_transaction: contextvars.ContextVar[Any] = contextvars.ContextVar(
            f"pg_transaction_{id(self)}", default=None
        )

    async def check_version(self) -> None:
        """Piccolo would connect while the object is made; `open_database` connects, and says what is wrong."""

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        with _postgres_trouble():
            return await super().run_querystring(querystring, in_pool)

    async def many(self, query: str, rows: list[tuple[Any, ...]]) -> None:
        """`executemany` inside the open transaction, for imports; `?` marks become `$1`, `$2`…"""
        for number in range(1, query.count("?") + 1):
            query = query.replace("?", f"${number}", 1)
        open_transaction: Any = self.current_transaction.get()
        with _postgres_trouble():
            await open_transaction.connection.executemany(query, rows)

    @contextlib.asynccontextmanager
    async def whole(self) -> AsyncIterator[None]:
        """A transaction. Piccolo's own never gives its connection back when BEGIN, COMMIT or ROLLBACK fails or is
        cancelled, and after ten of those the pool is empty for good; asyncpg's does, and rolls back first."""
        pool: Any = self.pool
        async with pool.acquire(timeout=POOL_SECONDS) as connection, connection.transaction():
            mark = self.current_transaction.set(OnConnection(connection))
            try:
                yield
            finally:
                self.current_transaction.reset(mark)

    async def close(self) -> None:
        if self.pool is not None:  # it is None when connecting failed
            await self.close_connection_pool()


@contextlib.contextmanager
def _postgres_trouble() -> Any:
    try:
        yield
    except POSTGRES_TROUBLE as error:
        raise DatabaseUnavailable(str(error) or type(error).__name__) from error


Engine = SQLite | Postgres
_engine: Engine | None = None


def engine() -> Engine:
    """The open engine; `RuntimeError` before `open_database`."""
    if _engine is None:
        raise RuntimeError("open_database() was not called")
    return _engine


async def open_database(settings: Settings, tables: Iterable[type[Table]]) -> Engine:
    """Connect, and make every table use this connection. Raises `DatabaseUnavailable`."""
    global _engine
    if settings.sqlite_path is not None:
        _engine = SQLite(settings.sqlite_path)
    else:
        _engine = Postgres(settings.database_url)
        with _postgres_trouble():
            await _engine.start_connection_pool(min_size=2, max_size=10, command_timeout=30, timeout=10)
    for table in tables:
        table._meta.db = _engine
    return _engine


async def close_database() -> None:
    """Close every connection; the process could not end while the writer thread lives."""
    global _engine
    if _engine is not None:
        await _engine.close()
        _engine = None


@contextlib.asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing, on either database. Inside one, a further `transaction()` joins it.

    Never read-then-write on the strength of being inside: PostgreSQL does not serialise. Use conditional UPDATEs.
    """
    current = engine()
    if current.current_transaction.get() is not None:
        yield
    elif isinstance(current, SQLite):
        async with current.transaction():
            yield
    else:
        with _postgres_trouble():
            async with current.whole():
                yield


async def query(sql: str, *arguments: Any) -> Rows:
    """One raw statement with `{}` where each argument goes; rows as dicts."""
    current = engine()
    if isinstance(current, SQLite):
        return await current.run(sql.replace("{}", "?"), arguments)  # a QueryString takes as long as the statement
    rows = await current.run_querystring(QueryString(sql, *arguments))
    return current.transform_response_to_dicts(rows)
