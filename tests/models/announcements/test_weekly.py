"""*Un mail par semaine*: when the weekly mail is due, once, and what it lists."""

import asyncio
import dataclasses
from datetime import datetime, timedelta

import pytest

import worker
from language.text import use_zone, zone
from mail import mailer
from models.access.throttle import TooManyAttempts
from models.announcements import (
    mail_choice,
    publishing,
    reached,
    reading,
    recipients,
    reminding,
    translating,
    weekly,
)
from models.announcements.announcement import READ
from models.announcements.audience import CHILDREN, Audience
from models.announcements.reached import PAPER, REFUSED, SEEN, SENT, WEEKLY
from models.announcements.replies import opens
from models.announcements.wording import Wording
from models.core import school
from models.core.clock import now
from models.desk import erasure, merge_undo, personal_data
from models.families.event import Actor
from models.office.sweep import sweep
from models.outbox import delivery, mail
from settings import Settings
from tests.support.announced import SOPHIE, published, to_class, written
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import child_of, children
from tests.support.mails import part
from tests.support.merging import last_merge, merged
from tests.support.sql import query
from tests.support.waiting import PATIENCE
from tests.support.weekly_mails import FRIDAY, QUARTER, WEDNESDAY, at, friday, leave, reader


async def state(number: int) -> str:
    (child,) = (await reached.of(await reading.find(number))).children
    return child.state


async def test_one_mail_lists_the_week_for_all_children_of_an_adult(opened: Settings, week: Clock) -> None:
    marie = await reader()
    await child_of(marie, "Noé", "N2")
    await parent("paul.martin", "paul@example.org")
    numbers = [await published(), await published(title="Piscine", text="Un **bonnet**. " + "mot " * 200)]
    assert sorted(str(message["To"]) for message in await leave()) == ["paul@example.org"] * 2
    (message,) = await friday(week)
    assert str(message["To"]) == "marie@example.org"
    assert str(message["Subject"]) == "École du Tilleul : les avis de la semaine"
    said = part(message, "plain")
    assert said.index("Marché de Noël") < said.index("Piscine") < said.index("Un bonnet.")
    assert said.count("mot") < 80
    assert [f"http://testserver.local/announcements/{number}\n" in said for number in numbers] == [True, True]
    for name in ("Zoé", "Noé", "token="):
        assert name not in message.as_string() + said + part(message, "html")
    week.move(days=7)
    assert await friday(week) == [], "nothing is new"


@pytest.mark.parametrize("what", ["withdrawn", "ended", "access", "disabled", "no address", "other class"])
async def test_what_does_not_stand_on_friday_is_not_listed_and_makes_no_mail(
    opened: Settings, week: Clock, what: str
) -> None:
    marie = await reader()
    number = await published(to_class("P3B"))
    if what == "withdrawn":
        await publishing.withdraw(await reading.find(number), SOPHIE)
    elif what == "access":
        await query("UPDATE guardianship SET ended_at = ?", now())
    elif what == "disabled":
        await disable(marie)
    elif what == "no address":
        await query("UPDATE guardian SET email = '', email_key = ''")
    elif what == "ended":
        await query("UPDATE announcement SET ends_at = ?", WEDNESDAY + timedelta(days=1))
    elif what == "other class":
        await query("UPDATE child SET class_name = 'P4A'")
    assert await friday(week) == []
    assert await query("SELECT * FROM mail") == []
    assert await query("SELECT * FROM sending") == []


async def test_one_withdrawn_after_the_mail_was_queued_is_not_in_it(opened: Settings, week: Clock) -> None:
    await reader()
    number, _ = await published(), await published(title="Piscine")
    at(week, FRIDAY)
    assert await weekly.send(weekly.last_due()) == 1
    await publishing.withdraw(await reading.find(number), SOPHIE)
    (message,) = await leave()
    assert "Marché" not in part(message, "plain")
    assert "Piscine" in part(message, "plain")


async def test_a_personal_one_and_one_to_single_children_are_not_quoted(opened: Settings, week: Clock) -> None:
    marie = await reader()
    (zoe,) = await children(marie)
    await published(title="Personnel", text="Entre nous.", personal=True)
    await published(Audience(CHILDREN, children=(zoe,)), title="Pour un enfant", text="Bravo.")
    (message,) = await friday(week)
    said = part(message, "plain") + part(message, "html")
    for words in ("Personnel", "Entre nous", "Pour un enfant", "Bravo"):
        assert words not in said
    assert part(message, "plain").count("Un message de l’école\n") == 2


async def test_it_speaks_the_parents_language(opened: Settings, week: Clock) -> None:
    await reader()
    await query("UPDATE guardian SET chosen_language = 'nl'")
    one = await written()
    await translating.translate(one, "nl", Wording("Kerstmarkt", "Van 10 tot 16 uur."), SOPHIE)
    await publishing.publish(await reading.find(one.id), SOPHIE)
    (message,) = await friday(week)
    assert str(message["Subject"]) == "École du Tilleul: de berichten van deze week"
    assert "Kerstmarkt" in part(message, "plain")
    assert "?lang=nl>" in str(message["List-Unsubscribe"])


