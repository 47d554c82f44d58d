"""The school's classes, and how far each has come."""

import re
from dataclasses import dataclass

from models.core.clock import now
from models.database import fetch
from models.families.child import ACCESS_ACTIVE, TRIAL_CHILDREN, Child, at_school
from models.families.standing import IN

SortKey = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """A class, its children, and how many of them have a guardian with an active account. `name` may be empty."""

    name: str
    children: int
    entered: int


def sort_key(name: str) -> SortKey:
    """Sorts `P2` before `P10`."""
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)
    )


async def names() -> list[str]:
    """Of every class with a child in it."""
    in_a_class = at_school(Child.left_at) & (Child.class_name != "")
    return sorted(await fetch(str, Child.select(Child.class_name).distinct().where(in_a_class)), key=sort_key)


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
