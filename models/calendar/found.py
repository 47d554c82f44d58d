"""What the confined process finds in an iCalendar file (ical.py). Apart from it, so that the server loads no parser."""

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
