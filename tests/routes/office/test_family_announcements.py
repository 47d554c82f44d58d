"""Announcements in the story of a family's page: of each adult what they got, opened, read and answered."""

import pytest

from models.announcements import mail_choice, publishing, reading, reminding, replies, weekly
from models.announcements.announcement import ANSWER, READ
from models.core.clock import now
from models.desk.timeline import ANNOUNCED
from models.families import event
from tests.support.announced import SOPHIE, published, written
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import children, guardian
from tests.support.merging import merged
from tests.support.office import SECRETARY, signed_in
from tests.support.sql import query
from tests.support.visitor import Browser


async def story(office: Browser, adult: int) -> str:
    page = await office.get(f"/office/families/{adult}")
    return " ".join(" ".join("".join(line.itertext()).split()) for line in page.find("div", id="results").iter("li"))


async def sent_mails() -> None:
    await query("UPDATE mail SET state = 'sent', finished_at = ?", now())


async def test_each_adult_has_their_own_steps(secretary: Browser) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    paul = await guardian("paul.dupont", "paul@example.org", children=0)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", paul, child)
    to_read, to_answer = await published(title="Piscine", asks=READ), await published(title="Classe verte", asks=ANSWER)
    told = await story(secretary, marie)
    assert "« Classe verte » : un mail attend de partir" in told
    assert "mail envoyé" not in told
    await sent_mails()
    await replies.read(marie, to_read, child)
    await replies.answer(paul, to_answer, child, replies.NO)
    told = await story(secretary, marie)
    for words in ("« Classe verte » : mail envoyé", "« Piscine » : « J’ai lu »"):
        assert words in told, words
    for words in ("« Piscine » : mail envoyé", "ouvert", "réponse", "attend"):
        assert words not in told, f"{words}: reading says it, or it did not happen"
    told = await story(secretary, paul)
    assert "« Classe verte » : réponse pour Zoé 1 : Non" in told
    assert "Piscine » : ouvert" not in told


async def test_an_answer_in_words_of_the_school_is_told_in_them(secretary: Browser) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    number = await published(title="<b>Piscine</b> {child}", asks=ANSWER, choices=("Lundi", "Mardi"))
    await replies.answer(marie, number, child, 1)
    assert "« <b>Piscine</b> {child} » : réponse pour Zoé 1 : Mardi" in await story(secretary, marie)


async def test_a_weekly_mail_and_that_of_a_correction_are_named_so(secretary: Browser, time: Clock) -> None:
    marie = await guardian()
    await published(title="Au bord du lac")
    await sent_mails()
    await query("UPDATE announcement_sending SET corrected = ?", True)
    assert "« Au bord du lac » : mail de la correction envoyé" in await story(secretary, marie)
    await mail_choice.choose(marie, weekly=True, client="")
    await published(title="Vente de gaufres")
    assert "« Vente de gaufres » : attend le mail de la semaine" in await story(secretary, marie)
    time.move(days=7)
    await weekly.send(weekly.last_due())
    await sent_mails()
    await signed_in(secretary, "lise.office", SECRETARY)
    told = await story(secretary, marie)
    assert "« Vente de gaufres » : dans le mail de la semaine" in told
    assert "attend" not in told


async def test_a_mail_that_waits_is_not_told_once_its_announcement_was_read_or_withdrawn(secretary: Browser) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    to_read, withdrawn = await published(title="Piscine", asks=READ), await published(title="Lecture")
    assert (await story(secretary, marie)).count("un mail attend de partir") == 2
    await replies.read(marie, to_read, child)
    await publishing.withdraw(await reading.find(withdrawn), SOPHIE)
    assert "attend" not in await story(secretary, marie)


@pytest.mark.parametrize("what", ["access", "ended", "closed", "no address"])
async def test_a_mail_that_cannot_leave_any_more_does_not_wait(secretary: Browser, what: str) -> None:
    marie = await guardian()
    await published(title="Piscine")
    await mail_choice.choose(marie, weekly=True, client="")
    await published(title="Lecture")
    told = await story(secretary, marie)
    assert told.count("un mail attend de partir") == told.count("attend le mail de la semaine") == 1
    if what == "access":
        await query("UPDATE guardianship SET ended_at = ?", now())
    elif what == "ended":
        await query("UPDATE announcement SET ends_at = ?", now())
    elif what == "closed":
        await disable(marie)
    else:
        await query("UPDATE guardian SET email = '', email_key = ''")
    told = await story(secretary, marie)
    assert "Piscine" not in told
    assert "Lecture" not in told


