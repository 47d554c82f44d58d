"""Reads an iCalendar file (RFC 5545) as days without school. Runs in a confined process (refreshing.py).

An event counts that lasts whole days: its start is a day, or midnight to midnight. A lesson or a meeting with an hour
is left out, and so is what is cancelled. Recurring events are followed within the days that are asked for.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar, vDDDLists, vRecur

from models.calendar.found import Found, ReadCalendar

MOST = 400  # days or holidays that are kept
TITLE_MOST = 120  # characters
FREQUENCIES = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}
DAY = timedelta(days=1)
Event = Any  # of icalendar: it types each property as whatever any property may be


def read(data: bytes, *, first: str, last: str) -> ReadCalendar:
    """The holidays that touch the days from `first` to `last`."""
    window = date.fromisoformat(first), date.fromisoformat(last)
    try:
        calendars = Calendar.from_ical(_text(data), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return ReadCalendar(known=False)
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    known = any(calendar.name == "VCALENDAR" for calendar in calendars)
    found = {one for event in events for one in _of(event, *window)}
    days = sorted(found, key=lambda one: (one.begins, one.ends, one.title))
    return ReadCalendar(known, len(events), tuple(days[:MOST]))


def _text(data: bytes) -> str:
    """As UTF-8 (RFC 5545 §3.1.4), else as older programs on Windows write it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of(event: Event, first: date, last: date) -> Iterator[Found]:
    try:
        begins, length = _whole_days(event)
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            return
        title = _title(str(event.get("SUMMARY", "")))
        for day in _occurrences(event, begins, first - length, last):
            if day <= last and day + length - DAY >= first:
                yield Found(day.isoformat(), (day + length - DAY).isoformat(), title)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return  # an event that does not say when it is


def _whole_days(event: Event) -> tuple[date, timedelta]:
    """Its first day, and how many days it lasts. Raises `ValueError` for one with hours."""
    start = event["DTSTART"].dt
    if "DTEND" in event:
        end = event["DTEND"].dt
    else:
        end = start + (event["DURATION"].dt if "DURATION" in event else DAY)
        if isinstance(start, datetime) and "DURATION" not in event:
            raise ValueError
    if isinstance(start, datetime):
        if start.time() != time() or end.time() != time():
            raise ValueError
        start, end = start.date(), end.date()
    return start, max(end - start, DAY)  # some programs write the same day twice


def _occurrences(event: Event, begins: date, first: date, last: date) -> Iterator[date]:
    rule = event.get("RRULE")
    without = _dates(event.get("EXDATE"))
    if not rule:
        yield begins
    elif {str(one).upper() for one in rule.get("FREQ", [])} <= FREQUENCIES and min(rule.get("INTERVAL", [1])) > 0:
        start = datetime.combine(begins, time())
        for moment in rrulestr(_written(rule), dtstart=start):
            if moment.date() > last:
                break
            if moment.date() >= first and moment.date() not in without:
                yield moment.date()
    yield from (day for day in _dates(event.get("RDATE")) if day not in without)


def _until(rule: vRecur) -> date | None:
    until = next(iter(rule.get("UNTIL", [])), None)
    return until.date() if isinstance(until, datetime) else until


def _written(rule: vRecur) -> str:
    """The rule for dateutil, which wants its last day without a zone where the start has none."""
    parts = [f"{key}={','.join(map(str, values))}" for key, values in rule.items() if key.upper() != "UNTIL"]
    until = _until(rule)
    return ";".join([*parts, *([f"UNTIL={until:%Y%m%d}"] if until else [])])


def _dates(listed: vDDDLists | list[vDDDLists] | None) -> set[date]:
    lists = listed if isinstance(listed, list) else [listed] if listed is not None else []
    days = {one.dt for dates in lists for one in dates.dts}
    return {day.date() if isinstance(day, datetime) else day for day in days if isinstance(day, date)}


def _title(text: str) -> str:
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return words if len(words) <= TITLE_MOST else words[: TITLE_MOST - 1].rstrip() + "…"
