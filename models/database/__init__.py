"""The two databases: SQLite made fast and safe, PostgreSQL with a pool, and `transaction()` for both.

Why not Piccolo's stock engines: docs/decisions/engine.md.
"""

import contextlib
from collections.abc import AsyncIterator, Iterable
from typing import Any

from piccolo.querystring import QueryString
from piccolo.table import Table

from models.database.postgres import Postgres
from models.database.sqlite import SQLite
from models.database.trouble import DatabaseUnavailable, DatabaseUntrusted, Rows, RowsRefused
from settings import Settings

__all__ = [
    "DatabaseUnavailable",
    "DatabaseUntrusted",
    "Postgres",
    "Rows",
    "RowsRefused",
    "SQLite",
    "aside",
    "busy",
    "close_database",
    "engine",
    "open_database",
    "query",
    "transaction",
]

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
        await _engine.connect()
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
    else:
        async with current.transaction():
            yield


async def aside(sql: str, *arguments: Any) -> Rows:
    """A SELECT that may take its time and is outside of any transaction: it holds up no request on either database."""
    current = engine()
    return await (
        current.aside(sql.replace("{}", "?"), arguments) if isinstance(current, SQLite) else query(sql, *arguments)
    )


def busy() -> int:
    """SQLite: who writes, and who waits to; PostgreSQL: connections in use. 0 while no database is open."""
    return _engine.busy if _engine else 0


async def query(sql: str, *arguments: Any) -> Rows:
    """One raw statement with `{}` where each argument goes; rows as dicts."""
    current = engine()
    if isinstance(current, SQLite):
        return await current.run(sql.replace("{}", "?"), arguments)  # a QueryString takes as long as the statement
    rows = await current.run_querystring(QueryString(sql, *arguments))
    return current.transform_response_to_dicts(rows)
