"""The school's mail server, in a thread of the test: what the parents received."""

import asyncio
import re
import threading
from collections.abc import Coroutine
from email.message import EmailMessage
from typing import Any, TypeVar

from tests.support.ports import free_port
from tests.support.sink import Sink
from tests.support.waiting import PATIENCE, wait_until

T = TypeVar("T")


class Postbox(Sink):
    """A sink that servers in other processes reach at `url`; it is shut until `open` and after `shut`."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.port = free_port()
        self.listener: asyncio.Server | None = None
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def _do(self, job: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(job, self.loop).result(PATIENCE)

    def open(self) -> "Postbox":
        self.listener = self._do(self._listen())
        return self

    async def _listen(self) -> asyncio.Server:
        return await self.loop.create_server(self.server, "127.0.0.1", self.port)

    def close(self) -> None:
        if self.listener:
            self.loop.call_soon_threadsafe(self.listener.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def wait(self, number: int) -> list[EmailMessage]:
        """The mails, once there are this many."""
        wait_until(lambda: len(self.messages) >= number, lambda: f"{number} mails; {len(self.messages)} came")
        return self.messages

    def received(self, address: str) -> list[EmailMessage]:
        """What this parent received, the oldest first."""
        return [message for message in self.messages if message["To"] == address]

    def last(self, address: str) -> EmailMessage:
        return wait_until(lambda: self.received(address), f"a mail to {address}")[-1]


def words(message: EmailMessage) -> str:
    """The text part, as a parent reads it."""
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content())


def links(message: EmailMessage) -> list[str]:
    """The links that let somebody in."""
    return re.findall(r"http\S+/first-connection\?token=\S+", words(message))


def token_in(message: EmailMessage) -> str:
    """The token of a mail that names one account."""
    (link,) = links(message)
    return link.partition("token=")[2]
