"""One pupil as the office sees it, and what edits of a pupil share: the lock, the version, the audit."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models.core.clock import now
from models.database import fetch, fetch_one
from models.desk.custody import ACCESSES, ENDING, OPEN, Access
from models.families.child import Child, at_school, has_no_number
from models.families.directory import Directory
from models.families.guardian import Guardian
from models.families.guardianship import Guardianship
from models.families.standing import EXPIRED

OFFICE = "office"  # as `Child.left_by`
TRIAL = Guardianship.select(Guardianship.child).where(Guardianship.guardian._.trial_of.is_not_null())


class ChildChanged(Exception):
    """Somebody else edited this pupil since the page was made; nothing was written."""


@dataclass(frozen=True, slots=True)
class EditableChild:
    """What the office's pages show of a pupil. `version` counts the edits; an edit names the one it was made for."""

    id: int
    register_number: str
    first_name: str
    last_name: str
    class_name: str
    left_at: datetime | None
    left_by: str
    added_by_hand_at: datetime | None
    file_first_name: str | None
    file_last_name: str | None
    file_class_name: str | None
    version: int

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def number(self) -> str:
        """The school's register number; empty where it has none."""
        return "" if has_no_number(self.register_number) else self.register_number

    @property
    def left(self) -> bool:
        return self.left_at is not None and self.left_at <= now()


@dataclass(frozen=True, slots=True)
class Beside:
    """An adult beside a pupil: the account, the access, and the standing (models.families.standing)."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str
    access: Access
    standing: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.username


@dataclass(frozen=True, slots=True)
class _Account:
    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class _Stands:
    guardian: int
    standing: str
    until: datetime | None


async def editable_child(child_id: int) -> EditableChild:
    """The pupil with this id; `LookupError` when there is none. The children of trial accounts are no pupils."""
    here = (Child.id == child_id) & Child.id.not_in(TRIAL)
    return _existing(await fetch_one(EditableChild, Child.select().where(here)), child_id)


async def lock_child(child_id: int) -> EditableChild:
    """The pupil, whose row nobody else changes until the transaction ends. Raises `LookupError`."""
    here = (Child.id == child_id) & Child.id.not_in(TRIAL)
    unchanged = Child.update({Child.version: Child.version}).where(here)
    return _existing(await fetch_one(EditableChild, unchanged.returning(*Child.all_columns())), child_id)


async def claim_edit(child_id: int, version: int) -> None:
    """Count one edit of the pupil as it was at `version`, inside a transaction. Of two at once one succeeds.

    Raises `ChildChanged`.
    """
    as_shown = (Child.id == child_id) & (Child.version == version)
    if not await Child.update({Child.version: Child.version + 1}).where(as_shown).returning(Child.id):
        raise ChildChanged


async def beside(child_id: int) -> list[Beside]:
    """The adults beside a pupil, ended accesses included, in the order in which they got theirs."""
    accesses = await fetch(Access, f"{ACCESSES} s.child = ? ORDER BY s.id", child_id)
    ids = [one.guardian for one in accesses]
    if not ids:
        return []
    columns = (Guardian.id, Guardian.username, Guardian.first_name, Guardian.last_name, Guardian.email, Guardian.phone)
    accounts = {one.id: one for one in await fetch(_Account, Guardian.select(*columns).where(Guardian.id.is_in(ids)))}
    stands = Directory.select(Directory.guardian, Directory.standing, Directory.until)
    moment = now()
    standing = {
        one.guardian: EXPIRED if one.until and one.until <= moment else one.standing
        for one in await fetch(_Stands, stands.where(Directory.guardian.is_in(ids)))
    }
    return [
        Beside(
            *(each.id, each.username, each.first_name, each.last_name, each.email, each.phone),
            access,
            standing.get(each.id, ""),
        )
        for access in accesses
        if (each := accounts.get(access.guardian))
    ]


async def siblings(child_id: int, *, also_left: bool = False) -> list[EditableChild]:
    """The pupils at the school, or `also_left`, with whom this one shares an adult who sees both, by first name."""
    theirs = [one.guardian for one in await fetch(Access, f"{ACCESSES} s.child = ?", child_id) if one.ended_at is None]
    if not theirs:
        return []
    pairs = Guardianship.select(Guardianship.child).where(
        Guardianship.guardian.is_in(theirs) & Guardianship.ended_at.is_null()
    )
    others = Child.id.is_in(pairs) & (Child.id != child_id)
    others = others if also_left else others & at_school(Child.left_at)
    return await fetch(EditableChild, Child.select().where(others).order_by(Child.first_name, Child.id))


async def every_adult(child_id: int) -> list[int]:
    """The adults whose row in the directory names this pupil."""
    return await fetch(int, Guardianship.select(Guardianship.guardian).where(Guardianship.child == child_id))


async def seeing(child_id: int) -> list[int]:
    """The adults who see this pupil, or saw it until it left."""
    accesses = await fetch(Access, f"{ACCESSES} s.child = ? ORDER BY s.id", child_id)
    return [one.guardian for one in accesses if one.state in (OPEN, ENDING)]


def told(child: EditableChild, adults: Collection[int], **facts: str) -> list[tuple[int | None, str]]:
    """The guardian and detail of the events about a pupil, one for each of these adults.

    Where there is none, the event has the pupil's number here instead of the name: an erasure could not find it.
    """
    if not adults:
        return [(None, json.dumps({"child": f"n° {child.id}"}, ensure_ascii=False))]
    detail = json.dumps({"child": child.full_name, **facts}, ensure_ascii=False)
    return [(guardian, detail) for guardian in adults]


def _existing(found: EditableChild | None, child_id: int) -> EditableChild:
    if found is None:
        raise LookupError(child_id)
    return found
