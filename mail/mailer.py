"""Renders the mails of the outbox, and gives them to the mail server (catalogue 48, 50)."""

import asyncio
import re
import ssl
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Protocol

import aiosmtplib

from language import text, typography
from language.templating import environment
from mail import account_block, mime
from mail.mime import Outgoing as Outgoing
from models.access import token
from models.access.token_refused import TokenRefused
from models.core import crockford, school
from models.core.clock import now
from models.core.server_words import for_good, one_line
from models.families.child import children_of
from models.families.guardian import Person, guardian
from models.office import mail_logo
from models.outbox import mail
from models.outbox.mail import OutboxMail
from settings import MailServer, Settings

TIMEOUT = 20  # seconds for each answer of the mail server
LONGEST = 60  # seconds for one mail: a server that sends byte by byte must not delay the others
LETTING_NOBODY_IN = (*mail.NOTICES, mail.TEST)
LOGIN = (454, 530, 534, 535, 538)  # RFC 4954: the school's user name and password, not the recipient


class Outdated(Exception):
    """The mail is out of date: its tokens are spent, replaced or expired, the account is disabled, or it has no
    child left."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account in a mail."""

    person: Person
    code: str
    link: str
    expires_at: datetime
    children: tuple[str, ...]  # first names, with PREAU_MAIL_CHILD_NAME


async def render(entry: OutboxMail) -> Outgoing:
    """The mail, in its reader's language, or else in the school's. Raises `Outdated`."""
    accounts = await _accounts(entry)
    if entry.kind not in LETTING_NOBODY_IN and not accounts:
        raise Outdated
    person = accounts[0].person if accounts else await guardian(entry.guardian) if entry.guardian else None
    logo = await mail_logo.picture()
    with text.speaking(entry.language(person.language if person else "")):
        return _message(entry, logo, person=person, accounts=accounts, at=entry.created_at)


async def _accounts(entry: OutboxMail) -> list[Account]:
    """The accounts whose token is still valid."""
    found = []
    for owner, seed in entry.accounts:
        code = token.code_of(seed)
        children = await children_of(owner)
        if entry.kind in (mail.INVITATION, mail.REMINDER) and not children:
            continue  # the access has ended: nothing about the child may leave
        with suppress(TokenRefused):
            expires_at = (await token.find(code)).expires_at
            person, shown = await guardian(owner), crockford.show(code)
            names = tuple(child.first_name for child in children) if school.settings().mail_child_name else ()
            found.append(Account(person, shown, school.token_link(shown, person.language), expires_at, names))
    return found


def _message(entry: OutboxMail, logo: bytes | None, **facts: Any) -> Outgoing:
    settings = school.settings()
    shown = {**account_block.blocks(), **facts, "picture": f"cid:{mime.PICTURE}" if logo else ""}

    def part(name: str) -> str:
        made = environment().get_template(f"mail/{entry.kind}/{name}").render(school=_school(settings), **shown)
        return typography.set_spaces_of_mail(made, html=name.endswith(".html"))

    sender = mime.address(settings.mail_from, settings.school_name)
    headers = {
        "From": str(sender),
        "To": entry.address,
        **({"Reply-To": str(mime.address(settings.school_email))} if settings.school_email else {}),
        "Subject": " ".join(part("subject.txt").split()),  # with ordinary spaces: language/typography.py
        "Date": format_datetime(now()),
        "Message-ID": entry.message_id,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notice comes back
        "X-Auto-Response-Suppress": "All",  # the same for Exchange
        "Content-Language": text.language(),
    }
    plain = re.sub(r"\n{3,}", "\n\n", part("text.txt")).strip() + "\n"
    return Outgoing(sender.addr_spec, entry.address, mime.message(headers, plain, part("html.html"), logo))


def _school(settings: Settings) -> dict[str, str]:
    """The school's contact; templates leave out what is empty."""
    return {
        "name": settings.school_name,
        "phone": settings.school_phone,
        "email": mime.address(settings.school_email).addr_spec if settings.school_email else "",
        "address": settings.school_address,
        "hours": settings.school_hours,
    }


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
    """Keeps the last 200 mails in memory, for the demonstration."""

    def __init__(self) -> None:
        self.messages: deque[EmailMessage] = deque(maxlen=200)

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
