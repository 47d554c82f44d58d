"""Writes an iCalendar file (RFC 5545, RFC 7986) of whole days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PRODUCT = "-//Preau//Preau//EN"
AGAIN = timedelta(hours=6)  # when a calendar is to ask again; many choose for themselves


@dataclass(frozen=True, slots=True)
class Entry:
    """From the day `first` to the day `last`. `uid` stays the same for what it is about; `sequence` grows with each
    change of it, and `changed_at` is when that was."""

    uid: str
    first: date
    last: date
    title: str
    changed_at: datetime
    sequence: int = 0
    url: str = ""


def written(name: str, entries: Sequence[Entry]) -> bytes:
    """The file of a calendar with this name. Blocking: half a millisecond an entry."""
    from icalendar import Calendar, Event, vText  # 3 MB, seldom needed

    calendar = Calendar()
    for field, value in (("PRODID", PRODUCT), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN")):
        calendar.add(field, value)
    for field in ("NAME", "X-WR-CALNAME"):
        calendar.add(field, vText(name))
    calendar.add("REFRESH-INTERVAL", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    for entry in entries:
        event = Event()
        event.add("UID", entry.uid)
        event.add("DTSTAMP", entry.changed_at)
        event.add("LAST-MODIFIED", entry.changed_at)
        event.add("SEQUENCE", entry.sequence)
        event.add("SUMMARY", entry.title)
        event.add("DTSTART", entry.first)
        event.add("DTEND", entry.last + timedelta(days=1))  # the first day after it (RFC 5545 3.6.1)
        event.add("TRANSP", "TRANSPARENT")
        if entry.url:
            event.add("URL", entry.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
