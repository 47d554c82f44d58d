"""Translation with gettext of every sentence that a person reads; the source language is French.

Catalogues live in `locale/<language>/LC_MESSAGES/preau.mo`; where there is none, the French source is shown.
"""

import contextvars
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from datetime import date as Date
from gettext import GNUTranslations, NullTranslations, translation
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


@functools.cache
def _catalogue(language: str) -> NullTranslations | GNUTranslations:
    return translation("preau", LOCALE, [language], fallback=True)


@functools.cache
def available() -> tuple[str, ...]:
    """The languages with a catalogue, and French; looked up once."""
    return (SOURCE, *sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/preau.mo")))


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
    translated = _catalogue(_language.get())
    if isinstance(translated, GNUTranslations):
        return translated.ngettext(one, many, number)
    return one if number < 2 else many  # in French zero takes the singular


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
