"""Does the mail server take what Préau would send? The same connection as the outbox's, without a mail."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

import aiosmtplib

from cli.checking.finding import MEND, OK, PATIENCE, WORTH, Finding
from mailer import SMTP, Deferred, Refused, Unreachable
from models.clock import now
from settings import MailServer, Settings

TLS = {"none": "without encryption", "starttls": "with STARTTLS", "implicit": "with TLS"}


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding about the mail server; none when no server is set, which the settings' own check says."""
    server = settings.smtp
    if server is None:
        return
    for finding in _settings(settings, server):
        yield finding
    client = SMTP(server).client
    try:
        async with asyncio.timeout(PATIENCE):
            await client.connect(timeout=PATIENCE)
            await client.noop()
        signed_in = f", signed in as {server.username}" if server.username else ""
        yield Finding(OK, f"mail: {server.host}:{server.port} answers {TLS[server.tls]}{signed_in}")
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        yield Finding(MEND, f"mail: {server.host}:{server.port} {_reason(error)}")
    finally:
        client.close()


def _settings(settings: Settings, server: MailServer) -> Iterator[Finding]:
    if "PREAU_MAIL_FROM" in settings.unset:
        yield Finding(MEND, "PREAU_MAIL_FROM is not set: mail servers refuse mail from preau@localhost")
    if server.tls == "none" and server.username:
        yield Finding(WORTH, "PREAU_SMTP_URL: the mail password travels in clear; smtps:// or smtp+starttls:// hide it")


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return f"refuses user name or password ({error.code}): look at PREAU_SMTP_URL"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"shows a certificate that cannot be trusted ({cause.verify_message}): is it the server's full name?"
    if isinstance(cause, ssl.SSLError):
        return "does not speak TLS at once on this port: smtp+starttls:// (587) or smtps:// (465)?"
    if "STARTTLS" in str(error):
        return "offers no STARTTLS, so nothing is sent: smtps:// (465)?"
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"refuses ({error.code} {' '.join(error.message.split())[:200]})"
    return "does not answer: look at host and port in PREAU_SMTP_URL, and at the firewall"


async def send_test(settings: Settings, address: str) -> Finding:
    """Send one mail to `address`, and say what the server answered."""
    if settings.smtp is None:
        return Finding(MEND, "test mail: PREAU_SMTP_URL is not set")
    message = _test_mail(settings, address)
    transport = SMTP(settings.smtp, sender=settings.bounce_address)
    try:
        async with asyncio.timeout(PATIENCE * 3):
            await transport.send(message)
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
