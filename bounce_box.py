"""The mailbox to which undeliverable mails come back, read by IMAP every few minutes.

What is a report about a mail of ours is noted and marked as deleted; anything else is marked as read and stays. No
failure ends the watch, and nothing that a mail says reaches the log.
"""

import asyncio
import logging
import socket
import ssl
from contextlib import suppress

from imapclient import DELETED, SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from models import bounce
from settings import MailStore

log = logging.getLogger("preau.mail")

EVERY = 300.0  # seconds between two looks
CONNECT, ANSWER = 10, 15  # seconds, for the connection and for each answer of the server
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

    A mail is marked after it was noted: a look that is cut off is made again and changes nothing twice.
    """
    box = Box(store, tls_context)
    try:
        async with asyncio.timeout(LONGEST):
            mails = await asyncio.to_thread(box.unread, BATCH)
            ours = [number for number, raw in mails if await bounce.take(raw)]
            await asyncio.to_thread(box.leave, [number for number, _ in mails], ours)
    finally:
        box.close()  # a thread that still waits for an answer wakes up with an error
    return len(mails)


class Box:
    """One visit to the mailbox, in the calls of a thread. TLS always, the certificate verified: `tls_context` is for
    an authority that this machine does not know."""

    def __init__(self, store: MailStore, tls_context: ssl.SSLContext | None = None) -> None:
        self.store = store
        self.tls = tls_context or ssl.create_default_context()
        self.client: IMAPClient | None = None
        self.closed = False

    def open(self) -> IMAPClient:
        """Connect and sign in, once."""
        if self.client is None and not self.closed:
            implicit = self.store.tls == "implicit"
            self.client = IMAPClient(
                self.store.host,
                self.store.port,
                ssl=implicit,
                ssl_context=self.tls if implicit else None,
                timeout=SocketTimeout(CONNECT, ANSWER),
            )
            if not implicit:
                self.client.starttls(self.tls)
            self.client.login(self.store.username, self.store.password)
        if self.closed:
            raise ConnectionAbortedError
        return self.client

    def count(self) -> int:
        """How many mails lie in the folder; nothing is marked."""
        return int(self.open().select_folder(self.store.folder, readonly=True)[b"EXISTS"])

    def unread(self, most: int) -> list[tuple[int, bytes]]:
        """The oldest mails that nobody has read, each with its number; of a huge one only the beginning."""
        client = self.open()
        client.select_folder(self.store.folder)
        part = f"BODY.PEEK[]<0.{bounce.MOST + 1}>"
        found = []
        for number in sorted(client.search(["UNSEEN", "UNDELETED"]))[:most]:
            answer = client.fetch([number], [part]).get(number, {})
            found.append((number, next((value for key, value in answer.items() if key.startswith(b"BODY[]")), b"")))
        return found

    def leave(self, seen: list[int], deleted: list[int]) -> None:
        """Mark mails as read, and some of them as deleted; then sign out."""
        client = self.open()
        for numbers, flag in ((seen, SEEN), (deleted, DELETED)):
            if numbers:
                client.add_flags(numbers, [flag], silent=True)
        with suppress(IMAPClientError, OSError):  # all is done: a farewell that fails is no trouble
            client.logout()

    def close(self) -> None:
        """Cut the line, whatever is going on there; never waits."""
        self.closed = True
        if self.client is not None:
            with suppress(OSError, AttributeError):  # it is closed already
                self.client.socket().shutdown(socket.SHUT_RDWR)
