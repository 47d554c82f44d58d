"""Waiting for what another process or thread does. A busy machine is given time; a wait that fails says for what."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 120.0  # seconds; a quiet machine needs one or two


def wait_until(done: Callable[[], T], what: str | Callable[[], str]) -> T:
    """What `done` answers, once that is true. After `PATIENCE` seconds the test fails with `what` was waited for.

    `what` may be a function: it is asked at the end, so that it tells how far things came.
    """
    end = time.monotonic() + PATIENCE
    while not (answer := done()):
        assert time.monotonic() < end, f"waited {PATIENCE:.0f} s in vain: {what if isinstance(what, str) else what()}"
        time.sleep(0.05)
    return answer
