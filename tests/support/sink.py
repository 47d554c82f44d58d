"""An SMTP server for the tests, in the test's event loop, with configurable answers."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult

from settings import MailServer


class Sink:
    """Keeps accepted mails. `to` maps an address to the answer to its RCPT; `data` is the answer to every DATA."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.connections = 0
        self.to: dict[str, str] = {}
        self.sender = "250 OK"
        self.senders: list[str] = []  # the envelope sender of each mail
        self.data = "250 OK"
        self.drops = 0  # drop the connection at this many of the next DATA
        self.leaves_after = 0  # close the connection after this many mails; 0: never
        self.delay = 0.0  # seconds before DATA is answered
        self.tls: ssl.SSLContext | None = None
        self.password: bytes | None = None  # required if set
        self.login_in_clear = True  # whether a login is offered before TLS

    @property
    def addresses(self) -> list[str]:
        return [str(message["To"]) for message in self.messages]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        envelope.mail_from = address
        self.senders.append(address)
        return self.sender

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        answer = self.to.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await asyncio.sleep(self.delay)
        if self.drops:
            self.drops -= 1
            server.transport.abort()
            return "451 gone"
        if self.data.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=default))
            if self.leaves_after and len(self.messages) % self.leaves_after == 0:
                asyncio.get_running_loop().call_later(0.02, server.transport.close)
        return self.data

    def server(self) -> Server:
        self.connections += 1
        return Server(
            self,
            hostname="sink.example",
            tls_context=self.tls,
            auth_required=self.password is not None,
            auth_require_tls=not self.login_in_clear,
            authenticator=lambda *a: AuthResult(success=a[-1].password == self.password, handled=False),
            loop=asyncio.get_running_loop(),
        )


@asynccontextmanager
async def listening(sink: Sink, tls: str = "none", **login: str) -> AsyncIterator[MailServer]:
    """Serve the sink on a free port of 127.0.0.1; yields the setting for it."""
    server = await asyncio.get_running_loop().create_server(sink.server, "127.0.0.1", 0)
    try:
        yield MailServer("127.0.0.1", server.sockets[0].getsockname()[1], tls, **login)
    finally:
        server.close()
