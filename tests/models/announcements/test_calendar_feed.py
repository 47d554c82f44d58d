"""The address for a parent's calendar: what it shows, and when it stops working."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from language import text
from models.access.throttle import TooManyAttempts
from models.announcements import calendar_feed, dated, publishing, reading, translating, writing
from models.announcements.audience import CHILDREN, Audience
from models.announcements.calendar_feed import FeedChanged, WrongKeys
from models.announcements.wording import Wording
from models.calendar import free_day
from models.calendar.free_day import Free
from models.calendar.writing import Entry
from models.core import school
from models.core.clock import now
from models.core.days import day_of
from models.desk import disabling, erasure, personal_data
from models.families.child import children_of
from models.office.sweep import sweep
from settings import Settings
from tests.support.announced import SOPHIE, draft, published, to_class
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import children
from tests.support.merging import merged
from tests.support.people import row
from tests.support.sql import query

CLIENT = "203.0.113.7"
DAY = timedelta(days=1)


async def made(guardian: int, once: str = "one form", version: int = 0) -> str:
    """The key of an address for the only child."""
    (child,) = await children_of(guardian)
    return (await calendar_feed.make(guardian, child, once, version, CLIENT)).partition("?key=")[2]


async def works(key: str) -> bool:
    try:
        await calendar_feed.open_feed(key, CLIENT)
    except LookupError:
        return False
    return True


async def shown(key: str) -> list[Entry]:
    return await dated.entries(await calendar_feed.open_feed(key, CLIENT))


async def titles(key: str) -> list[str]:
    return [entry.title for entry in await shown(key)]


def soon(days: int = 10) -> date:
    return day_of(now()) + timedelta(days=days)


def move_to(time: Clock, moment: datetime) -> None:
    time.shift = moment - datetime.now(UTC)


async def test_the_key_is_long_and_only_its_digest_is_kept(opened: Settings) -> None:
    key = await made(await parent("marie.dupont"))
    assert len(key) == 40  # hexadecimal: 160 bits
    rows = await query("SELECT * FROM calendar_feed")
    assert key not in str(rows)
    assert key not in str(await query("SELECT * FROM event"))
    assert await works(key)
    for wrong in ("", key[:-1], key[:-1] + ("0" if key[-1] != "0" else "1"), key.upper(), f"{key}0", "%", "é" * 40):
        assert not await works(wrong)


async def test_the_same_form_makes_one_address_and_another_replaces_it(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    both = await asyncio.gather(made(marie), made(marie))
    assert both[0] == both[1]
    with pytest.raises(FeedChanged):
        await made(marie, "another page of before")
    new = await made(marie, "another page", 1)
    assert (await works(both[0]), await works(new)) == (False, True)
    events = await query("SELECT result, detail, client FROM event WHERE action = 'calendar address made'")
    assert events == [{"result": "ok", "detail": "Zoé Dupont", "client": CLIENT}] * 2


async def test_a_stopped_address_does_not_come_back_by_an_old_form(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    key = await made(marie)
    (child,) = await children_of(marie)
    assert await calendar_feed.stop(marie, child, CLIENT)
    assert not await calendar_feed.stop(marie, child, CLIENT)
    assert not await works(key)
    for version in (0, 1):
        with pytest.raises(FeedChanged):
            await made(marie, version=version)
    assert await works(await made(marie, "a new page", 2))
    assert len(await query("SELECT id FROM event WHERE action = 'calendar address stopped'")) == 1


async def test_it_shows_the_days_of_what_goes_to_the_child_now(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", class_name="P4A")
    for to, title in ((None, "École"), (to_class("P3B"), "P3B"), (to_class("P4A"), "P4A")):
        await published(to, title=title, event_on=soon())
    await published(title="Sans date")
    first, second = await made(marie), await made(paul)
    assert (sorted(await titles(first)), sorted(await titles(second))) == (["P3B", "École"], ["P4A", "École"])
    await query("UPDATE child SET class_name = 'P4A' WHERE id = ?", (await children(marie))[0])
    assert sorted(await titles(first)) == ["P4A", "École"]


async def test_nothing_is_said_of_what_is_personal_or_goes_to_single_children(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    single = Audience(CHILDREN, children=tuple(await children(marie)))
    await published(title="Entretien de Zoé", event_on=soon(), personal=True)
    await published(single, title="Zoé chez la logopède", event_on=soon())
    found = await shown(await made(marie))
    assert {entry.title for entry in found} == {"Un message de l’école"}
    assert "Zo" not in repr(found)


async def test_it_is_in_the_parents_language(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await published(title="Personnel", event_on=soon(), personal=True)
    number = await published(title="Marché", event_on=soon(11))
    await translating.translate(await reading.find(number), "nl", Wording("Kerstmarkt", "Van 10 tot 16 uur."), SOPHIE)
    key = await made(marie)
    with text.speaking("nl"):
        assert await titles(key) == ["Een bericht van de school", "Kerstmarkt"]
    with text.speaking("tr"):
        assert (await titles(key))[1] == "Marché"


async def test_a_withdrawn_one_is_gone_and_one_that_ended_stays_this_school_year(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    move_to(time, datetime(2026, 11, 11, 9, tzinfo=UTC))
    withdrawn = await published(title="Retiré", event_on=soon())
    await published(title="Fini", event_on=soon(300), ends_on=soon(1))
    await published(title="Long", event_on=soon(300))
    key = await made(marie)
    await publishing.withdraw(await reading.find(withdrawn), SOPHIE)
    assert sorted(await titles(key)) == ["Fini", "Long"]
    time.move(days=3)
    found = {entry.title: entry.url for entry in await shown(key)}
    assert (found["Fini"], found["Long"].startswith(opened.base_url)) == ("", True)
    move_to(time, datetime(2027, 8, 2, 9, tzinfo=UTC))
    assert await titles(key) == ["Long"]


async def test_what_is_over_stays_six_weeks(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    move_to(time, datetime(2026, 9, 20, 9, tzinfo=UTC))
    await published(title="Fête", event_on=soon(0), event_until=soon(1))
    key = await made(marie)
    time.move(days=43)
    assert await titles(key) == ["Fête"]
    time.move(days=1)
    assert await titles(key) == []


async def test_a_correction_keeps_its_identity_and_counts(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    number = await published(event_on=soon())
    key = await made(marie)
    (before,) = await shown(key)
    time.move(minutes=5)
    await writing.edit(await reading.find(number), draft(title="Marché, samedi", event_on=soon(11)), SOPHIE)
    (after,) = await shown(key)
    assert (after.uid, after.title, after.first) == (before.uid, "Marché, samedi", soon(11))
    assert (after.sequence > before.sequence, after.changed_at > before.changed_at) == (True, True)
    assert dated.tag("É", [before]) != dated.tag("É", [after])


async def test_two_parents_of_one_child_see_no_identity_in_common(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", class_name="P4A")
    await published(event_on=soon())
    one, other = await shown(await made(marie)), await shown(await made(paul))
    assert len({entry.uid for entry in (*one, *other)}) == 2


async def test_days_without_school_are_in_it_where_the_school_has_a_calendar(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    past, coming = soon(-60).isoformat(), soon(5).isoformat()
    await free_day.replace([Free(past, past, "Passé"), Free(coming, soon(9).isoformat(), "Congé")])
    key = await made(marie)
    assert await titles(key) == []
    school.open_school(replace(opened, calendar="/x.ics"))
    (entry,) = await shown(key)
    assert (entry.title, entry.first, entry.last) == ("Congé", soon(5), soon(9))


Way = Callable[[int], Awaitable[object]]


async def access_ends(guardian: int) -> None:
    await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now(), guardian)


async def child_leaves(guardian: int) -> None:
    await query(
        "UPDATE child SET left_at = ? WHERE id IN (SELECT child FROM guardianship WHERE guardian = ?)", now(), guardian
    )


async def erased(guardian: int) -> None:
    await erasure.erase(guardian, SOPHIE)


async def absorbed(guardian: int) -> None:
    await merged(await parent("marie.dupond", class_name="P4A"), guardian)


async def closed(guardian: int) -> None:
    await disabling.disable(guardian, (await row(guardian))["version"], SOPHIE)


@pytest.mark.parametrize("way", [access_ends, child_leaves, closed, erased, absorbed])
async def test_it_ends_with_the_access(opened: Settings, way: Way) -> None:
    marie = await parent("marie.dupont")
    other = await made(await parent("paul.martin", class_name="P4A"))
    key = await made(marie)
    await way(marie)
    assert (await works(key), await works(other)) == (False, True)


async def test_the_address_of_the_account_that_is_kept_still_works(opened: Settings) -> None:
    marie, double = await parent("marie.dupont"), await parent("marie.dupond", class_name="P4A")
    key = await made(marie)
    await merged(marie, double)
    assert await works(key)


async def test_a_reopened_account_needs_a_new_address_and_a_returned_access_does_not(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    key = await made(marie)
    await access_ends(marie)
    await query("UPDATE guardianship SET ended_at = NULL")
    assert await works(key)
    await closed(marie)
    await disabling.enable(marie, (await row(marie))["version"], SOPHIE)
    assert not await works(key)


async def test_many_wrong_keys_have_to_wait_and_a_valid_one_still_opens(opened: Settings) -> None:
    key = await made(await parent("marie.dupont"))
    for number in range(50):
        assert not await works(f"{number:040x}")
    with pytest.raises(WrongKeys):
        await works(f"{99:040x}")
    assert await works(key)
    with pytest.raises(LookupError):
        await calendar_feed.open_feed(f"{99:040x}", "198.51.100.1")


async def test_calendars_that_ask_for_a_stopped_address_count_as_no_tries(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    key = await made(marie)
    await calendar_feed.stop(marie, (await children_of(marie))[0], CLIENT)
    for _ in range(60):
        assert not await works(key)
    assert await query("SELECT * FROM throttle WHERE failures > 1") == []


async def test_one_adult_makes_twenty_addresses_a_day(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    for version in range(20):
        await made(marie, f"form {version}", version)
    with pytest.raises(TooManyAttempts):
        await made(marie, "one more", 20)


async def test_a_reading_is_noted_once_an_hour(opened: Settings, time: Clock) -> None:
    key = await made(await parent("marie.dupont"))

    async def read() -> object:
        await calendar_feed.note_reading(await calendar_feed.open_feed(key, CLIENT))
        return (await query("SELECT read_at FROM calendar_feed"))[0]["read_at"]

    first = await read()
    time.move(minutes=59)
    assert await read() == first
    time.move(minutes=2)
    assert await read() != first


async def test_what_nobody_reads_for_half_a_year_is_forgotten(opened: Settings, time: Clock) -> None:
    key = await made(await parent("marie.dupont"))
    time.move(days=170)
    await calendar_feed.note_reading(await calendar_feed.open_feed(key, CLIENT))
    time.move(days=170)
    await sweep()
    assert await works(key)
    time.move(days=11)
    await sweep()
    assert await query("SELECT * FROM calendar_feed") == []


async def test_a_parents_data_has_the_addresses_and_no_key(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    key = await made(marie)
    (found,) = (await personal_data.gather(marie))["calendars"]
    assert (found["child"], found["read_at"], found["stopped_at"]) == ("Zoé", None, None)
    assert set(found) == {"child", "made_at", "read_at", "stopped_at"}
    assert key not in str(found)
