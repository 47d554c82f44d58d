"""The day, or the days, of what an announcement is about."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

import worker
from language.text import span, speaking
from mail import mailer
from models.announcements import board, reading, replies, writing
from models.announcements.wording import BadAnnouncement
from models.core.clock import now
from models.core.days import Days, day_of
from models.desk import personal_data
from settings import Settings
from tests.support.announced import SOPHIE, draft, published, written
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import children
from tests.support.mails import part
from tests.support.sql import query

DAY = timedelta(days=1)


async def refusal(what: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(BadAnnouncement) as refused:
        await writing.write(draft(**what), SOPHIE, "key")
    return refused.value.field, refused.value.problem


async def test_a_day_is_kept_and_so_are_the_days_until_the_last_one(opened: Settings) -> None:
    today = day_of(now())
    assert (await written()).event is None
    assert (await written(event_on=today)).event == Days(today, today)
    assert (await written(event_on=today, event_until=today)).event == Days(today, today)
    assert (await written(event_on=today - DAY, event_until=today)).event == Days(today - DAY, today)
    far = today + timedelta(days=730)
    assert (await written(event_on=far)).event == Days(far, far)


async def test_days_that_cannot_be_are_refused(opened: Settings) -> None:
    today = day_of(now())
    assert await refusal({"event_until": today}) == ("event_on", "empty")
    assert await refusal({"event_on": today, "event_until": today - DAY}) == ("event_until", "before")
    assert await refusal({"event_on": today - DAY}) == ("event_on", "past")
    assert await refusal({"event_on": today - 2 * DAY, "event_until": today - DAY}) == ("event_until", "past")
    assert await refusal({"event_on": today + timedelta(days=731)}) == ("event_on", "far")
    assert await refusal({"event_on": today, "event_until": today + timedelta(days=731)}) == ("event_until", "far")
    assert await refusal({"event_on": today, "event_until": today + timedelta(days=92)}) == ("event_until", "months")
    assert (await written(event_on=today, event_until=today + timedelta(days=91))).event is not None
    assert await refusal({"event_on": date.min, "event_until": today}) == ("event_on", "far")
    assert await refusal({"event_on": date.max}) == ("event_on", "far")


async def test_a_corrected_day_is_a_correction_and_one_that_passed_may_stay(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    today = day_of(now())
    number = await published(event_on=today)
    await writing.edit(await reading.find(number), draft(event_on=today + DAY), SOPHIE)
    one = await reading.find(number)
    assert (one.event, one.corrected_at is not None) == (Days(today + DAY, today + DAY), True)
    time.move(days=3)
    await writing.edit(one, draft(text="C’était beau.", event_on=today + DAY), SOPHIE)
    one = await reading.find(number)
    with pytest.raises(BadAnnouncement):
        await writing.edit(one, draft(event_on=today + 2 * DAY), SOPHIE)
    (zoe,) = await children(marie)
    assert [posted.event for posted in await board.of_child(marie, zoe)] == [Days(today + DAY, today + DAY)]
    await writing.edit(one, draft(), SOPHIE)
    assert [posted.event for posted in await board.of_child(marie, zoe)] == [None]


async def test_days_that_are_longer_or_farther_than_may_be_typed_now_stay_as_they_are(opened: Settings) -> None:
    await parent("marie.dupont")
    number, today = await published(), day_of(now())
    for first, last in ((today, today + timedelta(days=200)), (today - timedelta(days=800), today)):
        begins, ends = first.isoformat(), last.isoformat()
        await query("UPDATE announcement SET event_begins = ?, event_ends = ?", begins, ends)
        one = await reading.find(number)
        await writing.edit(one, draft(text="À 9 h.", event_on=first, event_until=last), SOPHIE)
        assert (await reading.find(number)).event == Days(first, last)


async def test_without_an_end_it_stays_until_its_last_day(opened: Settings) -> None:
    await parent("marie.dupont")
    far = day_of(now()) + timedelta(days=700)
    assert (await reading.find(await published(event_on=far - DAY, event_until=far))).ends_on == far
    soon = await reading.find(await published(event_on=day_of(now())))
    assert soon.ends_on is not None
    assert (soon.ends_on.month, soon.ends_on.day) == (7, 31)


async def test_its_mail_says_when_and_a_personal_one_does_not(opened: Settings) -> None:
    await parent("marie.dupont")
    day = day_of(now()) + timedelta(days=12)
    when = f"Quand\u00a0: {span(day, day)}".replace(" ", "").replace("\u00a0", "")
    for personal in (False, True):
        await published(event_on=day, personal=personal)
        box = mailer.Mailbox()
        await worker.deliver(box, asyncio.Event())
        (message,) = box.messages
        for kind in ("plain", "html"):
            said = part(message, kind).replace(" ", "").replace("\u00a0", "").replace("&nbsp;", "").replace("\n", "")
            assert (when in said) is not personal


async def test_a_parents_data_has_the_days_of_what_was_opened(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    today = day_of(now())
    await replies.opens(marie, await published(event_on=today, event_until=today + DAY))
    (found,) = (await personal_data.gather(marie))["announcements_opened"]
    assert (found["event_begins"], found["event_ends"]) == (today.isoformat(), (today + DAY).isoformat())


def test_a_span_of_days_is_written_in_words() -> None:
    first = date(2026, 12, 7)
    assert span(first, first) == "lundi 7 décembre 2026"
    assert span(first, first + DAY) == "du 7 décembre 2026 au 8 décembre 2026"
    with speaking("nl"):
        assert span(first, first + DAY) == "van 7 december 2026 tot en met 8 december 2026"
