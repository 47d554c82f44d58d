"""Drafts, corrections, and to whom an announcement goes."""

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.announcements import audience, publishing, reading, recipients, replies, translating, writing
from models.announcements.announcement import ANSWER, READ
from models.announcements.audience import CHILDREN, CLASSES, SCHOOL, Audience
from models.announcements.reading import CURRENT, DRAFT, ENDED, WITHDRAWN, AnnouncementChanged
from models.announcements.wording import TEXT_MOST, TITLE_MOST, BadAnnouncement, Wording
from models.core.clock import now
from models.core.days import day_of
from models.families.child import year_begins
from settings import Settings
from tests.support.announced import SOPHIE, draft, published, sent, to_class, written
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import children
from tests.support.sql import query


async def test_a_draft_is_kept_once_for_each_form(opened: Settings) -> None:
    both = await asyncio.gather(*(writing.write(draft(), SOPHIE, "one form") for _ in range(2)))
    assert both[0] == both[1]
    one = await reading.find(both[0])
    assert (one.state, one.title, one.html) == (DRAFT, "Marché de Noël", "<p>De 10 h à 16 h, dans la cour.</p>\n")
    assert await query("SELECT COUNT(*) AS n FROM announcement_text") == [{"n": 1}]


@pytest.mark.parametrize(
    ("what", "field", "problem"),
    [
        ({"title": "  "}, "title", "empty"),
        ({"title": "a" * (TITLE_MOST + 1)}, "title", "long"),
        ({"text": "\u202e\x00 "}, "text", "empty"),
        ({"text": "a" * (TEXT_MOST + 1)}, "text", "long"),
        ({"signed": ""}, "signed", "empty"),
        ({"asks": "everything"}, "asks", "unknown"),
        ({"asks": ANSWER, "choices": ("Oui",)}, "choices", "number"),
        ({"asks": ANSWER, "choices": ("Oui", "oui")}, "choices", "twice"),
        ({"asks": ANSWER, "choices": ("Oui", "Oui ?")}, "choices", "twice"),
        ({"asks": ANSWER, "choices": ("Oui", "O\u200eui")}, "choices", "twice"),
        ({"asks": ANSWER, "choices": ("École", "E\u0301cole")}, "choices", "twice"),
        ({"asks": ANSWER, "choices": tuple("abcdef")}, "choices", "number"),
        ({"asks": ANSWER, "choices": ("Oui", "b" * 41)}, "choices", "long"),
    ],
)
async def test_what_cannot_be_kept_is_refused(opened: Settings, what: dict[str, Any], field: str, problem: str) -> None:
    with pytest.raises(BadAnnouncement) as refused:
        await writing.write(draft(**what), SOPHIE, "key")
    assert (refused.value.field, refused.value.problem) == (field, problem)


async def test_days_are_checked(opened: Settings) -> None:
    today = day_of(now())
    for what, field, problem in (
        ({"asks": ANSWER, "answers_on": today - timedelta(days=1)}, "answers_on", "past"),
        ({"ends_on": today - timedelta(days=1)}, "ends_on", "past"),
        ({"ends_on": today + timedelta(days=500)}, "ends_on", "far"),
        ({"asks": ANSWER, "answers_on": today + timedelta(days=9), "ends_on": today}, "ends_on", "before"),
    ):
        with pytest.raises(BadAnnouncement) as refused:
            await writing.write(draft(**what), SOPHIE, "key")
        assert (refused.value.field, refused.value.problem) == (field, problem)
    one = await written(asks=ANSWER, answers_on=today, ends_on=today)
    assert (one.answers_on, one.ends_on) == (today, today)


