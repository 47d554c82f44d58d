"""Transactions, the single writer, and errors of the file (catalogue 54)."""

import asyncio
import contextvars
import sqlite3
import stat
from pathlib import Path

import pytest

from models import database
from models.database import DatabaseUnavailable, SQLite, engine, transaction
from models.families.child import Child
from settings import Settings
from tests.support.family import child_of, count, guardian
from tests.support.sql import query
from tests.support.waiting import PATIENCE


async def add(username: str) -> None:
    await query("INSERT INTO staff (username, role, created_at) VALUES (?, 'admin', CURRENT_TIMESTAMP)", username)


async def test_an_error_undoes_the_whole_transaction(opened: Settings) -> None:
    async def fails() -> None:
        async with transaction():
            await add("a")
            async with transaction():  # joins the outer one
                await add("b")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    assert await count("staff") == 0


async def test_a_transaction_reads_its_own_writes_and_others_do_not_before_its_end(opened: Settings) -> None:
    async def look() -> int:
        return await count("staff")

    async with transaction():
        await add("a")
        assert await count("staff") == 1
        assert await asyncio.create_task(look(), context=contextvars.Context()) == 0  # another request
    assert await count("staff") == 1


async def test_a_cancelled_transaction_leaves_nothing_and_the_next_one_works(opened: Settings) -> None:
    begun = asyncio.Event()

    async def slow() -> None:
        async with transaction():
            await add("a")
            begun.set()
            await asyncio.sleep(30)

    for _ in range(3):
        task = asyncio.create_task(slow())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        begun.clear()
    await add("b")
    assert [row["username"] for row in await query("SELECT username FROM staff")] == ["b"]


async def test_transactions_cancelled_at_any_moment_are_whole_or_nothing(opened: Settings) -> None:
    async def pair(number: int) -> None:
        async with transaction():
            await add(f"a{number}")
            await add(f"b{number}")

    for number in range(40):
        task = asyncio.create_task(pair(number))
        for _ in range(number % 12):
            await asyncio.sleep(0)
        await asyncio.sleep(0.0003 * (number % 7))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    names = {row["username"] for row in await query("SELECT username FROM staff")}
    for number in range(40):
        assert (f"a{number}" in names) == (f"b{number}" in names), number
    await pair(99)


async def test_fifty_transactions_at_once_all_pass(opened: Settings) -> None:
    async def one(number: int) -> None:
        async with transaction():
            await add(f"s{number}")
            await query("UPDATE staff SET role = ? WHERE username = ?", "secretary", f"s{number}")

    await asyncio.gather(*(one(number) for number in range(50)))
    assert await count("staff", "role = 'secretary'") == 50


async def test_a_reference_to_a_missing_row_is_refused(opened: Settings) -> None:  # 54: foreign keys on
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await child_of(999, "Noé", "R0")
    await query("DELETE FROM guardian WHERE id = ?", await guardian())
    assert await count("guardianship") == 0


async def test_text_in_an_argument_is_never_sql(opened: Settings) -> None:
    await add("'; DROP TABLE staff; -- {} $1 ? %s")
    assert await count("staff") == 1


async def test_piccolo_tables_use_the_same_connection(opened: Settings) -> None:
    async with transaction():
        await Child(register_number="R1", first_name="Zoé", last_name="Dupont").save()
        assert await count("child") == 1
    assert await Child.count() == 1


@pytest.fixture
async def file(opened: Settings) -> SQLite:
    """The SQLite engine, for the tests of its file."""
    current = engine()
    if not isinstance(current, SQLite):
        pytest.skip("of the SQLite file")
    return current


async def test_the_writer_keeps_half_as_many_pages_as_the_reader(file: SQLite) -> None:
    assert file.writer.execute("PRAGMA cache_size").fetchone() == (-1000,)  # kB
    assert file.reader.execute("PRAGMA cache_size").fetchone() == (-2000,)


async def test_the_file_is_durable_and_readable_by_its_owner_alone(file: SQLite) -> None:  # 54
    for connection in (file.writer, file.reader):
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    for path in Path(file.path).parent.glob(Path(file.path).name + "*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


async def test_a_lock_of_another_process_is_waited_for_and_then_raises_unavailable(
    file: SQLite, monkeypatch: pytest.MonkeyPatch
) -> None:  # 54
    file.writer.execute("PRAGMA busy_timeout = 200")
    other = sqlite3.connect(file.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable):
        async with transaction():
            await add("a")
    with pytest.raises(DatabaseUnavailable):
        await add("b")
    assert await count("staff") == 0
    other.execute("ROLLBACK")
    await add("c")
    assert await count("staff") == 1


async def test_a_full_disk_raises_unavailable_and_rolls_back(file: SQLite) -> None:  # 54
    (pages,) = file.writer.execute("PRAGMA page_count").fetchone()
    file.writer.execute(f"PRAGMA max_page_count = {pages + 2}")

    async def fill() -> None:
        async with transaction():
            for number in range(500):
                await add(f"s{number}" + "x" * 50)

    with pytest.raises(DatabaseUnavailable, match="full"):
        await fill()
    assert await count("staff") == 0
    file.writer.execute("PRAGMA max_page_count = 100000")
    await add("a")
    assert await count("staff") == 1


async def test_a_database_that_cannot_be_opened_raises_unavailable(settings: Settings, tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/missing/x.sqlite", "postgresql://nobody:x@127.0.0.1:1/none"):
        broken = Settings(database_url=url, secret_key="k" * 48)
        with pytest.raises(DatabaseUnavailable):
            await database.open_database(broken, [])
        await database.close_database()
    (tmp_path / "text.sqlite").write_text("this is no database" * 100)
    with pytest.raises(DatabaseUnavailable):
        await database.open_database(Settings(database_url=f"sqlite:///{tmp_path}/text.sqlite", secret_key="k"), [])
    await database.close_database()


async def test_connections_lost_within_transactions_are_replaced(opened: Settings) -> None:  # 54
    if isinstance(engine(), SQLite):
        pytest.skip("of the pool")

    async def lost() -> None:
        async with transaction():
            await add("a")
            await query("SELECT pg_terminate_backend(pg_backend_pid())")

    for _ in range(12):  # more than the pool has
        with pytest.raises(DatabaseUnavailable):
            await lost()
    await asyncio.wait_for(asyncio.gather(*(add(f"b{number}") for number in range(12))), PATIENCE)
    assert await count("staff") == 12


def test_a_server_that_is_down_is_logged_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    from asyncpg.pool import logger

    try:
        raise FileNotFoundError(2, "No such file or directory")
    except FileNotFoundError:
        logger.warning("Failed to restore the pool connection floor; retrying", exc_info=True)
    assert caplog.text.count("\n") == 1
    assert "PostgreSQL does not answer: [Errno 2] No such file" in caplog.text
