"""One visit to a mailbox by IMAP, which can be cut off at any moment.

The library blocks, so it works in a thread; and a server may say its greeting, shake hands or answer one byte at a
time for ever. So the socket is ours from its first moment, and closing the visit shuts it down: whatever waits for it
wakes up. Only the resolver cannot be woken; nobody waits for that thread, not even the end of the process.
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
CONNECT, ANSWER = 10, 15  # seconds, for the connection and for each piece of an answer


class Box:
    """One visit: `async with Box(store) as box`. TLS always, the certificate verified; `tls_context` is for an
    authority that this machine does not know. Raises what the IMAP library and the network raise."""

    def __init__(self, store: MailStore, tls_context: ssl.SSLContext | None = None) -> None:
        self.store = store
        self.tls = tls_context or ssl.create_default_context()
        self.client: IMAPClient | None = None
        self.lock = threading.Lock()
        self.closed = False
        self.line: socket.socket | None = None  # a second handle of the connection's socket

    async def __aenter__(self) -> "Box":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Cut the line, whatever is going on there; never waits."""
        with self.lock:
            self.closed = True
        if self.line is not None:
            with suppress(OSError):  # the server was first
                self.line.shutdown(socket.SHUT_RDWR)
            self.line.close()

    async def count(self) -> int:
        """How many mails lie in the folder; nothing is marked."""
        return await _in_thread(lambda: int(self._open().select_folder(self.store.folder, readonly=True)[b"EXISTS"]))

    async def unread(self, most: int) -> list[int]:
        """The numbers of the oldest mails that nobody has read."""

        def ask() -> list[int]:
            self._open().select_folder(self.store.folder)
            return sorted(self._open().search(["UNSEEN", "UNDELETED"]))[:most]

        return await _in_thread(ask)

    async def beginning(self, number: int, most: int) -> bytes:
        """The first `most` bytes of a mail; it stays unread. Empty when somebody has taken it away."""

        def ask() -> bytes:
            answer = self._open().fetch([number], [f"BODY.PEEK[]<0.{most}>"]).get(number, {})
            return next((value for key, value in answer.items() if key.startswith(b"BODY[]")), b"")[:most]

        return await _in_thread(ask)

    async def mark(self, number: int, *, delete: bool) -> None:
        """As read, and as deleted too."""
        flags = [SEEN, DELETED] if delete else [SEEN]
        await _in_thread(lambda: self._open().add_flags([number], flags, silent=True))

    async def leave(self) -> None:
        """Sign out. All is done: a farewell that fails is no trouble."""
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

    def hold(self, line: socket.socket) -> None:
        """Remember a new connection, to cut it. Raises `ConnectionAbortedError` where it is to be cut already."""
        with self.lock:
            if self.closed:
                line.close()
                raise ConnectionAbortedError
            self.line = line.dup()


class _Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """The library's client, on a socket that the box holds from the first moment."""

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
        line = socket.create_connection((self.box.store.host, self.box.store.port), CONNECT)
        line.settimeout(ANSWER)
        self.box.hold(line)
        if self.box.store.tls == "implicit":
            return self.box.tls.wrap_socket(line, server_hostname=self.box.store.host)
        return line


async def _in_thread(work: Callable[[], T]) -> T:
    """Like `asyncio.to_thread`, in a thread that the end of the process does not wait for."""
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
        with suppress(RuntimeError):  # the loop is closed: the process ends
            loop.call_soon_threadsafe(settle, *settled)

    threading.Thread(target=run, name="imap", daemon=True).start()
    return await done
