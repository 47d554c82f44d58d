"""`python -m bench.stock PORT`: the same application on Piccolo's stock SQLite engine, for the comparison alone."""

import dataclasses
import sys
from collections.abc import Iterable
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.table import Table

import settings as configuration
from cli.serve import listen
from models import database
from settings import Settings


async def open_stock(settings: Settings, tables: Iterable[type[Table]]) -> Any:
    """In place of `models.database.open_database`: a connection and a thread for every query."""
    engine: Any = SQLiteEngine(path=str(settings.sqlite_path))
    database._engine = engine
    for table in tables:
        table._meta.db = engine
    return engine


async def close_stock() -> None:
    """The stock engine keeps nothing open."""


if __name__ == "__main__":
    database.open_database, database.close_database = open_stock, close_stock
    listen(dataclasses.replace(configuration.load(), port=int(sys.argv[1])), None)
