"""The office corrects a pupil by hand, notes that it has left, or takes it back.

The file's value is kept beside a name or class that the office wrote, so that the next import of the same file does not
undo it; a pupil who left by hand stays so until the office says otherwise (docs/decisions/import.md).
"""

from models.core.clock import now
from models.database import Values, fetch_one, transaction
from models.desk.entries import PupilEntry
from models.desk.pupils import OFFICE, EditableChild, claim_edit, every_adult, lock_child, seeing, told
from models.families import directory, event
from models.families.child import Child
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
        await _record("pupil corrected", before, by, change)
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


async def leave(child_id: int, version: int, by: Actor) -> None:
    """The pupil has left the school: from the next page on nobody sees it. One who has left already stays so.

    Raises `ChildChanged`, or `LookupError`.
    """
    async with transaction():
        before = await lock_child(child_id)
        if before.left:
            return
        await claim_edit(child_id, version)
        await _record("pupil left", before, by)
        gone: Values = {Child.left_at: now(), Child.left_by: OFFICE}
        await Child.update(gone).where(Child.id == child_id)
        await directory.refresh(await every_adult(child_id))


async def come_back(child_id: int, version: int, by: Actor) -> None:
    """The pupil is at the school again, with the adults who saw it when it left; what the office ended stays ended.

    Raises `ChildChanged`, or `LookupError`.
    """
    async with transaction():
        before = await lock_child(child_id)
        if before.left_at is None:
            return
        await claim_edit(child_id, version)
        again: Values = {Child.left_at: None, Child.left_by: "", Child.added_by_hand_at: now()}
        await Child.update(again).where(Child.id == child_id)
        # An import ends the accesses at the moment at which it notes that the pupil has left.
        ended_with_it = (Guardianship.ended_by == "import") & (Guardianship.ended_at >= before.left_at)
        restored: Values = {
            Guardianship.ended_at: None,
            Guardianship.ended_by: "",
            Guardianship.added_by_hand_at: now(),
        }
        await Guardianship.update(restored).where((Guardianship.child == child_id) & ended_with_it)
        await _record("pupil returned", before, by)
        await directory.refresh(await every_adult(child_id))


async def _record(action: str, child: EditableChild, by: Actor, change: str = "") -> None:
    for guardian, detail in told(child, await seeing(child.id), **({"change": change} if change else {})):
        await event.record(action, guardian=guardian, actor=by.name, client=by.client, detail=detail)
