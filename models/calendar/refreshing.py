"""Reads the school's calendar again and again, in the background: never for a page."""

import asyncio
import logging
from datetime import timedelta

from models.calendar import free_day
from models.calendar.found import Fetched, ReadCalendar
from models.calendar.free_day import Free
from models.core import school
from models.core.clock import now
from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.core.days import day_of
from models.database import DatabaseUnavailable

log = logging.getLogger("preau")

# What a machine may need to be told about its network: the proxy that leads outside, and whom TLS trusts.
NETWORK = (
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
FETCHING = Work("models.calendar.fetching:fetch", memory=512 << 20, seconds=4, environment=NETWORK)
WORK = Work("models.calendar.ical:read", memory=512 << 20, seconds=5)
LARGEST = 2_000_000  # bytes
EVERY = 3600.0  # seconds
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
    data = await _fetched(school.settings().calendar)
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


async def _fetched(place: str) -> bytes:
    try:
        async with Sandbox(FETCHING) as sandbox:
            found: Fetched = await sandbox.ask(place.encode(), Fetched, most=LARGEST + 1)
    except (Exceeded, RuntimeError):
        raise CalendarUnread(f"no whole answer within {FETCHING.patience} seconds") from None
    if found.fault:
        raise CalendarUnread(f"no answer ({found.fault})")
    if len(found.data) > LARGEST:
        raise CalendarUnread(f"it has more than {LARGEST // 1_000_000} MB")
    return found.data
