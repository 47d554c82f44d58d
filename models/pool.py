"""Slow work, where it hurts nobody: low-priority threads, a bounded queue, and a turn for everybody (catalogue 53)."""

import asyncio
import contextlib
import os
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
QUEUE_LIMIT = 256  # sign-ins in hand; at cost 12 on one core that is already a minute


class TooBusy(Exception):
    """The queue of passwords to check is full: try again in `retry_after` seconds."""

    retry_after = 15


@dataclass(frozen=True)
class Job:
    """One piece of work, and what becomes of it."""

    work: Callable[[], Any]
    future: Future[Any] = field(default_factory=Future)

    def do(self) -> None:
        if self.future.set_running_or_notify_cancel():
            try:
                self.future.set_result(self.work())
            except BaseException as error:
                self.future.set_exception(error)

    def turn_away(self) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(TooBusy())


def lower_priority() -> None:
    """Let everything else on the machine go before this thread."""
    with contextlib.suppress(OSError, AttributeError):  # Linux: of this thread alone
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


class Pool:
    """A thread a core, at most `QUEUE_LIMIT` jobs in hand.

    Lines (client addresses) take turns, so that one that asks for hundreds waits for itself, and others do not.
    """

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="bcrypt", initializer=lower_priority)
        self.lock = threading.Lock()
        self.lines: OrderedDict[str, deque[Job]] = OrderedDict()
        self.waiting = 0

    async def run(self, work: Callable[[], T], line: str = "") -> T:
        """Raises `TooBusy` at once when the queue is full of this line's own, or later in favour of another's."""
        job = Job(work)
        with self.lock:
            if self.waiting >= QUEUE_LIMIT:
                self._make_room(line)
            self.lines.setdefault(line, deque()).append(job)
            self.waiting += 1
        self.threads.submit(self._next)
        try:
            result: T = await asyncio.wrap_future(job.future)
            return result
        finally:
            self.waiting -= 1

    def _make_room(self, line: str) -> None:
        """The line with most jobs loses its last one, unless that would be the newcomer's own."""
        longest = max(self.lines.values(), key=len, default=deque[Job]())
        if len(self.lines.get(line, ())) + 1 >= len(longest):
            raise TooBusy
        longest.pop().turn_away()

    def _next(self) -> None:
        """In a thread: one job of the line whose turn it is; that line then goes to the end."""
        with self.lock:
            if not self.lines:
                return  # somebody was turned away
            line, jobs = self.lines.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self.lines[line] = jobs
        job.do()
