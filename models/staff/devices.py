"""The browsers in which a person of the office is signed in, and when each person was last there."""

from dataclasses import dataclass
from datetime import datetime

from models.core.clock import now
from models.database import fetch
from models.staff.sessions import IDLE, IN, StaffSession


@dataclass(frozen=True, slots=True)
class StaffDevice:
    """A session as the list of devices shows it."""

    session: int
    device: str
    client: str
    since: datetime
    last_seen: datetime


async def devices(staff: int) -> list[StaffDevice]:
    """This person's live sessions, the latest used first (catalogue 33)."""
    moment = now()
    live = (StaffSession.expires_at > moment) & (StaffSession.last_seen_at > moment - IDLE)
    columns = (
        StaffSession.id.as_alias("session"),
        StaffSession.device,
        StaffSession.client,
        StaffSession.created_at.as_alias("since"),
        StaffSession.last_seen_at.as_alias("last_seen"),
    )
    found = StaffSession.select(*columns).where((StaffSession.staff == staff) & (StaffSession.stage == IN) & live)
    return await fetch(
        StaffDevice,
        found.order_by(StaffSession.last_seen_at, ascending=False).order_by(StaffSession.id, ascending=False),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    staff: int
    at: datetime


async def last_seen() -> dict[int, datetime]:
    """When each person of the office was last there: in a session that is still stored, or when they last signed in."""
    seen = await fetch(
        _Seen,
        "SELECT staff, MAX(at) AS at FROM (SELECT staff, last_seen_at AS at FROM staff_session WHERE stage = ?"
        " UNION ALL SELECT id, signed_in_at FROM staff WHERE signed_in_at IS NOT NULL) AS seen GROUP BY staff",
        IN,
    )
    return {one.staff: one.at for one in seen}
