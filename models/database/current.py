"""The one open database of this process, and `transaction()` on it."""

import contextlib
import contextvars
from collections.abc import AsyncIterator, Callable, Iterable

from piccolo.table import Table

from models.database.postgres import Postgres
from models.database.sqlite import SQLite
from settings import Settings

Engine = SQLite | Postgres
_engine: Engine | None = None
_committed: contextvars.ContextVar[list[Callable[[], None]]] = contextvars.ContextVar("committed")


def engine() -> Engine:
    """The open engine; `RuntimeError` before `open_database`."""
    if _engine is None:
        raise RuntimeError("open_database() was not called")
    return _engine


def on_postgres() -> bool:
    """Whether the open database is PostgreSQL, which has concurrent writers; SQLite has one at a time."""
    return isinstance(engine(), Postgres)


def make_engine(settings: Settings) -> Engine:
    """The engine of the database that the settings name. SQLite's is open at once; raises `DatabaseUnavailable`."""
    return SQLite(settings.sqlite_path) if settings.sqlite_path is not None else Postgres(settings.database_url)


async def open_database(settings: Settings, tables: Iterable[type[Table]]) -> Engine:
    """Connect, and make every table use this connection. Raises `DatabaseUnavailable`."""
    global _engine
    _engine = make_engine(settings)
    if isinstance(_engine, Postgres):
        await _engine.connect()
    for table in tables:
        table._meta.db = _engine
    return _engine


async def close_database() -> None:
    """Close every connection; the process cannot end while the writer thread runs."""
    global _engine
    if _engine is not None:
        await _engine.close()
        _engine = None


@contextlib.asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """A transaction on either database; a nested `transaction()` joins the outer one.

    It does not make read-then-write safe: PostgreSQL does not serialise. Use conditional UPDATEs.
    """
    current = engine()
    if current.current_transaction.get() is not None:
        yield
    else:
        calls: list[Callable[[], None]] = []
        token = _committed.set(calls)
        try:
            async with current.transaction():
                yield
        finally:
            _committed.reset(token)
        for call in calls:
            call()


def after_commit(call: Callable[[], None]) -> None:
    """Call this once the open transaction has committed, and never if it is rolled back; without one, at once."""
    if engine().current_transaction.get() is None:
        call()
    else:
        _committed.get().append(call)


def busy() -> int:
    """SQLite: tasks that write or wait to; PostgreSQL: connections in use. 0 while no database is open."""
    return _engine.busy if _engine else 0
