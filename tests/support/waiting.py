"""Waits for another process or thread, with time for a busy machine."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 120.0  # seconds; a quiet machine needs one or two


def wait_until(done: Callable[[], T], what: str | Callable[[], str]) -> T:
    """Wait until the result of `done` is true, and return it. After `PATIENCE` seconds the test fails and names `what`.

    `what` may be a function, which is called at the end.
    """
    end = time.monotonic() + PATIENCE
    while not (answer := done()):
        assert time.monotonic() < end, f"waited {PATIENCE:.0f} s in vain: {what if isinstance(what, str) else what()}"
        time.sleep(0.05)
    return answer
