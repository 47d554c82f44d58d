"""Custody: the office ends one adult's access to one child, at once or from a day on, or gives it back.

What is ended here no import restores (models/importing/comparing/accesses.py). It holds at the next request of an open
session, because every page about a child asks `models.families.child.children_of` anew.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from language.text import zone
from models.core.clock import now
from models.database import query, transaction
from models.desk.adult import hold, take
from models.desk.withdrawal import withdraw
from models.families import directory, event, standing
from models.families.child import SEEN, Pupil

REASON_MOST = 200  # characters
FURTHEST = timedelta(days=2 * 366)  # a day beyond that is a slip of the year
OPEN, ENDING, ENDED, DROPPED = "open", "ending", "ended", "dropped"

# Adults not in yet whose last child the office closed, and whose invitation would still open.
NOTHING_LEFT = (
    "SELECT g.id FROM guardian g WHERE g.activated_at IS NULL"
    " AND EXISTS (SELECT 1 FROM token t WHERE t.guardian = g.id AND t.spent_at IS NULL AND t.revoked_at IS NULL)"
    " AND EXISTS (SELECT 1 FROM guardianship s WHERE s.guardian = g.id AND s.ended_by = 'office')"
    " AND NOT EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
    f" WHERE s.guardian = g.id AND {SEEN})"
)


class BadReason(ValueError):
    """`problem` is `missing`, `long` or `control`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class BadDay(ValueError):
    """`problem` is `unreadable`, `past` or `far`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Access:
    """One adult's access to one child, whatever became of it."""

    guardian: int
    child: Pupil
    relation: str
    ended_at: datetime | None
    ended_by: str
    because: str
    left: bool

    @property
    def state(self) -> str:
        """`OPEN`; `ENDING` on a day to come; `ENDED` by the office; `DROPPED` when the school's file had it no more."""
        if self.ended_at is None:
            return OPEN
        if self.ended_at > now():
            return ENDING
        return DROPPED if self.ended_by == "import" else ENDED


async def access(guardian_id: int, child_id: int) -> Access:
    """This adult's access to this child; `LookupError` when there never was one."""
    rows = await query(
        "SELECT c.id, c.first_name, c.last_name, c.class_name, s.relation, s.ended_at, s.ended_by, s.ended_because,"
        " c.left_at FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian = ? AND s.child = ?",
        *(guardian_id, child_id),
    )
    if not rows:
        raise LookupError(child_id)
    row = rows[0]
    child = Pupil(row["id"], row["first_name"], row["last_name"], row["class_name"])
    ended = row["ended_at"], row["ended_by"], row["ended_because"]
    return Access(guardian_id, child, row["relation"], *ended, row["left_at"] is not None)


def clean_reason(typed: str) -> str:
    """One line of text. Raises `BadReason`."""
    reason = " ".join(typed.split())
    if not reason:
        raise BadReason("missing")
    if not reason.isprintable():
        raise BadReason("control")
    if len(reason) > REASON_MOST:
        raise BadReason("long")
    return reason


def first_moment(typed: str) -> datetime | None:
    """Midnight of a day as typed (`2026-12-07`, `7/12/2026`), on the school's clock; None for today or no day at all:
    at once. Raises `BadDay`."""
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        try:
            day = date(*(int(part) for part in reversed(typed.strip().split("/"))))
        except (ValueError, TypeError, OverflowError):
            raise BadDay("unreadable") from None
    today = now().astimezone(zone()).date()
    if day < today:
        raise BadDay("past")
    if day > today + FURTHEST:
        raise BadDay("far")
    return datetime.combine(day, time(), zone()).astimezone(UTC) if day > today else None


async def end(
    guardian_id: int,
    child_id: int,
    version: int,
    *,
    because: str,
    since: datetime | None = None,
    actor: str,
    client: str = "",
) -> None:
    """End this access now, or at `since`. What is closed already stays closed until then too.

    The very same once more changes nothing. Raises `BadReason`, `ChangedMeanwhile`, or `LookupError`.
    """
    reason, moment = clean_reason(because), now()
    async with transaction():
        await hold(guardian_id)
        before = await access(guardian_id, child_id)
        already = before.ended_at == since if since else before.state == ENDED
        if already and (before.ended_by, before.because) == ("office", reason):
            return
        await take(guardian_id, version)
        await query(
            "UPDATE guardianship SET ended_at = CASE WHEN ended_at <= ? THEN ended_at ELSE ? END,"
            " ended_by = 'office', ended_because = ? WHERE guardian = ? AND child = ?",
            *(moment, since or moment, reason, guardian_id, child_id),
        )
        detail = {"child": before.child.full_name, "because": reason}
        if since:
            detail["from"] = since.astimezone(zone()).date().isoformat()
        await _record("access ended", guardian_id, detail, actor, client)
        await close_invitations(guardian_id)
        await directory.refresh([guardian_id])


async def restore(guardian_id: int, child_id: int, version: int, *, because: str, actor: str, client: str = "") -> None:
    """Give this access back. An open one stays as it is. Raises `BadReason`, `ChangedMeanwhile`, or `LookupError`."""
    reason = clean_reason(because)
    async with transaction():
        await hold(guardian_id)
        before = await access(guardian_id, child_id)
        if before.state == OPEN:
            return
        await take(guardian_id, version)
        await query(
            "UPDATE guardianship SET ended_at = NULL, ended_by = '', ended_because = ''"
            " WHERE guardian = ? AND child = ?",
            *(guardian_id, child_id),
        )
        detail = {"child": before.child.full_name, "because": reason}
        await _record("access restored", guardian_id, detail, actor, client)
        await directory.refresh([guardian_id])


async def _record(action: str, guardian_id: int, detail: dict[str, str], actor: str, client: str) -> None:
    words = json.dumps(detail, ensure_ascii=False)
    await event.record(action, guardian=guardian_id, client=client, actor=actor, detail=words)


async def close_invitations(guardian_id: int | None = None) -> None:
    """Take back the invitation of this adult, or of any, for whom it would open nothing: the office ended the last
    access. Done hourly too, for an end that was set for a day to come."""
    only, values = (" AND g.id = ?", (guardian_id,)) if guardian_id is not None else ("", ())
    async with transaction():
        for row in await query(NOTHING_LEFT + only, now(), *values):
            await withdraw(row["id"], "ended")
            await standing.refresh([row["id"]])
