"""What the confined processes answer (fetching.py, ical.py). Apart from them, so that the server loads no parser."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One holiday: its first and last day, and its title."""

    begins: str
    ends: str
    title: str


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """`days` in order. `events` counts all of the file; `known` is False where the bytes are no calendar."""

    known: bool
    events: int = 0
    days: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a calendar, or the kind of error that there was instead."""

    data: bytes = b""
    fault: str = ""
