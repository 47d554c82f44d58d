"""The files of announcements, as they are kept and read: each in pieces, so that no reader holds a whole one.

docs/decisions/announcements.md says why they stand in the database.
"""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns import BigSerial, Bytea, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.query.functions import Coalesce, Sum
from piccolo.table import Table

from models.announcements.announcement import Announcement
from models.core.clock import now
from models.database import fetch, fetch_aside, fetch_one

PIECE = 256 * 1024  # bytes
TOGETHER = 15_000_000  # bytes of one announcement's files
ALL = 1_000_000_000  # of the school's
OF_TEACHER = 100_000_000  # of one teacher's announcements: nobody alone uses up the school's room


class AnnouncementFile(Table, tablename="announcement_file"):
    """One file: `name` as parents read it, `kind` is one of file_kinds.py's, `size` in bytes. `once` is the key of the
    form that sent it."""

    id = BigSerial(primary_key=True)
    announcement = ForeignKey(references=Announcement, null=False)
    name = Varchar(200)
    kind = Varchar(8)
    size = Integer()
    added_at = Timestamptz(default=now)
    once = Varchar(64, unique=True)


class AnnouncementFilePiece(Table, tablename="announcement_file_piece"):
    """`PIECE` bytes of a file, the last piece fewer; `place` counts from 0."""

    id = BigSerial(primary_key=True)
    file = ForeignKey(references=AnnouncementFile, null=False)
    place = Integer()
    content = Bytea()
    one_each = Unique([file, place])


@dataclass(frozen=True, slots=True)
class Attached:
    """A file without its bytes."""

    id: int
    announcement: int
    name: str
    kind: str
    size: int
    added_at: datetime


_COLUMNS = (
    *(AnnouncementFile.id, AnnouncementFile.announcement, AnnouncementFile.name, AnnouncementFile.kind),
    *(AnnouncementFile.size, AnnouncementFile.added_at),
)


async def of(announcement: int) -> list[Attached]:
    """The files of one announcement, in the order in which they were added."""
    return await of_each([announcement])


async def of_each(announcements: Collection[int]) -> list[Attached]:
    """Those of several."""
    these = AnnouncementFile.announcement.is_in([*announcements, 0])
    return await fetch(Attached, AnnouncementFile.select(*_COLUMNS).where(these).order_by(AnnouncementFile.id))


async def find(announcement: int, number: int) -> Attached:
    """One file of this announcement. Raises `LookupError`."""
    this = (AnnouncementFile.id == number) & (AnnouncementFile.announcement == announcement)
    found = await fetch(Attached, AnnouncementFile.select(*_COLUMNS).where(this))
    if not found:
        raise LookupError(number)
    return found[0]


async def pieces(file: Attached) -> AsyncIterator[bytes]:
    """The bytes, read piece by piece as they are taken, beside the event loop. Raises `LookupError` where the file has
    been removed meanwhile."""
    for place in range(-(-file.size // PIECE)):
        # Raw: on a connection of its own, which Piccolo cannot use. A piece that is not in memory holds nobody up.
        found = await fetch_aside(
            bytes, "SELECT content FROM announcement_file_piece WHERE file = ? AND place = ?", file.id, place
        )
        if not found:
            raise LookupError(file.id)
        yield found[0]


async def used(author: str = "") -> int:
    """The bytes of all files of the school, or of one author's announcements."""
    all_of_them = AnnouncementFile.select(Coalesce(Sum(AnnouncementFile.size), 0))
    own = all_of_them.where(AnnouncementFile.announcement._.author == author) if author else all_of_them
    return await fetch_one(int, own) or 0
