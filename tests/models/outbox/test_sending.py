import asyncio

import pytest

import worker
from mail import mailer
from models.database import transaction
from models.families import standing
from models.invitations import invitation
from models.outbox import delivery, mail, progress
from models.outbox.progress import SendingProgress
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sink import Sink, listening
from tests.support.sql import query

SOPHIE = {"actor": "office:sophie", "client": "192.0.2.1"}


async def begun(number: int = 5) -> int:
    async with transaction():
        for i in range(number):
            await parent(f"parent.n{i}", f"p{i}@example.org")
    sending = (await invitation.invite(everyone=True, actor="office:sophie")).sending
    assert sending
    return sending


async def deliver(transport: mailer.Transport) -> None:
    while await worker.deliver(transport, asyncio.Event()):
        pass
    await transport.close()


async def actions() -> list[str]:
    return [row["action"] for row in await query("SELECT action FROM event WHERE action LIKE 'sending%' ORDER BY id")]


async def states() -> set[str]:
    return {row["state"] for row in await query("SELECT state FROM mail")}


def counts(now: SendingProgress) -> tuple[int, int, int, int, int]:
    return now.queued, now.held, now.sent, now.refused, now.dropped


async def test_the_progress_of_a_sending_counts_its_mails_by_state(opened: Settings) -> None:
    number = await begun(6)
    await disable((await query("SELECT guardian FROM mail WHERE address = 'p5@example.org'"))[0]["guardian"])
    assert counts(await progress.find(number)) == (6, 0, 0, 0, 0)
    sink = Sink()
    sink.to = {"p0@example.org": "550 5.1.1 no such mailbox", "p1@example.org": "450 4.2.1 later"}
    async with listening(sink) as server:
        await deliver(mailer.SMTP(server))
    now = await progress.find(number)
    assert counts(now) == (1, 0, 3, 1, 1)
    assert (now.whole, now.done, now.waiting) == (6, 5, 1)
    refused, later = await progress.unsent(number)
    assert (refused.address, refused.again_at) == ("p0@example.org", None)
    assert refused.server_words == "550 5.1.1 no such mailbox"
    assert (later.address, later.server_words) == ("p1@example.org", "450 4.2.1 later")
    assert later.again_at
    assert [one.id for one in await progress.latest()] == [number]


async def test_a_stopped_sending_sends_nothing_and_a_resumed_one_everything(opened: Settings) -> None:
    number = await begun()
    await progress.stop(number, **SOPHIE)
    box = mailer.Mailbox()
    await deliver(box)
    assert not box.messages
    now = await progress.find(number)
    assert now.stopped
    assert counts(now) == (0, 5, 0, 0, 0)
    assert {row["standing"] for row in await query("SELECT standing FROM directory")} <= {standing.QUEUED}
    await progress.resume(number, **SOPHIE)
    await deliver(box)
    assert len(box.messages) == 5
    assert counts(await progress.find(number)) == (0, 0, 5, 0, 0)
    assert await actions() == ["sending begun", "sending stopped", "sending resumed"]


async def test_stop_and_resume_pressed_twice_take_effect_once(opened: Settings) -> None:
    number = await begun()
    await asyncio.gather(*(progress.stop(number, **SOPHIE) for _ in range(5)))
    await asyncio.gather(*(progress.resume(number, **SOPHIE) for _ in range(5)))
    assert await actions() == ["sending begun", "sending stopped", "sending resumed"]


async def test_a_finished_sending_is_not_stopped(opened: Settings) -> None:
    number = await begun()
    await deliver(mailer.Mailbox())
    await progress.stop(number, **SOPHIE)
    assert not (await progress.find(number)).stopped
    assert await actions() == ["sending begun"]


async def test_a_claimed_mail_of_a_stopped_sending_leaves_once_and_gets_its_state(opened: Settings) -> None:
    number = await begun(2)
    (entry,) = await delivery.claim(1)
    await progress.stop(number, **SOPHIE)
    await delivery.sent(entry)
    assert counts(await progress.find(number)) == (0, 1, 1, 0, 0)
    await progress.resume(number, **SOPHIE)
    box = mailer.Mailbox()
    await deliver(box)
    assert len(box.messages) == 1


async def test_stopping_and_resuming_gives_no_claimed_mail_to_a_second_worker(opened: Settings) -> None:
    number = await begun(1)
    await delivery.claim(1)
    await progress.stop(number, **SOPHIE)
    await progress.resume(number, **SOPHIE)
    assert await delivery.claim(1) == []


async def test_a_deferred_mail_of_a_stopped_sending_stays_held(opened: Settings, time: Clock) -> None:
    number = await begun(1)
    (entry,) = await delivery.claim(1)
    await progress.stop(number, **SOPHIE)
    await delivery.retry(entry, "450 later")
    time.move(hours=1)
    assert await delivery.claim(1) == []
    assert counts(await progress.find(number)) == (0, 1, 0, 0, 0)


async def test_a_sending_resumed_after_its_tokens_expired_drops_its_mails(opened: Settings, time: Clock) -> None:
    number = await begun(2)
    await progress.stop(number, **SOPHIE)
    time.move(days=15)
    await progress.resume(number, **SOPHIE)
    await deliver(mailer.Mailbox())
    assert await states() == {mail.DROPPED}


async def test_an_adult_in_a_stopped_sending_is_invited_again_only_by_name(opened: Settings) -> None:
    number = await begun(1)
    await progress.stop(number, **SOPHIE)
    assert len((await invitation.invite(everyone=True)).already_waiting) == 1
    assert len((await invitation.invite(username="parent.n0")).queued) == 1
    await progress.resume(number, **SOPHIE)
    box = mailer.Mailbox()
    await deliver(box)
    assert len(box.messages) == 1, "the older one's token is dead"


async def test_an_unknown_sending_is_not_found(opened: Settings) -> None:
    with pytest.raises(LookupError):
        await progress.find(7)
