"""Whom an announcement has reached, reminders, and what the mail says."""

import pytest

from mail import rendering
from mail.rendering import Outdated
from models.announcements import publishing, reached, reading, reminding, replies
from models.announcements.announcement import ANSWER, READ
from models.announcements.reached import DONE, PAPER, REFUSED, SEEN, SENT, WAITING
from models.announcements.reading import AnnouncementChanged
from models.announcements.reminding import RemindedToday
from models.core.clock import now
from models.outbox import delivery
from settings import Settings
from tests.support.announced import SOPHIE, published
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.family import children
from tests.support.mails import part
from tests.support.sql import query


async def states(number: int) -> dict[str, str]:
    return {child.name: child.state for child in (await reached.of(await reading.find(number))).children}


async def gives(guardian: int, child: int) -> None:
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", guardian, child)


async def test_a_child_is_as_far_as_its_furthest_adult(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", "")
    (zoe,), (tom,) = await children(marie), await children(paul)
    await gives(paul, zoe)
    number = await published(asks=READ)
    assert await states(number) == {"Dupont Zoé": WAITING, "Martin Zoé": PAPER}
    await query("UPDATE mail SET state = 'sent'")
    assert (await states(number))["Dupont Zoé"] == SENT
    await replies.opens(paul, number, tom)
    assert await states(number) == {"Dupont Zoé": SEEN, "Martin Zoé": SEEN}
    await replies.read(marie, number, zoe)
    found = await reached.of(await reading.find(number))
    assert {child.name: child.state for child in found.children} == {"Dupont Zoé": DONE, "Martin Zoé": SEEN}
    assert (found.reached, found.done) == (2, 1)
    await query("UPDATE mail SET state = 'refused'")
    await query("DELETE FROM announcement_receipt")
    assert (await states(number))["Dupont Zoé"] == REFUSED


async def test_answers_that_differ_are_shown_as_such(opened: Settings) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", "paul@example.org")
    (zoe,) = await children(marie)
    await gives(paul, zoe)
    number = await published(asks=ANSWER)
    await replies.answer(marie, number, zoe, replies.YES)
    await replies.answer(paul, number, zoe, replies.NO)
    found = await reached.of(await reading.find(number))
    child = next(child for child in found.children if child.id == zoe)
    assert (child.differ, sorted(child.choices)) == (True, [0, 1])
    assert not next(child for child in found.children if child.id != zoe).differ


async def test_an_adult_whose_access_ended_counts_no_more(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    (zoe,) = await children(marie)
    number = await published(asks=READ)
    await replies.read(marie, number, zoe)
    await query("UPDATE guardianship SET ended_at = ?", now())
    assert await states(number) == {"Dupont Zoé": PAPER}


async def test_a_reminder_goes_to_those_of_whom_something_is_missing_once_a_day(opened: Settings, time: Clock) -> None:
    marie, paul = await parent("marie.dupont"), await parent("paul.martin", "paul@example.org")
    await disable(await parent("luc.grand", "luc@example.org"))
    await parent("anne.petit", "")
    (zoe,) = await children(marie)
    number = await published(asks=READ)
    await query("UPDATE mail SET state = 'sent'")
    await replies.read(marie, number, zoe)
    assert await reminding.remind(await reading.find(number), SOPHIE) == 1
    last = await query("SELECT guardian FROM mail ORDER BY id DESC LIMIT 1")
    assert last == [{"guardian": paul}]
    with pytest.raises(RemindedToday):
        await reminding.remind(await reading.find(number), SOPHIE)
    time.move(days=1)
    assert await reminding.remind(await reading.find(number), SOPHIE) == 0, "the last reminder has not left yet"
    await publishing.withdraw(await reading.find(number), SOPHIE)
    with pytest.raises(AnnouncementChanged):
        await reminding.remind(await reading.find(number), SOPHIE)


async def the_mail() -> tuple[str, str]:
    """Subject and plain text of the mail that is due."""
    (entry,) = await delivery.claim(1)
    message = (await rendering.render(entry)).read()
    return str(message["Subject"]), part(message, "plain")


async def test_the_mail_quotes_the_beginning_and_names_no_child(opened: Settings) -> None:
    await parent("marie.dupont", activated=True)
    number = await published(text="Un **long** texte. " + "mot " * 200)
    subject, plain = await the_mail()
    assert subject == "École du Tilleul : Marché de Noël"
    assert "Un long texte." in plain
    assert plain.count("mot") < 80
    assert f"http://testserver.local/announcements/{number}\n" in plain
    assert "Zoé" not in subject + plain
    assert "token" not in plain


async def test_a_personal_one_is_not_quoted(opened: Settings) -> None:
    await parent("marie.dupont")
    await published(personal=True)
    subject, plain = await the_mail()
    assert subject == "École du Tilleul : un message de l’école"
    assert "Marché" not in plain
    assert "Vous n’avez pas encore de mot de passe" in plain


@pytest.mark.parametrize("what", ["withdrawn", "ended", "disabled", "moved"])
async def test_a_mail_that_is_no_longer_true_does_not_leave(opened: Settings, what: str) -> None:
    marie = await parent("marie.dupont")
    number = await published()
    if what == "withdrawn":
        await publishing.withdraw(await reading.find(number), SOPHIE)
    elif what == "ended":
        await query("UPDATE guardianship SET ended_at = ?", now())
    elif what == "disabled":
        await disable(marie)
    else:
        await query("UPDATE guardian SET email = 'other@example.org'")
    (entry,) = await delivery.claim(1)
    with pytest.raises(Outdated):
        await rendering.render(entry)


async def test_a_mail_that_left_writes_no_event_and_changes_no_standing(opened: Settings) -> None:
    await parent("marie.dupont")
    await published()
    before = await query("SELECT COUNT(*) AS n FROM event")
    (entry,) = await delivery.claim(1)
    await delivery.sent(entry)
    assert await query("SELECT COUNT(*) AS n FROM event") == before
    assert await query("SELECT state FROM mail") == [{"state": "sent"}]
