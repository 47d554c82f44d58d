import asyncio
import itertools
from datetime import timedelta

from models.desk import erasure
from models.families.event import Actor
from models.outbox import delivery, mail, pace
from models.outbox.mail import MailAccount
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.sql import query


async def queued(number: int = 1, kind: str = mail.PASSWORD_CHANGED) -> None:
    for i in range(number):
        await mail.queue(kind, f"parent{i}@example.org")


async def state() -> tuple[str, int, str]:
    row = (await query("SELECT state, attempts, server_words FROM mail"))[0]
    return row["state"], row["attempts"], row["server_words"]


async def test_fifty_claims_at_once_never_give_a_mail_twice(opened: Settings) -> None:
    await queued(60)
    claims = await asyncio.gather(*(delivery.claim(3) for _ in range(50)))
    while more := await delivery.claim(3):  # on PostgreSQL some found every row they wanted locked
        claims.append(more)
    ids = [entry.id for entries in claims for entry in entries]
    assert len(ids) == len(set(ids)) == 60
    assert all(len(entries) <= 3 for entries in claims)


async def test_a_mail_whose_worker_died_is_due_again(opened: Settings, time: Clock) -> None:
    await queued()
    (first,) = await delivery.claim(10)
    assert await delivery.claim(10) == []
    time.move(seconds=pace.CLAIM.total_seconds() + 1)
    (again,) = await delivery.claim(10)
    assert (again.id, again.attempts, again.message_id) == (first.id, 2, first.message_id)


async def test_a_released_mail_is_due_at_once_and_its_attempt_is_not_counted(opened: Settings) -> None:
    await queued(3)
    entries = await delivery.claim(3)
    await delivery.give_back(entries[1:])
    again = await delivery.claim(3)
    assert [(entry.id, entry.attempts) for entry in again] == [(entry.id, 1) for entry in entries[1:]]


async def test_a_lapsed_claim_releases_and_delays_nothing(opened: Settings, time: Clock) -> None:
    await queued()
    old = await delivery.claim(1)
    time.move(minutes=6)
    (new,) = await delivery.claim(1)
    await delivery.give_back(old)
    await delivery.retry(old[0], "too late")
    assert await delivery.claim(1) == []
    await delivery.sent(new)
    await delivery.refuse(old[0], "550 no")
    assert await state() == (mail.SENT, 2, "")


async def test_a_reset_goes_before_a_thousand_invitations(opened: Settings) -> None:
    await queued(30, mail.INVITATION)
    await queued(1, mail.RESET_ASKED)
    assert [entry.kind for entry in await delivery.claim(2)] == [mail.RESET_ASKED, mail.INVITATION]


async def test_pauses_grow_and_after_three_days_the_mail_is_refused(opened: Settings, time: Clock) -> None:
    await queued()
    began = time.now()
    tries: list[timedelta] = []
    for _ in range(4 * 24 * 60):
        if entries := await delivery.claim(1):
            tries.append(time.now() - began)
            await delivery.retry(entries[0], "451 later")
            if (await state())[0] != mail.QUEUED:
                break
        time.move(minutes=1)
    pauses = [round((b - a).total_seconds() / 60) for a, b in itertools.pairwise(tries)]
    assert pauses[:7] == [1, 5, 15, 60, 180, 360, 360]
    assert timedelta(days=3) <= tries[-1] < timedelta(days=3, minutes=2)
    assert await state() == (mail.REFUSED, len(tries), "451 later")


async def test_a_mail_that_waited_a_week_for_a_mail_server_gets_a_second_try(opened: Settings, time: Clock) -> None:
    await queued()
    time.move(days=7)
    await delivery.retry((await delivery.claim(1))[0], "451 greylisted")
    assert (await state())[0] == mail.QUEUED
    time.move(minutes=2)
    await delivery.retry((await delivery.claim(1))[0], "451 greylisted")
    assert (await state())[0] == mail.REFUSED


async def test_a_clock_set_back_does_not_hold_a_mail_up(opened: Settings, time: Clock) -> None:
    time.move(days=2)
    await queued()
    time.move(days=-2)
    assert len(await delivery.claim(1)) == 1
    assert await delivery.claim(1) == []


async def test_a_settled_mail_keeps_its_guardian_and_not_its_seed(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    for settle in (delivery.sent, delivery.drop):
        await mail.queue(mail.RESET, "a@example.org", accounts=[MailAccount(guardian=guardian, seed="5eed" * 8)])
        await settle((await delivery.claim(1))[0])
    for row in await query("SELECT payload FROM mail"):
        assert "5eed" not in row["payload"]
        assert f'"guardian": {guardian}' in row["payload"]


async def test_a_mail_to_two_accounts_is_settled_when_one_was_erased_meanwhile(opened: Settings) -> None:
    stays, goes = await parent("marie.dupont"), await parent("luc.dupont")
    accounts = [MailAccount(guardian=number, seed="ab" * 16) for number in (stays, goes)]
    for _ in range(2):
        await mail.queue(mail.RESET, "marie@example.org", accounts=accounts)
    sent, refused = await delivery.claim(2)
    await erasure.erase(goes, Actor("office:ada"))
    await delivery.sent(sent)
    await delivery.refuse(refused, "550 no")
    assert [row["state"] for row in await query("SELECT state FROM mail ORDER BY id")] == [mail.SENT, mail.REFUSED]
    told = await query("SELECT guardian, action FROM event WHERE action LIKE 'mail %' ORDER BY id")
    assert [(row["guardian"], row["action"]) for row in told] == [(stays, "mail sent"), (stays, "mail refused")]
