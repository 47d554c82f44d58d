"""uvicorn's connection with limits on the time and the size of a request.

uvicorn itself waits without limit for the rest of a request, and accepts a head of any size.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from routes.web.request import set_patience

SECONDS = 20.0  # for a whole request to arrive; the gate refuses a slow form after 15
HEAD_MOST = 64 * 1024  # bytes of a request before its body; the gate refuses from 16 kB on, with a page


class Connection(HttpToolsProtocol):
    """A connection that closes when a request takes longer than `SECONDS`, or its head is larger than `HEAD_MOST`."""

    late: TimerHandle | None = None
    head = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Start the timer at once, so that a silent connection is closed too."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._expect()
        self.head += len(data)
        super().data_received(data)
        if self.late and self.head > HEAD_MOST and not self.transport.is_closing():
            self.send_400_response("Request head too large.")

    def on_message_begin(self) -> None:
        self._expect()
        super().on_message_begin()
        set_patience(self.scope, self._wait)

    def on_body(self, body: bytes) -> None:
        self.head -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._arrived()
        super().on_message_complete()

    def _expect(self) -> None:
        if self.late is None:
            self.late = self.loop.call_later(SECONDS, self._give_up)

    def _wait(self, seconds: float) -> None:
        """Allow the arriving request this many seconds from now. The application calls it for a known sender."""
        if self.late:
            self.late.cancel()
            self.late = self.loop.call_later(seconds, self._give_up)

    def _arrived(self) -> None:
        self.head = 0
        if self.late:
            self.late.cancel()
            self.late = None

    def _give_up(self) -> None:
        self.late = None
        if self.pipeline:  # reading is paused here, while an earlier request of this connection is answered
            self._expect()
        else:
            self.transport.abort()
