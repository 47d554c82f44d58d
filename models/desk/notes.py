"""Notes of the office on an adult: for the office alone, part of what is handed over and erased with the person."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.database import fetch, fetch_one, transaction
from models.desk.editing import lock_guardian
from models.families import event
from models.families.event import Actor
from models.families.guardian import Guardian

MOST = 1000  # characters
KEPT = 50  # notes on one adult


class BadNote(ValueError):
    """Not a note that can be kept; says why: `empty`, `long` or `many`."""


class Note(Table, tablename="note"):
    """What `actor` wrote. `once` is the key of the form, so that one press writes one note."""

    id = BigSerial(primary_key=True)
    guardian = ForeignKey(references=Guardian, null=False)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    text = Text()
    once = Varchar(64, unique=True)


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A note as it is shown."""

    id: int
    guardian: int
    at: datetime
    actor: str
    text: str

    @property
    def author(self) -> str:
        return self.actor.removeprefix("office:")


async def notes_on(guardians: list[int]) -> list[WrittenNote]:
    """The notes on these adults, the newest first."""
    theirs = Note.select().where(Note.guardian.is_in(guardians))
    return await fetch(WrittenNote, theirs.order_by(Note.id, ascending=False))


async def write(guardian: int, typed: str, by: Actor, form_key: str) -> None:
    """Keep a note, once for each form. Raises `BadNote`, or `LookupError` if there is no such adult."""
    text = clean(typed)
    if not text:
        raise BadNote("empty")
    if len(text) > MOST:
        raise BadNote("long")
    async with transaction():
        await lock_guardian(guardian)
        if await Note.count().where(Note.guardian == guardian) >= KEPT:
            raise BadNote("many")
        new = Note(guardian=guardian, actor=by.name, text=text, once=school.keyed_digest("note", form_key))
        if await fetch_one(int, Note.insert(new).on_conflict(Note.once).returning(Note.id)):
            await event.record("note written", guardian=guardian, actor=by.name, client=by.client)


async def remove(guardian: int, note: int, by: Actor) -> None:
    """Delete a note; deleting it twice does nothing. The audit keeps that there was one, not what it said."""
    async with transaction():
        theirs = (Note.id == note) & (Note.guardian == guardian)
        if await fetch(int, Note.delete().where(theirs).returning(Note.id)):
            await event.record("note removed", guardian=guardian, actor=by.name, client=by.client)


def clean(typed: str) -> str:
    """Lines without the characters that nobody sees, and without space around."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(filter(_seen, line)).rstrip() for line in lines).strip()


def _seen(letter: str) -> bool:
    return letter == "\t" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
