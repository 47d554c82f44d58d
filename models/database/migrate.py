"""Brings a database to the schema that this version needs.

Not Piccolo's runner: two processes may start at once, and each change must be one transaction
(docs/decisions/migrations.md). The names that ran are kept in Piccolo's `migration` table.
"""

import importlib
import pkgutil

from models.core.clock import now
from models.database import advisory_lock, engine, execute, fetch, migrations, on_postgres, transaction

SPELLING = {
    "sqlite": {
        **{"key": "INTEGER PRIMARY KEY AUTOINCREMENT", "moment": "TIMESTAMPTZ", "reference": "INTEGER"},
        "bytes": "BLOB",
    },
    "postgres": {"key": "BIGSERIAL PRIMARY KEY", "moment": "TIMESTAMPTZ", "reference": "BIGINT", "bytes": "BYTEA"},
}
RAN = "SELECT name FROM migration ORDER BY name"
SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
LEDGER = """CREATE TABLE IF NOT EXISTS migration (
    id {key}, name VARCHAR(200) NOT NULL UNIQUE, app_name VARCHAR(200) NOT NULL, ran_on {moment} NOT NULL)"""


class SchemaTooNew(Exception):
    """The database was made by a later version of Préau: install that one, or restore a backup."""


def known() -> list[str]:
    """Every migration of this version, in order."""
    return sorted(module.name for module in pkgutil.iter_modules(migrations.__path__))


async def tables() -> set[str]:
    """The names of the tables that this database has now."""
    there = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()" if on_postgres() else SQLITE_TABLES
    return set(await fetch(str, there))


async def pending() -> list[str]:
    """Migrations not yet run here. Raises `SchemaTooNew` when the database knows ones that we do not."""
    there = "migration" in await tables()
    ran = set(await fetch(str, RAN)) if there else set()
    if unknown := ran - set(known()):
        raise SchemaTooNew(", ".join(sorted(unknown)))
    return [name for name in known() if name not in ran]


async def migrate() -> list[str]:
    """Run what is pending in one transaction; returns the names that ran."""
    if not await pending():
        return []
    async with transaction():
        await alone()
        names = await pending()  # another process may have run them meanwhile
        await run(names)
    return names


async def alone() -> None:
    """Make every other change of the schema wait until this transaction ends."""
    await advisory_lock(7302)


async def run(names: list[str]) -> None:
    """Run these migrations inside the open transaction, and record them in the ledger."""
    spelling = SPELLING[engine().engine_type]
    await execute(LEDGER.format(**spelling))
    for name in names:
        for statement in importlib.import_module(f"models.database.migrations.{name}").STATEMENTS:
            await execute(statement.format(**spelling))
        await execute("INSERT INTO migration (name, app_name, ran_on) VALUES (?, 'preau', ?)", name, now())
