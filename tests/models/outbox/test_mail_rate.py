import asyncio
import dataclasses
from collections import Counter
from datetime import datetime, timedelta

import pytest

import worker
from mail import mailer
from models.access import password_reset
from models.core import school
from models.database import transaction
from models.invitations import invitation
from models.outbox import delivery, mail, pace
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.sql import query


@pytest.fixture
def limited(opened: Settings) -> Settings:
    """Ten mails a minute: nine for sendings, one reserved for other mails."""
    settings = dataclasses.replace(opened, mail_per_minute=10)
    school.open_school(settings)
    return settings


async def families(number: int) -> None:
    async with transaction():
        for i in range(number):
            await parent(f"parent.n{i:04}", f"p{i}@example.org")
    await invitation.invite(everyone=True)


async def deliver(box: mailer.Mailbox) -> int:
    """Send all that may leave now; returns how many mails did."""
    before = len(box.messages)
    while await worker.deliver(box, asyncio.Event()):
        pass
    return len(box.messages) - before


@pytest.mark.parametrize(("a_minute", "for_sendings"), [(0, 0), (1, 1), (2, 1), (5, 4), (10, 9), (30, 27), (100, 90)])
async def test_a_tenth_of_the_limit_is_reserved_for_mails_outside_sendings(
    opened: Settings, a_minute: int, for_sendings: int
) -> None:
    school.open_school(dataclasses.replace(opened, mail_per_minute=a_minute))
    assert pace.for_sendings() == for_sendings


async def test_no_more_mails_leave_within_a_minute_than_the_limit(limited: Settings, time: Clock) -> None:
    await families(40)
    box, left = mailer.Mailbox(), list[datetime]()
    for _ in range(60):
        left += [time.now()] * await deliver(box)
        time.move(seconds=7)
    assert len(left) == 40
    assert max(sum(t <= other < t + timedelta(minutes=1) for other in left) for t in left) == 9


async def test_a_reset_leaves_at_once_in_the_middle_of_a_long_sending(limited: Settings, time: Clock) -> None:
    await families(40)
    box = mailer.Mailbox()
    assert await deliver(box) == 9
    await password_reset.ask("p39@example.org", "192.0.2.7")
    assert await deliver(box) == 1
    assert "nouveau mot de passe" in str(box.messages[-1]["Subject"])
    await password_reset.ask("p38@example.org", "192.0.2.7")
    assert await deliver(box) == 0, "ten have left within this minute"
    time.move(seconds=61)
    await deliver(box)
    assert [str(message["To"]) for message in box.messages].index("p38@example.org") == 10, "before the invitations"


async def test_two_workers_keep_the_limit_together(limited: Settings) -> None:
    await families(40)
    claimed = await asyncio.gather(*(delivery.claim(20) for _ in range(30)))
    assert sum(len(entries) for entries in claimed) == 9


async def test_released_mails_do_not_count_towards_the_limit(limited: Settings) -> None:
    await families(40)
    for _ in range(3):
        entries = [entry for _ in range(9) for entry in await delivery.claim(20)]
        assert len(entries) == 9
        await delivery.give_back(entries)


async def test_a_clock_set_back_does_not_stop_the_mails(limited: Settings, time: Clock) -> None:
    await families(20)
    time.move(days=1)
    assert await deliver(mailer.Mailbox()) == 9
    time.move(days=-1)
    assert await deliver(mailer.Mailbox()) == 9


async def test_without_a_limit_everything_leaves_at_once(opened: Settings) -> None:
    await families(40)
    assert await deliver(mailer.Mailbox()) == 40
    assert Counter(row["state"] for row in await query("SELECT state FROM mail")) == {mail.SENT: 40}
