"""Makes `locale/dates.json` from Babel's data, as a part of `python -m language.catalogues`."""

from collections.abc import Iterable

import msgspec
from babel.core import Locale
from babel.dates import get_day_names, get_month_names

from language.dates import Calendar

LOCALES = {"en": "en_GB", "pt": "pt_PT"}  # whose dates are written


def made(languages: Iterable[str]) -> bytes:
    """The file, for these languages."""
    return msgspec.json.format(msgspec.json.encode({one: _calendar(one) for one in sorted(languages)})) + b"\n"


def _calendar(language: str) -> Calendar:
    locale = Locale.parse(LOCALES.get(language, language))
    full, long = (str(locale.date_formats[form].pattern) for form in ("full", "long"))
    months, days = get_month_names(locale=locale), get_day_names(locale=locale)
    return Calendar(full, long, [months[number] for number in range(1, 13)], [days[number] for number in range(7)])
