"""Every error is a page in plain words with a next step, without internals (catalogue 42, 53–54)."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from models import database
from models.access import first_connection, hashing
from models.access.throttle import TooManyAttempts
from models.core import pool
from models.database import sqlite
from settings import Settings
from tests.support.family import PASSWORD, at_password_step, count, guardian, in_session, issued, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from tests.support.waiting import PATIENCE


def has_a_way_on(page: Answer, status: int) -> None:
    assert page.status == status
    assert page.all("a", href="/")
    assert "02 345 67 89" in page.said  # the school's phone, in the same place on each page (61)
    for inside in ("Traceback", "litestar", "sqlite", "asyncpg", "{", "Exception", "models/"):
        assert inside not in page.said


async def test_a_page_that_does_not_exist(either: Browser) -> None:
    for path in ("/nowhere", "/children/x/y", "/schema", "/openapi.json", "/schema/swagger", "/demo/mailbox", "/.env"):
        has_a_way_on(await either.get(path), 404)


async def test_a_method_that_does_not_exist(either: Browser) -> None:
    for method in ("PUT", "PATCH", "DELETE", "TRACE"):
        page = await either.send(method, "/")
        has_a_way_on(page, 405)
        assert page.headers["allow"].split(", ") == ["GET", "HEAD", "OPTIONS"]
    has_a_way_on(await either.post("/"), 405)
    has_a_way_on(await either.get("/sign-out"), 405)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "Attendez 1 minute,"),
        (3600, "Attendez 60 minutes,"),
        (7141, "Attendez 2 heures,"),
        (86_400, "Attendez 24 heures,"),
    ],
)
async def test_a_wait_of_hours_is_told_in_hours(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, seconds: int, words: str
) -> None:
    async def wait(*_: object, **__: object) -> None:
        raise TooManyAttempts(seconds)

    monkeypatch.setattr(first_connection, "open_token", wait)
    page = await browser.post("/first-connection", {"token": "7KQ2-M4TR-9XWF"})
    has_a_way_on(page, 429)
    assert words in page.said


async def test_a_form_that_is_none(either: Browser) -> None:
    page = await either.send("POST", "/sign-in", content=b"{}", headers={"Content-Type": "application/json"})
    has_a_way_on(page, 400)


async def test_a_request_from_elsewhere(either: Browser) -> None:
    has_a_way_on(await either.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}), 403)


async def test_a_text_that_is_too_long(either: Browser) -> None:
    has_a_way_on(await either.post("/sign-in", {"username": "x" * 20_000}), 413)


async def test_an_error_asked_for_as_json_is_still_a_page(site: Site) -> None:
    has_a_way_on(await site.browser().get("/nowhere", headers={"Accept": "application/json"}), 404)


async def test_a_fault_of_ours_is_a_page_and_a_line_in_the_log(
    either: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    await query("ALTER TABLE child RENAME TO gone")
    page = await either.get("/children")
    await query("ALTER TABLE gone RENAME TO child")
    has_a_way_on(page, 500)
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "fault in GET '/children'"
    ]
    assert (await either.get("/children")).status == 200


@pytest.fixture
def full_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keeps the bcrypt pool busy and its queue full until the end of the test."""
    gate = threading.Event()
    for _ in range(pool.QUEUE_LIMIT):
        hashing.pool.threads.submit(gate.wait, 4 * PATIENCE)
    monkeypatch.setattr(hashing.pool, "waiting", pool.QUEUE_LIMIT)
    yield
    gate.set()


async def test_a_full_queue_is_a_quick_503_and_every_other_page_answers(
    either: Browser, site: Site, full_queue: None
) -> None:  # 53
    number = await guardian()
    code = await issued(number)
    await query("UPDATE guardian SET activated_at = created_at WHERE id = ?", number)
    page = await asyncio.wait_for(sign_in(either), PATIENCE)
    has_a_way_on(page, 503)
    assert int(page.headers["retry-after"]) > 0
    assert await count("throttle") == 0  # nobody's fault
    await at_password_step(either, code)
    page = await asyncio.wait_for(either.post("/password", {"password": PASSWORD}), PATIENCE)
    has_a_way_on(page, 503)
    assert await count("token", "spent_at IS NULL") == 1
    for path in ("/", "/reset", "/password", "/health"):
        assert (await asyncio.wait_for(either.get(path), PATIENCE)).status == 200
    assert (await asyncio.wait_for(site.browser().post("/reset", {"email": "a@example.org"}), PATIENCE)).status == 200


async def test_a_sign_in_after_the_rush_works(either: Browser) -> None:  # 53
    await guardian(password=PASSWORD)
    assert hashing.pool.waiting == 0
    assert (await sign_in(either)).status == 200


@pytest.fixture
def locked(settings: Settings, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    """A second connection to the SQLite file, which can lock it; the application waits briefly only."""
    if settings.sqlite_path is None:
        pytest.skip("PostgreSQL locks no whole database")
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 3.0)
    return sqlite3.connect(settings.sqlite_path, isolation_level=None)


async def test_a_locked_database_gives_an_error_page_until_it_is_free(
    locked: sqlite3.Connection, either: Browser
) -> None:  # 54
    code = await issued(await guardian())
    await at_password_step(either, code)
    locked.execute("BEGIN IMMEDIATE")
    pages = [
        await either.post("/password", {"password": PASSWORD}),
        await either.post("/reset", {"email": "marie@example.org"}),
    ]
    assert (await either.get("/password")).status == 200  # reading goes on
    locked.execute("ROLLBACK")
    for page in pages:
        has_a_way_on(page, 503)
        assert page.headers["retry-after"] == "10"
    assert await count("token", "spent_at IS NULL") == 1  # no half state
    assert await count("guardian", "password_digest IS NULL") == 1
    assert await count("mail") == 0
    page = await either.post("/password", {"password": PASSWORD})
    assert page.path.startswith("/children/")
    assert await in_session(either)


async def test_a_full_disk_gives_an_error_page_until_there_is_room(
    locked: sqlite3.Connection, either: Browser
) -> None:  # 54
    code = await issued(await guardian())
    await at_password_step(either, code)
    engine = database.engine()
    assert isinstance(engine, database.SQLite)
    (pages,) = engine.writer.execute("PRAGMA page_count").fetchone()
    engine.writer.execute(f"PRAGMA max_page_count = {pages}")
    answers = []
    for number in range(200):
        answers.append(await either.post("/reset", {"email": f"n{number}@example.org"}))
        if answers[-1].status == 503:
            break
    has_a_way_on(answers[-1], 503)
    asked = len(answers) - 1
    assert await count("mail") == asked
    assert await count("event", "action = 'reset asked'") == asked
    engine.writer.execute("PRAGMA max_page_count = 1000000")
    assert (await either.post("/reset", {"email": "n@example.org"})).status == 200
    assert (await either.post("/password", {"password": PASSWORD})).path.startswith("/children/")


async def test_an_unreachable_database_gives_an_error_page(either: Browser, site: Site, cluster: object) -> None:  # 54
    if cluster is None:
        pytest.skip("SQLite is a file")
    await guardian(password=PASSWORD)
    await sign_in(either)
    await query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    statuses = {(await either.get("/children")).status for _ in range(12)}
    assert statuses <= {200, 503}
    assert (await either.get("/children")).status == 200
