import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import worker
from mail import mailer, rendering
from models.access import password_reset, token
from models.core import crockford
from models.database import close_database, open_database, transaction
from models.database.sole import alone
from models.invitations import invitation
from models.outbox import delivery, mail, pace
from models.outbox.mail import MailAccount
from models.tables import TABLES
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sink import Sink, listening
from tests.support.sql import query
from tests.support.waiting import PATIENCE


async def families(number: int) -> None:
    async with transaction():
        for i in range(number):
            await parent(f"parent.n{i:04}", f"p{i}@example.org")
    await invitation.invite(everyone=True)


async def rows() -> list[dict[str, Any]]:
    return await query("SELECT id, address, state, attempts, server_words, payload FROM mail ORDER BY id")


async def settled(transport: mailer.Transport) -> None:
    """Deliver until nothing is due."""
    while await worker.deliver(transport, asyncio.Event()):
        pass
    await transport.close()


@asynccontextmanager
async def working(transport: mailer.Transport | None) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(transport, stop))
    try:
        yield stop
    finally:
        stop.set()
        await task


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 what is waited for happens in a server
            await asyncio.sleep(0.01)


def code_in(message: EmailMessage) -> str:
    (code,) = set(re.findall(r"token=([0-9A-Z-]{14})", message.get_body(("plain",)).get_content()))  # type: ignore[union-attr]  # ours has one
    return crockford.read(code)


async def test_a_running_worker_sends_what_is_queued(opened: Settings) -> None:
    sink = Sink()
    async with listening(sink) as server, working(mailer.SMTP(server)):
        await families(3)
        await until(lambda: len(sink.messages) == 3)
        await password_reset.ask("p0@example.org", "192.0.2.7")
        await until(lambda: len(sink.messages) == 4)
    assert sorted(sink.addresses) == ["p0@example.org", "p0@example.org", "p1@example.org", "p2@example.org"]
    assert {row["state"] for row in await rows()} == {mail.SENT}


async def test_5xx_is_shown_at_once_with_the_servers_words_and_4xx_is_tried_again(
    opened: Settings, time: Clock
) -> None:
    sink = Sink()
    sink.to = {"p0@example.org": "550 5.1.1 no such mailbox", "p1@example.org": "450 4.2.1 later"}
    await families(3)
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        await settled(transport)
        refused, deferred, sent = await rows()
        assert (refused["state"], refused["server_words"]) == (mail.REFUSED, "550 5.1.1 no such mailbox")
        assert (deferred["state"], deferred["server_words"]) == (mail.QUEUED, "450 4.2.1 later")
        assert sent["state"] == mail.SENT
        sink.to = {}
        time.move(minutes=1, seconds=1)
        await settled(transport)
    assert [row["state"] for row in await rows()] == [mail.REFUSED, mail.SENT, mail.SENT]


async def test_a_refused_login_counts_no_attempt(opened: Settings) -> None:
    sink = Sink()
    sink.password = b"right"
    await families(5)
    async with listening(sink, username="ecole", password="wrong") as server:
        with pytest.raises(mailer.Barred):
            await worker.deliver(mailer.SMTP(server), asyncio.Event())
    assert [row["attempts"] for row in await rows()] == [0] * 5
    assert {row["state"] for row in await rows()} == {mail.QUEUED}
    assert len(await delivery.claim(10)) == 4


async def test_a_mail_server_that_comes_back_gets_every_mail(opened: Settings, time: Clock) -> None:
    sink = Sink()
    await families(3)
    async with listening(sink) as server:
        pass  # closed again, so that the port refuses
    with pytest.raises(mailer.Unreachable):
        await worker.deliver(mailer.SMTP(server), asyncio.Event())
    time.move(minutes=2)
    async with listening(sink) as server:
        await settled(mailer.SMTP(server))
    assert sorted(sink.addresses) == [f"p{i}@example.org" for i in range(3)]


