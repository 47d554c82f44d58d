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
    n: int


async def outbox_state() -> OutboxState:
    """The current counts. Raises `DatabaseUnavailable`."""
    counted = await fetch_aside(_Counted, "SELECT state, COUNT(*) AS n FROM mail GROUP BY state")
    number = {one.state: one.n for one in counted}
    oldest = await fetch_aside(
        datetime, "SELECT created_at FROM mail WHERE state = ? ORDER BY created_at LIMIT 1", mail.QUEUED
    )
    age = (now() - oldest[0]).total_seconds() if oldest else 0.0
    return OutboxState({state: number.get(state, 0) for state in mail.STATES}, max(age, 0.0))
