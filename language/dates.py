"""Dates as each language writes them.

`locale/dates.json` has what the Unicode Consortium (CLDR) says of the months and days. `python -m language.catalogues`
takes it from Babel (calendars.py), which itself would hold 14 MB for twelve languages, and needs 10 ms for the first
date of each.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

Form = Literal["full", "long", "d MMMM"]  # of a date, as CLDR names them
FILE = Path(__file__).parents[1] / "locale" / "dates.json"
FIRST = {"fr": "1er"}  # how a language writes the first day of a month, where it is no `1`: CLDR does not say
PARTS = re.compile(r"'([^']*)'|EEEE|MMMM|d|y")  # of a pattern: words, or a field


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language writes a date: two patterns, the months from January, the days from Monday."""

    full: str
    long: str
    months: list[str]
    days: list[str]


CALENDARS = msgspec.json.decode(FILE.read_bytes(), type=dict[str, Calendar])


def weekday(number: int, language: str) -> str:
    """`vendredi` for 5; Monday is 1."""
    return CALENDARS[language].days[number - 1]


def written(day: date, form: Form, language: str) -> str:
    """`lundi 7 décembre 2026` in full, `7 décembre 2026`, or without the year `7 décembre`."""
    calendar = CALENDARS[language]
    pattern = {"full": calendar.full, "long": calendar.long}.get(form, form)
    fields = {
        "EEEE": calendar.days[day.weekday()],
        "MMMM": calendar.months[day.month - 1],
        "d": FIRST.get(language, "1") if day.day == 1 else str(day.day),
        "y": str(day.year),
    }
    return PARTS.sub(lambda part: fields.get(part[0]) or part[1], pattern)
