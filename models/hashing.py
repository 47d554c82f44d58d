"""bcrypt, where it hurts nobody: a bounded pool of low-priority threads (catalogue 22–23, 53).

bcrypt reads 72 bytes and no more, so it is given a keyed hash of the password instead of the password: every
character counts, and the database alone is not enough to try guesses.
"""

import asyncio
import base64
import contextlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import bcrypt

from models import school

T = TypeVar("T")
QUEUE_LIMIT = 256  # waiting sign-ins; at cost 12 on one core that is already a minute
# A well-formed digest of nothing, so that an unknown username costs the same as a wrong password (catalogue 13).
NOBODY = "C6UzMDM.H6dfI/f/IKcEeO7ZBpZpGJqGWGwqJ4gA8k1U6p5eD3G1u"


class TooBusy(Exception):
    """The queue of passwords to check is full: try again in `retry_after` seconds."""

    retry_after = 15


def lower_priority() -> None:
    """Let everything else on the machine go before this thread."""
    with contextlib.suppress(OSError, AttributeError):  # Linux: of this thread alone
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


class Pool:
    """A thread a core, at most `QUEUE_LIMIT` jobs waiting."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="bcrypt", initializer=lower_priority)
        self.waiting = 0

    async def run(self, job: Callable[[], T]) -> T:
        """Raises `TooBusy` at once rather than let the queue grow."""
        if self.waiting >= QUEUE_LIMIT:
            raise TooBusy
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, job)
        finally:
            self.waiting -= 1


pool = Pool()


def _short(password: str) -> bytes:
    return base64.b64encode(school.keyed("password", password.encode()))


async def digest(password: str) -> str:
    """The digest to store for a password that `models.password.choose` accepted."""
    cost = school.settings().bcrypt_cost
    return await pool.run(lambda: bcrypt.hashpw(_short(password), bcrypt.gensalt(cost)).decode())


async def matches(password: str, stored: str | None) -> bool:
    """Whether this is the password; always one bcrypt, also when there is nobody to compare with."""
    against = stored or f"$2b${school.settings().bcrypt_cost:02d}${NOBODY}"

    def check() -> bool:
        try:
            return bcrypt.checkpw(_short(password), against.encode())
        except ValueError:  # a digest that is none: nobody's password
            return False

    return await pool.run(check) and stored is not None


def outdated(stored: str) -> bool:
    """Whether the digest was made at another cost than the one now set (catalogue 28)."""
    return not stored.startswith(f"$2b${school.settings().bcrypt_cost:02d}$")
