"""Custody: the office ends one guardian's access to one child, at once or from a day on, or restores it.

No import restores what is ended here (models/importing/comparing/accesses.py). It takes effect at the next request of
an open session, because every page about a child reads `models.families.child.children_of`.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.access.token import UNUSED_SQL
from models.core.clock import now
from models.core.days import BadDay, day_of, midnight, typed_day
from models.database import Values, execute, fetch, fetch_one, transaction
from models.desk.editing import claim_edit, lock_guardian, withdraw
from models.desk.reasons import clean_reason
from models.families import directory, end_reason, event, standing
from models.families.child import ACCESS_ACTIVE, Pupil
from models.families.event import Actor
from models.families.guardianship import BY_HAND, Guardianship

FURTHEST = timedelta(days=2 * 366)  # a later day is most likely a wrong year
OPEN, ENDING, ENDED, DROPPED = "open", "ending", "ended", "dropped"

# Guardians without an active account whose last access the office ended, and whose token is still good.
NOTHING_LEFT = (
    "SELECT g.id FROM guardian g WHERE g.activated_at IS NULL"  # noqa: S608 constants
    f" AND EXISTS (SELECT 1 FROM token t WHERE t.guardian = g.id AND {UNUSED_SQL})"
    " AND EXISTS (SELECT 1 FROM guardianship s WHERE s.guardian = g.id AND s.ended_by = 'office')"
    " AND NOT EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child"
    f" WHERE s.guardian = g.id AND {ACCESS_ACTIVE})"
)


@dataclass(frozen=True, slots=True)
class Access:
    """One guardian's access to one child, ended ones included."""

    guardian: int
    child_id: int
    first_name: str
    last_name: str
    class_name: str
    left_at: datetime | None
    relation: str
    ended_at: datetime | None
    ended_by: str
    ended_because: str
    ended_from: str

    @property
    def child(self) -> Pupil:
        return Pupil(self.child_id, self.first_name, self.last_name, self.class_name)

    @property
    def because(self) -> str:
        """The reason of the end, in the current language."""
        return end_reason.words(self.ended_because)

    @property
    def left(self) -> bool:
        """Whether the child has left the school. With a `left_at` to come it is still here."""
        return self.left_at is not None and self.left_at <= now()

    @property
    def state(self) -> str:
        """`OPEN`; `ENDING` on a day to come; `ENDED` by the office; `DROPPED` by the school's file."""
        if self.ended_at is None:
            return OPEN
        if self.ended_at > now():
            return ENDING
        return DROPPED if self.ended_by == "import" else ENDED


ACCESSES = (  # the columns of `Access`
    "SELECT s.guardian, c.id AS child_id, c.first_name, c.last_name, c.class_name, c.left_at, s.relation, s.ended_at,"
    " s.ended_by, s.ended_because, s.ended_from FROM guardianship s JOIN child c ON c.id = s.child WHERE"
)


async def access(guardian_id: int, child_id: int) -> Access:
    """This guardian's access to this child; `LookupError` when there never was one."""
    found = await fetch_one(Access, f"{ACCESSES} s.guardian = ? AND s.child = ?", guardian_id, child_id)
    if found is None:
        raise LookupError(child_id)
    return found


def first_moment(typed: str) -> datetime | None:
    """Midnight of a day as typed; None, which means at once, for today or an empty text. Raises `BadDay`."""
    day, today = typed_day(typed), day_of(now())
    if day < today:
        raise BadDay("past")
    if day > today + FURTHEST:
        raise BadDay("far")
    return midnight(day) if day > today else None


async def end(
    guardian_id: int,
    child_id: int,
    version: int,
    by: Actor,
    *,
    because: str,
    since: datetime | None = None,
) -> None:
    """End this access now, or at `since`. An access that has ended already stays ended until then too.

    The very same again changes nothing. Raises `BadReason`, `GuardianChanged`, or `LookupError`.
    """
    reason, moment = clean_reason(because), now()
    async with transaction():
        await lock_guardian(guardian_id)
        before = await access(guardian_id, child_id)
        already = before.ended_at == since if since else before.state == ENDED
        if already and (before.ended_by, before.ended_because, before.ended_from) == ("office", reason, BY_HAND):
            return
        await claim_edit(guardian_id, version)
        await execute(
            "UPDATE guardianship SET ended_at = CASE WHEN ended_at <= ? THEN ended_at ELSE ? END,"
            " ended_by = 'office', ended_because = ?, ended_from = ?, kept_closed = ''"
            " WHERE guardian = ? AND child = ?",
            *(moment, since or moment, reason, BY_HAND, guardian_id, child_id),
        )
        detail = {"child": before.child.full_name, "because": reason}
        if since:
            detail["from"] = day_of(since).isoformat()
        await _record("access ended", guardian_id, detail, by)
        await close_invitations(guardian_id)
        await directory.refresh([guardian_id])


async def restore(guardian_id: int, child_id: int, version: int, by: Actor, *, because: str) -> None:
    """Restore this access. An open one stays as it is. Raises `BadReason`, `GuardianChanged`, or `LookupError`."""
    reason = clean_reason(because)
    async with transaction():
        await lock_guardian(guardian_id)
        before = await access(guardian_id, child_id)
        if before.state == OPEN:
            return
        await claim_edit(guardian_id, version)
        open_again: Values = {
            Guardianship.ended_at: None,
            Guardianship.ended_by: "",
            Guardianship.ended_because: "",
            Guardianship.ended_from: "",
            Guardianship.kept_closed: "",
        }
        pair = (Guardianship.guardian == guardian_id) & (Guardianship.child == child_id)
        await Guardianship.update(open_again).where(pair)
        detail = {"child": before.child.full_name, "because": reason}
        await _record("access restored", guardian_id, detail, by)
        await directory.refresh([guardian_id])


async def _record(action: str, guardian_id: int, detail: dict[str, str], by: Actor) -> None:
    words = json.dumps(detail, ensure_ascii=False)
    await event.record(action, guardian=guardian_id, client=by.client, actor=by.name, detail=words)


async def close_invitations(guardian_id: int | None = None) -> None:
    """Withdraw the invitation of this guardian, or of every one, whose last access the office ended.

    Runs hourly too, for an end that was set for a later day."""
    only, values = (" AND g.id = ?", (guardian_id,)) if guardian_id is not None else ("", ())
    async with transaction():
        for guardian in await fetch(int, NOTHING_LEFT + only, now(), *values):
            await withdraw(guardian, "ended")
            await standing.refresh([guardian])
