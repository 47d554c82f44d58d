import asyncio
import dataclasses
import logging
import ssl
import threading

import pytest

from mail import bounce_box
from models.core.confined.sandbox import Work
from models.database import close_database, open_database
from models.outbox import bounce, mail
from models.tables import TABLES
from settings import MailStore, Settings
from tests.support.imap import Mailbox, holding
from tests.support.invited import sent
from tests.support.reports import report
from tests.support.site import serving
from tests.support.sql import query
from tests.support.tls import certificate
from tests.support.waiting import PATIENCE

OTHER = b"From: a parent <marie@example.org>\r\nSubject: Question\r\n\r\nBonjour\r\n"
Tls = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """A server's TLS context, and a client's that trusts it."""
    server, own = certificate(tmp_path_factory.mktemp("tls"))
    return server, ssl.create_default_context(cafile=str(own))


async def state() -> str:
    return str((await query("SELECT state FROM mail"))[0]["state"])


@pytest.mark.parametrize("mode", ["implicit", "starttls"])
async def test_a_bounce_is_applied_and_deleted_and_other_mails_stay(opened: Settings, tls: Tls, mode: str) -> None:
    _, message_id = await sent()
    box = Mailbox(OTHER, report(message_id), report("<of-somebody-else@tilleul.example>"))
    async with holding(box, tls[0], mode) as store:
        assert await bounce_box.look(store, tls[1]) == 3
        assert await state() == mail.REFUSED
        assert box.flags() == [{"\\Seen"}, {"\\Seen", "\\Deleted"}, {"\\Seen"}]
        assert await bounce_box.look(store, tls[1]) == 0


async def test_a_huge_mail_is_read_no_further_than_it_may_be_long(opened: Settings, tls: Tls) -> None:
    _, message_id = await sent()
    box = Mailbox(b"x" * 3_000_000, report(message_id))
    async with holding(box, tls[0]) as store:
        assert await bounce_box.look(store, tls[1]) == 2
    assert await state() == mail.REFUSED
    assert box.flags()[0] == {"\\Seen"}


async def test_many_mails_are_read_in_batches(opened: Settings, tls: Tls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounce_box, "BATCH", 2)
    _, message_id = await sent()
    box = Mailbox(OTHER, OTHER, report(message_id))
    async with holding(box, tls[0]) as store:
        assert [await bounce_box.look(store, tls[1]) for _ in range(3)] == [2, 1, 0]
    assert await state() == mail.REFUSED


async def test_a_mail_that_could_not_be_applied_is_not_marked(opened: Settings, tls: Tls) -> None:
    _, message_id = await sent()
    box = Mailbox(report(message_id))
    async with holding(box, tls[0]) as store:
        await close_database()
        with pytest.raises(RuntimeError):
            await bounce_box.look(store, tls[1])
        assert box.flags() == [set()]
        await open_database(opened, TABLES)
        await bounce_box.look(store, tls[1])
    assert await state() == mail.REFUSED


async def test_an_unverified_server_gets_no_password(opened: Settings, tls: Tls) -> None:
    for mode in ("implicit", "starttls"):
        box = Mailbox(OTHER)
        async with holding(box, tls[0], mode) as store:
            with pytest.raises(ssl.SSLCertVerificationError):
                await bounce_box.look(store)
        assert box.signed_in == 0


async def test_a_wrong_password_and_a_dead_server_do_not_end_the_watch(
    opened: Settings, tls: Tls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bounce_box, "EVERY", 0.01)
    monkeypatch.setattr(ssl, "create_default_context", lambda: tls[1])
    _, message_id = await sent()
    box = Mailbox(report(message_id))
    box.password = "right"
    async with holding(box, tls[0]) as store:
        watch = asyncio.create_task(bounce_box.watch(store))
        async with asyncio.timeout(PATIENCE):
            box.password = "changed"
            while "not read" not in caplog.text:  # noqa: ASYNC110 what is waited for happens in a thread
                await asyncio.sleep(0.01)
            box.password = "right"
            while await state() != mail.REFUSED:  # noqa: ASYNC110 what is waited for is a thread
                await asyncio.sleep(0.01)
        watch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await watch
    assert "marie@" not in caplog.text
    assert "right" not in caplog.text
    dead = MailStore(store.host, store.port, "implicit", "bounces", "canary")
    with pytest.raises(ConnectionRefusedError):
        await bounce_box.look(dead, tls[1])
    assert "canary" not in caplog.text


