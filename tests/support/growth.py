"""Checks that work is linear in its input, by processor time, which the load of the machine hardly changes.

An input `TIMES` as large may take `BOUND` times as long: linear work takes about `TIMES` times as long, quadratic work
`TIMES` squared. Work that takes less than `QUICK` seconds at the larger size passes without a comparison. Objects of
earlier tests are frozen meanwhile: the garbage collector would need more time for them than the work takes.
"""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any

TIMES, BOUND = 8, 24
QUICK = 0.4  # seconds


def assert_linear(make: Callable[[int], Any], work: Callable[[Any], Any], size: int) -> None:
    """`make(n)` makes the input. `size` is the larger n, at which quadratic work would take many seconds."""
    great = _seconds(work, make(size))
    if great > QUICK:
        small = max(_seconds(work, make(size // TIMES)) for _ in range(3))
        great = min(great, _seconds(work, make(size))) if great > BOUND * small else great
        assert great <= BOUND * small, f"{size // TIMES}: {small:.2f} s, {size}: {great:.2f} s"


def _seconds(work: Callable[[Any], Any], data: Any) -> float:
    gc.collect()
    gc.freeze()
    began = process_time()
    try:
        work(data)
        return process_time() - began
    finally:
        gc.unfreeze()
