"""Attaching files to an announcement, and removing them: to a draft, or to what parents see already."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.announcements.announcement import Announcement
from models.announcements.file import (
    ALL,
    PIECE,
    TOGETHER,
    AnnouncementFile,
    AnnouncementFilePiece,
    Attached,
    of,
    used,
)
from models.announcements.file_kinds import LARGEST, PDF, kind_of, refused_kind
from models.announcements.file_names import clean_name
from models.announcements.reading import DRAFT, WITHDRAWN, Written
from models.announcements.writing import claim
from models.core import school
from models.core.clock import now
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.database import Values, advisory_lock, fetch_one, transaction
from models.families import event
from models.families.event import Actor
from models.outbox import sending

WORK = Work("models.announcements.redrawing:redrawn", memory=768 << 20, seconds=15)
LOCK = 7304  # PostgreSQL: one file is attached at a time, so that two cannot pass a limit together


class BadFile(ValueError):
    """It cannot be attached. `reason` is one of file_kinds.py's, or `empty`, `heavy` (more than `LARGEST`), `broken`,
    `large` (a picture of too many pixels), `together`, `own` or `all` (more than those may be); `size` is in bytes."""

    def __init__(self, reason: str, size: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.size = reason, size


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it is kept."""

    name: str
    kind: str
    data: bytes


async def attach(
    before: Written, name: str, data: bytes, by: Actor, form_key: str, *, most_of_author: int = ALL
) -> None:
    """Add a file, once for each form. The files of all announcements of its author take `most_of_author` bytes at most.
    Raises `BadFile` or `AnnouncementChanged`."""
    made = await prepared(name, data)
    once = school.keyed_digest("announcement file", form_key)
    async with transaction():
        await advisory_lock(LOCK)
        if await AnnouncementFile.exists().where(AnnouncementFile.once == once):
            return
        await _claim(before)
        if sum(one.size for one in await of(before.id)) + len(made.data) > TOGETHER:
            raise BadFile("together", len(made.data))
        if await used(before.author) + len(made.data) > most_of_author:
            raise BadFile("own", len(made.data))
        if await used() + len(made.data) > ALL:
            raise BadFile("all", len(made.data))
        row = AnnouncementFile(
            announcement=before.id, name=made.name, kind=made.kind, size=len(made.data), added_at=now(), once=once
        )
        number = await fetch_one(int, AnnouncementFile.insert(row).returning(AnnouncementFile.id))
        for place, piece in enumerate(_cut(made.data)):
            await AnnouncementFilePiece.insert(AnnouncementFilePiece(file=number, place=place, content=piece))
        detail = sending.as_detail(0, announcement=before.id, file=made.name)
        await event.record("announcement file added", actor=by.name, client=by.client, detail=detail)


async def remove(before: Written, file: Attached, by: Actor) -> None:
    """Take it away; parents cannot open it from the next request on. Of a withdrawn announcement too, for the room
    that it takes. Raises `AnnouncementChanged`."""
    async with transaction():
        await _claim(before, withdrawn=True)
        await AnnouncementFile.delete().where(AnnouncementFile.id == file.id)
        detail = sending.as_detail(0, announcement=before.id, file=file.name)
        await event.record("announcement file removed", actor=by.name, client=by.client, detail=detail)


async def _claim(before: Written, *, withdrawn: bool = False) -> None:
    corrected: Values = {} if before.state in (DRAFT, WITHDRAWN) else {Announcement.corrected_at: now()}
    await claim(before, corrected, withdrawn=withdrawn)


async def prepared(name: str, data: bytes) -> Prepared:
    """A PDF as it is, a picture redrawn, under a name that can be shown. Raises `BadFile`."""
    if not data:
        raise BadFile("empty")
    if len(data) > LARGEST:
        raise BadFile("heavy", len(data))
    kind = kind_of(data)
    if not kind:
        raise BadFile(refused_kind(name, data))
    if kind != PDF:
        kind, data = await _redrawn(data)
        if not data:
            raise BadFile(kind)
    return Prepared(clean_name(name, kind), kind, data)


async def _redrawn(data: bytes) -> tuple[str, bytes]:
    try:
        async with Sandbox(WORK) as sandbox:
            made: tuple[str, bytes] = await sandbox.ask(data, tuple[str, bytes])
    except Exceeded:
        raise BadFile("large") from None
    return made


def _cut(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))