STAGES = [
    ("implicit", "handshake"),
    ("implicit", "greeting"),
    ("starttls", "greeting"),
    ("starttls", "STARTTLS"),
    *(("implicit", command) for command in ("LOGIN", "SELECT", "SEARCH", "FETCH", "STORE", "LOGOUT")),
]


def visits() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "imap"]


@pytest.mark.parametrize(("mode", "stage"), STAGES)
async def test_a_server_that_sends_byte_by_byte_is_left_and_the_thread_ends(
    opened: Settings, tls: Tls, monkeypatch: pytest.MonkeyPatch, mode: str, stage: str
) -> None:
    for longest in (1.0, 10.0, PATIENCE):  # a loaded machine may not come to the stage within a second
        monkeypatch.setattr(bounce_box, "LONGEST", longest)
        box = Mailbox(OTHER)
        box.dribble = stage
        async with holding(box, tls[0], mode) as store:
            with pytest.raises(TimeoutError):
                await bounce_box.look(store, tls[1])
            async with asyncio.timeout(PATIENCE):
                while visits():  # noqa: ASYNC110 what is waited for is a thread
                    await asyncio.sleep(0.01)
        if box.thinking:
            return
    pytest.fail(f"it never came to {stage}")


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parses the mails with a parser that exceeds its limits for some (tests/support/greedy.py)."""
    monkeypatch.setattr(bounce, "WORK", Work("tests.support.greedy:read", memory=256 << 20, seconds=1))


async def test_a_mail_that_ends_its_parser_is_marked_and_the_next_ones_are_read(
    opened: Settings, tls: Tls, greedy: None, caplog: pytest.LogCaptureFixture
) -> None:
    _, message_id = await sent()
    box = Mailbox(b"swell", b"die", b"burn", report(message_id))
    async with holding(box, tls[0]) as store:
        assert await bounce_box.look(store, tls[1]) == 4
        assert box.flags() == [{"\\Seen"}] * 3 + [{"\\Seen", "\\Deleted"}]
        assert await bounce_box.look(store, tls[1]) == 0
    assert await state() == mail.REFUSED
    assert caplog.text.count("left unread") == 3


async def test_a_visit_after_an_interrupted_one_continues_after_the_applied_mails(opened: Settings, tls: Tls) -> None:
    _, message_id = await sent()
    box = Mailbox(OTHER, report(message_id), OTHER)
    box.dribble = "FETCH 3 "
    async with holding(box, tls[0]) as store:
        look = asyncio.create_task(bounce_box.look(store, tls[1]))
        async with asyncio.timeout(PATIENCE):
            while not box.thinking:  # noqa: ASYNC110 what is waited for is a thread
                await asyncio.sleep(0.01)
        look.cancel()
        with pytest.raises(asyncio.CancelledError):
            await look
    assert box.flags() == [{"\\Seen"}, {"\\Seen", "\\Deleted"}, set()]
    assert await state() == mail.REFUSED


async def test_without_a_mailbox_there_is_nothing_to_watch(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await bounce_box.watch(None)
    assert caplog.text == ""


async def test_the_server_itself_reads_the_mailbox_and_stops_without_waiting_for_it(
    settings: Settings, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssl, "create_default_context", lambda: tls[1])
    monkeypatch.setattr(bounce_box, "EVERY", 0.01)
    box = Mailbox()
    async with holding(box, tls[0]) as store:
        async with serving(dataclasses.replace(settings, bounce_imap=store)):
            _, message_id = await sent()
            box.add(report(message_id))
            async with asyncio.timeout(PATIENCE):
                while await state() != mail.REFUSED:  # noqa: ASYNC110 what is waited for is a thread
                    await asyncio.sleep(0.01)
            box.slow = "SEARCH"
            async with asyncio.timeout(PATIENCE):
                while not box.thinking:  # noqa: ASYNC110 what is waited for is a thread
                    await asyncio.sleep(0.01)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 3
