"""Whom printed letters are for; who gets none, and why."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from models.access import token
from models.access.token import UNUSED_SQL
from models.core.clock import now
from models.database import execute, fetch, for_update, on_postgres
from models.families.child import ACCESS_ACTIVE, Pupil
from models.families.directory import fold
from models.families.guardian import LISTED_SQL, guardian
from models.invitations.invitee import Condition, in_class
from models.invitations.letter import NEVER_PRINTED, OF_BATCH, LetterBatch

ALL, CLASS, ONE, BATCH, LOST = "all", "class", "one", "batch", "lost"
WITHOUT_ADDRESS, NOT_IN = "without_address", "not_in"


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """What was asked for: the whole school, a class, one adult, the adults of an older batch once more, or those of
    its letters that were lost before they were printed.

    `who` is `without_address` (no mail reaches them) or `not_in`. `again`: include whoever has a letter that is still
    valid.
    """

    scope: str = ALL
    class_name: str = ""
    number: int = 0  # of the adult or of the batch
    who: str = WITHOUT_ADDRESS
    again: bool = False

    @property
    def name(self) -> str:
        """The value of `letter_batch.scope`: `all`, `class:P3B`, `one`, `batch:7`, `lost:7`."""
        of_what = {CLASS: self.class_name, BATCH: self.number, LOST: self.number}
        return f"{self.scope}:{of_what[self.scope]}"[:80] if self.scope in of_what else self.scope

    @property
    def condition(self) -> Condition:
        if self.scope == CLASS:
            return in_class(self.class_name)
        if self.scope in (BATCH, LOST):
            only = f" AND {NEVER_PRINTED}" if self.scope == LOST else ""
            return Condition(f"{OF_BATCH}{only})", (self.number,))
        return Condition("g.id = ?", (self.number,)) if self.scope == ONE else Condition(LISTED_SQL)


@dataclass(frozen=True, slots=True)
class Addressee:
    """An adult and the children whom the letter may name; the first one takes it home."""

    id: int
    name: str
    username: str
    email: str
    children: tuple[Pupil, ...]
    replaces_at: datetime | None  # when the older letter was made
    ends_mail: bool  # the token of a mail stops working with this letter


@dataclass(frozen=True, slots=True)
class Addressees:
    """What becomes of each adult of a `LetterChoice`."""

    letters: tuple[Addressee, ...]
    still_good: tuple[Addressee, ...]  # the letter they have still opens
    by_mail: tuple[Addressee, ...]  # mail reaches them
    already_in: tuple[Addressee, ...]
    disabled: tuple[Addressee, ...]
    without_child: tuple[Addressee, ...]


@dataclass(frozen=True, slots=True)
class _AdultRow:
    """`carrier` is that of the adult's valid token, if there is one."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    refused: bool
    activated: bool
    disabled: bool
    carrier: str | None


@dataclass(frozen=True, slots=True)
class _ChildRow(Pupil):
    guardian: int


@dataclass(frozen=True, slots=True)
class _OlderLetter:
    guardian: int
    at: datetime


async def find(choice: LetterChoice, *, lock: bool = False) -> Addressees:
    """Sort out who gets a letter. `LookupError` where the one adult is unknown.

    With `lock`, inside a transaction, two batches at once make one letter for an adult, not two.
    """
    if choice.scope == ONE and (await guardian(choice.number)).merged:
        raise LookupError(choice.number)
    condition = choice.condition
    if lock and on_postgres():  # before anything else is read, so that what is read then includes the other batch
        await execute(
            f"SELECT g.id FROM guardian g WHERE {condition.sql} ORDER BY g.id{for_update()}",  # noqa: S608 conditions made of constants and a lock
            *condition.arguments,
        )
    groups: dict[str, list[Addressee]] = {name: [] for name in Addressees.__slots__}
    children, older = await _children(choice), await _older_letters(condition)
    for row in await _adults(condition):
        person = Addressee(
            row.id,
            f"{row.first_name} {row.last_name}".strip(),
            row.username,
            row.email,
            tuple(children[row.id]),
            older.get(row.id),
            row.carrier == token.MAIL,
        )
        groups[_group(choice, row, person)].append(person)
    return Addressees(**{name: tuple(sorted(group, key=_handing_out_key)) for name, group in groups.items()})


