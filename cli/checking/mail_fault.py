"""The cause of a failure of the mail server in one sentence, with what to change."""

import asyncio
import socket
import ssl
from contextlib import suppress

import aiosmtplib

from models.core.server_words import one_line
from settings import MailServer

BRIEF = 3  # seconds to find out whether the port speaks TLS


async def reason(error: Exception, server: MailServer) -> str:
    """Why `server` could not be used; continues a line that begins with "mail: host:port "."""
    cause = error.__cause__ or error
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return f"refuses user name or password ({error.code}): look at PREAU_SMTP_URL"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"shows a certificate that cannot be trusted ({cause.verify_message}): is it the server's full name?"
    if isinstance(cause, ssl.SSLError):
        return f"does not speak TLS at once on this port: {await _plain_scheme(server)} in PREAU_SMTP_URL?"
    if isinstance(cause, socket.gaierror):
        return f"is not found ({cause.strerror}): is {server.host} spelt right, and does this machine reach its DNS?"
    if "AUTH extension" in str(error):  # a message of aiosmtplib, which may name STARTTLS
        way = f"{await _plain_scheme(server)} in PREAU_SMTP_URL, or " if server.tls == "none" else ""
        return f"takes no user name and password on this port as it is: {way}leave them out of PREAU_SMTP_URL?"
    if "STARTTLS" in str(error):
        return "offers no STARTTLS, so nothing is sent: smtps:// (465)?"
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"refuses ({words(error)})"
    if server.tls != "implicit" and await _speaks_tls(server):
        return "speaks TLS at once on this port: smtps:// in PREAU_SMTP_URL"
    return "does not answer: look at host and port in PREAU_SMTP_URL, and at the firewall"


def words(error: aiosmtplib.SMTPResponseException) -> str:
    """The server's words on one line, safe to print."""
    return f"{error.code} {one_line(error.message)[:200]}"


async def _speaks_tls(server: MailServer) -> bool:
    """Whether the port completes a TLS handshake. Nothing is sent, so the certificate is not verified."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(BRIEF):
            _, writer = await asyncio.open_connection(server.host, server.port, ssl=context)
        writer.transport.abort()
        return True
    return False


async def _plain_scheme(server: MailServer) -> str:
    """The scheme for a port without implicit TLS."""
    client = aiosmtplib.SMTP(hostname=server.host, port=server.port, timeout=BRIEF, start_tls=False)
    with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        await client.connect()
        await client.ehlo()
    offered = client.supports_extension("starttls")
    client.close()
    return "smtp+starttls://" if offered else "smtp+starttls:// (587) or smtps:// (465)"
