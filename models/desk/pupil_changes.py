"""The office corrects a pupil by hand, notes that it has left, or takes it back.

The file's value is kept beside a name or class that the office wrote, so that the next import of the same file does not
undo it; a pupil who left by hand stays so until the office says otherwise (docs/decisions/import.md).
"""

from datetime import date

from models.core import days
from models.core.clock import now
from models.core.days import BadDay
from models.database import Values, fetch_one, transaction
from models.desk.custody import FURTHEST
from models.desk.entries import PupilEntry
from models.desk.pupils import OFFICE, EditableChild, claim_edit, every_adult, lock_child, seeing, told
from models.families import directory, event
from models.families.child import Child, year_begins
from models.families.event import Actor
from models.families.guardianship import Guardianship


class NumberTaken(ValueError):
    """The register number is that of `holder`."""

    def __init__(self, holder: EditableChild) -> None:
        super().__init__(holder.id)
        self.holder = holder


async def holder_of(register_number: str) -> EditableChild | None:
    """The pupil with this register number."""
    return await fetch_one(EditableChild, Child.select().where(Child.register_number == register_number))


async def correct_pupil(child_id: int, entry: PupilEntry, version: int, by: Actor) -> None:
    """Store another name, class or, of a pupil who has none, a register number. The same again changes nothing.

    Raises `NumberTaken`, `ChildChanged`, or `LookupError`.
    """
    async with transaction():
        before = await lock_child(child_id)
        number = (not before.number and entry.register_number) or before.register_number
        if number != before.register_number and (holder := await holder_of(number)):
            raise NumberTaken(holder)
        added = number if number != before.register_number else ""
        pairs = ((getattr(before, name), getattr(entry, name)) for name in ("first_name", "last_name", "class_name"))
        changes = [(old, new) for old, new in [(before.number, added or before.number), *pairs] if old != new]
        if not changes:
            return
        await claim_edit(child_id, version)
        now_so: Values = {
            Child.register_number: number,
            Child.first_name: entry.first_name,
            Child.last_name: entry.last_name,
            Child.class_name: entry.class_name,
        }
        await Child.update({**now_so, **_file_values(before, entry)}).where(Child.id == child_id)
        change = ", ".join(f"{old or '—'} → {new or '—'}" for old, new in changes)
        await _record("pupil corrected", before, by, change=change)
        await directory.refresh(await every_adult(child_id))


def _file_values(before: EditableChild, entry: PupilEntry) -> Values:
    """The file's values beside what the office wrote; none where no file has named the pupil yet."""

    def kept(file: str | None, known: str, written: str) -> str | None:
        said = known if file is None and not before.added_by_hand_at else file
        return None if said == written else said

    return {
        Child.file_first_name: kept(before.file_first_name, before.first_name, entry.first_name),
        Child.file_last_name: kept(before.file_last_name, before.last_name, entry.last_name),
        Child.file_class_name: kept(before.file_class_name, before.class_name, entry.class_name),
    }


async def leave(child_id: int, version: int, by: Actor, day: date | None = None) -> None:
    """The pupil leaves the school on this day of the school year, or one to come; today without one. From then on
    nobody sees it. The day of a pupil who left with an import stays, and the same day again changes nothing.

    Raises `BadDay`, `ChildChanged`, or `LookupError`.
    """
    moment = now()
    today = days.day_of(moment)
    day = day or today
    if day < year_begins(today):
        raise BadDay("before")
    if day > today + FURTHEST:
        raise BadDay("far")
    async with transaction():
        before = await lock_child(child_id)
        if before.left_at and (days.day_of(before.left_at) == day or before.left_by != OFFICE):
            return
        if before.left and day > today:
            raise BadDay("left")
        await claim_edit(child_id, version)
        said = {} if day == today else {"from" if day > today else "on": day.isoformat()}
        await _record("pupil left", before, by, **said)
        gone: Values = {Child.left_at: moment if day == today else days.midnight(day), Child.left_by: OFFICE}
        await Child.update(gone).where(Child.id == child_id)
        await directory.refresh(await every_adult(child_id))


async def come_back(child_id: int, version: int, by: Actor) -> None:
    """The pupil is at the school again, with the adults who saw it when it left; what the office ended stays ended. Of
    one who was to leave on a later day nothing changes but that.

    Raises `ChildChanged`, or `LookupError`.
    """
    async with transaction():
        before = await lock_child(child_id)
        if before.left_at is None:
            return
        await claim_edit(child_id, version)
        stays: Values = {Child.left_at: None, Child.left_by: ""}
        await Child.update(stays).where(Child.id == child_id)
        if not before.left:
            await _record("departure cancelled", before, by)
            return
        await Child.update({Child.added_by_hand_at: now()}).where(Child.id == child_id)
        # An import ends the accesses at the very moment at which it notes that the pupil has left. What an import ended
        # between a day that the office wrote and now was ended for itself.
        ended_with_it = (Guardianship.ended_by == "import") & (Guardianship.ended_at == before.left_at)
        restored: Values = {
            Guardianship.ended_at: None,
            Guardianship.ended_by: "",
            Guardianship.added_by_hand_at: now(),
        }
        await Guardianship.update(restored).where((Guardianship.child == child_id) & ended_with_it)
        await _record("pupil returned", before, by)
        await directory.refresh(await every_adult(child_id))


async def _record(action: str, child: EditableChild, by: Actor, **facts: str) -> None:
    for guardian, detail in told(child, await seeing(child.id), **facts):
        await event.record(action, guardian=guardian, actor=by.name, client=by.client, detail=detail)
