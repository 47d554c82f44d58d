"""Does the mail server accept what Préau would send? It connects as the outbox does, and sends no mail."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

import aiosmtplib

from cli.checking.finding import LOOK, MEND, OK, PATIENCE, WORTH, Finding
from cli.checking.mail_fault import reason, words
from mail.mailer import SMTP, Deferred, Outgoing, Refused, Unreachable
from models.core.clock import now
from models.core.server_words import of_one_address
from settings import MailServer, Settings
from settings.addresses import loopback

ADVICE = "look at the login in PREAU_SMTP_URL and at PREAU_MAIL_FROM, or ask the mail host"
TLS = {"none": "without encryption", "starttls": "with STARTTLS", "implicit": "with TLS"}


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding about the mail server; none when no server is set, which is a finding about the settings."""
    server = settings.smtp
    if server is None:
        return
    for finding in _settings(settings, server):
        yield finding
    client = SMTP(server).client
    place = f"mail: {server.host}:{server.port}"
    try:
        async with asyncio.timeout(PATIENCE):
            await client.connect(timeout=PATIENCE)
            await client.ehlo()
            refusal = None if "PREAU_MAIL_FROM" in settings.unset else await _trial(client, settings)
        if refusal is not None:
            yield refusal
            return
        signed_in = f", signed in as {server.username}" if server.username else ""
        yield Finding(OK, f"{place} answers {TLS[server.tls]}{signed_in}, and takes mail from the school")
        if server.tls == "none" and not loopback(server.host) and client.supports_extension("starttls"):
            yield Finding(
                WORTH, f"{place} offers STARTTLS: smtp+starttls:// in PREAU_SMTP_URL hides the mails on the way"
            )
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        yield Finding(MEND, f"{place} {await reason(error, server)}")
    finally:
        client.close()


def _settings(settings: Settings, server: MailServer) -> Iterator[Finding]:
    if "PREAU_MAIL_FROM" in settings.unset:
        yield Finding(MEND, "PREAU_MAIL_FROM is not set: mail servers refuse mail from preau@localhost")
    if server.tls == "none" and server.username:
        yield Finding(WORTH, "PREAU_SMTP_URL: the mail password travels in clear; smtps:// or smtp+starttls:// hide it")


async def _trial(client: aiosmtplib.SMTP, settings: Settings) -> Finding | None:
    """Begin a mail to the sender's own address, then reset the session. None if the server accepts it.

    Many servers check login, client and sender only at RCPT.
    """
    own = parseaddr(settings.mail_from)[1]
    sender = settings.bounce_address or own
    try:
        await client.mail(sender)
        await client.rcpt(own)
        await client.rset()
    except aiosmtplib.SMTPRecipientRefused as error:
        if of_one_address(words(error)):
            return Finding(LOOK, f"mail: answers to {own} would not arrive ({words(error)}): look at PREAU_MAIL_FROM")
        state = MEND if error.code >= 500 else LOOK
        return Finding(state, f"mail: the server does not take mail from {sender} ({words(error)}): {ADVICE}")
    except aiosmtplib.SMTPResponseException as error:
        return Finding(MEND, f"mail: the server does not take mail from {sender} ({words(error)}): {ADVICE}")
    return None


async def send_test(settings: Settings, address: str) -> Finding:
    """Send one mail to `address`; the finding has the server's answer."""
    if settings.smtp is None:
        return Finding(MEND, "test mail: PREAU_SMTP_URL is not set")
    outgoing = Outgoing.of(_test_mail(settings, address))
    transport = SMTP(settings.smtp, sender=settings.bounce_address)
    try:
        async with asyncio.timeout(PATIENCE * 3):
            await transport.send(outgoing)
    except (Refused, Deferred, Unreachable, TimeoutError) as error:
        return Finding(MEND, f"test mail: not taken ({str(error) or 'no answer in time'})")
    finally:
        await transport.close()
    return Finding(OK, f"test mail: the server has taken it for {address}; look whether it arrives, and not as spam")


def _test_mail(settings: Settings, address: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = address
    message["Subject"] = f"Test mail of Préau, {settings.school_name}"
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=parseaddr(settings.mail_from)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("This mail was asked for with `preau check --mail-to`. Mails of Préau arrive here.\n")
    return message