async def test_a_mail_to_a_merged_account_waits_for_the_kept_one(secretary: Browser) -> None:
    other = await parent("marie.d", "m.d@example.org")
    await published(title="Piscine")
    kept = await guardian()
    await published(title="Lecture")
    await merged(kept, other)
    told = await story(secretary, kept)
    assert [told.count(f"« {title} » : un mail attend de partir") for title in ("Piscine", "Lecture")] == [1, 1]
    assert "de partir 2 fois" not in told


async def test_what_waited_for_both_accounts_waits_once_after_their_merge(secretary: Browser) -> None:
    kept, other = await guardian(), await parent("marie.d", "m.d@example.org")
    for who in (kept, other):
        await mail_choice.choose(who, weekly=True, client="")
    await published(title="Piscine")
    await merged(kept, other)
    told = await story(secretary, kept)
    assert told.count("attend le mail de la semaine") == 1
    assert "de la semaine 2 fois" not in told


async def test_one_sending_to_both_merged_accounts_is_no_reminder(secretary: Browser, time: Clock) -> None:
    kept, other = await guardian(), await parent("marie.d", "m.d@example.org")
    await published(title="Piscine")
    await query("UPDATE mail SET state = 'sent', finished_at = ? WHERE guardian = ?", now(), kept)
    time.move(minutes=5)
    await sent_mails()
    await merged(kept, other)
    told = await story(secretary, kept)
    assert ("« Piscine » : " in told, "rappel" in told) == (True, False)


async def test_what_a_merged_account_did_stays_in_the_story_of_the_kept_one(secretary: Browser) -> None:
    kept, other = await guardian(), await parent("marie.d", "m.d@example.org")
    (child,) = await children(other)
    number = await published(title="Piscine", asks=ANSWER)
    await replies.answer(other, number, child, replies.YES)
    await merged(kept, other)
    assert "« Piscine » : réponse pour Zoé : Oui" in await story(secretary, kept)


async def test_a_draft_and_other_families_tell_nothing(secretary: Browser) -> None:
    marie, other = await guardian(), await guardian("ali.benali", "ali@example.org")
    one = await written(title="Piscine", asks=READ)
    await publishing.publish(one, SOPHIE)
    await replies.read(marie, one.id, (await children(marie))[0])
    assert "Piscine » : ouvert" not in await story(secretary, other)


async def test_opening_on_another_day_than_reading_is_told(secretary: Browser, time: Clock) -> None:
    marie = await guardian()
    (child,) = await children(marie)
    number = await published(title="Piscine", asks=READ)
    await replies.opens(marie, number)
    time.move(days=1)
    await replies.read(marie, number, child)
    await signed_in(secretary, "lise.office", SECRETARY)
    told = await story(secretary, marie)
    assert "« Piscine » : ouvert" in told
    assert "« Piscine » : « J’ai lu »" in told


async def test_a_second_mail_is_told_as_a_reminder(secretary: Browser) -> None:
    marie = await guardian()
    one = await written(title="Piscine", asks=READ)
    await publishing.publish(one, SOPHIE)
    await sent_mails()
    assert await reminding.remind(await reading.find(one.id), SOPHIE) == 1
    await query("UPDATE mail SET state = 'sent', finished_at = ? WHERE finished_at IS NULL", now())
    told = await story(secretary, marie)
    assert "« Piscine » : rappel envoyé par mail" in told
    assert told.count("« Piscine » : mail envoyé") == 1


async def test_announcements_leave_room_for_the_rest_of_the_story(secretary: Browser) -> None:
    marie = await guardian()
    await event.record("signed in", guardian=marie)
    for number in range(40):
        await published(title=f"Menu {number}")
    await sent_mails()
    told = await story(secretary, marie)
    assert told.count("mail envoyé") == ANNOUNCED
    assert "Connexion réussie" in told
    whole = (await secretary.get(f"/office/families/{marie}?all=yes")).text
    assert whole.count("mail envoyé") == 40
