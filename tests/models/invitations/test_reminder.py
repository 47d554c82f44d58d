import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

import worker
from language.text import zone
from mail import mailer
from models.access import token
from models.core import clock, crockford, school
from models.database import transaction
from models.invitations import invitation, reminder
from models.outbox import delivery
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sql import query
from tests.support.waiting import PATIENCE

MORNING = datetime(2026, 11, 9, 10, tzinfo=zone())


@pytest.fixture
def wanted(opened: Settings) -> Settings:
    """A school that wants reminders."""
    settings = dataclasses.replace(opened, reminders=True)
    school.open_school(settings)
    return settings


@pytest.fixture
def day(time: Clock) -> Clock:
    """The clock, at ten in the morning of a Monday in November."""
    time.shift = MORNING - datetime.now(UTC)
    return time


async def deliver() -> list[EmailMessage]:
    box = mailer.Mailbox()
    while await worker.deliver(box, asyncio.Event()):
        pass
    return list(box.messages)


async def invited(username: str = "marie.dupont", email: str = "marie@example.org") -> int:
    """A parent whose invitation has left."""
    number = await parent(username, email)
    await invitation.invite(username=username)
    assert len(await deliver()) == 1
    return number


async def reminders(number: int) -> int:
    return int((await query("SELECT reminders FROM guardian WHERE id = ?", number))[0]["reminders"])


async def test_without_the_setting_no_reminder_is_sent(opened: Settings, day: Clock) -> None:
    await invited()
    day.move(days=13)
    assert await reminder.remind() == 0
    assert await deliver() == []


async def test_two_days_before_it_expires_an_invitation_is_replaced_by_a_reminder(wanted: Settings, day: Clock) -> None:
    number = await invited()
    day.move(days=11)
    assert await reminder.remind() == 0
    day.move(days=1)
    assert await reminder.remind() == 1
    (message,) = await deliver()
    assert "rappel" in str(message["Subject"])
    body = message.get_body(("plain",))
    assert body is not None
    said = str(body.get_content())
    assert "L’ancien ne marche plus" in said
    code = said.partition("token=")[2][:14]
    assert (await token.find(crockford.read(code))).guardian == number
    events = await query("SELECT action, actor FROM event WHERE guardian = ? ORDER BY id DESC LIMIT 3", number)
    assert {"action": "reminder queued", "actor": "system"} in events
    assert (await query("SELECT scope, actor FROM sending"))[-1] == {"scope": "reminder", "actor": "system"}


async def test_nobody_gets_more_than_two_reminders_until_the_office_invites_again(wanted: Settings, day: Clock) -> None:
    number = await invited()
    kinds = []
    for _ in range(120):
        day.move(days=1)
        await reminder.remind()
        kinds += [str(message["Subject"]) for message in await deliver()]
    assert len(kinds) == 2
    assert await reminders(number) == 2
    await invitation.invite(everyone=True)
    assert await reminders(number) == 0


async def test_reminders_are_queued_once_a_day_by_any_number_of_processes(wanted: Settings, day: Clock) -> None:
    await invited()
    day.move(days=13)
    assert sum(await asyncio.gather(*(reminder.remind() for _ in range(8)))) == 1
    assert len(await deliver()) == 1
    jean = await invited("jean.petit", "jean@example.org")
    await query("UPDATE token SET expires_at = ? WHERE guardian = ?", clock.now(), jean)
    assert await reminder.remind() == 0, "this day's have been done"
    day.move(days=1)
    assert await reminder.remind() == 1


@pytest.mark.parametrize(("hour", "number"), [(3, 0), (7, 0), (8, 1), (17, 1), (18, 0), (23, 0)])
async def test_no_mail_leaves_at_night(wanted: Settings, day: Clock, hour: int, number: int) -> None:
    await invited()
    day.move(days=20, hours=hour - 10)
    assert await reminder.remind() == number


async def test_adults_who_need_no_reminder_get_none(wanted: Settings, day: Clock) -> None:
    await disable(await invited("eva.loin", "eva@example.org"))
    entered = await invited("luc.grand", "luc@example.org")
    await query("UPDATE guardian SET activated_at = ? WHERE id = ?", clock.now(), entered)
    gone = await invited("ana.partie", "ana@example.org")
    await query("UPDATE child SET left_at = ? WHERE register_number = ?", clock.now(), f"R{gone}")
    await parent("jean.petit", "jean@example.org")
    await invitation.invite(username="jean.petit")
    await delivery.refuse((await delivery.claim(1))[0], "550 no such user")
    await parent("mia.neuve", "mia@example.org")  # never invited: that is the office's to do
    day.move(days=20)
    assert await reminder.remind() == 0


async def test_a_valid_letter_is_not_ended_by_a_reminder(wanted: Settings, day: Clock) -> None:
    number = await parent("marie.dupont")
    async with transaction():
        await token.issue(number, token.INVITATION)
    await query("UPDATE token SET carrier = 'letter'")
    day.move(days=13)
    assert await reminder.remind() == 0
    day.move(days=1, hours=1)
    assert await reminder.remind() == 1


async def test_an_invitation_that_waits_for_a_mail_server_is_not_reminded_of(wanted: Settings, day: Clock) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    day.move(days=13)
    assert await reminder.remind() == 0


async def test_an_invitation_of_a_single_day_is_not_reminded_of_at_once(wanted: Settings, day: Clock) -> None:
    school.open_school(dataclasses.replace(wanted, invitation_days=1))
    await invited()
    assert await reminder.remind() == 0


async def test_the_worker_queues_the_reminders(wanted: Settings, day: Clock) -> None:
    await invited()
    day.move(days=13)
    box, stop = mailer.Mailbox(), asyncio.Event()
    working = asyncio.create_task(worker.run(box, stop))
    async with asyncio.timeout(PATIENCE):
        while not box.messages:  # noqa: ASYNC110 what is waited for happens in the worker
            await asyncio.sleep(0.01)
    stop.set()
    await working
    assert "rappel" in str(box.messages[0]["Subject"])
    assert box.messages[0]["Date"].datetime - MORNING < timedelta(days=14)
