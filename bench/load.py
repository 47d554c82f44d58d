"""The lean client, a process of its own: `python -m bench.load` reads a job from standard input, writes figures.

Raw sockets and kept connections, because a full HTTP client would be slower than the server it measures. Every
answer must state its length, as all those measured do.
"""

import asyncio
import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop

LENGTH = re.compile(rb"content-length: *(\d+)", re.I)
GRACE = 30.0  # seconds an answer may be late before the job is given up


@dataclass(frozen=True)
class Job:
    """Each of `requests` is sent over and over on a connection of its own, for `seconds`; `pause` seconds between."""

    port: int
    requests: list[str]
    seconds: float
    pause: float = 0.0


@dataclass
class Figures:
    """What came of a job: answers a second, latencies in milliseconds, how many answers of each status, and the
    seconds of processor time that asking took."""

    rate: float
    p50: float
    p99: float
    statuses: dict[str, int] = field(default_factory=dict)
    processor: float = 0.0

    def strange(self, *expected: int) -> str:
        """Answers of another status than expected, for the table; empty when there were none."""
        other = {status: n for status, n in self.statuses.items() if int(status) not in expected}
        return f" !! {other}" if other else ""


def get(port: int, path: str, **headers: str) -> str:
    """A GET as a browser sends one."""
    usual = {"Host": f"127.0.0.1:{port}", "Accept_Encoding": "gzip, deflate, br", "Connection": "keep-alive"}
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in {**usual, **headers}.items()]
    return f"GET {path} HTTP/1.1\r\n{''.join(lines)}\r\n"


def post(port: int, path: str, form: str, **headers: str) -> str:
    """A form sent from one of our own pages."""
    more = {"Content_Type": "application/x-www-form-urlencoded", "Content_Length": str(len(form))}
    return get(port, path, Sec_Fetch_Site="same-origin", **more, **headers).replace("GET", "POST", 1) + form


def start(job: Job) -> subprocess.Popen[str]:
    """Begin the job in its own process."""
    client = subprocess.Popen(
        [sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert client.stdin is not None
    client.stdin.write(json.dumps(asdict(job)))
    client.stdin.close()
    return client


def finish(client: subprocess.Popen[str]) -> Figures:
    """Wait for the figures."""
    assert client.stdout is not None
    return Figures(**json.loads(client.stdout.read()))


def run(job: Job) -> Figures:
    """Begin and wait."""
    return finish(start(job))


class Asker(asyncio.Protocol):
    """One connection: asks, reads the answer to its end, asks again; connects anew when the server closes."""

    def __init__(self, request: str, until: float, pause: float) -> None:
        self.request, self.until, self.pause = request.encode(), until, pause
        self.latencies: list[float] = []
        self.statuses: dict[str, int] = {}
        self.buffer = b""
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.began = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found or not (length := LENGTH.search(head)) or len(body) < int(length[1]):
            return
        self.latencies.append(time.perf_counter() - self.began)
        status = head[9:12].decode()
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.buffer = b""
        if time.perf_counter() >= self.until:
            self.done.set_result(None)
            self.transport.close()
        elif self.pause:
            asyncio.get_running_loop().call_later(self.pause, self.ask)
        else:
            self.ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result("closed")


async def _keep_asking(job: Job, request: str, until: float) -> list[Asker]:
    askers = []
    while time.perf_counter() < until:
        _, asker = await asyncio.get_running_loop().create_connection(
            lambda: Asker(request, until, job.pause), "127.0.0.1", job.port
        )
        askers.append(asker)
        await asker.done
    return askers


async def _run(job: Job) -> Figures:
    began = time.perf_counter()
    async with asyncio.timeout(job.seconds + GRACE):
        groups = await asyncio.gather(*(_keep_asking(job, each, began + job.seconds) for each in job.requests))
    took = time.perf_counter() - began
    askers = [asker for group in groups for asker in group]
    latencies = sorted(latency * 1000 for asker in askers for latency in asker.latencies)
    statuses: dict[str, int] = {}
    for asker in askers:
        for status, count in asker.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    last = len(latencies) - 1
    return Figures(
        len(latencies) / took, latencies[last // 2], latencies[int(last * 0.99)], statuses, time.process_time()
    )


if __name__ == "__main__":
    print(json.dumps(asdict(uvloop.run(_run(Job(**json.load(sys.stdin)))))))
