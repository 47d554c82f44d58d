"""One visit to a mailbox by IMAP, which can be interrupted at any moment.

The library blocks, so it runs in a thread; and a server may send its greeting, its handshake or an answer one byte at a
time without end. So this module makes the socket itself, and closing the visit shuts it down, which ends every read.
Only a DNS lookup cannot be interrupted; nothing waits for that thread, not even the end of the process.
"""

import asyncio
import imaplib
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from imapclient import DELETED, SEEN, IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from settings import MailStore

T = TypeVar("T")
CONNECT, ANSWER = 10, 15  # seconds for the connection, and for each read


class Box:
    """One visit: `async with Box(store) as box`. TLS always, the certificate verified; `tls_context` is for an
    authority that this machine does not trust. Raises the errors of the IMAP library and the network."""

    def __init__(self, store: MailStore, tls_context: ssl.SSLContext | None = None) -> None:
        self.store = store
        self.tls = tls_context or ssl.create_default_context()
        self.client: IMAPClient | None = None
        self.lock = threading.Lock()
        self.closed = False
        self.socket: socket.socket | None = None  # a second handle of the connection's socket

    async def __aenter__(self) -> "Box":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Shut the connection down, whatever the thread is doing; does not wait for it."""
        with self.lock:
            self.closed = True
        if self.socket is not None:
            with suppress(OSError):  # the server has closed it already
                self.socket.shutdown(socket.SHUT_RDWR)
            self.socket.close()

    async def count(self) -> int:
        """How many mails are in the folder; marks nothing."""
        return await _in_thread(lambda: int(self._open().select_folder(self.store.folder, readonly=True)[b"EXISTS"]))

    async def unread(self, most: int) -> list[int]:
        """The numbers of the `most` oldest unread mails."""

        def ask() -> list[int]:
            self._open().select_folder(self.store.folder)
            return sorted(self._open().search(["UNSEEN", "UNDELETED"]))[:most]

        return await _in_thread(ask)

    async def beginning(self, number: int, most: int) -> bytes:
        """The first `most` bytes of a mail, which stays unread. Empty where it was deleted meanwhile."""

        def ask() -> bytes:
            answer = self._open().fetch([number], [f"BODY.PEEK[]<0.{most}>"]).get(number, {})
            return next((value for key, value in answer.items() if key.startswith(b"BODY[]")), b"")[:most]

        return await _in_thread(ask)

    async def mark(self, number: int, *, delete: bool) -> None:
        """Mark a mail as read, and as deleted with `delete`."""
        flags = [SEEN, DELETED] if delete else [SEEN]
        await _in_thread(lambda: self._open().add_flags([number], flags, silent=True))

    async def leave(self) -> None:
        """Sign out. Errors are ignored, because nothing is left to do."""
        with suppress(IMAPClientError, OSError):
            await _in_thread(lambda: self._open().logout())

    def _open(self) -> IMAPClient:
        """Connect and sign in, once."""
        if self.client is None:
            self.client = _Client(self)
            if self.store.tls != "implicit":
                self.client.starttls(self.tls)
            self.client.login(self.store.username, self.store.password)
        return self.client

    def hold(self, connection: socket.socket) -> None:
        """Keep a handle of a new connection. Raises `ConnectionAbortedError` where the visit has been closed."""
        with self.lock:
            if self.closed:
                connection.close()
                raise ConnectionAbortedError
            self.socket = connection.dup()


class _Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """The library's client, on a socket of which the box has a handle from the start."""

    def __init__(self, box: Box) -> None:
        self.box = box
        implicit = box.store.tls == "implicit"
        super().__init__(box.store.host, box.store.port, ssl=implicit, timeout=SocketTimeout(CONNECT, ANSWER))

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return _Connection(self.box)


class _Connection(imaplib.IMAP4):
    def __init__(self, box: Box) -> None:
        self.box = box
        super().__init__(box.store.host, box.store.port)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        connection = socket.create_connection((self.box.store.host, self.box.store.port), CONNECT)
        connection.settimeout(ANSWER)
        self.box.hold(connection)
        if self.box.store.tls == "implicit":
            return self.box.tls.wrap_socket(connection, server_hostname=self.box.store.host)
        return connection


async def _in_thread(work: Callable[[], T]) -> T:
    """Like `asyncio.to_thread`, but in a daemon thread."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(outcome: Callable[[Any], None], value: Any) -> None:
        if not done.done():
            outcome(value)

    def run() -> None:
        settled: tuple[Callable[[Any], None], Any]
        try:
            settled = done.set_result, work()
        except Exception as error:
            settled = done.set_exception, error
        with suppress(RuntimeError):  # the loop is closed because the process ends
            loop.call_soon_threadsafe(settle, *settled)

    threading.Thread(target=run, name="imap", daemon=True).start()
    return await done
