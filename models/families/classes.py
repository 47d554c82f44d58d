"""The school's classes, by name."""

import re

from models.database import fetch
from models.families.child import Child, at_school

SortKey = tuple[tuple[int, str], ...]


def sort_key(name: str) -> SortKey:
    """Sorts `P2` before `P10`."""
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)
    )


async def names() -> list[str]:
    """Of every class with a child in it."""
    in_a_class = at_school(Child.left_at) & (Child.class_name != "")
    return sorted(await fetch(str, Child.select(Child.class_name).distinct().where(in_a_class)), key=sort_key)
