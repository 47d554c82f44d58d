"""Reads the school's calendar again and again, in the background: never for a page."""

import asyncio
import logging
from datetime import timedelta
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.request import Request, urlopen

from models.calendar import free_day
from models.calendar.found import ReadCalendar
from models.calendar.free_day import Free
from models.core import school
from models.core.clock import now
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.core.days import day_of
from models.database import DatabaseUnavailable

log = logging.getLogger("preau")

WORK = Work("models.calendar.ical:read", memory=512 << 20, seconds=5)
LARGEST = 2_000_000  # bytes
EVERY = 3600.0  # seconds
PATIENCE = 10.0  # seconds for each answer of the calendar's server
LONGEST = 30.0  # seconds for all of it
BACK, AHEAD = timedelta(days=31), timedelta(days=400)


class CalendarUnread(Exception):
    """The calendar cannot be read; the words say why."""


async def follow() -> None:
    """Read the calendar every `EVERY` seconds, until cancelled. What cannot be read changes nothing."""
    failed = ""
    while school.settings().calendar:
        try:
            await refresh()
            failed = ""
        except (CalendarUnread, DatabaseUnavailable, OSError) as error:
            if failed != str(error):
                log.warning("The school's calendar stays as it was: %s", error)
            failed = str(error)
        await asyncio.sleep(EVERY)


async def refresh() -> None:
    """Keep what the calendar says now. Raises `CalendarUnread`."""
    await free_day.replace([Free(day.begins, day.ends, day.title) for day in (await read()).days])


async def read() -> ReadCalendar:
    """What the calendar says. Raises `CalendarUnread`."""
    data = await asyncio.to_thread(_bytes, school.settings().calendar)
    today = day_of(now())
    try:
        async with Sandbox(WORK) as sandbox:
            window = {"first": (today - BACK).isoformat(), "last": (today + AHEAD).isoformat()}
            found: ReadCalendar = await sandbox.ask(data, ReadCalendar, **window)
    except (Exceeded, RuntimeError):
        raise CalendarUnread("it takes too long to read, or is damaged") from None
    if not found.known:
        raise CalendarUnread("it is no iCalendar file")
    return found


def _bytes(place: str) -> bytes:
    try:
        if place.startswith(("http://", "https://")):
            with urlopen(Request(place, headers={"User-Agent": "Preau"}), timeout=PATIENCE) as answer:  # noqa: S310 http or https
                data = _taken(answer)
        else:
            with Path(place).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (URLError, HTTPException, OSError, ValueError) as error:  # the address may hold a secret: it is not repeated
        raise CalendarUnread(f"no answer ({type(error).__name__})") from None
    if len(data) > LARGEST:
        raise CalendarUnread(f"it has more than {LARGEST // 1_000_000} MB")
    return data


def _taken(answer: HTTPResponse) -> bytes:
    """What a server sends, as far as `LARGEST` allows. Raises `TimeoutError` after `LONGEST`."""
    data, until = b"", monotonic() + LONGEST
    while len(data) <= LARGEST and (piece := answer.read1(65536)):
        data += piece
        if monotonic() > until:
            raise TimeoutError
    return data
