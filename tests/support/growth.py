"""Does the work grow as the input does? Measured in seconds of processor, which a loaded machine does not change much.

Of two sizes, `TIMES` apart, the greater may take `BOUND` times as long: linear work takes about `TIMES` times,
quadratic work `TIMES` squared. What is quick at the greater size passes, whatever the ratio of two small numbers is.
What other tests left in memory is kept from the garbage collector meanwhile: going through it costs more than the work.
"""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any

TIMES, BOUND = 8, 24
QUICK = 0.4  # seconds


def assert_linear(make: Callable[[int], Any], work: Callable[[Any], Any], size: int) -> None:
    """`make(n)` is the input, `size` the greater n, chosen so that quadratic work would take many seconds."""
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
