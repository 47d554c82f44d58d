"""The last times that an adult stood at the parents' door, and how often in vain."""

from dataclasses import dataclass
from datetime import datetime

from models.database import query

IN, OUT = ("signed in", "token spent"), ("sign-in refused", "password refused")
LOOKED_AT = 50  # the last events; who failed more often has failed often


@dataclass(frozen=True, slots=True)
class Logins:
    """`refused`: sign-ins in a row since the last time in; `reason`: of the last refused password since then."""

    last_in: datetime | None
    refused: int
    reason: str


async def logins(guardian: int) -> Logins:
    """Those of this adult."""
    rows = await query(
        "SELECT action, result, at FROM event WHERE guardian = ? AND action IN (?, ?, ?, ?)"
        " ORDER BY at DESC, id DESC LIMIT ?",
        *(guardian, *IN, *OUT, LOOKED_AT),
    )
    last = next((place for place, row in enumerate(rows) if row["action"] in IN), None)
    since = rows[:last]
    return Logins(
        None if last is None else rows[last]["at"],
        sum(row["action"] == "sign-in refused" for row in since),
        next((row["result"] for row in since if row["action"] == "password refused"), ""),
    )
