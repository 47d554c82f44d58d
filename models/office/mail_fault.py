"""When the school's own mail is at fault, and no address (catalogue 66): login, sender or machine refused.

Nothing is kept for it but the mails themselves: one whose words are a final refusal, and which waits all the same,
waits until the school's mail is mended.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from models.core.clock import now
from models.core.server_words import gist, of_one_address
from models.database import query, transaction
from models.invitations import mail_retry
from models.outbox import mail
from models.outbox.mail_row import Letter

SEVERAL = 3  # domains that answer alike, with no mail taken in between: no recipient's own rule
DAY = timedelta(days=1)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 200  # mails looked at
WAITING = f"state IN ('{mail.QUEUED}', '{mail.HELD}') AND server_words LIKE '5%'"
SINCE = (
    f"SELECT id, address, state, server_words FROM mail WHERE ({WAITING} AND tried_at >= ?)"
    f" OR (state = '{mail.REFUSED}' AND finished_at >= ?) ORDER BY id DESC LIMIT {LATEST}"
)
RETURNED = (
    "SELECT DISTINCT m.address, m.server_words FROM event e JOIN mail m ON m.guardian = e.guardian"
    f" AND m.server_words = e.detail AND m.state = '{mail.REFUSED}' WHERE e.action = 'mail bounced' AND e.at > ?"
    f" LIMIT {LATEST}"
)


async def settle(letter: Letter, words: str) -> bool:
    """Settle a mail that the server refused for good; True when it is the school's mail that is refused.

    That one then waits, and those that were refused alike before it was clear leave again too.
    """
    async with transaction():
        if of_one_address(words):
            alike = []
        else:
            since = await _last_taken()
            alike = [row for row in await query(SINCE, since, since) if gist(row["server_words"]) == gist(words)]
        known = any(row["state"] != mail.REFUSED for row in alike)
        if not known and len(_domains([*alike, {"address": letter.address}])) < SEVERAL:
            await mail.refuse(letter, words)
            return False
        await mail.wait(letter, words)
        if not known:
            await mail_retry.take_back([row["id"] for row in alike])
        return True


async def said() -> str:
    """What the server says of the school, while it takes none of its mails; empty when all is well."""
    rows = await query(f"SELECT server_words, tried_at FROM mail WHERE {WAITING} ORDER BY tried_at DESC LIMIT 1")
    return str(rows[0]["server_words"]) if rows and rows[0]["tried_at"] >= await _last_taken() else ""


async def returned() -> str:
    """What several domains said alike, within a day, of mails that the school's server had taken first."""
    rows = [row for row in await query(RETURNED, now() - DAY) if not of_one_address(row["server_words"])]
    for row in rows:
        if len(_domains([one for one in rows if gist(one["server_words"]) == gist(row["server_words"])])) >= SEVERAL:
            return str(row["server_words"])
    return ""


async def _last_taken() -> datetime:
    rows = await query(f"SELECT finished_at FROM mail WHERE state = '{mail.SENT}' ORDER BY finished_at DESC LIMIT 1")
    return rows[0]["finished_at"] if rows else NEVER


def _domains(rows: list[dict[str, Any]]) -> set[str]:
    return {row["address"].rpartition("@")[2].lower() for row in rows}
