"""A pool of low-priority threads for slow work, with a bounded queue and turns between clients (catalogue 53)."""

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
LONGEST_WAIT = 40.0  # seconds; proxies time out after 60, without a page that says when to try again
EXPECTED = 0.25  # seconds for one job, until some were measured: bcrypt at cost 12


class TooBusy(Exception):
    """The queue of slow jobs is full: try again in `retry_after` seconds."""

    def __init__(self, retry_after: int = 15) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Job:
    """One piece of work and the future of its result."""

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
        """Whether it has waited so long that the client may be gone."""
        return time.monotonic() - self.since > LONGEST_WAIT


def lower_priority() -> None:
    """Give this thread a lower priority than everything else on the machine."""
    with contextlib.suppress(OSError, AttributeError):  # Linux: of this thread alone
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


class Pool:
    """A thread a core; at most `QUEUE_LIMIT` jobs in hand, and no more than are done in `LONGEST_WAIT` seconds.

    Client networks take turns, so that the jobs of one that asks for hundreds do not delay the others'.
    """

    def __init__(self) -> None:
        self.size = os.cpu_count() or 1
        self.threads = ThreadPoolExecutor(self.size, thread_name_prefix="bcrypt", initializer=lower_priority)
        self.lock = threading.Lock()
        self.queues: OrderedDict[str, deque[Job]] = OrderedDict()  # by client network, the next to be served first
        self.waiting = 0
        self.seconds = EXPECTED  # for one job: a moving average

    async def run(self, work: Callable[[], T], client_network: str = "") -> T:
        """Do `work` in a thread.

        Raises `TooBusy`: at once where the pool is full and this network has most of the jobs, or later, when the job
        has to make room for another network or has waited for `LONGEST_WAIT`.
        """
        job = Job(work)
        with self.lock:
            if self.waiting >= self.limit:
                self._make_room(client_network)
            self.queues.setdefault(client_network, deque()).append(job)
            self.waiting += 1
        self.threads.submit(self._next)
        try:
            result: T = await asyncio.wrap_future(job.future)
            return result
        finally:
            self.waiting -= 1

    @property
    def limit(self) -> int:
        """How many jobs may be in hand: as many as are done in `LONGEST_WAIT` at the measured speed."""
        return min(QUEUE_LIMIT, max(self.size, int(LONGEST_WAIT * self.size / self.seconds)))

    def _too_busy(self) -> TooBusy:
        """The error, with the seconds in which half of the jobs in hand should be done."""
        return TooBusy(max(5, round(self.waiting * self.seconds / self.size / 2)))

    def _make_room(self, client_network: str) -> None:
        """Turn away the last job of the network with most jobs. Raises `TooBusy` where that is the newcomer's own."""
        longest = max(self.queues.values(), key=len, default=deque[Job]())
        if len(self.queues.get(client_network, ())) + 1 >= len(longest):
            raise self._too_busy()
        longest.pop().turn_away(self._too_busy())

    def _next(self) -> None:
        """In a thread: do one job of the next network, which then goes to the end."""
        with self.lock:
            if not self.queues:
                return  # the job was turned away
            client_network, jobs = self.queues.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self.queues[client_network] = jobs
        if job.late:
            job.turn_away(self._too_busy())
            return
        begun = time.monotonic()
        job.do()
        self.seconds += (time.monotonic() - begun - self.seconds) / 8
