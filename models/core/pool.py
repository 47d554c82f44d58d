"""Slow work, where it hurts nobody: low-priority threads, a bounded queue, and a turn for everybody (catalogue 53)."""

import asyncio
import contextlib
import os
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
QUEUE_LIMIT = 256  # jobs in hand, however fast they are
LONGEST_WAIT = 40.0  # seconds; a proxy gives up after 60, and then nobody says when to come back
EXPECTED = 0.25  # seconds for one job, until some were measured: bcrypt at cost 12


class TooBusy(Exception):
    """The queue of passwords to check is full: try again in `retry_after` seconds."""

    def __init__(self, retry_after: int = 15) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Job:
    """One piece of work, and what becomes of it."""

    work: Callable[[], Any]
    future: Future[Any] = field(default_factory=Future)
    since: float = field(default_factory=time.monotonic)

    def do(self) -> None:
        if self.future.set_running_or_notify_cancel():
            try:
                self.future.set_result(self.work())
            except BaseException as error:
                self.future.set_exception(error)

    def turn_away(self, error: TooBusy) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(error)

    @property
    def late(self) -> bool:
        """Whether it has waited so long that its answer might come to nobody."""
        return time.monotonic() - self.since > LONGEST_WAIT


def lower_priority() -> None:
    """Let everything else on the machine go before this thread."""
    with contextlib.suppress(OSError, AttributeError):  # Linux: of this thread alone
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


class Pool:
    """A thread a core; at most `QUEUE_LIMIT` jobs in hand, and no more than are done in `LONGEST_WAIT` seconds.

    Lines (client addresses) take turns, so that one that asks for hundreds waits for itself, and others do not.
    """

    def __init__(self) -> None:
        self.size = os.cpu_count() or 1
        self.threads = ThreadPoolExecutor(self.size, thread_name_prefix="bcrypt", initializer=lower_priority)
        self.lock = threading.Lock()
        self.lines: OrderedDict[str, deque[Job]] = OrderedDict()
        self.waiting = 0
        self.seconds = EXPECTED  # what a job takes, the latest weighing most

    async def run(self, work: Callable[[], T], line: str = "") -> T:
        """Raises `TooBusy` at once when the queue is full of this line's own, or later in favour of another's."""
        job = Job(work)
        with self.lock:
            if self.waiting >= self.limit:
                self._make_room(line)
            self.lines.setdefault(line, deque()).append(job)
            self.waiting += 1
        self.threads.submit(self._next)
        try:
            result: T = await asyncio.wrap_future(job.future)
            return result
        finally:
            self.waiting -= 1

    @property
    def limit(self) -> int:
        """How many jobs may be in hand, as fast as this machine is now."""
        return min(QUEUE_LIMIT, max(self.size, int(LONGEST_WAIT * self.size / self.seconds)))

    def _too_busy(self) -> TooBusy:
        """When half of those in hand are through, there is room again."""
        return TooBusy(max(5, round(self.waiting * self.seconds / self.size / 2)))

    def _make_room(self, line: str) -> None:
        """The line with most jobs loses its last one, unless that would be the newcomer's own."""
        longest = max(self.lines.values(), key=len, default=deque[Job]())
        if len(self.lines.get(line, ())) + 1 >= len(longest):
            raise self._too_busy()
        longest.pop().turn_away(self._too_busy())

    def _next(self) -> None:
        """In a thread: one job of the line whose turn it is; that line then goes to the end."""
        with self.lock:
            if not self.lines:
                return  # somebody was turned away
            line, jobs = self.lines.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self.lines[line] = jobs
        if job.late:
            job.turn_away(self._too_busy())
            return
        begun = time.monotonic()
        job.do()
        self.seconds += (time.monotonic() - begun - self.seconds) / 8
