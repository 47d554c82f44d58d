"""What a parent does with an announcement: opens it, says *J'ai lu*, answers."""

from models.announcements import board
from models.announcements.announcement import ANSWER, READ, AnnouncementAnswer, AnnouncementReceipt
from models.announcements.board import Opened
from models.core.clock import now
from models.database import transaction

YES, NO = 0, 1


class TooLate(Exception):
    """The last day for an answer has passed."""


class NoChoice(ValueError):
    """Not one of the choices."""


def choices_of(opened: Opened) -> int:
    """How many choices it has."""
    return len(opened.choices.splitlines()) or 2


async def opens(guardian: int, number: int, child: int | None = None) -> Opened:
    """The announcement for this parent, who opened it now. Raises `LookupError`."""
    found = await board.find(guardian, number, child)
    if found.new:
        seen = AnnouncementReceipt(announcement=number, guardian=guardian, seen_at=now())
        await _once(seen)
    return found


async def _once(receipt: AnnouncementReceipt) -> None:
    both = (AnnouncementReceipt.announcement, AnnouncementReceipt.guardian)
    await AnnouncementReceipt.insert(receipt).on_conflict(both, "DO NOTHING")


async def read(guardian: int, number: int, child: int) -> None:
    """*J'ai lu*; the first time counts. Raises `LookupError`."""
    async with transaction():
        found = await opens(guardian, number, child)
        if found.asks == READ:
            this = (AnnouncementReceipt.announcement == number) & (AnnouncementReceipt.guardian == guardian)
            unread = this & AnnouncementReceipt.read_at.is_null()
            await AnnouncementReceipt.update({AnnouncementReceipt.read_at: now()}).where(unread)


async def answer(guardian: int, number: int, child: int, choice: int) -> None:
    """Keep this parent's answer for this child, in place of an earlier one. Raises `LookupError`, `TooLate`, or
    `NoChoice`."""
    async with transaction():
        found = await opens(guardian, number, child)
        if found.asks != ANSWER or not 0 <= choice < choices_of(found):
            raise NoChoice
        if not found.answerable:
            raise TooLate
        given = AnnouncementAnswer(announcement=number, child=child, guardian=guardian, choice=choice, at=now())
        columns = (AnnouncementAnswer.announcement, AnnouncementAnswer.child, AnnouncementAnswer.guardian)
        changed = [AnnouncementAnswer.choice, AnnouncementAnswer.at]
        await AnnouncementAnswer.insert(given).on_conflict(columns, "DO UPDATE", changed)
