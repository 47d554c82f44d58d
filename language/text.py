"""Translation with gettext of every sentence that a person reads; the source language is French.

Catalogues live in `locale/<language>/LC_MESSAGES/`, the parents' and the office's (catalogues.py); a sentence that
is in neither is shown in French, the source.
"""

import contextvars
import functools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time
from datetime import date as Date
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

SOURCE = "fr"
LOCALE = Path(__file__).parents[1] / "locale"


_zone = ZoneInfo("Europe/Brussels")
_language = contextvars.ContextVar("language", default=SOURCE)


def use_zone(name: str) -> None:
    """Set the school's time zone, which `settings` has checked."""
    global _zone
    _zone = ZoneInfo(name)


def zone() -> ZoneInfo:
    """The school's time zone."""
    return _zone


class French(NullTranslations):
    """The sentences as they are written in the program."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if n < 2 else msgid2  # in French zero takes the singular


@functools.cache
def _catalogue(language: str) -> NullTranslations:
    found: NullTranslations = French()
    for name in ("office", "parents"):
        with suppress(FileNotFoundError):
            catalogue = translation(name, LOCALE, [language])
            catalogue.add_fallback(found)
            found = catalogue
    return found


@functools.cache
def available() -> tuple[str, ...]:
    """The languages with a catalogue for parents, and French; looked up once."""
    return (SOURCE, *sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/parents.mo")))


def language() -> str:
    """The current language."""
    return _language.get()


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Use the language `wanted` inside the block, or French where there is no catalogue."""
    token = _language.set(wanted if wanted in available() else SOURCE)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """The sentence in the current language."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The singular or plural for `number`, in the current language."""
    return _catalogue(_language.get()).ngettext(one, many, number)


def day(moment: datetime) -> str:
    """`lundi 7 décembre 2026`, in the school's time zone."""
    return _date(moment.astimezone(_zone).date(), "full", language())


def date(moment: datetime) -> str:
    """`7 décembre 2026`, in the school's time zone."""
    return _date(moment.astimezone(_zone).date(), "long", language())


def hour(moment: datetime) -> str:
    """`18:37`, in the school's time zone."""
    return _time(moment.astimezone(_zone).time().replace(second=0, microsecond=0), language())


@functools.lru_cache(maxsize=256)
def _date(day: Date, form: Literal["full", "long"], language: str) -> str:
    """Cached: Babel takes longer for a date than the rest of a mail takes, and most mails have the same dates."""
    return format_date(day, form, locale=language)


@functools.lru_cache(maxsize=256)
def _time(moment: time, language: str) -> str:
    return format_time(moment, "short", locale=language)


def stamp(moment: datetime) -> str:
    """`2026-12-07T17:37:05+00:00`, for the `datetime` of `<time>`, in which HTML allows no microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
