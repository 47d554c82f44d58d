"""The engines for SQLite and PostgreSQL; `transaction()` and typed rows for both.

Why not Piccolo's stock engines: docs/decisions/engine.md.
"""

from models.database.current import (
    after_commit,
    busy,
    close_database,
    engine,
    make_engine,
    on_postgres,
    open_database,
    transaction,
)
from models.database.errors import DatabaseUnavailable, DatabaseUntrusted, RowGone, Rows, RowsRefused
from models.database.postgres import Postgres
from models.database.sqlite import SQLite
from models.database.statements import (
    Values,
    advisory_lock,
    execute,
    execute_many,
    fetch,
    fetch_aside,
    fetch_one,
    fetch_packed,
    for_update,
    placeholders,
)

__all__ = [
    "DatabaseUnavailable",
    "DatabaseUntrusted",
    "Postgres",
    "RowGone",
    "Rows",
    "RowsRefused",
    "SQLite",
    "Values",
    "advisory_lock",
    "after_commit",
    "busy",
    "close_database",
    "engine",
    "execute",
    "execute_many",
    "fetch",
    "fetch_aside",
    "fetch_one",
    "fetch_packed",
    "for_update",
    "make_engine",
    "on_postgres",
    "open_database",
    "placeholders",
    "transaction",
]
