"""Do undeliverable mails come back to a mailbox that Préau reads?"""

import asyncio
import ssl
from collections.abc import AsyncIterator

from imapclient.exceptions import IMAPClientError, LoginError

from cli.checking.finding import MEND, OK, PATIENCE, WORTH, Finding
from mail.imap_box import Box
from settings import MailStore, Settings


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding about bounces, and about settings that would help."""
    store = settings.bounce_imap
    if store is not None:
        if not settings.bounce_address:
            yield Finding(WORTH, f"PREAU_BOUNCE_ADDRESS: without it mails come back to {settings.mail_from}")
        yield await _mailbox(store)
    elif settings.smtp and not settings.bounce_address:
        yield Finding(
            WORTH, "PREAU_BOUNCE_ADDRESS: addresses that fail after the mail server took the mail stay unseen"
        )


async def _mailbox(store: MailStore) -> Finding:
    place = f"bounces: {store.host}:{store.port}"
    try:
        async with asyncio.timeout(PATIENCE), Box(store) as box:
            number = await box.count()
        return Finding(OK, f"{place} answers with TLS, signed in as {store.username}, {number} mails in {store.folder}")
    except (IMAPClientError, OSError, TimeoutError) as error:
        return Finding(MEND, f"{place} {_reason(error)}")


def _reason(error: Exception) -> str:
    if isinstance(error, LoginError):
        return "refuses user name or password: look at PREAU_BOUNCE_IMAP_URL"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"shows a certificate that cannot be trusted ({error.verify_message}): is it the server's full name?"
    if isinstance(error, ssl.SSLError):
        return "does not speak TLS at once on this port: imap+starttls:// (143) or imaps:// (993)?"
    if isinstance(error, IMAPClientError):
        return "refuses: look at the folder in PREAU_BOUNCE_IMAP_URL, and whether the port speaks STARTTLS"
    return "does not answer: look at host and port in PREAU_BOUNCE_IMAP_URL, and at the firewall"
