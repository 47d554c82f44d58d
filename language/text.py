"""Translation with gettext of every sentence that a person reads; the source language is French.

Catalogues live in `locale/<language>/LC_MESSAGES/`, the parents' and the office's (catalogues.py); a sentence that
is in neither is shown in French, the source.
"""

import contextvars
import functools
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from datetime import date as Date
from gettext import NullTranslations, translation
from pathlib import Path
from zoneinfo import ZoneInfo

from language import dates
from language.dates import Form

SOURCE = "fr"
NAMES = {
    "fr": "Français",
    "nl": "Nederlands",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "pt": "Português",
    "it": "Italiano",
    "ro": "Română",
    "pl": "Polski",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
}
OFFICE_LANGUAGES = ("fr", "nl", "en")  # that a colleague of the office can choose
RIGHT_TO_LEFT = ("ar",)
LOCALE = Path(__file__).parents[1] / "locale"


_zone = ZoneInfo("Europe/Brussels")
_schools = SOURCE
_language = contextvars.ContextVar("language", default=SOURCE)


def use_zone(name: str) -> None:
    """Set the school's time zone, which `settings` has checked."""
    global _zone
    _zone = ZoneInfo(name)


def use_language(schools: str) -> None:
    """Set the school's own language, which `settings` has checked."""
    global _schools
    _schools = schools


def schools_language() -> str:
    """The school's own language; French as long as there is no catalogue of it."""
    return _schools if _schools in available() else SOURCE


def language_for(wanted: str) -> str:
    """The language `wanted` where there is a catalogue, else the school's."""
    return wanted if wanted in available() else schools_language()


def office_language(wanted: str = "") -> str:
    """The language `wanted` if the office speaks it, else the school's, else French."""
    return next(filter(office_speaks, (wanted, _schools)), SOURCE)


def office_speaks(language: str) -> bool:
    """Whether the office can be read in it. A sentence that its catalogue lacks is shown in French."""
    return language in OFFICE_LANGUAGES and language in available()


def also(message: str) -> str:
    """The sentence in the school's language, to stand beside its translation; empty where that is the current one."""
    schools = schools_language()
    return "" if schools == language() else _catalogue(schools).gettext(message)


def marked(message: str) -> str:
    """The sentence itself, for the catalogues: it is translated where it is shown."""
    return message


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


def direction(of: str = "") -> str:
    """`rtl` where the language `of`, else the current one, is written from right to left, else `ltr`."""
    return "rtl" if (of or language()) in RIGHT_TO_LEFT else "ltr"


def ltr() -> str:
    """A mark before a telephone or a code in plain text: it keeps its order where the language is written from right
    to left. Not at an address of the web or a mail address: a mail program would take it for a part of the address."""
    return "\u200e" if direction() == "rtl" else ""


def start(of: str = "") -> str:
    """The side on which a line of the language `of`, else of the current one, begins."""
    return "right" if direction(of) == "rtl" else "left"


def languages() -> list[tuple[str, str]]:
    """What a reader can choose: each language's code and its own name."""
    return [(code, name) for code, name in NAMES.items() if code in available()]


def office_languages() -> list[tuple[str, str]]:
    """What a colleague can choose: each language's code and its own name."""
    return [(code, NAMES[code]) for code in OFFICE_LANGUAGES if office_speaks(code)]


def speak(wanted: str) -> None:
    """Use the language `wanted` from here to the end of the innermost `speaking`, if there is a catalogue."""
    if wanted in available():
        _language.set(wanted)


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


def pgettext(meaning: str, message: str) -> str:
    """A French word that has several meanings, in the current language: `meaning` says which, for the translator."""
    return _catalogue(_language.get()).pgettext(meaning, message)


def stored(message: str) -> str:
    """A sentence that was stored, in the current language. Words that are not the program's stay as they are."""
    return _catalogue(_language.get()).gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The singular or plural for `number`, in the current language."""
    return _catalogue(_language.get()).ngettext(one, many, number)


def day(moment: datetime) -> str:
    """`lundi 7 décembre 2026`, in the school's time zone."""
    return written(moment.astimezone(_zone).date(), "full")


def date(moment: datetime) -> str:
    """`7 décembre 2026`, in the school's time zone."""
    return written(moment.astimezone(_zone).date())


def hour(moment: datetime) -> str:
    """`18:37`, in the school's time zone."""
    return moment.astimezone(_zone).strftime("%H:%M")  # in Europe so in each of these languages


def written(day: Date, form: Form = "long") -> str:
    """`7 décembre 2026`; in full `lundi 7 décembre 2026`; without the year `7 décembre`."""
    return dates.written(day, form, language())


def span(first: Date, last: Date) -> str:
    """`lundi 7 décembre 2026`, or `du 7 décembre 2026 au 9 décembre 2026`."""
    if first == last:
        return written(first, "full")
    return _("du %(first)s au %(last)s") % {"first": written(first), "last": written(last)}


def weekday(number: int) -> str:
    """`vendredi` for 5; Monday is 1."""
    return dates.weekday(number, language())


def stamp(moment: datetime) -> str:
    """`2026-12-07T17:37:05+00:00`, for the `datetime` of `<time>`, in which HTML allows no microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
