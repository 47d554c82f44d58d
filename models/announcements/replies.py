"""What a parent does with an announcement: opens it, says *J'ai lu*, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from piccolo.custom_types import Combinable

from models.announcements import board
from models.announcements.announcement import ANSWER, READ, AnnouncementAnswer, AnnouncementReceipt
from models.announcements.board import Opened
from models.core.clock import now
from models.database import fetch, transaction

YES, NO = 0, 1


class TooLate(Exception):
    """The last day for an answer has passed."""


class NoChoice(ValueError):
    """Not one of the choices."""


class Corrected(Exception):
    """The announcement was corrected since the page that this comes from."""


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


async def _as_shown(guardian: int, number: int, child: int, corrected: str | None) -> Opened:
    """The announcement that this parent has before them: `corrected` is what the page said of it, where it did.

    Raises `LookupError`, or `Corrected`: nobody has read, or answered, words that came later.
    """
    found = await opens(guardian, number, child)
    if corrected is not None and corrected != found.corrected:
        raise Corrected
    return found


async def read(guardian: int, number: int, child: int, corrected: str | None = None) -> None:
    """*J'ai lu*; the first time counts, and the first one since a correction was mailed. Raises `LookupError`, or
    `Corrected`."""
    async with transaction():
        found = await _as_shown(guardian, number, child, corrected)
        if found.asks == READ and found.read_at is None:
            this = (AnnouncementReceipt.announcement == number) & (AnnouncementReceipt.guardian == guardian)
            await AnnouncementReceipt.update({AnnouncementReceipt.read_at: now()}).where(this)


async def answer(guardian: int, number: int, child: int, choice: int, corrected: str | None = None) -> None:
    """Keep this parent's answer for this child, in place of an earlier one. Raises `LookupError`, `Corrected`,
    `TooLate`, or `NoChoice`."""
    async with transaction():
        found = await _as_shown(guardian, number, child, corrected)
        if found.asks != ANSWER or not 0 <= choice < choices_of(found):
            raise NoChoice
        if not found.answerable:
            raise TooLate
        given = AnnouncementAnswer(announcement=number, child=child, guardian=guardian, choice=choice, at=now())
        columns = (AnnouncementAnswer.announcement, AnnouncementAnswer.child, AnnouncementAnswer.guardian)
        changed = [AnnouncementAnswer.choice, AnnouncementAnswer.at]
        await AnnouncementAnswer.insert(given).on_conflict(columns, "DO UPDATE", changed)


async def move_receipts(to: int, of: int) -> list[int]:
    """Give the account `to` what the account `of` opened and read, unless it has opened that itself; the numbers of
    what moved."""
    own = AnnouncementReceipt.select(AnnouncementReceipt.announcement).where(AnnouncementReceipt.guardian == to)
    theirs = (AnnouncementReceipt.guardian == of) & AnnouncementReceipt.announcement.not_in(own)
    moved = AnnouncementReceipt.update({AnnouncementReceipt.guardian: to}).where(theirs)
    return await fetch(int, moved.returning(AnnouncementReceipt.id))


async def share_readings(to: int, of: int) -> dict[int, str]:
    """Count as read by the account `to` what it opened, or read before a correction was mailed, and the account `of`
    read; of each of its receipts when it had read it, in ISO 8601, or nothing."""
    receipt = AnnouncementReceipt
    own = {one.announcement: one for one in await _read(receipt.guardian == to)}
    shared: dict[int, str] = {}
    for one in await _read(receipt.guardian == of):
        mine = own.get(one.announcement)
        if one.counts and mine and not mine.counts:
            await receipt.update({receipt.read_at: one.read_at}).where(receipt.id == mine.id)
            shared[mine.id] = mine.read_at.isoformat() if mine.read_at else ""
    return shared


async def unshare_readings(to: int, of: int, shared: Mapping[int, str]) -> None:
    """Undo `share_readings`, but for what the account `to` read itself since."""
    receipt = AnnouncementReceipt
    theirs = {one.announcement: one.read_at for one in await _read(receipt.guardian == of)}
    for one in await _read((receipt.guardian == to) & receipt.id.is_in([*shared, 0])):
        if one.read_at == theirs.get(one.announcement):
            before = datetime.fromisoformat(shared[one.id]) if shared[one.id] else None
            await receipt.update({receipt.read_at: before}).where(receipt.id == one.id)


async def _read(which: Combinable) -> list["_Read"]:
    receipt = AnnouncementReceipt
    read_from = receipt.announcement.read_from.as_alias("read_from")
    return await fetch(_Read, receipt.select(receipt.id, receipt.announcement, receipt.read_at, read_from).where(which))


async def move_answers(to: int, of: int) -> list[int]:
    """The same for answers: of two for one child that of the account `to` stays."""
    both = AnnouncementAnswer.guardian.is_in([to, of])
    given = await fetch(_Given, AnnouncementAnswer.select().where(both))
    kept = {(one.announcement, one.child) for one in given if one.guardian == to}
    ids = [one.id for one in given if one.guardian == of and (one.announcement, one.child) not in kept]
    await AnnouncementAnswer.update({AnnouncementAnswer.guardian: to}).where(AnnouncementAnswer.id.is_in([*ids, 0]))
    return ids


@dataclass(frozen=True, slots=True)
class _Read:
    id: int
    announcement: int
    read_at: datetime | None
    read_from: datetime | None

    @property
    def counts(self) -> bool:
        return self.read_at is not None and (self.read_from is None or self.read_at >= self.read_from)


@dataclass(frozen=True, slots=True)
class _Given:
    id: int
    announcement: int
    child: int
    guardian: int