async def test_two_workers_and_a_restart_make_one_mail(opened: Settings, week: Clock) -> None:
    await reader()
    await reader("paul.martin", "paul@example.org")
    await published()
    at(week, FRIDAY + QUARTER)
    due = weekly.last_due()
    assert sorted(await asyncio.gather(weekly.send(due), weekly.send(due))) == [0, 2]
    assert await weekly.send(due) == 0
    assert len(await leave()) == 2
    assert len(await query("SELECT id FROM sending WHERE scope = 'weekly'")) == 1


async def test_an_address_that_came_after_the_mails_left_waits_for_the_next(opened: Settings, week: Clock) -> None:
    marie = await reader()
    await reader("paul.martin", "paul@example.org")
    await published()
    await query("UPDATE guardian SET email = '' WHERE id = ?", marie)
    assert len(await friday(week)) == 1
    await query("UPDATE guardian SET email = 'new@example.org' WHERE id = ?", marie)
    assert await weekly.send(weekly.last_due()) == 0
    week.move(days=7)
    assert await weekly.send(weekly.last_due()) == 1
    assert [str(message["To"]) for message in await leave()] == ["new@example.org"]


@pytest.mark.parametrize(("late", "mails"), [({"days": 3}, 1), ({"days": 4, "hours": 1}, 0), ({"days": 7}, 1)])
async def test_a_worker_that_was_down_sends_within_four_days(
    opened: Settings, week: Clock, late: dict[str, float], mails: int
) -> None:
    await reader()
    await published()
    at(week, FRIDAY + QUARTER)
    week.move(**late)
    assert await weekly.send(weekly.last_due()) == mails


async def test_what_is_sent_after_the_hour_waits_for_the_next_week(opened: Settings, week: Clock) -> None:
    await reader()
    at(week, FRIDAY + QUARTER)
    await published()
    assert await weekly.send(weekly.last_due()) == 0
    week.move(days=7)
    assert await weekly.send(weekly.last_due()) == 1


@pytest.mark.parametrize(
    ("place", "moment", "due"),
    [
        ("Europe/Brussels", "2026-11-13T14:59:59+00:00", "2026-11-06T15:00:00+00:00"),
        ("Europe/Brussels", "2026-11-13T15:00:00+00:00", "2026-11-13T15:00:00+00:00"),
        ("Europe/Brussels", "2026-03-27T16:00:00+00:00", "2026-03-27T15:00:00+00:00"),  # the clocks change on Sunday
        ("Europe/Brussels", "2026-04-03T13:59:59+00:00", "2026-03-27T15:00:00+00:00"),
        ("Europe/Brussels", "2026-04-03T14:00:00+00:00", "2026-04-03T14:00:00+00:00"),
        ("Europe/Brussels", "2026-10-30T14:30:00+00:00", "2026-10-23T14:00:00+00:00"),
        ("America/New_York", "2026-11-13T20:59:59+00:00", "2026-11-06T21:00:00+00:00"),
        ("America/New_York", "2026-11-14T00:30:00+00:00", "2026-11-13T21:00:00+00:00"),  # still Friday there
        ("Pacific/Auckland", "2026-11-13T03:00:00+00:00", "2026-11-13T03:00:00+00:00"),
    ],
)
async def test_the_hour_is_that_of_the_schools_clock(
    opened: Settings, time: Clock, place: str, moment: str, due: str
) -> None:
    use_zone(place)
    try:
        at(time, datetime.fromisoformat(moment))
        assert weekly.last_due() == datetime.fromisoformat(due)
    finally:
        use_zone(opened.zone)


@pytest.mark.parametrize(("day", "date"), [(1, 9), (3, 11), (4, 5), (5, 6), (7, 8)])
async def test_the_day_is_the_schools_setting(opened: Settings, week: Clock, day: int, date: int) -> None:
    school.open_school(dataclasses.replace(opened, weekly_mail_day=day))
    at(week, datetime(2026, 11, 11, 17, tzinfo=zone()))
    assert weekly.last_due() == datetime(2026, 11, date, 16, tzinfo=zone())


async def test_the_worker_queues_them_by_itself(opened: Settings, week: Clock) -> None:
    await reader()
    await published()
    at(week, FRIDAY + QUARTER)
    box, stop = mailer.Mailbox(), asyncio.Event()
    task = asyncio.create_task(worker.run(box, stop))
    async with asyncio.timeout(PATIENCE):
        while not box.messages:  # noqa: ASYNC110 what is waited for happens in the worker
            await asyncio.sleep(0.01)
    stop.set()
    await task
    assert len(box.messages) == 1


async def test_an_urgent_one_and_a_reminder_go_at_once_and_are_not_listed_again(opened: Settings, week: Clock) -> None:
    await reader()
    await published(title="École fermée demain", urgent=True)
    (message,) = await leave()
    assert str(message["Subject"]) == "École du Tilleul, à lire dès que possible : École fermée demain"
    number = await published(title="Piscine", asks=READ)
    assert await leave() == []
    assert await reminding.remind(await reading.find(number), SOPHIE) == 1
    assert len(await leave()) == 1
    assert await friday(week) == []


