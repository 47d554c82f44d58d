"""A refusal because of the school's own mail marks no address as refused (catalogue 66)."""

import asyncio
from typing import Any

import pytest

import worker
from mail import mailer
from models.access import token
from models.core import crockford
from models.database import transaction
from models.families import directory
from models.invitations import invitation
from models.invitations.mail_retry import retry_all
from models.office import mail_fault, mails
from models.outbox import bounce, mail
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.reports import report
from tests.support.sink import Sink, listening
from tests.support.sql import query
from tests.support.waiting import PATIENCE

ADDRESSES = ("a@gmail.example", "b@skynet.example", "c@orange.example", "d@free.example")
DENIED = "554 5.7.1 Access denied"


async def invited(*addresses: str) -> None:
    async with transaction():
        for number, address in enumerate(addresses):
            await parent(f"parent.n{number}", address)
    await directory.refresh_all()
    await invitation.invite(everyone=True)


async def delivered(transport: mailer.Transport) -> int:
    """Deliver until nothing is due; returns how often every mail of the school was refused."""
    barred = 0
    while True:
        try:
            if not await worker.deliver(transport, asyncio.Event()):
                return barred
        except mailer.Barred:
            barred += 1


async def states() -> list[str]:
    return [row["state"] for row in await query("SELECT state FROM mail ORDER BY id")]


async def marked() -> list[Any]:
    return await query("SELECT id FROM guardian WHERE refused_at IS NOT NULL OR refused_words <> ''")


async def standings() -> list[str]:
    return [row["standing"] for row in await query("SELECT standing FROM directory ORDER BY guardian")]


async def test_a_policy_refusal_of_one_recipient_refuses_that_mail_and_marks_no_address(opened: Settings) -> None:
    sink = Sink()
    sink.to = {ADDRESSES[0]: DENIED}
    await invited(*ADDRESSES)
    async with listening(sink) as server:
        assert await delivered(mailer.SMTP(server)) == 0
    assert await states() == [mail.REFUSED, mail.SENT, mail.SENT, mail.SENT]
    assert await marked() == []
    assert await standings() == ["refused", "sent", "sent", "sent"]
    assert await mail_fault.refusal() == await mails.server_refusal() == ""


async def test_refusals_of_one_domain_are_not_the_schools_fault(opened: Settings) -> None:
    sink = Sink()
    addresses = [f"p{number}@gmail.example" for number in range(5)]
    sink.to = dict.fromkeys(addresses, DENIED)
    await invited(*addresses)
    async with listening(sink) as server:
        assert await delivered(mailer.SMTP(server)) == 0
    assert await states() == [mail.REFUSED] * 5
    assert await marked() == []


async def test_the_same_refusal_for_several_domains_makes_every_mail_wait(opened: Settings, time: Clock) -> None:
    sink = Sink()
    sink.to = {address: f"554 5.7.1 <{address}>: Access denied" for address in ADDRESSES}
    await invited(*ADDRESSES)
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        assert await delivered(transport) > 0
        assert "Access denied" in await mail_fault.refusal()
        assert await marked() == []
        assert await standings() == ["queued"] * 4  # those refused before it was clear wait again too
        time.move(days=2)
        await delivered(transport)
        assert await standings() == ["queued"] * 4
        sink.to = {}
        time.move(minutes=6)
        assert await delivered(transport) == 0
        await transport.close()
    assert sorted(sink.addresses) == sorted(ADDRESSES)
    assert await mail_fault.refusal() == ""
    assert await standings() == ["sent"] * 4
    for message in sink.messages:
        text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # ours has one
        await token.find(crockford.read(text.partition("token=")[2][:14]))


async def test_a_mail_accepted_in_between_shows_that_the_school_is_not_at_fault(opened: Settings) -> None:
    sink = Sink()
    sink.to = dict.fromkeys((ADDRESSES[0], ADDRESSES[1], ADDRESSES[3]), DENIED)
    await invited(*ADDRESSES)
    async with listening(sink) as server:
        assert await delivered(mailer.SMTP(server)) == 0
    assert await states() == [mail.REFUSED, mail.REFUSED, mail.SENT, mail.REFUSED]


async def test_after_the_fault_a_recipient_with_the_same_refusal_delays_no_other_mail(
    opened: Settings, time: Clock
) -> None:
    sink = Sink()
    sink.to = dict.fromkeys(ADDRESSES, DENIED)
    await invited(*ADDRESSES)
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        await delivered(transport)
        sink.to = {ADDRESSES[0]: DENIED}
        for _ in range(3):
            time.move(minutes=6)
            await delivered(transport)
        await transport.close()
    assert sorted(sink.addresses) == sorted(ADDRESSES[1:])
    assert sorted(await standings()) == ["refused", "sent", "sent", "sent"]
    assert await marked() == []


async def test_notices_refused_before_the_fault_was_recognised_wait_again_unchanged(opened: Settings) -> None:
    sink = Sink()
    sink.to = dict.fromkeys(ADDRESSES, DENIED)
    for number, address in enumerate(ADDRESSES):
        guardian = await parent(f"parent.n{number}", address, activated=True)
        await mail.queue(mail.PASSWORD_CHANGED, address, guardian)
    async with listening(sink) as server:
        await delivered(mailer.SMTP(server))
    assert await states() == [mail.QUEUED] * 4


