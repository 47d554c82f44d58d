"""Who of the office looked at which family (catalogue 45)."""

from datetime import timedelta

from models.core.clock import now
from models.database import query
from models.families import event
from models.staff.sessions import StaffVisit

AGAIN = timedelta(minutes=5)  # one line of the audit a look, not one a reload


async def record_read(guardian: int, staff: StaffVisit, client: str) -> None:
    """Write it down. Two loads at the very same moment may write two lines, which is no harm."""
    known = await query(
        "SELECT id FROM event WHERE guardian = ? AND at > ? AND action = 'family read' AND actor = ? LIMIT 1",
        *(guardian, now() - AGAIN, staff.actor),
    )
    if not known:
        await event.record("family read", guardian=guardian, client=client, actor=staff.actor)
