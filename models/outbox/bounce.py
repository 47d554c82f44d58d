"""Mails that come back: what a delivery report (RFC 3464) says of a mail of ours, and what the office then sees.

Anybody can write such a report. It counts only when it names the Message-ID of a mail that left here, which nobody but
its reader and the servers on the way have seen, together with the address that this mail went to.
"""

import logging

from models.core.address import address_key
from models.core.clock import now
from models.core.confined.room import Exceeded, Room, Work
from models.database import query, transaction
from models.families import event, standing
from models.outbox import mail, mail_fate
from models.outbox.delivery_report import Failure, Report
from models.outbox.mail_row import LETTER, letters

log = logging.getLogger("preau.mail")

WORK = Work("models.outbox.delivery_report:read", memory=256 << 20, seconds=3)


async def take(raw: bytes, reader: Room | None = None) -> bool:
    """Note what this mail reports; whether it is a report about a mail of ours. Twice the same changes nothing more.

    `reader` is the process that reads the mails of a whole visit; without one this mail has its own. A mail that takes
    more than its share of the machine is no report.
    """
    if reader is None:
        async with Room(WORK) as reader:
            return await take(raw, reader)
    try:
        report: Report | None = await reader.ask(raw, Report | None)
    except Exceeded:
        log.warning("A returned mail was left unread: its parser took too much time or memory")
        return False
    if report is None:
        return False
    rows = await query("SELECT id, address FROM mail WHERE message_id = ?", report.message_id[:200])
    for row in rows:
        for failure in report.failures:
            if address_key(row["address"]) in failure.addresses:
                await _bounced(row["id"], failure)
                return True
    if rows:
        log.info("A report about mail %s says nothing final", rows[0]["id"])
    return bool(rows)


async def _bounced(number: int, failure: Failure) -> None:
    """The server had taken it, and could not deliver it: it counts as refused after all."""
    words = failure.words
    async with transaction():
        rows = await query(
            "UPDATE mail SET state = ?, server_words = ?, finished_at = ? WHERE id = ? AND state = ?"
            f" RETURNING {LETTER}",
            *(mail.REFUSED, words, now(), number, mail.SENT),
        )
        for letter in letters(rows):
            people = mail_fate.people(letter)
            if failure.of_address:
                await mail_fate.mark_refused(people, letter.address, words)
            for guardian in people:
                await event.record("mail bounced", guardian=guardian, result=letter.kind, actor="system", detail=words)
            await standing.refresh(people)
