"""Seconds of processor time, as Linux counts them (proc(5)): what one process took, whatever ran beside it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
UTIME, STIME, NICE = 11, 12, 16  # fields of `stat` after the name, which may hold spaces


@dataclass(frozen=True)
class Used:
    """By a server's bcrypt, which runs at low priority (models/core/pool.py), and by all else that it does."""

    bcrypt: float
    other: float

    def __sub__(self, before: "Used") -> "Used":
        return Used(self.bcrypt - before.bcrypt, self.other - before.other)


def used(pid: int) -> Used:
    """By the threads of this process so far; those that have ended count as `other`."""
    fields = _fields(Path(f"/proc/{pid}/stat"))
    bcrypt = sum(_seconds(thread) for thread in _threads(pid) if int(thread[NICE]) > int(fields[NICE]))
    return Used(bcrypt, _seconds(fields) - bcrypt)


def _threads(pid: int) -> Iterator[list[str]]:
    for thread in Path(f"/proc/{pid}/task").iterdir():
        yield _fields(thread / "stat")


def _fields(stat: Path) -> list[str]:
    return stat.read_text().rpartition(")")[2].split()


def _seconds(fields: list[str]) -> float:
    return (int(fields[UTIME]) + int(fields[STIME])) / TICK
