"""The disk is full, the database locked or away: an honest page, no half state, and all is well afterwards (54)."""

import asyncio
import contextlib
import resource
import sqlite3
from collections.abc import Iterator
from urllib.parse import urlsplit

import asyncpg

from tests.support.journeys.people import PASSWORD, address, password_of, settle
from tests.support.journeys.postbox import Postbox, token_in
from tests.support.journeys.town import Server, Town
from tests.support.waiting import wait_until


def command(url: str, *statements: str) -> None:
    """PostgreSQL statements outside of any transaction."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    asyncio.run(run())


HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{0}' AND pid <> pg_backend_pid()"
READ_ONLY = "ALTER DATABASE {0} SET default_transaction_read_only = {1}"


@contextlib.contextmanager
def nothing_can_be_written(town: Town, server: Server) -> Iterator[None]:
    """SQLite: no file of the server may grow, as on a full disk. PostgreSQL: it has become a read-only standby."""
    path = town.settings.sqlite_path
    if path:
        journal = path.with_name(path.name + "-wal")
        limits = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (journal.stat().st_size, limits[1]))
        yield
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
        return
    url = town.settings.database_url
    name = urlsplit(url).path[1:]
    command(url, READ_ONLY.format(name, "on"), HANG_UP.format(name))
    yield
    command(url, "SET default_transaction_read_only = off", READ_ONLY.format(name, "off"), HANG_UP.format(name))


def test_when_nothing_can_be_written_pages_say_so_and_nothing_is_lost(town: Town, postbox: Postbox) -> None:
    (new,), (known,) = settle(town, "nouveau", 1), settle(town, "ancien", 1, activated=True)
    town.preau("invite", "--all")
    server = town.serve()
    code = token_in(postbox.last(address(new)))
    with town.browser() as browser, town.browser() as other:
        browser.open(f"/first-connection?token={code}")
        browser.press("/first-connection")
        assert other.sign_in(known, PASSWORD)
        wait_until(lambda: not town.number("mail", "state = 'queued'"), "the outbox is empty")
        with nothing_can_be_written(town, server):
            wait_until(lambda: other.get("/health").status_code == 200, "the server has connected again")
            for answer in (
                browser.post("/password", password=password_of(new)),
                browser.post("/sign-in", username=known, password=PASSWORD),
                browser.post("/reset", email=address(known)),
                other.post("/sign-out"),
            ):
                assert answer.status_code == 503, answer.request.url
                assert answer.headers["Retry-After"]
                assert "Rien n’a changé" in answer.text
            assert other.open("/children").status_code == 200  # what needs no writing goes on
        wait_until(lambda: other.get("/health").status_code == 200, "the server has connected again")
        assert town.number("token", "spent_at IS NOT NULL") == 0
        assert town.number("mail", "kind <> 'invitation'") == 0
        browser.open("/password")
        browser.press("/password", password=password_of(new))
        assert browser.at.startswith("/children/")
        assert other.open("/children").status_code == 200
        other.press("/sign-out")
    assert "Traceback" not in server.log.read_text()


def test_a_database_locked_by_another_program_costs_a_wait_or_an_honest_page(town: Town) -> None:
    (name,) = settle(town, "marie", 1, activated=True)
    server = town.serve()
    path = town.settings.sqlite_path
    with town.browser() as browser, town.browser() as other:
        if path:
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as lock:
                lock.execute("BEGIN IMMEDIATE")
                assert browser.post("/sign-in", username=name, password=PASSWORD).status_code == 503
                assert other.get("/reset").status_code == 200
        else:
            command(town.settings.database_url, "BEGIN; LOCK TABLE session; SELECT pg_sleep(1); COMMIT")
        assert browser.sign_in(name, PASSWORD)
    assert "Traceback" not in server.log.read_text()


def test_a_database_that_hangs_up_is_connected_to_again(town: Town, postbox: Postbox) -> None:
    """On SQLite: a server whose file is used by other programs all the while."""
    (name,) = settle(town, "marie", 1, activated=True)
    server = town.serve()
    with town.browser() as browser:
        assert browser.sign_in(name, PASSWORD)
        for _ in range(3):
            if not town.settings.sqlite_path:
                url = town.settings.database_url
                command(url, HANG_UP.format(urlsplit(url).path[1:]))
            assert browser.get("/health").status_code in (200, 503)
            wait_until(lambda: browser.get("/health").status_code == 200, "it answers again")
        assert "Zoé" in browser.open("/children").text
        browser.open("/reset")
        browser.press("/reset", email=address(name))
    assert postbox.last(address(name))
    assert server.process.poll() is None


def test_an_address_that_this_machine_does_not_have_is_named(town: Town) -> None:
    for host in ("203.0.113.9", "no-such-host.invalid"):
        town.environ["PREAU_HOST"] = host
        done = town.preau("serve")
        assert done.returncode == 1
        assert f"This machine has no address {host}" in done.stderr
        assert "another server" not in done.stderr
