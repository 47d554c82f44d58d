"""Returned mails: applies a delivery report (RFC 3464) to the mail that it is about.

Anybody can forge a report. It counts only where it has the Message-ID of a mail that was sent from here, which only the
recipient and the servers on the way know, and the address that the mail was sent to.
"""

import logging

from models.core.address import address_key
from models.core.clock import now
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.database import Values, fetch_one, transaction
from models.families import event, standing
from models.families.guardian import not_erased
from models.outbox.delivery import mark_refused
from models.outbox.delivery_report import Failure, Report
from models.outbox.mail import OUTBOX_COLUMNS, REFUSED, SENT, Mail, OutboxMail

log = logging.getLogger("preau.mail")

WORK = Work("models.outbox.delivery_report:read", memory=256 << 20, seconds=3)


async def take(raw: bytes, reader: Sandbox | None = None) -> bool:
    """Apply a returned mail; returns whether it is a report about one of our mails. A second call changes nothing.

    `reader` is the process that parses all mails of one visit; without it one is started. A mail whose parsing exceeds
    the limits counts as no report.
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
    """Mark a sent mail as refused: the server accepted it and could not deliver it."""
    words = failure.words
    refused: Values = {Mail.state: REFUSED, Mail.server_words: words, Mail.finished_at: now()}
    async with transaction():
        if not await Mail.update(refused).where((Mail.id == mail.id) & (Mail.state == SENT)).returning(Mail.id):
            return
        if failure.of_address:
            await mark_refused(mail.guardians, mail.address, words)
        for guardian in sorted(await not_erased(mail.guardians)):
            await event.record("mail bounced", guardian=guardian, result=mail.kind, actor="system", detail=words)
        await standing.refresh(mail.guardians)
