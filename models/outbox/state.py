"""How many mails are in which state, for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from models.core.clock import now
from models.database import fetch_aside
from models.outbox import mail


@dataclass(frozen=True, slots=True)
class OutboxState:
    """`mails` by state, each state present; `oldest`: seconds since the oldest waiting mail was queued, 0 for none."""

    mails: dict[str, int]
    oldest: float


@dataclass(frozen=True, slots=True)
class _Counted:
    state: str
    number: int
    oldest: datetime


async def outbox_state() -> OutboxState:
    """The current counts. Raises `DatabaseUnavailable`."""
    counted = await fetch_aside(
        _Counted, "SELECT state, COUNT(*) AS number, MIN(created_at) AS oldest FROM mail GROUP BY state"
    )
    found = {one.state: one for one in counted}
    age = (now() - found[mail.QUEUED].oldest).total_seconds() if mail.QUEUED in found else 0.0
    return OutboxState({state: found[state].number if state in found else 0 for state in mail.STATES}, max(age, 0.0))