def _group(choice: LetterChoice, row: _AdultRow, person: Addressee) -> str:
    if row.disabled:
        return "disabled"
    if row.activated:
        return "already_in"
    if not person.children:
        return "without_child"
    if choice.scope == ONE:
        return "letters"
    if choice.who == WITHOUT_ADDRESS and row.email and not row.refused and choice.scope not in (BATCH, LOST):
        return "by_mail"
    if row.carrier == token.LETTER and not choice.again and choice.scope != BATCH:
        return "still_good"
    return "letters"


async def _adults(condition: Condition) -> list[_AdultRow]:
    """Each adult once, with the last of several valid tokens."""
    rows = await fetch(
        _AdultRow,
        "SELECT g.id, g.username, g.first_name, g.last_name, g.email, g.refused_at IS NOT NULL AS refused,"  # noqa: S608 constants and conditions made of constants
        " g.activated_at IS NOT NULL AS activated, g.disabled_at IS NOT NULL AS disabled, t.carrier"
        f" FROM guardian g LEFT JOIN token t ON t.guardian = g.id AND {UNUSED_SQL} AND t.expires_at > ?"
        f" WHERE {condition.sql} ORDER BY g.id, t.id",
        now(),
        *condition.arguments,
    )
    return list({row.id: row for row in rows}.values())


async def _children(choice: LetterChoice) -> dict[int, list[Pupil]]:
    """The children whom each adult sees at this moment, those of the chosen class first."""
    condition = choice.condition
    rows = await fetch(
        _ChildRow,
        "SELECT s.guardian, c.id, c.first_name, c.last_name, c.class_name"  # noqa: S608 constants and conditions made of constants
        " FROM guardianship s JOIN child c ON c.id = s.child"
        f" WHERE {ACCESS_ACTIVE} AND s.guardian IN (SELECT g.id FROM guardian g WHERE {condition.sql})",
        now(),
        *condition.arguments,
    )
    found: defaultdict[int, list[Pupil]] = defaultdict(list)
    for row in rows:
        found[row.guardian].append(row)
    class_name = await class_asked(choice.name)
    return defaultdict(list, {guardian: in_letter_order(children, class_name) for guardian, children in found.items()})


async def class_asked(scope: str) -> str:
    """The class that a batch with this scope is for, empty if none; a reprint is for the class of the older batch."""
    kind, _colon, rest = scope.partition(":")
    while kind in (BATCH, LOST):
        older = await fetch(str, LetterBatch.select(LetterBatch.scope).where(LetterBatch.id == int(rest)))
        kind, _colon, rest = older[0].partition(":") if older else ("", "", "")
    return rest if kind == CLASS else ""


async def _older_letters(condition: Condition) -> dict[int, datetime]:
    """When the last letter of each adult was made."""
    letters = await fetch(
        _OlderLetter,
        "SELECT l.guardian, b.at FROM letter l JOIN letter_batch b ON b.id = l.batch"  # noqa: S608 conditions made of constants
        f" WHERE l.guardian IN (SELECT g.id FROM guardian g WHERE {condition.sql}) ORDER BY b.id",
        *condition.arguments,
    )
    return {letter.guardian: letter.at for letter in letters}


def in_letter_order(children: list[Pupil], class_name: str = "") -> list[Pupil]:
    """Those of this class first, for one of them takes the letter home; then by class and name."""
    return sorted(children, key=lambda child: (bool(class_name) and child.class_name != class_name, sort_key(child)))


SortKey = tuple[list[tuple[int, int, str]], str, str, int]


def sort_key(child: Pupil) -> SortKey:
    """By class, then by name: `P3B` before `P10A`, `Éloi` between `Elise` and `Emma`."""
    parts = re.split(r"(\d+)", fold(child.class_name))
    class_key = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]
    return class_key, fold(child.last_name), fold(child.first_name), child.id


def _handing_out_key(person: Addressee) -> tuple[list[SortKey], str, int]:
    """Letters are handed out in class, to the first child named."""
    return [sort_key(child) for child in person.children[:1]], fold(person.name), person.id
