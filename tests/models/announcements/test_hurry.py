"""What cannot wait for the weekly mail goes at once to those who chose that mail."""

import asyncio
import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest

import worker
from mail import mailer
from models.announcements import correcting, hurrying, reading, weekly
from models.announcements.announcement import ANSWER
from models.core import school
from settings import Settings
from tests.support.announced import SOPHIE, draft, published
from tests.support.clock import Clock
from tests.support.mails import part
from tests.support.sql import query
from tests.support.waiting import PATIENCE
from tests.support.weekly_mails import friday, leave, reader

# It is Wednesday 11 November; the weekly mail leaves on Friday 13 at 16:00.
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (11, 12, 13, 14, 15))


@pytest.mark.parametrize(("last", "waits"), [(THURSDAY, False), (FRIDAY, False), (SATURDAY, True), (SUNDAY, True)])
@pytest.mark.parametrize("what", ["ends_on", "answers_on", "event_on"])
async def test_what_ends_begins_or_is_to_be_answered_by_then_goes_at_once(
    opened: Settings, week: Clock, what: str, last: date, waits: bool
) -> None:
    await reader()
    # A last day ends at midnight; what is about a day begins with it.
    limits: dict[str, Any] = {what: last + timedelta(days=1) if what == "event_on" else last}
    number = await published(asks=ANSWER, **limits)
    assert weekly.waits(await reading.find(number)) == waits
    assert len(await leave()) == (0 if waits else 1)
    assert len(await friday(week)) == (1 if waits else 0)


@pytest.mark.parametrize(
    ("days", "waits"),
    [
        ((WEDNESDAY, WEDNESDAY), False),
        ((SATURDAY, SUNDAY), False),
        ((SUNDAY, SUNDAY), True),
        ((date(2026, 11, 10), SATURDAY), True),
    ],
)
async def test_what_takes_place_by_the_day_after_goes_at_once_unless_it_has_begun(
    opened: Settings, week: Clock, days: tuple[date, date], waits: bool
) -> None:
    await reader()
    first, last = days
    number = await published(event_on=first, event_until=last)
    assert weekly.waits(await reading.find(number)) == waits
    assert len(await leave()) == (0 if waits else 1)


@pytest.mark.parametrize("again", [False, True])
async def test_a_correction_that_leaves_no_time_sends_what_waits(opened: Settings, week: Clock, again: bool) -> None:
    await reader()
    one = await reading.find(await published())
    assert await leave() == []
    await correcting.correct(one, draft(text="Déjà jeudi.", ends_on=THURSDAY), SOPHIE, mail_again=again)
    (message,) = await leave()
    assert str(message["Subject"]) == "École du Tilleul : Marché de Noël"
    assert "Déjà jeudi." in part(message, "plain")
    assert await friday(week) == []


async def test_what_another_day_of_the_weekly_mail_makes_late_goes_at_once(opened: Settings, week: Clock) -> None:
    marie = await reader()
    await reader("paul.martin", "paul@example.org")
    await published(title="Piscine", ends_on=SATURDAY)
    await published(title="Lecture")
    await query("UPDATE announcement_weekly SET corrected = ? WHERE guardian = ?", True, marie)
    assert await hurrying.hurry() == 0
    school.open_school(dataclasses.replace(opened, weekly_mail_day=1))
    assert await weekly.send(weekly.last_due()) == 0
    assert sorted(await asyncio.gather(hurrying.hurry(), hurrying.hurry())) == [0, 2]
    assert sorted((str(one["To"]), str(one["Subject"])) for one in await leave()) == [
        ("marie@example.org", "École du Tilleul, corrigé : Piscine"),
        ("paul@example.org", "École du Tilleul : Piscine"),
    ]
    assert await hurrying.hurry() == 0
    assert len(await query("SELECT id FROM announcement_weekly WHERE sending IS NULL")) == 2


async def test_the_worker_sees_by_itself_that_the_day_of_the_weekly_mail_changed(opened: Settings, week: Clock) -> None:
    await reader()
    await published(ends_on=SATURDAY)
    box, stop = mailer.Mailbox(), asyncio.Event()
    task = asyncio.create_task(worker.run(box, stop))
    await asyncio.sleep(0.1)
    assert not box.messages
    school.open_school(dataclasses.replace(opened, weekly_mail_day=1))
    async with asyncio.timeout(PATIENCE):
        while not box.messages:  # noqa: ASYNC110 what is waited for happens in the worker
            await asyncio.sleep(0.01)
    stop.set()
    await task
    assert len(box.messages) == 1


async def test_a_second_mail_that_cannot_wait_says_that_it_is_corrected(opened: Settings, week: Clock) -> None:
    await reader()
    number = await published()
    assert len(await friday(week)) == 1
    one = await reading.find(number)
    await correcting.correct(one, draft(text="À 11 h."), SOPHIE, mail_again=True)
    assert await leave() == []
    one = await reading.find(number)
    await correcting.correct(one, draft(text="À 9 h.", ends_on=SATURDAY), SOPHIE, mail_again=False)
    (message,) = await leave()
    assert str(message["Subject"]) == "École du Tilleul, corrigé : Marché de Noël"
