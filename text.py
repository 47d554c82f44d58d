"""Every sentence a person reads, in that person's language (gettext; the source language is French).

Catalogues live in `locale/<language>/LC_MESSAGES/preau.mo`; where there is none, the French source is shown.
"""

import contextvars
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

SOURCE = "fr"
LOCALE = Path(__file__).parent / "locale"


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


def available() -> list[str]:
    """The languages people can be addressed in."""
    return [SOURCE, *sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/preau.mo"))]


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
    return format_date(moment.astimezone(_zone), "full", locale=language())


def date(moment: datetime) -> str:
    """`7 décembre 2026`, on the school's clock."""
    return format_date(moment.astimezone(_zone), "long", locale=language())


def hour(moment: datetime) -> str:
    """`18:37`, on the school's clock."""
    return format_time(moment.astimezone(_zone), "short", locale=language())


def stamp(moment: datetime) -> str:
    """`2026-12-07T17:37:05+00:00`: the `datetime` of a `<time>`, which HTML allows no microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
