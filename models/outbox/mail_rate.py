"""How many mails may still leave within a minute, for mail hosts that throttle (PREAU_MAIL_PER_MINUTE).

Counted in the outbox itself, so the limit holds across processes and restarts.
"""

from datetime import timedelta

from models.core import school
from models.core.clock import now
from models.database import advisory_lock, query

MINUTE = timedelta(minutes=1)
# Of PostgreSQL, beside migrate's 7302 and the import's 7303: two that count at once would both find the same room.
LOCK = 7304


def for_sendings() -> int:
    """Mails a minute that sendings may use; the rest is kept for who waits at the screen. 0 is no limit."""
    whole = school.settings().mail_per_minute
    return max(1, whole - max(1, whole // 10)) if whole else 0


async def tried() -> int:
    """How many mails the mail server was given within the last minute. Call it in the transaction that claims.

    One tried further ahead than a minute was tried before the clock was set back, and holds nobody up.
    """
    await advisory_lock(LOCK)
    moment = now()
    rows = await query(
        "SELECT COUNT(*) AS n FROM mail WHERE tried_at > ? AND tried_at <= ? AND state <> 'dropped'",
        moment - MINUTE,
        moment + MINUTE,
    )
    return int(rows[0]["n"])
