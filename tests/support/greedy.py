"""A parser that exceeds its limits for some bytes, run in the confined process by the tests."""

import os
import sys
import time

from models.outbox import delivery_report
from models.outbox.delivery_report import Report


def read(data: bytes, pause: float = 0.0) -> Report | None:
    """A delivery report; for some bytes, another action."""
    match data:
        case b"burn":
            burn(data)
        case b"swell":
            bytes(1 << 40)
        case b"die":
            os._exit(9)
        case b"fail":
            raise ValueError("what the mail says: canary")
        case b"sleep":
            time.sleep(pause)
        case b"print":
            print("this is no answer")
    return delivery_report.read(data)


def burn(data: bytes, **arguments: object) -> None:
    """Run without end."""
    while True:
        pass


def fail(data: bytes, **arguments: object) -> None:
    """An error of the parser itself."""
    raise IndexError("canary")


def count(data: bytes) -> tuple[int, int]:
    """How many requests this process has answered, and its number."""
    _answered.append(data)
    return len(_answered), os.getpid()


_answered: list[bytes] = []


def surroundings(data: bytes) -> tuple[dict[str, str], list[str]]:
    """The environment and the modules of the process."""
    return dict(os.environ), sorted(sys.modules)
