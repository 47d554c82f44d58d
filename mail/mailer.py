"""Gives mails to the mail server (catalogue 48, 50)."""

import asyncio
import ssl
from collections import deque
from contextlib import suppress
from email.message import EmailMessage
from typing import Protocol

import aiosmtplib

from mail.mime import Outgoing as Outgoing
from models.core.server_words import for_good, one_line
from settings import MailServer

TIMEOUT = 20  # seconds for each answer of the mail server
LONGEST = 60  # seconds for one mail: a server that sends byte by byte must not delay the others
LOGIN = (454, 530, 534, 535, 538)  # RFC 4954: the school's user name and password, not the recipient


class Refused(Exception):
    """The server refuses this mail permanently (5xx, RFC 5321 §4.2.1); the message is its answer."""


class Deferred(Exception):
    """The server does not accept this mail now (4xx); the message is its answer."""


class Unreachable(Exception):
    """No mail can be sent now: no connection or no TLS. The message says why."""


class Barred(Unreachable):
    """The server refuses the school's login, sender or machine, so every mail, until an admin corrects that."""


class Transport(Protocol):
    """Sends mails. `send` raises `Refused`, `Deferred` or `Unreachable`; `close` ends the open connection."""

    async def send(self, outgoing: Outgoing) -> None: ...
    async def close(self) -> None: ...


class Mailbox:
    """Keeps the last 400 mails in memory, for the demonstration."""

    def __init__(self) -> None:
        self.messages: deque[EmailMessage] = deque(maxlen=400)

    async def send(self, outgoing: Outgoing) -> None:
        self.messages.append(outgoing.read())

    async def close(self) -> None:
        """Nothing is open."""


class SMTP:
    """A mail server. One connection is used for many mails; when the server has closed it, a new one is made.

    TLS is required where the setting says so, and the certificate is verified: `tls_context` is for an authority that
    this machine does not trust. `sender` is the address to which undeliverable mails return (MAIL FROM); where it is
    empty, the mail's own sender.
    """

    def __init__(self, server: MailServer, tls_context: ssl.SSLContext | None = None, *, sender: str = "") -> None:
        self.sender = sender or None
        self.client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username or None,
            password=server.password or None,
            timeout=TIMEOUT,
            use_tls=server.tls == "implicit",
            start_tls=server.tls
            == "starttls",  # True requires it; with None mails would be sent in clear text without it
            tls_context=tls_context,
        )

    async def send(self, outgoing: Outgoing) -> None:
        kept = self.client.is_connected
        try:
            await self._send(outgoing)
        except Unreachable as error:
            if not kept or isinstance(error, Barred):
                raise
            await self._send(outgoing)  # servers close a connection after a number of mails or seconds

    async def _send(self, outgoing: Outgoing) -> None:
        try:
            async with asyncio.timeout(LONGEST):
                if not self.client.is_connected:
                    await self.client.connect()
                await self.client.sendmail(self.sender or outgoing.sender, outgoing.recipient, outgoing.content)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise self._verdict(error.recipients[0]) from error
        except aiosmtplib.SMTPDataError as error:
            raise self._verdict(error) from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            self.client.close()
            raise _unreachable(error) from error

    def _verdict(self, error: aiosmtplib.SMTPResponseException) -> Exception:
        if error.code == 421 or error.code in LOGIN:  # 421: the server is closing this connection
            self.client.close()
            return _unreachable(error)
        return Refused(_words(error)) if error.code >= 500 else Deferred(_words(error))

    async def close(self) -> None:
        if self.client.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError):
                await self.client.quit()
        self.client.close()


def _unreachable(error: Exception) -> Unreachable:
    """A permanent refusal (5xx) before a recipient was named concerns the school's own mail."""
    words = _words(error)
    return Barred(words) if for_good(words) else Unreachable(words)


def _words(error: Exception) -> str:
    """The server's answer, cleaned for display."""
    answer = getattr(error, "message", "") or str(error) or type(error).__name__
    code = f"{error.code} " if isinstance(error, aiosmtplib.SMTPResponseException) else ""
    return one_line(f"{code}{answer}")
