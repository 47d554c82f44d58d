"""Every sentence a person reads, in that person's language (gettext; the source language is French).

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
    """The zone of the school's clock, one that `settings` has checked."""
    global _zone
    _zone = ZoneInfo(name)


def zone() -> ZoneInfo:
    """The clock on the school's wall."""
    return _zone


@functools.cache
def _catalogue(language: str) -> NullTranslations | GNUTranslations:
    return translation("preau", LOCALE, [language], fallback=True)


@functools.cache
def available() -> tuple[str, ...]:
    """The languages people can be addressed in; looked up once."""
    return (SOURCE, *sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/preau.mo")))


def language() -> str:
    """The language in use."""
    return _language.get()


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Everything inside is said in `wanted`, or in French where there is no such catalogue."""
    mark = _language.set(wanted if wanted in available() else SOURCE)
    try:
        yield
    finally:
        _language.reset(mark)


def _(message: str) -> str:
    """The sentence in the language in use."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The sentence that agrees with `number`."""
    translated = _catalogue(_language.get())
    if isinstance(translated, GNUTranslations):
        return translated.ngettext(one, many, number)
    return one if number < 2 else many  # French counts zero with one


def day(moment: datetime) -> str:
    """`lundi 7 décembre 2026`, on the school's clock."""
    return _date(moment.astimezone(_zone).date(), "full", language())


def date(moment: datetime) -> str:
    """`7 décembre 2026`, on the school's clock."""
    return _date(moment.astimezone(_zone).date(), "long", language())


def hour(moment: datetime) -> str:
    """`18:37`, on the school's clock."""
    return _time(moment.astimezone(_zone).time().replace(second=0, microsecond=0), language())


@functools.lru_cache(maxsize=256)
def _date(day: Date, form: Literal["full", "long"], language: str) -> str:
    """Babel takes longer for one than a mail's other words take together, and mails of one day share it."""
    return format_date(day, form, locale=language)


@functools.lru_cache(maxsize=256)
def _time(moment: time, language: str) -> str:
    return format_time(moment, "short", locale=language)


def stamp(moment: datetime) -> str:
    """`2026-12-07T17:37:05+00:00`: the `datetime` of a `<time>`, which HTML allows no microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
