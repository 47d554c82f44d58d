"""Reading a file in a confined process (models/core/confined/), for the server and the command. The few words that
reading adds of its own (`Colonne 3`) are in the language of who asks, and a day is past by the school's clock.

One file at a time: a workbook may need a gigabyte of memory. The process is kept for some minutes, since a colleague
who answers questions has the file read again with each answer, and half a second of that is Python loading modules.
"""

import asyncio
import logging

import msgspec

from language.text import language, schools_language
from models.core import clock
from models.core.confined import frames
from models.core.confined.sandbox import Exceeded, Fault, Sandbox, Work
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.families import Families
from models.importing.reading.outcome import Outcome, Refusal
from models.importing.reading.questions import Decisions, Memory
from models.importing.reading.remarks import Unreadable
from models.importing.reading.sheets.kind import is_workbook
from models.importing.reading.table_preview import NoSuchPlace, TablePreview

log = logging.getLogger("preau")
WORK = Work("models.importing.reading.outcome:of_reading", memory=1 << 30, seconds=30, kept=300)


async def read(
    data: bytes, columns: Columns | None = None, decisions: Decisions | None = None, memory: Memory | None = None
) -> Families:
    """As `file.read`, with the two parts of `Answers`. When it is cancelled, the process ends. Raises `Unreadable`."""
    return await asyncio.to_thread(families_of, await read_packed(data, columns, decisions, memory))


async def read_packed(
    data: bytes, columns: Columns | None = None, decisions: Decisions | None = None, memory: Memory | None = None
) -> bytes:
    """The same in bytes, for `families_of` in another process."""
    return await _outcome(data, columns=columns or {}, decisions=decisions, memory=memory)


def families_of(packed: bytes) -> Families:
    families: Families | None = frames.unpack(packed, Outcome).families
    assert families is not None  # noqa: S101  every other outcome was raised
    return families


async def look(data: bytes, columns: Columns, sheet: int | None = None, row: int | None = None) -> TablePreview:
    """As `table_preview.look`. Raises `Unreadable`, and `NoSuchPlace` where the file has no such sheet or row."""
    packed = await _outcome(data, columns=columns, looks_at=(sheet, row))
    found: Outcome = await asyncio.to_thread(frames.unpack, packed, Outcome)
    if found.look is None:
        raise NoSuchPlace
    return found.look


async def _outcome(data: bytes, **arguments: object) -> bytes:
    try:
        async with Sandbox(WORK) as sandbox:
            schools = {"today": clock.today(), "languages": (language(), schools_language())}
            packed = bytes(await sandbox.ask(data, msgspec.Raw, **schools, **arguments))
    except Exceeded:
        raise Unreadable("workbook_bomb" if is_workbook(data) else "too_much") from None
    except Fault as fault:  # of ours: the school can go on with another file
        log.error("a file of families cannot be read: %s", fault)
        raise Unreadable("reader_failed") from None
    if (why := (await asyncio.to_thread(frames.unpack, packed, Refusal)).unreadable) is not None:
        raise Unreadable.of(why)
    return packed
