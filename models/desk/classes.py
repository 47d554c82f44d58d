"""The school's classes, and how far each has come."""

from dataclasses import dataclass

from models.core.clock import now
from models.database import fetch
from models.families.child import ACCESS_ACTIVE, TRIAL_CHILDREN
from models.families.classes import sort_key
from models.families.standing import IN


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """A class, its children, and how many of them have a guardian with an active account. `name` may be empty."""

    name: str
    children: int
    entered: int


async def progress() -> list[ClassProgress]:
    """Every class; children without one come last."""
    moment = now()
    found = await fetch(
        ClassProgress,
        "SELECT class_name AS name, COUNT(*) AS children, SUM(CASE WHEN child.id IN (SELECT c.id FROM directory d"  # noqa: S608 constants
        " JOIN guardianship s ON s.guardian = d.guardian JOIN child c ON c.id = s.child"
        f" WHERE d.standing = ? AND {ACCESS_ACTIVE}) THEN 1 ELSE 0 END) AS entered"
        f" FROM child WHERE (left_at IS NULL OR left_at > ?) AND id NOT IN ({TRIAL_CHILDREN}) GROUP BY class_name",
        *(IN, moment, moment),
    )
    return sorted(found, key=lambda each: (not each.name, sort_key(each.name)))
