"""The last sign-ins of a guardian, successful and refused."""

from dataclasses import dataclass
from datetime import datetime

from models.database import fetch

SIGNED_IN, REFUSED = ("signed in", "token spent"), ("sign-in refused", "password refused")
READ = 50  # the last events; whoever failed more often is shown as having failed that often


@dataclass(frozen=True, slots=True)
class Logins:
    """`refused`: sign-ins refused since the last successful one; `reason`: of the last password refused since then."""

    last_in: datetime | None
    refused: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Attempt:
    action: str
    result: str
    at: datetime


async def logins(guardian: int) -> Logins:
    """Those of this guardian."""
    attempts = await fetch(  # raw: read for each adult of the family's page
        _Attempt,
        "SELECT action, result, at FROM event WHERE guardian = ? AND action IN (?, ?, ?, ?)"
        " ORDER BY at DESC, id DESC LIMIT ?",
        *(guardian, *SIGNED_IN, *REFUSED, READ),
    )
    last = next((index for index, one in enumerate(attempts) if one.action in SIGNED_IN), None)
    since = attempts[:last]
    return Logins(
        last_in=None if last is None else attempts[last].at,
        refused=sum(one.action == "sign-in refused" for one in since),
        reason=next((one.result for one in since if one.action == "password refused"), ""),
    )
