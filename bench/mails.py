"""Mails a second, from `preau invite --all` through the worker to a mail server that takes everything."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import families, processor
from bench.school import School
from bench.table import Line

SECONDS = 6.0
PUPILS = 10_000


class Taker(asyncio.Protocol):
    """The least that is a mail server (RFC 5321); notes when each mail was taken."""

    taken: list[float]

    def connection_made(self, transport: Any) -> None:
        self.transport, self.buffer, self.in_data = transport, b"", False
        transport.write(b"220 bench\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := b"\r\n.\r\n" if self.in_data else b"\r\n") in self.buffer:
            line, _, self.buffer = self.buffer.partition(end)
            self.transport.write(self._answer(line))

    def _answer(self, line: bytes) -> bytes:
        if self.in_data:
            self.in_data = False
            self.taken.append(time.perf_counter())
            return b"250 taken\r\n"
        self.in_data = line[:4].upper() == b"DATA"
        return b"354 go on\r\n" if self.in_data else b"250 bench\r\n"


def lines(folder: Path) -> Iterator[Line]:
    """A school of its own, whose whole outbox is full when the server starts."""
    taken: list[float] = []
    port = _listen(type("Counting", (Taker,), {"taken": taken}))
    school = School(folder / "mails", smtp_port=port)
    families.write(school.folder / "export.csv", PUPILS)
    school.preau("import", "export.csv", "--apply")
    began = time.perf_counter()
    school.preau("invite", "--all")
    yield Line("invite everyone of 10,000 pupils", f"{time.perf_counter() - began:.1f} s")
    with school.serving() as server:
        while not taken:  # the start has other work before the first mail
            time.sleep(0.01)
        before, own = processor.used(server.pid), time.process_time()
        time.sleep(SECONDS)
        server_took, taker_took = (processor.used(server.pid) - before).other, time.process_time() - own
        many = len(taken)
    rate = (len(taken) - 1) / (taken[-1] - taken[0])
    yield Line("mails", f"{rate:.0f}/s ({len(taken):,} taken)", "≥ 300/s", rate >= 300)
    each = f"{server_took / many * 1000:.1f} ms, the mail server's {taker_took / many * 1000:.1f} ms"
    yield Line("  processor time of a mail", each)


def _listen(protocol: type[Taker]) -> int:
    """The taker in a thread of this process; its port."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return int(server.sockets[0].getsockname()[1])
