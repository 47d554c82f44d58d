"""Reads the mailbox to which undeliverable mails return, every few minutes.

A report about one of our mails is applied and marked as deleted; any other mail is marked as read and stays. No failure
ends the loop, and nothing from a mail reaches the log.
"""

import asyncio
import logging
import ssl

from models.core.confined.sandbox import Sandbox
from models.outbox import bounce
from models.outbox.delivery_report import MOST
from settings import MailStore

log = logging.getLogger("preau.mail")

EVERY = 300.0  # seconds between two visits
LONGEST = 120.0  # seconds for one visit, however slow the server is
BATCH = 100  # mails in one visit


async def watch(store: MailStore | None) -> None:
    """Read the mailbox every `EVERY` seconds until cancelled; nothing without a mailbox."""
    while store is not None:
        seen = 0
        try:
            seen = await look(store)
        except Exception as error:
            log.warning("Bounced mails are not read (%s): `preau check` says more", type(error).__name__)
        if seen < BATCH:
            await asyncio.sleep(EVERY)


async def look(store: MailStore, tls_context: ssl.SSLContext | None = None) -> int:
    """Read the new mails; returns how many there were. Raises the errors of the IMAP library and the network.

    Each mail is marked as soon as it is applied, and one that exceeds the parser's limits too: a visit after an
    interrupted one continues there and applies nothing twice.
    """
    from mail.imap_box import Box  # loads the IMAP library only where there is a mailbox

    async with asyncio.timeout(LONGEST), Box(store, tls_context) as box, Sandbox(bounce.WORK) as reader:
        numbers = await box.unread(BATCH)
        for number in numbers:
            ours = await bounce.take(await box.beginning(number, MOST + 1), reader)
            await box.mark(number, delete=ours)
        await box.leave()
    return len(numbers)
