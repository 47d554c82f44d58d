"""Dates are written as Babel writes them, without Babel."""

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from babel.dates import format_date

from language import calendars, catalogues, dates, text
from language.calendars import LOCALES

LOADED = "import language.text, language.templating, sys; print(*sys.modules)"


@pytest.mark.parametrize("form", ["full", "long", "d MMMM"])
@pytest.mark.parametrize("language", text.NAMES)
def test_a_date_is_written_as_babel_writes_it(language: str, form: dates.Form) -> None:
    for number in range(366):
        day = date(2027, 12, 25) + timedelta(number)
        expected = format_date(day, form, locale=LOCALES.get(language, language))
        if language == "fr" and day.day == 1:
            expected = re.sub(r"\b1\b", "1er", expected)
        assert dates.written(day, form, language) == expected


def test_the_file_of_dates_is_that_of_the_catalogues() -> None:
    languages = {text.SOURCE, *(language for language, _name in catalogues.catalogues())}
    assert languages == {*text.NAMES}
    assert dates.FILE.read_bytes() == calendars.made(languages), "run python -m language.catalogues"


def test_pages_and_mails_are_written_without_babel() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "language.dates" in loaded
    assert not [name for name in loaded if name.partition(".")[0] == "babel"]
