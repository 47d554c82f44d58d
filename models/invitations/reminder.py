"""Reminders: an adult whose invitation expires soon or has expired gets a new one, at most twice (docs/office.md).

Off by default (`PREAU_REMINDERS`). The worker calls `remind` every hour; mails are queued once a day, in daylight.
"""

from datetime import timedelta

from language.text import zone
from models.access import throttle
from models.access.token import UNUSED_SQL
from models.core import school
from models.core.clock import now
from models.database import fetch, transaction
from models.families import event, standing
from models.families.guardian import Guardian
from models.invitations.invitation import invite
from models.outbox import mail, sending

MOST = 2  # reminders to one adult, until the office invites again
BEFORE = timedelta(days=2)  # how long before an invitation expires
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
        for some in standing.chunks(reminded):
            await Guardian.update({Guardian.reminders: Guardian.reminders + 1}).where(Guardian.id.is_in(some))
        await event.record_each("reminder queued", reminded, result="ok", client="", actor=ACTOR)
    return len(reminded)


async def _due(before: timedelta) -> list[int]:
    """The adults whose last token expires within `before`, or has expired. `invite` leaves out those who need none.

    Left out here: whoever has a valid letter, phone code or reset, and whoever has a mail that waits or was refused,
    for it has not been read.
    """
    moment = now()
    return await fetch(
        int,
        "SELECT g.id FROM guardian g JOIN token t ON t.id = (SELECT MAX(t.id) FROM token t WHERE t.guardian = g.id"  # noqa: S608 constants
        f" AND {UNUSED_SQL})"
        " WHERE g.activated_at IS NULL AND g.refused_at IS NULL AND g.email <> '' AND g.reminders < ?"
        " AND (t.expires_at <= ? OR (t.kind = 'invitation' AND t.carrier = 'mail' AND t.expires_at <= ?))"
        " AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.guardian = g.id AND m.created_at >= t.created_at"
        " AND m.kind IN (?, ?) AND m.state <> ?)",
        *(MOST, moment, moment + before, mail.INVITATION, mail.REMINDER, mail.SENT),
    )