async def test_what_waits_leaves_on_friday_though_the_parent_chose_otherwise_since(
    opened: Settings, week: Clock
) -> None:
    marie = await reader()
    await published()
    await mail_choice.choose(marie, weekly=False, client="")
    await published(title="Piscine")
    (message,) = await leave()
    assert "Piscine" in part(message, "plain")
    (message,) = await friday(week)
    assert "Marché de Noël" in part(message, "plain")
    assert "Piscine" not in part(message, "plain")


async def test_the_office_sees_that_it_waits_then_what_became_of_the_mail(opened: Settings, week: Clock) -> None:
    marie = await reader()
    number = await published()
    assert await state(number) == WEEKLY
    await query("UPDATE guardian SET refused_at = ?", now())
    assert await state(number) == REFUSED
    await query("UPDATE guardian SET refused_at = NULL, email = ''")
    assert await state(number) == PAPER
    await query("UPDATE guardian SET email = 'marie@example.org'")
    assert len(await friday(week)) == 1
    assert await state(number) == SENT
    await query("UPDATE mail SET state = 'refused'")
    assert await state(number) == REFUSED
    await opens(marie, number)
    assert await state(number) == SEEN


async def test_a_refused_weekly_mail_marks_the_address(opened: Settings, week: Clock) -> None:
    await reader()
    number = await published()
    at(week, FRIDAY + QUARTER)
    await weekly.send(weekly.last_due())
    (entry,) = await delivery.claim(1)
    await delivery.refuse(entry, "550 5.1.1 no such user")
    assert await state(number) == REFUSED
    (row,) = await query("SELECT refused_words FROM guardian")
    assert row["refused_words"]


async def test_a_weekly_mail_that_left_writes_no_event(opened: Settings, week: Clock) -> None:
    await reader()
    await published()
    await friday(week)
    assert await query("SELECT * FROM event WHERE action = 'mail sent'") == []


async def test_sendings_of_the_week_keep_the_limit_per_minute(opened: Settings, week: Clock) -> None:
    school.open_school(dataclasses.replace(opened, mail_per_minute=2))
    for turn in range(3):
        await reader(f"marie.n{turn}", f"m{turn}@example.org")
    await published()
    assert len(await friday(week)) == 1, "one of two is kept for those who wait at the screen"


async def test_a_merge_keeps_the_kept_accounts_choice_and_what_waits(opened: Settings, week: Clock) -> None:
    kept, absorbed = await parent("marie.dupont"), await reader("marie.martin", "m@example.org")
    await published(to_class("P3B"))
    await query("DELETE FROM mail")
    await merged(kept, absorbed)
    assert not await mail_choice.is_weekly(kept)
    assert await query("SELECT guardian FROM announcement_weekly") == [{"guardian": kept}]
    await merge_undo.undo(await last_merge(), kept, Actor("office:sophie"))
    assert await query("SELECT guardian FROM announcement_weekly") == [{"guardian": absorbed}]
    assert await mail_choice.is_weekly(absorbed)


async def test_an_export_has_the_choice_and_an_erasure_leaves_nothing(opened: Settings, week: Clock) -> None:
    marie = await reader()
    await published()
    assert (await personal_data.gather(marie))["account"]["announcements_weekly"]
    await erasure.erase(marie, SOPHIE)
    assert await query("SELECT * FROM announcement_weekly") == []
    assert await friday(week) == []


async def test_the_count_before_sending_says_who_gets_the_weekly_mail(opened: Settings) -> None:
    await reader()
    await parent("paul.martin", "paul@example.org")
    refused = await reader("anne.petit", "anne@example.org")
    await query("UPDATE guardian SET refused_at = ? WHERE id = ?", now(), refused)
    found = await recipients.reach((await written()).id)
    assert (found.mail, found.weekly, found.paper) == (2, 1, 1)


async def test_only_a_change_is_an_event_and_changes_have_a_limit(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    for wanted in (False, True, True):
        await mail_choice.choose(marie, weekly=wanted, client="192.0.2.1")
    said = await query("SELECT actor, result, client FROM event WHERE action = 'announcement mails chosen'")
    assert said == [{"actor": "parent", "result": "weekly", "client": "192.0.2.1"}]
    for turn in range(mail_choice.CHANGES_MOST - 1):
        await mail_choice.choose(marie, weekly=bool(turn % 2), client="")
    before = await mail_choice.is_weekly(marie)
    with pytest.raises(TooManyAttempts):
        await mail_choice.choose(marie, weekly=not before, client="")
    assert await mail_choice.is_weekly(marie) == before


async def test_weekly_mails_are_kept_as_long_as_those_of_one_announcement(opened: Settings, week: Clock) -> None:
    await reader()
    await published()
    await friday(week)
    week.move(days=40)
    await sweep()
    assert await query("SELECT kind FROM mail") == [{"kind": mail.WEEKLY}]
