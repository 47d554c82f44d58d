"""When waiting mails may leave: the limit of PREAU_MAIL_PER_MINUTE, and ending pauses early.

The limit is counted in the outbox itself, so it holds across processes and restarts.
"""

from datetime import datetime, timedelta

from piccolo.columns.combination import Or

from models.core import school
from models.core.clock import now
from models.database import advisory_lock
from models.outbox.mail import DROPPED, QUEUED, TEST, WAITING, Mail

CLAIM = timedelta(minutes=5)  # the mails of a worker that died are due again after this
MINUTE = timedelta(minutes=1)
# A PostgreSQL advisory lock, beside migrate's 7302 and the import's 7303: only one worker at a time may count.
LOCK = 7304


def for_sendings() -> int:
    """Mails a minute for sendings; the rest is reserved for people who wait at the screen. 0 is no limit."""
    whole = school.settings().mail_per_minute
    return max(1, whole - max(1, whole // 10)) if whole else 0


async def tried() -> int:
    """How many mails were tried within the last minute. Call it in the transaction that claims.

    A time more than a minute ahead was written before the clock was set back, and is not counted.
    """
    await advisory_lock(LOCK)
    moment = now()
    lately = (Mail.tried_at > moment - MINUTE) & (Mail.tried_at <= moment + MINUTE)
    return int(await Mail.count().where(lately & (Mail.state != DROPPED)))


async def test_mail_waits() -> bool:
    """Whether a test mail is due that has not been tried yet: it ends the worker's pause."""
    due = (Mail.state == QUEUED) & (Mail.due_at <= now())
    return await Mail.exists().where(due & (Mail.kind == TEST) & Mail.tried_at.is_null())


async def release_claims() -> None:
    """Make claimed mails due at once, because their worker is dead. Mails that pause for up to `CLAIM` are due too."""
    moment = now()
    claimed = (Mail.due_at > moment) & (Mail.due_at <= moment + CLAIM)
    await Mail.update({Mail.due_at: moment}).where(Mail.state.is_in(list(WAITING)) & claimed)


async def end_barred_pauses() -> None:
    """Make the mails due at once that waited because no mail of the school's was accepted."""
    moment = now()
    barred = (Mail.state == QUEUED) & Mail.server_words.like("5%")
    await Mail.update({Mail.due_at: moment}).where(barred & (Mail.due_at > moment))


def unclaimed(moment: datetime) -> Or:
    """SQL condition: no worker has the mail in hand at this moment, so that it can still be called back."""
    return Mail.tried_at.is_null() | (Mail.tried_at <= moment - CLAIM) | (Mail.due_at <= moment)
