"""The preview of a big school's next file beside a live server: seconds, memory, and what other people notice."""

import asyncio
import contextlib
import http.client
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import psutil

from bench import load
from bench.imports import PUPILS
from bench.load import Figures, Job
from bench.school import School
from bench.table import Line
from models.core.clock import now
from models.database import fetch
from models.staff import sessions
from models.staff.accounts import SECRETARY

MOST, MEGABYTES, TIMES = 3.0, 150, 3.0  # seconds; of the reader; of the quiet p99
ROUNDS, SECONDS = 3, 3.0
BOUNDARY = "preau-bench"


def lines(school: School) -> Iterator[Line]:
    """In the school that `imports` has filled: the same file without its first 200 rows."""
    cookie = asyncio.run(secretary(school))
    data = _next_file(school.folder / "export.csv")
    with school.serving() as server:
        request = load.get(school.port, "/", Cookie="")
        looking = Job(school.port, [request], SECONDS, pause=0.005)
        load.run(looking)  # what is made at first use is made
        path = ask(school.port, "POST", "/office/imports", cookie, _form(data))[1]
        took, quiet, busy = [], list[Figures](), list[Figures]()
        with _Memory(server.pid) as memory:
            for _ in range(ROUNDS):
                quiet.append(load.run(looking))
                client, began = load.start(looking), time.perf_counter()
                status, _place = ask(school.port, "GET", path, cookie)
                took.append(time.perf_counter() - began)
                busy.append(load.finish(client))
                assert status == 200, status
    seconds = median(took)
    yield Line(f"preview of {PUPILS:,} pupils", f"{seconds:.1f} s", f"≤ {MOST:.0f} s", seconds <= MOST)
    figures = f"{memory.reader / 1e6:.0f} MB, of the server {memory.server / 1e6:.0f} MB more than before"
    yield Line("  memory of the reader", figures, f"≤ {MEGABYTES} MB", memory.reader <= MEGABYTES * 1e6)
    ratio = median(b.p99 / q.p99 for b, q in zip(busy, quiet, strict=True))
    words = f"p99 {median(b.p99 for b in busy):.1f} ms, quiet {median(q.p99 for q in quiet):.1f} ms"
    yield Line("  GET meanwhile", f"{words}, {ratio:.1f} ×{busy[-1].strange(200)}", f"≤ {TIMES:.0f} ×", ratio <= TIMES)


class _Memory:
    """The most memory (bytes) that the server took more than before, and its reader held, while the block ran."""

    def __init__(self, server: int) -> None:
        self.process, self.server, self.reader, self.over = psutil.Process(server), 0, 0, threading.Event()
        self.before = self.process.memory_info().rss
        self.watch = threading.Thread(target=self._watch)

    def __enter__(self) -> "_Memory":
        self.watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.watch.join()

    def _watch(self) -> None:
        while not self.over.wait(0.02):
            self.server = max(self.server, self.process.memory_info().rss - self.before)
            for reader in self.process.children(recursive=True):  # of a kept one the fork
                with contextlib.suppress(psutil.Error):  # it has ended
                    self.reader = max(self.reader, reader.memory_info().rss)


async def secretary(school: School) -> str:
    """A colleague's cookie."""
    async with school.opened():
        (sophie,) = await fetch(
            int,
            "INSERT INTO staff (username, role, created_at, totp_seed, totp_since) VALUES ('sophie', ?, ?, ?, ?)"
            " ON CONFLICT (username) DO UPDATE SET role = excluded.role RETURNING id",
            *(SECRETARY, now(), "ab" * 16, now()),
        )
        return f"preau-office={await sessions.start(sophie, sessions.IN)}"


def _next_file(export: Path) -> bytes:
    heading, *rows = export.read_bytes().splitlines(keepends=True)
    return heading + b"".join(rows[200:])


def _form(data: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="export.csv"\r\n\r\n'
    return head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def ask(
    port: int, method: str, path: str, cookie: str, body: bytes | None = None, kind: str = MULTIPART
) -> tuple[int, str]:
    """The status of one answer, and where it leads."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    headers |= {"Content-Type": kind} if body else {}
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("location") or ""
    finally:
        connection.close()
