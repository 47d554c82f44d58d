"""An SQLite file that another process keeps locked (catalogue 54). PostgreSQL has no write queue."""

import asyncio
import contextlib
import sqlite3

import pytest

from models import database
from models.database import DatabaseUnavailable, migrate, sqlite, transaction
from models.tables import TABLES
from settings import Settings
from tests.support.sql import query
from tests.support.waiting import PATIENCE


async def _write() -> None:
    async with transaction():
        await query("DELETE FROM throttle WHERE digest = 'x'")


async def test_many_writers_to_a_locked_file_all_fail_within_the_time_limit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.sqlite_path
    if path is None:
        pytest.skip("a matter of SQLite")
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 1.0)
    await database.open_database(settings, TABLES)
    await migrate.migrate()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        async with asyncio.timeout(PATIENCE):  # one after the other: 300 s
            errors = await asyncio.gather(*(_write() for _ in range(300)), return_exceptions=True)
        assert {type(error) for error in errors} == {DatabaseUnavailable}
    await asyncio.gather(*(_write() for _ in range(20)))
    await query("DELETE FROM throttle WHERE digest = 'x'")
    await database.close_database()
