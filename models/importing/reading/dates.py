"""A date as school programs and Excel write it."""

import re
from calendar import monthrange
from datetime import date, timedelta

YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})(?:[T ].*)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})(?: .*)?")
MONTH = re.compile(r"(?:([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/. ]([0-9]{4}))")
SERIAL = re.compile(r"([0-9]{5})(?:[.,]0+)?")
EPOCH = date(1899, 12, 30)  # of Excel's day numbers


def read_date(cell: str) -> date | None:
    """`31/8/2026`, `2026-08-31 00:00:00`, `46265`; `08/2026` is its last day. Where day and month may be exchanged, the
    earlier. None for what is no date."""
    if found := YEAR_FIRST.fullmatch(cell):
        return _date(*map(int, found.groups()))
    if found := DAY_FIRST.fullmatch(cell):
        one, other, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
        return min(filter(None, (_date(year, other, one), _date(year, one, other))), default=None)
    if found := MONTH.fullmatch(cell):
        year, month = (int(found[1]), int(found[2])) if found[1] else (int(found[4]), int(found[3]))
        return _date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year else None
    if found := SERIAL.fullmatch(cell):
        return EPOCH + timedelta(days=int(found[1]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
