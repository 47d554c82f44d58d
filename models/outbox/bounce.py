"""Mails that come back: what a delivery report (RFC 3464) says of a mail of ours, and what the office then sees.

Anybody can write such a report. It counts only when it names the Message-ID of a mail that left here, which nobody but
its reader and the servers on the way have seen, together with the address that this mail went to.
"""

import logging

from models.core.address import address_key
from models.core.clock import now
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.database import Values, fetch_one, transaction
from models.families import event, standing
from models.outbox.delivery import mark_refused
from models.outbox.delivery_report import Failure, Report
from models.outbox.mail import OUTBOX_COLUMNS, REFUSED, SENT, Mail, OutboxMail

log = logging.getLogger("preau.mail")

WORK = Work("models.outbox.delivery_report:read", memory=256 << 20, seconds=3)


async def take(raw: bytes, reader: Sandbox | None = None) -> bool:
    """Note what this mail reports; whether it is a report about a mail of ours. Twice the same changes nothing more.

    `reader` is the process that reads the mails of a whole visit; without one this mail has its own. A mail that takes
    more than its share of the machine is no report.
    """
    if reader is None:
        async with Sandbox(WORK) as reader:
            return await take(raw, reader)
    try:
        report: Report | None = await reader.ask(raw, Report | None)
    except Exceeded:
        log.warning("A returned mail was left unread: its parser took too much time or memory")
        return False
    if report is None:
        return False
    reported = Mail.select(*OUTBOX_COLUMNS).where(Mail.message_id == report.message_id[:200])
    mail = await fetch_one(OutboxMail, reported)
    if mail is None:
        return False
    for failure in report.failures:
        if address_key(mail.address) in failure.addresses:
            await _bounced(mail, failure)
            return True
    log.info("A report about mail %s says nothing final", mail.id)
    return True


async def _bounced(mail: OutboxMail, failure: Failure) -> None:
    """The server had taken it, and could not deliver it: it counts as refused after all."""
    words = failure.words
    refused: Values = {Mail.state: REFUSED, Mail.server_words: words, Mail.finished_at: now()}
    async with transaction():
        if not await Mail.update(refused).where((Mail.id == mail.id) & (Mail.state == SENT)).returning(Mail.id):
            return
        if failure.of_address:
            await mark_refused(mail.guardians, mail.address, words)
        for guardian in mail.guardians:
            await event.record("mail bounced", guardian=guardian, result=mail.kind, actor="system", detail=words)
        await standing.refresh(mail.guardians)
