"""A pupil."""

from dataclasses import dataclass
from datetime import date

from piccolo.columns import BigSerial, Integer, Timestamptz, Varchar
from piccolo.custom_types import Combinable
from piccolo.table import Table

from models.core.clock import now
from models.database import fetch
from models.families.marks import NO_NUMBER


class Child(Table, tablename="child"):
    """Identified by the school's register number (*matricule*), or by one made by us (`has_no_number`).

    `left_at`: from when on the child is no longer at the school. An import sets it when its file lacks the child; the
    office sets it, for a day to come too, and `left_by` then says `office`.
    `added_by_hand_at`: the office added the child, and no file has named it since. `file_…` is the school's file's
    value where the office entered another; None where it did not. `version` counts changes, for optimistic locking.
    """

    id = BigSerial(primary_key=True)
    register_number = Varchar(64, unique=True)
    first_name = Varchar(200)
    last_name = Varchar(200)
    class_name = Varchar(60, default="")
    left_at = Timestamptz(null=True, default=None)
    left_by = Varchar(16, default="")
    added_by_hand_at = Timestamptz(null=True, default=None)
    file_first_name = Varchar(200, null=True, default=None)
    file_last_name = Varchar(200, null=True, default=None)
    file_class_name = Varchar(60, null=True, default=None)
    version = Integer(default=0)


def has_no_number(register_number: str) -> bool:
    """Whether the school has no register number for this child, so that this one is not shown."""
    return register_number.startswith(NO_NUMBER)


# SQL condition: at the bound time access `s` is active and child `c` at the school; neither has come to its end.
ACCESS_ACTIVE = (
    "? < COALESCE(CASE WHEN s.ended_at IS NULL OR c.left_at < s.ended_at THEN c.left_at ELSE s.ended_at END,"
    " '9999-12-31')"
)


# SQL query: the ids of the children of trial accounts (models/office/trial.py), who are not pupils of the school.
TRIAL_CHILDREN = (
    "SELECT ts.child FROM guardian tg JOIN guardianship ts ON ts.guardian = tg.id WHERE tg.trial_of IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child as its parents see it."""

    id: int
    first_name: str
    last_name: str
    class_name: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


async def children_of(guardian: int) -> list[Pupil]:
    """The children this guardian may see at this moment, by first name. The only way to a child (catalogue 43)."""
    return await fetch(
        Pupil,
        "SELECT c.id, c.first_name, c.last_name, c.class_name FROM guardianship s JOIN child c ON c.id = s.child"  # noqa: S608 constants
        f" WHERE s.guardian = ? AND {ACCESS_ACTIVE}"
        " ORDER BY c.first_name, c.id",
        guardian,
        now(),
    )


def at_school(left_at: Timestamptz) -> Combinable:
    """Whether a child is at the school at this moment; `left_at` is its column, of the table or of a join."""
    return left_at.is_null() | (left_at > now())


def year_begins(day: date) -> date:
    """The first day of the school year of this day: the first of August, when schools form their new classes."""
    return date(day.year if day.month >= 8 else day.year - 1, 8, 1)


def school_year(day: date) -> str:
    """`2026–2027`."""
    start = year_begins(day).year
    return f"{start}–{start + 1}"
