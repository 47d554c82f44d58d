"""The mailbox to which undeliverable mails come back, looked into every few minutes.

What is a report about a mail of ours is noted and marked as deleted; anything else is marked as read and stays. No
failure ends the watch, and nothing that a mail says reaches the log.
"""

import asyncio
import logging
import ssl

from models.core.confined.sandbox import Sandbox
from models.outbox import bounce
from models.outbox.delivery_report import MOST
from settings import MailStore

log = logging.getLogger("preau.mail")

EVERY = 300.0  # seconds between two looks
LONGEST = 120.0  # seconds, for one whole look: a server that dribbles is left
BATCH = 100  # mails a look


async def watch(store: MailStore | None) -> None:
    """Look again and again, until cancelled."""
    while store is not None:
        seen = 0
        try:
            seen = await look(store)
        except Exception as error:
            log.warning("Bounced mails are not read (%s): `preau check` says more", type(error).__name__)
        if seen < BATCH:
            await asyncio.sleep(EVERY)


async def look(store: MailStore, tls_context: ssl.SSLContext | None = None) -> int:
    """Take in what is new; returns how many mails that were. Raises what the IMAP library and the network raise.

    Each mail is marked as soon as it is noted, and one that ends its parser is marked too: a look that is cut off goes
    on behind it, and changes nothing twice.
    """
    from mail.imap_box import Box  # only who has such a mailbox pays for the library

    async with asyncio.timeout(LONGEST), Box(store, tls_context) as box, Sandbox(bounce.WORK) as reader:
        numbers = await box.unread(BATCH)
        for number in numbers:
            ours = await bounce.take(await box.beginning(number, MOST + 1), reader)
            await box.mark(number, delete=ours)
        await box.leave()
    return len(numbers)
