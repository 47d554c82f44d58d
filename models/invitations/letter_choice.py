"""Whom printed letters are for, and who gets none and why."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.access import token
from models.core.clock import now
from models.database import for_update, on_postgres, query
from models.families.child import SEEN, Pupil
from models.families.directory import fold
from models.families.guardian import guardian

ALL, CLASS, ONE, BATCH = "all", "class", "one", "batch"
WITHOUT_ADDRESS, NOT_IN = "without_address", "not_in"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: the whole school, a class, one adult, or those of an older batch once more.

    `who` is `without_address` (no mail reaches them) or `not_in`. `again`: also who has a letter that is still good.
    """

    scope: str = ALL
    class_name: str = ""
    number: int = 0  # of the adult or of the batch
    who: str = WITHOUT_ADDRESS
    again: bool = False

    @property
    def name(self) -> str:
        """As a batch keeps it: `all`, `class:P3B`, `one`, `batch:7`."""
        return {CLASS: f"class:{self.class_name}", BATCH: f"batch:{self.number}"}.get(self.scope, self.scope)[:80]

    @property
    def where(self) -> tuple[Any, ...]:
        """The adults meant, as a condition on `guardian g` and its values."""
        if self.scope == CLASS:
            access = "SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian = g.id AND"
            return f"EXISTS ({access} {SEEN} AND c.class_name = ?)", now(), self.class_name
        if self.scope == BATCH:
            return "g.id IN (SELECT guardian FROM letter WHERE batch = ?)", self.number
        return ("g.id = ?", self.number) if self.scope == ONE else ("g.trial_of IS NULL",)


@dataclass(frozen=True, slots=True)
class Addressee:
    """An adult and the children whom a letter may name; the first is the one who takes it home."""

    id: int
    name: str
    username: str
    email: str
    children: tuple[Pupil, ...]
    replaces_at: datetime | None  # when the older letter was made
    ends_mail: bool  # the token of a mail stops working with this letter


@dataclass(frozen=True, slots=True)
class Addressees:
    """What becomes of each adult who was meant."""

    letters: tuple[Addressee, ...]
    still_good: tuple[Addressee, ...]  # the letter they have still opens
    by_mail: tuple[Addressee, ...]  # mail reaches them
    already_in: tuple[Addressee, ...]
    disabled: tuple[Addressee, ...]
    without_child: tuple[Addressee, ...]


async def find(choice: Choice, *, lock: bool = False) -> Addressees:
    """Sort out who gets a letter. `LookupError` where the one adult is unknown.

    With `lock`, in a transaction, two batches at once make one letter for an adult, not two.
    """
    if choice.scope == ONE:
        await guardian(choice.number)
    if lock and on_postgres():  # first, so that all that is read then is of after the other batch
        where, *values = choice.where
        await query(f"SELECT g.id FROM guardian g WHERE {where} ORDER BY g.id{for_update()}", *values)
    groups: dict[str, list[Addressee]] = {name: [] for name in Addressees.__slots__}
    children, older = await _children(choice), await _older(choice)
    for row in await _adults(choice):
        person = Addressee(
            row["id"],
            f"{row['first_name']} {row['last_name']}".strip(),
            row["username"],
            row["email"],
            tuple(children[row["id"]]),
            older.get(row["id"]),
            row["carrier"] == token.MAIL,
        )
        groups[_group(choice, row, person)].append(person)
    return Addressees(**{name: tuple(sorted(group, key=_place)) for name, group in groups.items()})


def _group(choice: Choice, row: dict[str, Any], person: Addressee) -> str:
    if row["disabled_at"] is not None:
        return "disabled"
    if row["activated_at"] is not None:
        return "already_in"
    if not person.children:
        return "without_child"
    if choice.scope == ONE:
        return "letters"
    if choice.who == WITHOUT_ADDRESS and row["email"] and row["refused_at"] is None and choice.scope != BATCH:
        return "by_mail"
    if row["carrier"] == token.LETTER and not choice.again and choice.scope != BATCH:
        return "still_good"
    return "letters"


async def _adults(choice: Choice) -> list[dict[str, Any]]:
    where, *values = choice.where
    rows = await query(
        "SELECT g.id, g.username, g.first_name, g.last_name, g.email, g.refused_at, g.activated_at, g.disabled_at,"
        " t.carrier FROM guardian g LEFT JOIN token t ON t.guardian = g.id AND t.spent_at IS NULL"
        f" AND t.revoked_at IS NULL AND t.expires_at > ? WHERE {where} ORDER BY g.id, t.id",
        *(now(), *values),
    )
    return list({row["id"]: row for row in rows}.values())


async def _children(choice: Choice) -> dict[int, list[Pupil]]:
    """The children whom each may see at this moment, those of the chosen class first."""
    where, *values = choice.where
    found: defaultdict[int, list[Pupil]] = defaultdict(list)
    for row in await query(
        "SELECT s.guardian, c.id, c.first_name, c.last_name, c.class_name"
        " FROM guardianship s JOIN child c ON c.id = s.child"
        f" WHERE {SEEN} AND s.guardian IN (SELECT g.id FROM guardian g WHERE {where})",
        *(now(), *values),
    ):
        found[row["guardian"]].append(Pupil(row["id"], row["first_name"], row["last_name"], row["class_name"]))
    for children in found.values():
        children.sort(key=lambda child: (choice.scope == CLASS and child.class_name != choice.class_name, desk(child)))
    return found


async def _older(choice: Choice) -> dict[int, datetime]:
    where, *values = choice.where
    rows = await query(
        "SELECT l.guardian, b.at FROM letter l JOIN letter_batch b ON b.id = l.batch"
        f" WHERE l.guardian IN (SELECT g.id FROM guardian g WHERE {where}) ORDER BY b.id",
        *values,
    )
    return {row["guardian"]: row["at"] for row in rows}  # of several the last


def desk(child: Pupil) -> tuple[Any, ...]:
    """By class, then by name: `P3B` before `P10A`, `Éloi` between `Elise` and `Emma`."""
    parts = re.split(r"(\d+)", fold(child.class_name))
    room = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]
    return room, fold(child.last_name), fold(child.first_name), child.id


def _place(person: Addressee) -> tuple[Any, ...]:
    """The order of the heap: letters are handed out in class."""
    return [desk(child) for child in person.children[:1]], fold(person.name), person.id
