"""The school's classes, and how far each has come."""

import re
from dataclasses import dataclass

from models.core.clock import now
from models.database import query
from models.families.child import SEEN, TRIAL
from models.families.standing import IN

Key = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """A class: its children, and how many of them have at least one adult who is in. `name` may be empty."""

    name: str
    children: int
    entered: int


def natural(name: str) -> Key:
    """To sort by: `P2` before `P10`."""
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)
    )


async def names() -> list[str]:
    """Of every class with a child in it."""
    rows = await query("SELECT DISTINCT class_name FROM child WHERE left_at IS NULL AND class_name <> ''")
    return sorted((row["class_name"] for row in rows), key=natural)


async def progress() -> list[Progress]:
    """Every class; children without one come last."""
    rows = await query(
        "SELECT class_name, COUNT(*) AS children, SUM(CASE WHEN child.id IN (SELECT c.id FROM directory d"
        " JOIN guardianship s ON s.guardian = d.guardian JOIN child c ON c.id = s.child"
        f" WHERE d.standing = ? AND {SEEN}) THEN 1 ELSE 0 END) AS entered"
        f" FROM child WHERE left_at IS NULL AND id NOT IN ({TRIAL}) GROUP BY class_name",
        *(IN, now()),
    )
    found = [Progress(row["class_name"], row["children"], row["entered"]) for row in rows]
    return sorted(found, key=lambda each: (not each.name, natural(each.name)))