async def test_unknown_addresses_of_several_domains_are_no_fault_of_the_school(opened: Settings) -> None:
    sink = Sink()
    sink.to = dict.fromkeys(ADDRESSES, "550 5.1.1 User unknown")
    await invited(*ADDRESSES)
    async with listening(sink) as server:
        assert await delivered(mailer.SMTP(server)) == 0
    assert await states() == [mail.REFUSED] * 4
    assert len(await marked()) == 4


@pytest.mark.parametrize("fault", ["login", "sender"])
async def test_a_refused_login_or_sender_makes_mails_wait_without_limit(
    opened: Settings, time: Clock, fault: str
) -> None:
    sink = Sink()
    if fault == "login":
        sink.password = b"right"
    else:
        sink.sender = "553 5.7.1 Sender address rejected: not owned by user"
    await invited(*ADDRESSES)
    login = {"username": "ecole", "password": "wrong"} if fault == "login" else {}
    async with listening(sink, **login) as server:
        for _ in range(20):
            await delivered(mailer.SMTP(server))
            time.move(hours=6)
    assert await states() == [mail.QUEUED] * 4
    assert (await mail_fault.refusal()).startswith("5")
    assert await marked() == []
    box = mailer.Mailbox()
    await delivered(box)
    assert len(box.messages) == 4


async def test_connection_faults_of_three_days_mark_no_address(opened: Settings, time: Clock) -> None:
    await invited(ADDRESSES[0])
    async with listening(Sink()) as server:
        pass  # closed again
    for _ in range(40):
        time.move(hours=6)
        try:
            await worker.deliver(mailer.SMTP(server), asyncio.Event())
        except mailer.Unreachable:
            continue
    assert await states() == [mail.REFUSED]
    assert await marked() == []


async def test_attempts_of_a_refused_school_are_spaced_out(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.02)
    sink = Sink()
    sink.password = b"right"
    await invited(*[f"p{number}@d{number}.example" for number in range(60)])
    stop = asyncio.Event()
    async with listening(sink, username="ecole", password="wrong") as server:
        task = asyncio.create_task(worker.run(mailer.SMTP(server), stop))
        await asyncio.sleep(1)
        stop.set()
        await task
    assert 2 <= sink.connections <= 7  # pauses of 0.04, 0.08, 0.16…


async def test_a_test_mail_is_tried_at_once_during_a_pause(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE", 0.05)
    monkeypatch.setattr(worker, "LONGEST_PAUSE", 1000)
    sink = Sink()
    sink.sender = "550 5.7.1 no"
    await invited(*ADDRESSES)
    stop, fives = asyncio.Event(), 0
    async with listening(sink) as server, asyncio.timeout(PATIENCE):
        task = asyncio.create_task(worker.run(mailer.SMTP(server), stop))
        while fives < 4:  # the next pause is three seconds and more
            await asyncio.sleep(0.02)
            fives = len(sink.senders)
        sink.sender = "250 OK"
        await mails.test("admin@tilleul.example", "mark-of-the-form", actor="office:ada", client="")
        while len(sink.messages) < 5:  # noqa: ASYNC110 what is waited for happens in a server
            await asyncio.sleep(0.02)
        stop.set()
        await task
    assert sink.addresses[0] == "admin@tilleul.example"  # and once it is taken, those that waited follow at once


async def sent(*addresses: str) -> list[tuple[str, str]]:
    await invited(*addresses)
    await delivered(mailer.Mailbox())
    return [(row["message_id"], row["address"]) for row in await query("SELECT message_id, address FROM mail")]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("5.7.1", "smtp; 554 5.7.1 Access denied"),
        ("5.7.1", "smtp; 550 Administrative prohibition"),
        ("5.7.26", "smtp; 550-5.7.26 This mail has been blocked because the sender is unauthenticated."),
        ("5.1.8", "smtp; 550 5.1.8 Access denied, bad outbound sender"),
        ("5.7.1", "smtp; 550 5.1.1 no such user"),
    ],
)
async def test_a_returned_mail_because_of_a_policy_marks_no_address(opened: Settings, status: str, words: str) -> None:
    ((message_id, address),) = await sent(ADDRESSES[0])
    assert await bounce.take(report(message_id, address, status=status, words=words))
    assert await states() == [mail.REFUSED]
    assert await marked() == []
    assert await standings() == ["refused"]
    assert await mail_fault.returned() == ""


async def test_mails_returned_alike_by_several_domains_are_reported_for_a_day(opened: Settings, time: Clock) -> None:
    words = "smtp; 550 5.7.708 Access denied, traffic not accepted from this IP"
    for message_id, address in await sent(*ADDRESSES):
        assert await bounce.take(report(message_id, address, status="5.7.708", words=words))
    assert await marked() == []
    assert await mail_fault.returned() == "550 5.7.708 Access denied, traffic not accepted from this IP"
    time.move(days=1, seconds=1)
    assert await mail_fault.returned() == ""


async def test_a_mail_refused_for_another_reason_can_be_tried_again(opened: Settings) -> None:
    sink = Sink()
    sink.to = {ADDRESSES[0]: DENIED}
    await invited(*ADDRESSES)
    async with listening(sink) as server:
        await delivered(mailer.SMTP(server))
    _, again = await retry_all("mark-of-the-form", actor="office:ada", client="")
    assert [person.email for person in again.queued] == [ADDRESSES[0]]
