"""The reminder: whose invitation is about to expire, or has expired, gets a new one; at most twice (docs/office.md).

Off unless the school wants it. The worker asks every hour; it is done once a day, in daylight.
"""

from datetime import timedelta

from language.text import zone
from models.access import throttle
from models.core import school
from models.core.clock import now
from models.database import execute_many, query, transaction
from models.families import event
from models.invitations.invitation import invite
from models.outbox import mail, sending

MOST = 2  # to one adult, until the office invites anew
BEFORE = timedelta(days=2)  # the end of an invitation
DAYLIGHT = range(8, 18)  # hours of the school's clock
DAY = 86_400  # seconds
ACTOR = "system"


async def remind() -> int:
    """Queue today's reminders, unless another process has; returns how many."""
    settings, local = school.settings(), now().astimezone(zone())
    if not settings.reminders or local.hour not in DAYLIGHT:
        return 0
    async with transaction():
        if not await throttle.allow("reminders", local.date().isoformat(), 1, DAY):
            return 0
        ids = await _due(min(BEFORE, timedelta(days=settings.invitation_days) / 2))
        invited = await invite(guardians=ids, again=True, kind=mail.REMINDER, scope=sending.REMINDER, actor=ACTOR)
        reminded = [person.id for person in invited.queued]
        await execute_many("UPDATE guardian SET reminders = reminders + 1 WHERE id = ?", [(i,) for i in reminded])
        await event.record_each("reminder queued", reminded, result="ok", client="", actor=ACTOR)
    return len(reminded)


async def _due(before: timedelta) -> list[int]:
    """Those whose last token ends within `before`, or has ended. `invite` leaves out who needs none.

    What is still good on paper is left alone, and so are a code that somebody reads out at this moment and a reset
    just asked for. A mail that waits or was refused is no invitation that anybody has forgotten.
    """
    moment = now()
    rows = await query(
        "SELECT g.id FROM guardian g JOIN token t ON t.id = (SELECT MAX(id) FROM token WHERE guardian = g.id"
        " AND spent_at IS NULL AND revoked_at IS NULL)"
        " WHERE g.activated_at IS NULL AND g.refused_at IS NULL AND g.email <> '' AND g.reminders < ?"
        " AND (t.expires_at <= ? OR (t.kind = 'invitation' AND t.carrier = 'mail' AND t.expires_at <= ?))"
        " AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.guardian = g.id AND m.created_at >= t.created_at"
        " AND m.kind IN (?, ?) AND m.state <> ?)",
        *(MOST, moment, moment + before, mail.INVITATION, mail.REMINDER, mail.SENT),
    )
    return [row["id"] for row in rows]