async def test_what_was_sent_keeps_a_last_day_for_an_answer_that_has_passed(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    last = day_of(now())
    number = await published(asks=ANSWER, answers_on=last)
    not_sent = await written(asks=ANSWER, answers_on=last)
    time.move(days=3)
    one = await reading.find(number)
    await writing.edit(one, draft(text="À 9 h.", asks=ANSWER, answers_on=last), SOPHIE)
    after = await reading.find(number)
    assert (after.text, after.answers_until) == ("À 9 h.", one.answers_until)
    for before, day in ((after, last + timedelta(days=1)), (not_sent, last)):
        with pytest.raises(BadAnnouncement, match="answers_on: past"):
            await writing.edit(before, draft(asks=ANSWER, answers_on=day), SOPHIE)


async def test_invisible_letters_go_but_those_that_join_stay(opened: Settings) -> None:
    one = await written(title="  Fête\u202e \u0007 de  l’école 👩\u200d👧 ", text="a\r\nb\x00\rc")
    assert (one.title, one.text) == ("Fête de l’école 👩\u200d👧", "a\nb\nc")


@pytest.mark.parametrize("typed", ["\u200e", " \u200d\n", "\u3164", "\u2800 \u115f", "\u0301"])
async def test_what_nobody_can_see_is_empty(opened: Settings, typed: str) -> None:
    with pytest.raises(BadAnnouncement, match="title: empty"):
        await written(title=typed)
    with pytest.raises(BadAnnouncement, match="text: empty"):
        await written(text=typed)


async def test_of_two_who_edit_at_once_one_is_told(opened: Settings) -> None:
    one = await written()
    await writing.edit(one, draft(title="Marché de Noël, samedi"), SOPHIE)
    with pytest.raises(AnnouncementChanged):
        await writing.edit(one, draft(title="Autre"), SOPHIE)
    assert (await reading.find(one.id)).title == "Marché de Noël, samedi"


async def test_a_correction_keeps_what_is_asked(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published(asks=ANSWER, choices=("Lundi", "Mardi"))
    before = await reading.find(number)
    with pytest.raises(BadAnnouncement):
        await writing.edit(before, draft(asks=READ), SOPHIE)
    with pytest.raises(BadAnnouncement):
        await writing.edit(before, draft(asks=ANSWER, choices=("Lundi", "Mardi", "Jeudi")), SOPHIE)
    await writing.edit(before, draft(title="Corrigé", asks=ANSWER, choices=("Lundi 4", "Mardi 5")), SOPHIE)
    after = await reading.find(number)
    assert (after.title, after.choices, after.corrected_at is not None) == ("Corrigé", "Lundi 4\nMardi 5", True)
    assert after.ends_at == before.ends_at


async def test_once_a_parent_has_answered_a_choice_keeps_its_words(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    (child,) = await children(marie)
    number = await published(asks=ANSWER, choices=("Lundi", "Mardi"))
    await translating.translate(
        await reading.find(number), "nl", Wording("Bad", "Kom.", ("Maandag", "Dinsdag")), SOPHIE
    )
    await replies.answer(marie, number, child, 0)
    one = await reading.find(number)
    for other in (("Mardi", "Lundi"), ("Jeudi", "Mardi")):
        with pytest.raises(BadAnnouncement, match="choices: answered"):
            await writing.edit(one, draft(asks=ANSWER, choices=other), SOPHIE)
    with pytest.raises(BadAnnouncement, match="choices: answered"):
        await translating.translate(one, "nl", Wording("Bad", "Kom.", ("Dinsdag", "Maandag")), SOPHIE)
    await writing.edit(one, draft(asks=ANSWER, choices=("LUNDI", "MARDI")), SOPHIE)
    one = await reading.find(number)
    await translating.translate(one, "de", Wording("Bad", "Komm.", ("Montag", "Dienstag")), SOPHIE)
    assert one.choices == "LUNDI\nMARDI"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("5 €", "15 €", False),
        ("5 €", "5,50 €", False),
        ("Possible", "Impossible", False),
        ("Lundi matin", "Matin lundi", False),
        ("Lundi matin", "Lundi 4 matin", False),
        ("Je viens", "Je viens pas", False),
        ("Lundi", "Lundi 4 mai", False),
        ("5 €", "(5 €)", True),
        ("Oui !", "OUI !", True),
        ("Oui", "Oui\u202f!", True),
    ],
)
async def test_once_a_parent_has_answered_no_word_of_a_choice_changes(
    opened: Settings, before: str, after: str, kept: bool
) -> None:
    marie = await parent("marie.dupont")
    number = await published(asks=ANSWER, choices=(before, "Autre"))
    await replies.answer(marie, number, (await children(marie))[0], 0)
    one = await reading.find(number)
    with nullcontext() if kept else pytest.raises(BadAnnouncement, match="choices: answered"):
        await writing.edit(one, draft(asks=ANSWER, choices=(after, "Autre")), SOPHIE)


async def test_it_stays_at_least_until_the_last_day_for_an_answer(opened: Settings) -> None:
    await parent("marie.dupont")
    last = year_begins(day_of(now())).replace(year=year_begins(day_of(now())).year + 1) + timedelta(days=20)
    number = await published(asks=ANSWER, answers_on=last)
    assert (await reading.find(number)).ends_on == last
    later = last + timedelta(days=10)
    await writing.edit(await reading.find(number), draft(asks=ANSWER, answers_on=later), SOPHIE)
    assert (await reading.find(number)).ends_on == later


async def test_a_draft_can_be_removed_and_what_was_sent_cannot(opened: Settings) -> None:
    await parent("marie.dupont")
    one = await written()
    await sent(one)
    with pytest.raises(AnnouncementChanged):
        await writing.remove(await reading.find(one.id), SOPHIE)
    other = await written(title="Autre")
    await writing.remove(other, SOPHIE)
    with pytest.raises(LookupError):
        await reading.find(other.id)


async def test_the_audience_is_the_school_classes_or_children(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", class_name="P4A")
    (zoe,) = await children(marie)
    one = await written(to_class("P4A", "P9Z"))
    assert await audience.of(one.id) == Audience(CLASSES, ("P4A",))
    assert [child.id for child in await audience.pupils(one.id)] == await children(paul)
    await audience.choose(one, Audience(CHILDREN, children=(zoe, 999999)))
    one = await reading.find(one.id)
    assert await audience.of(one.id) == Audience(CHILDREN, children=(zoe,))
    await audience.choose(one, Audience(SCHOOL))
    assert len(await audience.pupils(one.id)) == 2
    one = await reading.find(one.id)
    for nobody in (Audience(CLASSES, ("P9Z",)), Audience(CHILDREN), Audience(""), Audience(CHILDREN, children=(0,))):
        with pytest.raises(BadAnnouncement):
            await audience.choose(one, nobody)
    assert (await audience.of(one.id)).kind == SCHOOL


async def test_the_reach_counts_each_adult_once(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await query("UPDATE guardian SET refused_at = ? WHERE id = ?", now(), await parent("paul.martin"))
    await parent("anne.petit", "")
    await query("UPDATE guardian SET disabled_at = ? WHERE id = ?", now(), await parent("luc.grand"))
    second = await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES ('S2', 'Noé', 'D', 'P1')"
        " RETURNING id"
    )
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", marie, second[0]["id"]
    )
    found = await recipients.reach((await written()).id)
    assert (found.children, found.adults, found.mail, found.paper, found.nothing) == (5, 4, 1, 2, 1)


async def test_states_follow_the_days(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    number = await published(ends_on=day_of(now()) + timedelta(days=2))
    assert (await reading.find(number)).state == CURRENT
    time.move(days=3)
    assert (await reading.find(number)).state == ENDED
    await publishing.withdraw(await reading.find(number), SOPHIE)
    assert (await reading.find(number)).state == WITHDRAWN
    with pytest.raises(AnnouncementChanged):
        await writing.edit(await reading.find(number), draft(), SOPHIE)
    with pytest.raises(AnnouncementChanged):
        await audience.choose(replace(await reading.find(number)), Audience(SCHOOL))


async def test_the_audit_has_who_wrote_sent_corrected_and_withdrew(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published()
    await writing.edit(await reading.find(number), draft(title="Corrigé"), SOPHIE)
    await publishing.withdraw(await reading.find(number), SOPHIE)
    said = [row["action"] for row in await query("SELECT action FROM event WHERE actor = ? ORDER BY id", SOPHIE.name)]
    wanted = ["announcement written", "announcement sent", "announcement corrected", "announcement withdrawn"]
    assert [action for action in said if action.startswith("announcement")] == wanted
