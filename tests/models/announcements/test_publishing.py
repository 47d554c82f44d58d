"""Sending: mails, invitations beside them, once."""

import asyncio
from datetime import timedelta

import pytest

from models.access import token
from models.announcements import publishing, reading, translating, writing
from models.announcements.announcement import ANSWER
from models.announcements.reading import AnnouncementChanged
from models.announcements.wording import BadAnnouncement, Wording
from models.core.clock import now
from models.core.days import day_of
from models.invitations import invitation
from settings import Settings
from tests.support.announced import SOPHIE, draft, published, sent, to_class, written
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import child_of
from tests.support.sql import query


async def mails(kind: str = "announcement") -> list[int]:
    return [row["guardian"] for row in await query("SELECT guardian FROM mail WHERE kind = ? ORDER BY id", kind)]


async def test_every_adult_with_an_address_gets_one_mail(opened: Settings) -> None:
    marie = await parent("marie.dupont", activated=True)
    await child_of(marie, "Noé", "N2")
    paul = await parent("paul.martin", "paul@example.org")
    await parent("anne.petit", "")
    await disable(await parent("luc.grand", "luc@example.org"))
    await published()
    assert await mails() == [marie, paul]
    assert await query("SELECT payload FROM mail WHERE kind = 'announcement'") == [{"payload": "{}"}] * 2


async def test_a_double_click_sends_once(opened: Settings) -> None:
    await parent("marie.dupont")
    one = await written()
    outcomes = await asyncio.gather(sent(one), sent(one))
    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert len(await mails()) == 1


async def test_only_those_addressed_get_it(opened: Settings) -> None:
    await parent("marie.dupont")
    paul = await parent("paul.martin", class_name="P4A")
    ended = await parent("luc.grand", class_name="P4A")
    await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now(), ended)
    await published(to_class("P4A"))
    assert await mails() == [paul]


async def test_what_changed_meanwhile_is_not_sent(opened: Settings) -> None:
    await parent("marie.dupont")
    one = await written()
    await writing.edit(one, draft(title="Autre"), SOPHIE)
    with pytest.raises(AnnouncementChanged):
        await sent(one)
    assert await mails() == []


async def test_an_announcement_to_nobody_is_not_sent(opened: Settings) -> None:
    with pytest.raises(BadAnnouncement):
        await sent(await written())
    number = await writing.write(draft(), SOPHIE, "no audience")
    with pytest.raises(BadAnnouncement):
        await sent(await reading.find(number))


async def test_a_day_that_passed_since_it_was_written_is_said(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    today = day_of(now())
    one = await written(asks=ANSWER, answers_on=today)
    other = await written(title="Autre", ends_on=today)
    time.move(days=2)
    for draft_, field in ((one, "answers_on"), (other, "ends_on")):
        with pytest.raises(BadAnnouncement) as refused:
            await sent(draft_)
        assert (refused.value.field, refused.value.problem) == (field, "past")


async def test_it_ends_with_the_school_year_unless_a_day_was_typed(opened: Settings) -> None:
    await parent("marie.dupont")
    ends = (await reading.find(await published())).ends_on
    assert ends is not None
    assert (ends.month, ends.day) == (7, 31)
    assert day_of(now()) < ends < day_of(now()) + timedelta(days=367)


async def test_whoever_was_invited_and_is_not_in_is_invited_again(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    await invitation.invite(username="marie.dupont")
    await parent("paul.martin", "paul@example.org")  # never invited
    await published()
    assert await mails("invitation") == [marie]  # its token is valid still
    time.move(days=15)
    await published(title="Piscine")
    assert await mails("invitation") == [marie, marie]
    await query("UPDATE token SET revoked_at = ?", now())
    await published(title="Photos")
    assert await mails("invitation") == [marie, marie], "a second one within two weeks"


async def test_a_mail_with_an_announcement_ends_no_token(opened: Settings) -> None:
    await parent("marie.dupont")
    await invitation.invite(username="marie.dupont")
    seed = await query("SELECT payload FROM mail")
    await published()
    assert await query("SELECT COUNT(*) AS n FROM token WHERE revoked_at IS NULL AND spent_at IS NULL") == [{"n": 1}]
    assert seed
    assert token.INVITATION


async def test_withdrawing_twice_changes_nothing(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published()
    one = await reading.find(number)
    await publishing.withdraw(one, SOPHIE)
    at = (await reading.find(number)).withdrawn_at
    await publishing.withdraw(one, SOPHIE)
    assert (await reading.find(number)).withdrawn_at == at
    with pytest.raises(AnnouncementChanged):
        await publishing.withdraw(await written(title="Brouillon"), SOPHIE)


async def test_each_language_has_as_many_choices_as_the_main_text(opened: Settings) -> None:
    await parent("marie.dupont")
    one = await written(asks=ANSWER, choices=("Lundi", "Mardi", "Mercredi"))
    await translating.translate(one, "nl", Wording("Kerstmarkt", "Van 10 uur.", ("Ma", "Di", "Wo")), SOPHIE)
    await writing.edit(await reading.find(one.id), draft(asks=ANSWER), SOPHIE)
    with pytest.raises(BadAnnouncement, match="choices: languages"):
        await sent(await reading.find(one.id))
    await translating.translate(await reading.find(one.id), "nl", Wording("Kerstmarkt", "Van 10 uur."), SOPHIE)
    assert await sent(await reading.find(one.id))


async def test_an_event_that_is_over_is_not_announced(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    one = await written(event_on=day_of(now()))
    time.move(days=1)
    with pytest.raises(BadAnnouncement, match="event_on: past"):
        await sent(await reading.find(one.id))
