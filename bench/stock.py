"""`python -m bench.stock PORT`: the same application on Piccolo's stock SQLite engine, for the comparison alone."""

import dataclasses
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.table import Table

import settings as configuration
from cli.serve import listen
from models import database
from models.database import current
from settings import Settings


class Stock(SQLiteEngine):
    """Piccolo's engine, with what models/database/statements.py asks of one."""

    async def run(self, sql: str, arguments: Sequence[Any]) -> Any:
        return await self._run_in_new_connection(sql, list(arguments))


async def open_stock(settings: Settings, tables: Iterable[type[Table]]) -> Any:
    """In place of `models.database.open_database`: a connection and a thread for every query."""
    engine: Any = Stock(path=str(settings.sqlite_path))
    current._engine = engine
    for table in tables:
        table._meta.db = engine
    return engine


async def close_stock() -> None:
    """The stock engine keeps nothing open."""


if __name__ == "__main__":
    database.open_database, database.close_database = open_stock, close_stock
    listen(dataclasses.replace(configuration.load(), port=int(sys.argv[1])), None)
