"""The classes that are given to a teacher, for one school year."""

from collections.abc import Collection

from piccolo.columns import BigSerial, ForeignKey, Integer, Varchar
from piccolo.constraints import Unique
from piccolo.custom_types import Combinable
from piccolo.table import Table

from models.core.clock import now
from models.core.days import day_of
from models.database import fetch, transaction
from models.families import classes, event
from models.families.child import year_begins
from models.families.event import Actor
from models.staff.accounts import TEACHER, Colleague, Staff


class NoTeacher(Exception):
    """Classes are given to teachers alone."""


class StaffClass(Table, tablename="staff_class"):
    """A teacher may write to the parents of this class in the school year that begins in `year`."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    class_name = Varchar(60)
    year = Integer()
    one_each = Unique([staff, class_name, year])


def _this_year() -> int:
    return year_begins(day_of(now())).year


def _of(staff: int) -> Combinable:
    return (StaffClass.staff == staff) & (StaffClass.year == _this_year())


async def given(staff: int) -> list[str]:
    """The classes of this person in this school year, in order."""
    return sorted(await fetch(str, StaffClass.select(StaffClass.class_name).where(_of(staff))), key=classes.sort_key)


async def give(who: Colleague, chosen: Collection[str], by: Actor) -> bool:
    """Give a teacher these classes and no others, until the school year ends; a name that is no class is left out.
    False where they have just these already. Raises `NoTeacher`."""
    async with transaction():
        teacher = (Staff.id == who.id) & (Staff.role == TEACHER)
        if not await Staff.update({Staff.role: Staff.role}).where(teacher).returning(Staff.id):  # locks the row
            raise NoTeacher
        there = [name for name in await classes.names() if name in chosen]
        if there == await given(who.id):
            return False
        await take_all(who.id)
        if there:
            year = _this_year()
            await StaffClass.insert(*(StaffClass(staff=who.id, class_name=name, year=year) for name in there))
        detail = f"{who.username}: {', '.join(there) or '–'}"
        await event.record("staff classes given", actor=by.name, client=by.client, detail=detail)
        return True


async def take_all(staff: int) -> None:
    """Take every class, of earlier years too."""
    await StaffClass.delete().where(StaffClass.staff == staff)
