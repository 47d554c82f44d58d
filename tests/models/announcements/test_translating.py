"""Texts in other languages."""

import pytest

from models.announcements import reading, replies, translating
from models.announcements.announcement import ANSWER
from models.announcements.wording import BadAnnouncement, Wording
from settings import Settings
from tests.support.announced import SOPHIE, published, written
from tests.support.families import parent
from tests.support.family import children


async def test_once_a_parent_has_answered_a_translation_with_choices_stays(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    number = await published(asks=ANSWER, choices=("Lundi", "Mardi"))
    dutch, empty = Wording("Bad", "Kom.", ("Maandag", "Dinsdag")), Wording("", "")
    for words in (dutch, empty, dutch):
        await translating.translate(await reading.find(number), "nl", words, SOPHIE)
    await replies.answer(marie, number, (await children(marie))[0], 0)
    with pytest.raises(BadAnnouncement, match="text: answered"):
        await translating.translate(await reading.find(number), "nl", empty, SOPHIE)
    assert (await reading.texts(number))["nl"].choices == "Maandag\nDinsdag"


async def test_of_what_was_sent_a_new_language_is_no_correction_and_a_changed_one_is(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published()
    for hour, corrected in (("Om 10 uur.", False), ("Om 11 uur.", True)):
        await translating.translate(await reading.find(number), "nl", Wording("Kerstmarkt", hour), SOPHIE)
        assert ((await reading.find(number)).corrected_at is not None) == corrected


async def test_a_translation_of_yes_and_no_may_go_after_an_answer(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    number = await published(asks=ANSWER)
    await replies.answer(marie, number, (await children(marie))[0], 0)
    for words in (Wording("Bad", "Kom."), Wording("", "")):
        await translating.translate(await reading.find(number), "nl", words, SOPHIE)
    assert set(await reading.texts(number)) == {"fr"}


async def test_texts_in_other_languages_are_kept_and_removed(opened: Settings) -> None:
    one = await written()
    await translating.translate(one, "nl", Wording("Kerstmarkt", "Van 10 tot 16 uur."), SOPHIE)
    assert set(await reading.texts(one.id)) == {"fr", "nl"}
    one = await reading.find(one.id)
    for language in ("fr", "xx"):
        with pytest.raises(LookupError):
            await translating.translate(one, language, Wording("a", "b"), SOPHIE)
    with pytest.raises(BadAnnouncement):
        await translating.translate(one, "de", Wording("Markt", ""), SOPHIE)
    await translating.translate(one, "nl", Wording(" ", ""), SOPHIE)
    assert set(await reading.texts(one.id)) == {"fr"}
