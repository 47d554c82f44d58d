"""Invitations beside an announcement: for whoever was invited once and is not in.

The announcement's own mail lets nobody in: mails are passed on, and a new token would end a printed letter or a code
from the telephone. So this is another mail, only where no token is valid, at most once in `PAUSE`, and never to an
adult whom the office has not invited.
"""

from datetime import timedelta

from models.access.token import UNUSED_SQL
from models.announcements.recipients import Recipient
from models.core.clock import now
from models.database import fetch
from models.families.event import Actor
from models.invitations.invitation import invite
from models.outbox import sending

PAUSE = timedelta(days=14)


async def invite_beside(people: list[Recipient], by: Actor) -> int:
    """Queue the invitations that are due among these adults; how many. Inside the transaction of the announcement."""
    waiting = {one.id for one in people if one.by_mail and not one.activated and not one.refused}
    due = waiting.intersection(await _due()) if waiting else set()
    if not due:
        return 0
    invited = await invite(guardians=due, scope=sending.SOME, actor=by.name, client=by.client)
    return len(invited.queued)


async def _due() -> list[int]:
    """The adults who are not in, were invited before, not lately, and have no valid token."""
    moment = now()
    return await fetch(
        int,
        "SELECT g.id FROM guardian g WHERE g.activated_at IS NULL"  # noqa: S608 constants
        " AND EXISTS (SELECT 1 FROM event e WHERE e.guardian = g.id AND e.action = 'token issued')"
        " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.guardian = g.id AND e.action = 'token issued' AND e.at > ?)"
        f" AND NOT EXISTS (SELECT 1 FROM token t WHERE t.guardian = g.id AND {UNUSED_SQL} AND t.expires_at > ?)",
        *(moment - PAUSE, moment),
    )
