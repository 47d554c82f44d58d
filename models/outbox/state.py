"""How many mails are in which state, for who watches the server from outside."""

from dataclasses import dataclass

from models.core.clock import now
from models.database import aside
from models.outbox import mail

STATES = (mail.QUEUED, mail.HELD, mail.SENT, mail.REFUSED, mail.DROPPED)


@dataclass(frozen=True, slots=True)
class OutboxState:
    """`mails` by state, each state present; `oldest`: seconds since the oldest waiting mail was queued, 0 for none."""

    mails: dict[str, int]
    oldest: float


async def outbox_state() -> OutboxState:
    """As it is now. Raises `DatabaseUnavailable`."""
    counted = {row["state"]: row["n"] for row in await aside("SELECT state, COUNT(*) AS n FROM mail GROUP BY state")}
    oldest = await aside("SELECT created_at FROM mail WHERE state = ? ORDER BY created_at LIMIT 1", mail.QUEUED)
    age = (now() - oldest[0]["created_at"]).total_seconds() if oldest else 0.0
    return OutboxState({state: counted.get(state, 0) for state in STATES}, max(age, 0.0))
