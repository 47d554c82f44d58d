"""SQLite: reads run directly on a lasting connection; writes run one at a time in a writer thread."""

import asyncio
import contextlib
import contextvars
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.querystring import QueryString

from models.database.errors import (
    DatabaseClosed,
    DatabaseUnavailable,
    RowGone,
    Rows,
    RowsRefused,
    SchemaChangeRefused,
)
from models.database.packing import packed

T = TypeVar("T")
BUSY_SECONDS = 5.0  # to wait for a lock: on the file, and on the writer
TROUBLE = ("locked", "busy", "full", "disk I/O", "readonly", "unable to open", "malformed", "not a database")


def _rows(cursor: sqlite3.Cursor) -> Rows:
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _packed(cursor: sqlite3.Cursor) -> bytes:
    names = [column[0] for column in cursor.description]
    return packed(dict(zip(names, row, strict=True)) for row in cursor)


@contextlib.contextmanager
def _translated_errors() -> Any:
    """Raise a temporary failure of SQLite as `DatabaseUnavailable`, a reference to a deleted row as `RowGone`."""
    try:
        yield
    except OSError as error:
        raise DatabaseUnavailable(str(error)) from error
    except sqlite3.IntegrityError as error:
        if "FOREIGN KEY" in str(error):
            raise RowGone(str(error)) from error
        raise
    except sqlite3.DatabaseError as error:
        if any(word in str(error) for word in TROUBLE):
            raise DatabaseUnavailable(str(error)) from error
        raise


class Transaction:
    """BEGIN IMMEDIATE … COMMIT on the writer; ROLLBACK on any exception, cancellation included."""

    def __init__(self, engine: "SQLite") -> None:
        self.engine = engine

    async def __aenter__(self) -> "Transaction":
        await self.engine.take_turn()
        try:
            await self.engine.write("BEGIN IMMEDIATE")
        except BaseException:
            # A cancelled BEGIN may still have run in the thread: roll it back before the next writer.
            await self._leave()
            raise
        self.token = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.engine.current_transaction.reset(self.token)
        try:
            if error is None:
                await self.engine.write("COMMIT")
        finally:
            await self._leave()

    async def _leave(self) -> None:
        """Roll back what is still open (nothing after a successful COMMIT) and release the write lock.

        The writer thread does its jobs in order, so the lock may be released even when this wait is cancelled.
        """
        try:
            await self.engine.in_writer(self.engine.roll_back)
        finally:
            self.engine.turn.release()


class SQLite(SQLiteEngine):
    """Piccolo's SQLite engine on two lasting connections: `reader` in the event loop, `writer` in one thread.

    Raises `DatabaseUnavailable` when the file is locked for longer than `BUSY_SECONDS`, full or unwritable.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path=str(path))
        self.current_transaction: contextvars.ContextVar[Any] = contextvars.ContextVar(
            f"sqlite_transaction_{id(self)}", default=None
        )
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self.turn = asyncio.Lock()
        self.closed = False
        self.waiting = 0
        with _translated_errors():
            path.touch(mode=0o600)  # families' data: readable by its owner alone
            self.writer = self._connect()
            self.writer.execute("PRAGMA journal_mode = WAL")
            self.writer.execute("PRAGMA cache_size = -1000")  # kB, half of the usual: an import takes as long
            self.reader = self._connect()
            self.reader.execute("PRAGMA query_only = 1")

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(
            **self.connection_kwargs, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=512
        )
        connection.execute("PRAGMA synchronous = FULL")  # what was answered survives a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # deleted seeds are overwritten in the file (catalogue 4)
        return connection

    async def take_turn(self) -> None:
        """Wait at most `BUSY_SECONDS` for the write lock, so that delays do not add up; else `DatabaseUnavailable`."""
        self.waiting += 1
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                await self.turn.acquire()
        except TimeoutError:
            raise DatabaseUnavailable("database is busy") from None
        finally:
            self.waiting -= 1

    @property
    def busy(self) -> int:
        """How many tasks hold the write lock or wait for it."""
        return self.turn.locked() + self.waiting

    async def in_writer(self, job: Callable[..., T], *arguments: Any) -> T:
        """Run `job` in the writer thread. A cancelled caller still waits for it, so that none is left half done."""
        future = asyncio.ensure_future(asyncio.get_running_loop().run_in_executor(self.thread, job, *arguments))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if not future.cancelled():
                await asyncio.wait([future])
            raise

    def _execute(self, query: str, arguments: Iterable[Any]) -> Rows:
        with _translated_errors():
            return _rows(self.writer.execute(query, tuple(arguments)))

    async def write(self, query: str, arguments: Iterable[Any] = ()) -> Rows:
        return await self.in_writer(self._execute, query, arguments)

    def roll_back(self) -> None:
        if self.writer.in_transaction:
            self.writer.rollback()

    async def many(self, query: str, rows: list[tuple[Any, ...]]) -> None:
        """`executemany` inside the open transaction. Raises `RowsRefused`."""

        def job() -> None:
            try:
                with _translated_errors():
                    self.writer.executemany(query, rows)
            except (RowGone, sqlite3.IntegrityError) as error:
                raise RowsRefused(str(error)) from error

        await self.in_writer(job)

    async def run(self, query: str, arguments: Iterable[Any]) -> Rows:
        if self.closed:
            raise DatabaseClosed
        if self.current_transaction.get() is not None:
            return await self.write(query, arguments)
        if query.lstrip()[:6].upper() == "SELECT":
            with _translated_errors():
                return _rows(self.reader.execute(query, tuple(arguments)))
        await self.take_turn()
        try:
            return await self.write(query, arguments)
        finally:
            self.turn.release()

    async def aside(self, query: str, arguments: Iterable[Any]) -> Rows:
        """A SELECT on a separate connection in a thread, for those that take long."""
        return await asyncio.to_thread(self._aside, _rows, query, arguments)

    async def aside_packed(self, query: str, arguments: Iterable[Any]) -> bytes:
        """The same; its rows as by `packed`."""
        return await asyncio.to_thread(self._aside, _packed, query, arguments)

    def _aside(self, taken: Callable[[sqlite3.Cursor], T], query: str, arguments: Iterable[Any]) -> T:
        with _translated_errors(), contextlib.closing(self._connect()) as connection:
            return taken(connection.execute(query, tuple(arguments)))

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        return await self.run(*querystring.compile_string(engine_type=self.engine_type))

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        raise SchemaChangeRefused

    def transaction(self, *_: Any, **__: Any) -> Any:
        return Transaction(self)

    async def close(self) -> None:
        self.closed = True
        await self.in_writer(self.writer.close)
        self.reader.close()
        self.thread.shutdown()
