"""What a parent sees, opens, reads and answers; and what nobody else sees."""

import asyncio
from datetime import timedelta

import pytest

from language import text
from models.announcements import audience, board, publishing, reading, reminding, replies, translating
from models.announcements.announcement import ANSWER, READ
from models.announcements.audience import CHILDREN, Audience
from models.announcements.board import Posted
from models.announcements.replies import NoChoice, TooLate
from models.announcements.wording import Wording
from models.core.clock import now
from models.core.days import day_of
from settings import Settings
from tests.support.announced import SOPHIE, published, to_class, written
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import child_of, children
from tests.support.sql import query


async def posted(guardian: int) -> list[Posted]:
    """The announcements of all children, child by child, as many as are counted."""
    found = await board.counted(guardian)
    listed = {child: await board.of_child(guardian, child) for child in found}
    assert {child: (len(some), sum(one.new for one in some)) for child, some in listed.items()} == {
        child: (one.number, one.new) for child, one in found.items()
    }
    return [one for some in listed.values() for one in some]


async def titles(guardian: int) -> list[str]:
    return [one.title for one in await posted(guardian)]


async def test_a_parent_sees_what_goes_to_their_children(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", class_name="P4A")
    await published(title="École")
    await published(to_class("P4A"), title="P4A")
    (zoe,) = await children(marie)
    await published(Audience(CHILDREN, children=(zoe,)), title="Zoé")
    await written(title="Brouillon")
    assert await titles(marie) == ["Zoé", "École"]
    assert await titles(paul) == ["P4A", "École"]


async def test_another_familys_announcement_is_not_found(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", class_name="P4A")
    number = await published(to_class("P4A"), asks=ANSWER)
    (zoe,), (noe,) = await children(marie), await children(paul)
    for guardian, child in ((marie, zoe), (marie, noe), (paul, zoe)):
        with pytest.raises(LookupError):
            await replies.opens(guardian, number, child)
        with pytest.raises(LookupError):
            await replies.read(guardian, number, child)
        with pytest.raises(LookupError):
            await replies.answer(guardian, number, child, 0)
    assert (await replies.opens(paul, number, noe)).title == "Marché de Noël"
    assert await query("SELECT guardian FROM announcement_receipt") == [{"guardian": paul}]


async def test_an_access_that_ended_sees_nothing_and_one_that_began_sees_what_is_current(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", class_name="P4A")
    await published(to_class("P3B"), title="P3B")
    await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now(), marie)
    assert await titles(marie) == []
    (zoe,) = await children(marie)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", paul, zoe)
    assert await titles(paul) == ["P3B"]


async def test_what_ended_or_was_withdrawn_is_gone(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    short = await published(title="Court", ends_on=day_of(now()))
    other = await published(title="Retiré")
    await publishing.withdraw(await reading.find(other), SOPHIE)
    assert await titles(marie) == ["Court"]
    time.move(days=1)
    assert await titles(marie) == []
    with pytest.raises(LookupError):
        await replies.opens(marie, short)


async def test_what_asks_comes_first_then_what_is_new(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    (zoe,) = await children(marie)
    old = await published(title="Lu")
    for title, asks in (("Répondre", ANSWER), ("Nouveau", "nothing")):
        time.move(hours=1)
        await published(title=title, asks=asks)
    await replies.opens(marie, old, zoe)
    time.move(hours=1)
    last = await published(title="Vu")
    await replies.opens(marie, last, zoe)
    assert await titles(marie) == ["Répondre", "Nouveau", "Vu", "Lu"]


async def test_the_order_is_that_of_what_each_asks_and_of_what_is_new(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    (zoe,) = await children(marie)
    tomorrow = day_of(now()) + timedelta(days=1)
    for turn in range(24):
        time.move(minutes=1)
        asks = ("nothing", READ, ANSWER)[turn % 3]
        answers_on = tomorrow if asks == ANSWER and turn % 2 else None
        number = await published(asks=asks, answers_on=answers_on, event_on=tomorrow if turn % 5 == 0 else None)
        if turn % 4 == 1:
            await replies.opens(marie, number, zoe)
        if turn % 4 == 2 and asks == READ:
            await replies.read(marie, number, zoe)
        if turn % 4 == 2 and asks == ANSWER:
            await replies.answer(marie, number, zoe, replies.NO)
    for _ in range(2):
        found = await posted(marie)
        assert len(found) == 24
        assert found == sorted(found, key=lambda one: (not one.due, not one.new, -one.id))
        assert await board.of_child(marie, zoe, most=board.FIRST) == found[: board.FIRST]
        time.move(days=2)  # what was to be answered by tomorrow, or took place, asks nothing any more


async def test_opening_and_reading_count_once_for_all_children(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    noe = await child_of(marie, "Noé", "N2")
    number = await published(asks=READ)
    assert [one.due for one in await posted(marie)] == [True, True]
    await replies.read(marie, number, noe)
    first = (await board.find(marie, number)).read_at
    time.move(hours=1)
    await replies.read(marie, number, noe)
    assert (await board.find(marie, number)).read_at == first
    assert [(one.new, one.due) for one in await posted(marie)] == [(False, False)] * 2


@pytest.mark.parametrize("asks", [READ, ANSWER])
async def test_nobody_is_asked_for_anything_once_what_it_is_about_is_over(
    opened: Settings, time: Clock, asks: str
) -> None:
    marie = await parent("marie.dupont")
    number = await published(asks=asks, event_on=day_of(now()), event_until=day_of(now()) + timedelta(days=1))
    for days, due in ((0, True), (1, True), (1, False)):
        time.move(days=days)
        assert [one.due for one in await posted(marie)] == [due]
        assert reminding.possible(await reading.find(number)) == due


async def test_an_answer_is_for_one_child_and_can_be_changed_until_its_day(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    (zoe,), noe = await children(marie), await child_of(marie, "Noé", "N2")
    number = await published(asks=ANSWER, answers_on=day_of(now()) + timedelta(days=1))
    for choice in (replies.YES, replies.NO):
        await replies.answer(marie, number, zoe, choice)
    assert (await board.find(marie, number, zoe)).choice == replies.NO
    assert (await board.find(marie, number, noe)).choice is None
    for wrong in (-1, 2, 999):
        with pytest.raises(NoChoice):
            await replies.answer(marie, number, zoe, wrong)
    time.move(days=2)
    with pytest.raises(TooLate):
        await replies.answer(marie, number, zoe, replies.YES)
    found = await board.find(marie, number, zoe)
    assert (found.choice, found.due) == (replies.NO, False)
    assert not (await board.find(marie, number, noe)).due, "nobody is asked for what is too late"


async def test_the_link_of_a_mail_opens_the_child_for_whom_an_answer_is_missing(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    (zoe,), noe = await children(marie), await child_of(marie, "Noé", "N2")
    number = await published(asks=ANSWER)
    assert (await board.find(marie, number)).child == noe, "the first by name"
    assert [one.id for one in await board.also_due(marie, number, noe)] == [zoe]
    await replies.answer(marie, number, noe, replies.YES)
    assert (await board.find(marie, number)).child == zoe
    assert await board.also_due(marie, number, zoe) == []
    await replies.answer(marie, number, zoe, replies.YES)
    assert (await board.find(marie, number)).child == noe
    assert await board.also_due(marie, await published(), noe) == []


async def test_both_parents_answers_are_kept_and_two_at_once_are_one(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin")
    (zoe,) = await children(marie)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", paul, zoe)
    number = await published(asks=ANSWER)
    await asyncio.gather(*(replies.answer(marie, number, zoe, choice) for choice in (0, 1)))
    await replies.answer(paul, number, zoe, replies.YES)
    kept = await query("SELECT guardian, COUNT(*) AS n FROM announcement_answer GROUP BY guardian ORDER BY guardian")
    assert kept == [{"guardian": marie, "n": 1}, {"guardian": paul, "n": 1}]


async def test_an_answer_to_what_asks_nothing_is_refused(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    (zoe,) = await children(marie)
    number = await published()
    with pytest.raises(NoChoice):
        await replies.answer(marie, number, zoe, 0)
    await replies.read(marie, number, zoe)
    assert (await board.find(marie, number)).read_at is None


async def test_the_parent_gets_the_text_in_their_language_else_the_main_one(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    one = await written()
    await translating.translate(one, "nl", Wording("Kerstmarkt", "Van 10 tot 16 uur."), SOPHIE)
    await publishing.publish(await reading.find(one.id), SOPHIE)
    for language, title, of in (("nl", "Kerstmarkt", "nl"), ("tr", "Marché de Noël", "fr")):
        with text.speaking(language):
            found = await board.find(marie, one.id)
        assert (found.title, found.language) == (title, of)


async def test_the_search_looks_into_titles_and_texts(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    (zoe,) = await children(marie)
    await published(title="Piscine", text="Un **bonnet** est obligatoire.")
    await published(title="Photos de classe", text="Les épreuves sont là.")
    for words, wanted in (("bonnet", ["Piscine"]), ("photos ÉPREUVES", ["Photos de classe"]), ("bonnet photos", [])):
        assert [one.title for one in await board.of_child(marie, zoe, words)] == wanted
    assert len(await board.of_child(marie, zoe)) == 2


@pytest.mark.parametrize("typed", ["reunion", "RÉUNION", "l'ecole", "l’école", "l'école apres-midi", "apres midi"])
async def test_accents_and_apostrophes_do_not_matter_to_the_search(opened: Settings, typed: str) -> None:
    marie = await parent("marie.dupont")
    (zoe,) = await children(marie)
    number = await published(title="Réunion", text="Devant l’école, l’après-midi.")
    await published(title="Piscine")
    assert [one.id for one in await board.of_child(marie, zoe, typed)] == [number]


async def test_a_child_that_comes_to_the_class_later_sees_what_is_current(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    await parent("paul.martin", class_name="P4A")
    number = await published(to_class("P4A"))
    assert await titles(marie) == []
    await query("UPDATE child SET class_name = 'P4A'")
    assert await titles(marie) == ["Marché de Noël"]
    assert len(await audience.pupils(number)) == 2
