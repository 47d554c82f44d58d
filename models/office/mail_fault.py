"""Faults of the school's own mail, as against those of one address (catalogue 66): login, sender or machine refused.

The fault is stored in the mails alone: a waiting mail whose server words are a final refusal (5xx) waits until the
school's mail works again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.core.clock import now
from models.core.server_words import gist, of_one_address
from models.database import fetch, fetch_one, transaction
from models.invitations import mail_retry
from models.outbox import delivery, mail
from models.outbox.mail import Mail, OutboxMail

SEVERAL = 3  # domains with the same answer and no mail taken in between: the cause is not one recipient's server
DAY = timedelta(days=1)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 200  # mails read
# Raw, also of one table: read with each page of the families.
WAITING = f"state IN ('{mail.QUEUED}', '{mail.HELD}') AND server_words LIKE '5%'"
SINCE = (
    f"SELECT id, address, state, server_words FROM mail WHERE ({WAITING} AND tried_at >= ?)"  # noqa: S608 constants
    f" OR (state = '{mail.REFUSED}' AND finished_at >= ?) ORDER BY id DESC LIMIT {LATEST}"
)
RETURNED = (
    "SELECT DISTINCT m.address, m.server_words FROM event e JOIN mail m ON m.guardian = e.guardian"  # noqa: S608 constants
    f" AND m.server_words = e.detail AND m.state = '{mail.REFUSED}' WHERE e.action = 'mail bounced' AND e.at > ?"
    f" LIMIT {LATEST}"
)


@dataclass(frozen=True, slots=True)
class _Returned:
    address: str
    server_words: str


@dataclass(frozen=True, slots=True)
class _Refused(_Returned):
    id: int
    state: str


async def settle(entry: OutboxMail, words: str) -> bool:
    """Settle a mail that the server refused for good; True when the fault is the school's.

    The mail then waits, and those refused alike before the fault was recognised are queued again.
    """
    async with transaction():
        alike: list[_Refused] = []
        if not of_one_address(words):
            since = await _last_taken()
            refused = await fetch(_Refused, SINCE, since, since)
            alike = [one for one in refused if gist(one.server_words) == gist(words)]
        known = any(one.state != mail.REFUSED for one in alike)
        if not known and len(_domains([*(one.address for one in alike), entry.address])) < SEVERAL:
            await delivery.refuse(entry, words)
            return False
        await delivery.wait(entry, words)
        if not known:
            await mail_retry.take_back([one.id for one in alike])
        return True


@dataclass(frozen=True, slots=True)
class _Waiting:
    server_words: str
    tried_at: datetime


async def refusal() -> str:
    """The server's words while it refuses every mail of the school; empty when it takes mails."""
    last = await fetch_one(
        _Waiting,
        f"SELECT server_words, tried_at FROM mail WHERE {WAITING} ORDER BY tried_at DESC LIMIT 1",  # noqa: S608 constants
    )
    return last.server_words if last and last.tried_at >= await _last_taken() else ""


async def returned() -> str:
    """The words with which several domains, within a day, returned mails that the school's server had taken first."""
    mails = [one for one in await fetch(_Returned, RETURNED, now() - DAY) if not of_one_address(one.server_words)]
    for mail_ in mails:
        alike = [one.address for one in mails if gist(one.server_words) == gist(mail_.server_words)]
        if len(_domains(alike)) >= SEVERAL:
            return mail_.server_words
    return ""


async def _last_taken() -> datetime:
    sent = Mail.select(Mail.finished_at).where(Mail.state == mail.SENT)
    return await fetch_one(datetime, sent.order_by(Mail.finished_at, ascending=False).limit(1)) or NEVER


def _domains(addresses: Collection[str]) -> set[str]:
    return {address.rpartition("@")[2].lower() for address in addresses}
