"""A second mail about a correction: only if wanted, once, and to those who had the first."""

import asyncio
from datetime import UTC, datetime

import pytest

import worker
from language.text import zone
from mail import mailer
from models.announcements import board, correcting, mail_choice, reached, reading, replies, weekly
from models.announcements.announcement import NOTHING, READ
from models.announcements.correcting import MOST_A_DAY
from models.announcements.reached import DONE, PAPER, SEEN, SENT, WAITING
from models.announcements.reading import AnnouncementChanged
from models.announcements.wording import BadAnnouncement
from models.core.clock import now
from settings import Settings
from tests.support.announced import SOPHIE, draft, published, to_class
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.family import children
from tests.support.mails import part
from tests.support.merging import merged
from tests.support.sql import query

FRIDAY = datetime(2026, 11, 13, 16, 5, tzinfo=zone())


async def left() -> list[tuple[str, str, str]]:
    """Recipient, subject and text of each mail that leaves now."""
    box = mailer.Mailbox()
    while await worker.deliver(box, asyncio.Event()):
        pass
    return sorted((str(one["To"]), str(one["Subject"]), part(one, "plain")) for one in box.messages)


async def corrected(number: int, *, again: bool = True, asks: str = NOTHING) -> list[tuple[str, str, str]]:
    one = await reading.find(number)
    await correcting.correct(one, draft(text="À 11 h.", asks=asks), SOPHIE, mail_again=again)
    return await left()


async def test_without_the_tick_no_mail_leaves(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published()
    await left()
    assert await corrected(number, again=False) == []


async def test_whoever_had_the_first_mail_gets_one_that_says_it_is_corrected(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published(urgent=True)
    await left()
    await parent("paul.martin", "paul@example.org")  # came since
    ((to, subject, text),) = await corrected(number)
    assert (to, subject) == ("marie@example.org", "École du Tilleul, corrigé : Marché de Noël")
    assert "À 11 h." in text
    assert "Cet avis a été corrigé depuis le premier mail." in text
    said = await query("SELECT result, detail FROM event WHERE action = 'announcement corrected' ORDER BY id DESC")
    assert (said[0]["result"], '"mails": 1' in said[0]["detail"]) == ("mailed", True)


async def test_a_second_press_with_the_same_page_sends_nothing(opened: Settings) -> None:
    await parent("marie.dupont")
    one = await reading.find(await published())
    await left()
    await correcting.correct(one, draft(), SOPHIE, mail_again=True)
    with pytest.raises(AnnouncementChanged):
        await correcting.correct(one, draft(), SOPHIE, mail_again=True)
    assert len(await left()) == 1


async def test_a_first_mail_that_waits_says_the_corrected_text_and_no_second_follows(opened: Settings) -> None:
    await parent("marie.dupont")
    ((_, subject, text),) = await corrected(await published())
    assert subject == "École du Tilleul : Marché de Noël"
    assert "À 11 h." in text


async def test_read_is_asked_again_only_where_the_correction_was_mailed(opened: Settings, time: Clock) -> None:
    marie = await parent("marie.dupont")
    number = await published(asks=READ)
    (child,) = await children(marie)
    await replies.read(marie, number, child)
    for again, state in ((False, DONE), (True, SEEN)):
        time.move(minutes=1)
        await corrected(number, again=again, asks=READ)
        assert (await board.find(marie, number)).due == again
        assert [one.state for one in (await reached.of(await reading.find(number))).children] == [state]
    await replies.read(marie, number, child)
    assert not (await board.find(marie, number)).due
    assert [one.state for one in (await reached.of(await reading.find(number))).children] == [DONE]


async def test_a_correction_is_mailed_three_times_a_day(opened: Settings, time: Clock) -> None:
    time.shift = FRIDAY - datetime.now(UTC)
    await parent("marie.dupont")
    number = await published(urgent=True)
    await left()
    for _ in range(MOST_A_DAY):
        assert len(await corrected(number)) == 1
    before = await reading.find(number)
    with pytest.raises(BadAnnouncement, match="again: often"):
        await corrected(number)
    assert await reading.find(number) == before
    assert await corrected(number, again=False) == []
    time.move(days=1)
    assert len(await corrected(number)) == 1


@pytest.mark.parametrize("what", ["refused", "access", "no address"])
async def test_who_cannot_get_it_any_more_gets_none(opened: Settings, what: str) -> None:
    await parent("marie.dupont")
    number = await published()
    await left()
    if what == "refused":
        await query("UPDATE guardian SET refused_at = ?", now())
    elif what == "access":
        await query("UPDATE guardianship SET ended_at = ?", now())
    else:
        await query("UPDATE guardian SET email = ''")
    assert await corrected(number) == []


async def test_a_weekly_reader_finds_the_correction_in_the_next_weekly_mail(opened: Settings, time: Clock) -> None:
    time.shift = FRIDAY - datetime.now(UTC)
    time.move(days=-1)
    await mail_choice.choose(await parent("marie.dupont"), weekly=True, client="")
    number = await published()
    assert await corrected(number) == []
    time.move(days=1)
    await weekly.send(weekly.last_due())
    ((_, _, text),) = await left()
    assert "À 11 h." in text
    assert "corrigé depuis" not in text, "it is the first that this reader gets"
    assert await corrected(number) == []
    time.move(days=7)
    await weekly.send(weekly.last_due())
    ((_, _, text),) = await left()
    assert "Cet avis a été corrigé depuis le premier mail." in text
    time.move(days=7)
    assert await weekly.send(weekly.last_due()) == 0


@pytest.mark.parametrize("weekly_one", [False, True])
async def test_a_mail_that_left_to_an_account_merged_since_has_reached_the_kept_one(
    opened: Settings, time: Clock, weekly_one: bool
) -> None:
    time.shift = FRIDAY - datetime.now(UTC)
    time.move(days=-1)
    kept, absorbed = await parent("marie.dupont", ""), await parent("marie.martin", "m@example.org")
    if weekly_one:
        await mail_choice.choose(absorbed, weekly=True, client="")
    number = await published(to_class("P3B"))
    time.move(days=1)
    await weekly.send(weekly.last_due())
    assert [to for to, _, _ in await left()] == ["m@example.org"]
    await merged(kept, absorbed, other_address=True)
    await query("DELETE FROM mail WHERE kind = 'accounts_merged'")
    assert {child.state for child in (await reached.of(await reading.find(number))).children} == {SENT}
    ((to, subject, _),) = await corrected(number)
    assert (to, subject) == ("m@example.org", "École du Tilleul, corrigé : Marché de Noël")


async def test_a_mail_to_an_account_merged_since_waits_for_the_kept_one_until_it_is_dropped(opened: Settings) -> None:
    kept, absorbed = await parent("marie.dupont", ""), await parent("marie.martin", "m@example.org")
    number = await published()
    await merged(kept, absorbed)
    assert {child.state for child in (await reached.of(await reading.find(number))).children} == {WAITING}
    await left()
    assert {child.state for child in (await reached.of(await reading.find(number))).children} == {PAPER}
