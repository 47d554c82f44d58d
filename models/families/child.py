"""A pupil."""

from dataclasses import dataclass
from datetime import date

from piccolo.columns import BigSerial, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import query


class Child(Table, tablename="child"):
    """Known by the school's register number (*matricule*); `left_at` is set when an export no longer has the child."""

    id = BigSerial(primary_key=True)
    register_number = Varchar(64, unique=True)
    first_name = Varchar(200)
    last_name = Varchar(200)
    class_name = Varchar(60, default="")
    left_at = Timestamptz(null=True, default=None)


# A guardianship `s` of a child `c` that is open at a moment, the one placeholder: an end in the future is none yet.
SEEN = "(s.ended_at IS NULL OR s.ended_at > ?) AND c.left_at IS NULL"


# The numbers of children who are none: of trial accounts (models/office/trial.py).
TRIAL = "SELECT ts.child FROM guardian tg JOIN guardianship ts ON ts.guardian = tg.id WHERE tg.trial_of IS NOT NULL"


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
    rows = await query(
        "SELECT c.id, c.first_name, c.last_name, c.class_name FROM guardianship s JOIN child c ON c.id = s.child"
        f" WHERE s.guardian = ? AND {SEEN}"
        " ORDER BY c.first_name, c.id",
        guardian,
        now(),
    )
    return [Pupil(row["id"], row["first_name"], row["last_name"], row["class_name"]) for row in rows]


def school_year(day: date) -> str:
    """`2026–2027`: years turn on the first of August, when schools make their new classes."""
    start = day.year if day.month >= 8 else day.year - 1
    return f"{start}–{start + 1}"