async def test_a_connection_dropped_in_the_middle_loses_nothing(opened: Settings, time: Clock) -> None:
    sink = Sink()
    sink.drops = 1
    await families(3)
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        with pytest.raises(mailer.Unreachable):
            await worker.deliver(transport, asyncio.Event())
        time.move(minutes=2)
        await settled(transport)
    assert sorted(sink.addresses) == [f"p{i}@example.org" for i in range(3)]


async def test_a_worker_killed_after_sending_sends_a_duplicate_whose_link_works(opened: Settings, time: Clock) -> None:
    sink = Sink()
    await families(1)
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        await transport.send(await rendering.render((await delivery.claim(1))[0]))  # killed before it is recorded
        time.move(minutes=6)
        await settled(transport)
    first, second = sink.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert code_in(first) == code_in(second)
    await token.find(code_in(second))


async def test_a_worker_killed_after_answering_a_reset_still_sends_it(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    await password_reset.ask("marie@example.org", "192.0.2.7")
    await password_reset.answer((await delivery.claim(1))[0])
    time.move(minutes=6)
    box = mailer.Mailbox()
    await settled(box)
    await token.find(code_in(box.messages[0]))


async def test_a_dead_link_is_dropped_not_sent(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await disable(guardian)
    box = mailer.Mailbox()
    await settled(box)
    assert not box.messages
    assert [row["state"] for row in await rows()] == [mail.DROPPED]


async def test_a_mail_that_cannot_be_rendered_does_not_delay_the_others(
    opened: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    guardian = await parent("marie.dupont")
    accounts = [MailAccount(guardian=guardian, seed="no seed")]
    await mail.queue("no_such_kind", "canary@example.org", guardian, accounts=accounts)
    await families(1)
    box = mailer.Mailbox()
    await settled(box)
    assert "p0@example.org" in [message["To"] for message in box.messages]
    assert (await rows())[0]["state"] == mail.QUEUED
    assert "cannot be prepared" in caplog.text
    assert "canary" not in caplog.text


async def test_no_failure_ends_the_loop(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.01)
    box = mailer.Mailbox()
    await families(1)
    await close_database()
    async with working(box):
        await until(lambda: "Mail is delayed" in caplog.text)
        await open_database(opened, TABLES)
        await until(lambda: len(box.messages) == 1)


async def test_a_reset_does_not_wait_for_a_batch_on_a_slow_mail_server(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.05)
    sink = Sink()
    sink.delay = 0.1
    await families(15)
    await parent("marie.dupont", "marie@example.org", activated=True)
    async with listening(sink) as server, working(mailer.SMTP(server)):
        await until(lambda: bool(sink.messages))
        await password_reset.ask("marie@example.org", "192.0.2.7")
        await until(lambda: "marie@example.org" in sink.addresses)
    assert sink.addresses.index("marie@example.org") <= 3
    assert {row["attempts"] for row in await rows() if row["state"] == mail.QUEUED} == {0}


async def test_a_stopped_worker_finishes_the_mail_in_hand_and_releases_the_others(opened: Settings) -> None:
    sink = Sink()
    sink.delay = 0.2
    await families(5)
    async with listening(sink) as server, working(mailer.SMTP(server)):
        await until(lambda: sink.connections == 1)
        await asyncio.sleep(0.05)
    assert [row["state"] for row in await rows()] == [mail.SENT] + [mail.QUEUED] * 4
    assert [row["attempts"] for row in await rows()] == [1, 0, 0, 0, 0]


async def test_a_cancelled_worker_finishes_the_mail_in_hand_and_releases_the_others(opened: Settings) -> None:
    sink = Sink()
    sink.delay = 0.2
    await families(5)
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        task = asyncio.create_task(worker.run(transport, asyncio.Event()))
        await until(lambda: sink.connections == 1)
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await transport.close()
    assert [(row["state"], row["attempts"]) for row in await rows()] == [(mail.SENT, 1)] + [(mail.QUEUED, 0)] * 4


async def test_without_a_mail_server_mails_wait_and_one_warning_is_logged(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.01)
    await families(1)
    await password_reset.ask("p0@example.org", "192.0.2.7")
    async with working(None):
        await asyncio.sleep(0.2)
    assert [(row["state"], row["attempts"]) for row in await rows()] == [(mail.QUEUED, 0)] * 2
    assert caplog.text.count("PREAU_SMTP_URL") == 1


async def test_two_workers_send_each_mail_once(opened: Settings) -> None:
    await families(100)
    box, other = mailer.Mailbox(), mailer.Mailbox()
    await asyncio.gather(settled(box), settled(other))
    await settled(box)
    addresses = [message["To"] for message in (*box.messages, *other.messages)]
    assert len(addresses) == len(set(addresses)) == 100


async def test_neither_token_nor_seed_is_stored_after_sending(
    opened: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await families(2)
    await password_reset.ask("p0@example.org", "192.0.2.7")
    waiting = at_rest(opened) + str(await everything())
    seeds = re.findall(r'"seed": "([0-9a-f]{32})"', str(await rows()))
    box = mailer.Mailbox()
    await settled(box)
    finished = str(await everything())
    assert len(box.messages) == 2
    for message in box.messages:
        code = code_in(message)
        for spelling in (code, crockford.show(code), code.lower()):
            assert spelling not in waiting + finished + at_rest(opened) + caplog.text
    assert len(seeds) == 2
    assert not any(seed in finished for seed in seeds)
    assert '"seed"' not in finished
    assert "@example.org" not in caplog.text


def at_rest(settings: Settings) -> str:
    """The bytes of the database's files; on PostgreSQL of the tables."""
    if settings.sqlite_path is None:
        return ""
    files: list[Path] = sorted(settings.sqlite_path.parent.glob(settings.sqlite_path.name + "*"))
    return "".join(file.read_bytes().decode("latin-1") for file in files)


async def everything() -> list[dict[str, Any]]:
    tables = ("guardian", "token", "mail", "event", "session", "throttle")
    return [row for table in tables for row in await query(f"SELECT * FROM {table}")]


def two_serve(caplog: pytest.LogCaptureFixture) -> bool:
    return any("the same database file" in line for line in caplog.messages)


async def test_mails_claimed_by_a_killed_process_leave_at_once(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if opened.sqlite_path is None:
        pytest.skip("of SQLite alone: on PostgreSQL another process may be at work")
    monkeypatch.setattr(worker, "IDLE", 0.01)
    await families(3)
    assert len(await delivery.claim(3)) == 3  # killed
    box = mailer.Mailbox()
    async with working(box):
        await until(lambda: len(box.messages) == 3)
    assert not two_serve(caplog)


async def test_a_second_process_takes_no_claimed_mail_and_logs_that_there_are_two(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.01)
    await families(3)
    box = mailer.Mailbox()
    with alone(opened.sqlite_path):  # the first process
        await delivery.claim(3)
        async with working(box):
            await asyncio.sleep(0.2)
    assert not box.messages
    assert two_serve(caplog) == (opened.sqlite_path is not None), "PostgreSQL is made for several"


async def test_a_batch_sent_but_not_recorded_is_sent_again_with_links_that_work(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    async def killed(*_: Any) -> None:
        raise Killed

    await families(5)
    box = mailer.Mailbox()
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "sent", killed)
        with pytest.raises(Killed):
            await worker.deliver(box, asyncio.Event())
    assert {row["state"] for row in await rows()} == {mail.QUEUED}
    await pace.release_claims()
    await settled(box)
    assert [row["state"] for row in await rows()] == [mail.SENT] * 5
    assert len(box.messages) == 10
    for message in box.messages:
        await token.find(code_in(message))
    assert len({message["Message-ID"] for message in box.messages}) == 5
