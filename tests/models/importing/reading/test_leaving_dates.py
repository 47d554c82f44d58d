"""A pupil's last day: past from the next midnight on the school's clock, whichever way the file writes it."""

import itertools
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from language import text
from models import importing
from models.core import clock
from models.importing import Families
from models.importing.reading import confined_reading
from models.importing.reading.questions import GONE
from tests.support.files import as_csv, as_workbook

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable"]
LAST_EVENING = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)  # half past eleven in Brussels
AFTER_MIDNIGHT = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # the next day there, not in UTC
# A column of its own, and the class, of a pupil whose last day is 30 November.
LAST_DAYS = [
    ("Date de sortie", "30/11/2026", "P1"),
    ("Date de sortie", "2026-11-30", "P1"),
    ("DATSOR", "30-Nov-2026", "P1"),
    ("Statut", "30/11/2026", "P1"),
    ("Statut", "Sorti le 30/11/2026", "P1"),
    ("Période", "24/08/2026 - 30/11/2026", "P1"),
    ("Remarque", "parti le 30/11/26 (Namur)", "P1"),
    ("Remarque", "quitte le 30/11", "P1"),
    ("Champ 1", "30/11/2026", "P1"),
    ("Remarque", "", "P1 jusqu’au 30/11/26"),
]


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "moment", lambda: moment)


def file(heading: str, *cells: str, class_name: str = "P1") -> bytes:
    """A pupil for each cell, the first of them in this class, and two without a cell."""
    classes = [class_name, *["P1"] * (len(cells) + 1)]
    rows = [
        [f"R{chr(97 + n)}", f"L{chr(97 + n)}", classes[n], f"R{chr(97 + n)}", "Anne", cell]
        for n, cell in enumerate((*cells, "", ""))
    ]
    return as_csv(rows, [*TITLES, heading])


def asked(families: Families) -> int:
    """How many pupils are said to have left, or asked about."""
    return sum(len(one.people) for one in families.blocking_questions)


def gone(families: Families) -> int:
    """How many are listed as gone."""
    return sum(len(one.people) for one in families.blocking_questions if one.answer == GONE)


@pytest.mark.parametrize(("heading", "cell", "class_name"), LAST_DAYS)
def test_a_pupil_is_one_until_the_end_of_its_last_day(
    monkeypatch: pytest.MonkeyPatch, heading: str, cell: str, class_name: str
) -> None:
    data = file(heading, cell, class_name=class_name)
    at(monkeypatch, LAST_EVENING)
    there = importing.read(data)
    assert (asked(there), len(there.pupils)) == (0, 3)
    at(monkeypatch, AFTER_MIDNIGHT)
    assert asked(importing.read(data)) == 1


def test_a_pupil_on_a_sheet_of_leavers_is_one_until_the_end_of_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["Roy", name, "P1", "Roy", "Anne"] for name in ("Léa", "Tom", "Zoé")]
    leavers = [["Nom", "Prénom", "Date de sortie"], ["Roy", "Tom", "30/11/2026"]]
    data = as_workbook({"Élèves": [TITLES, *rows], "Départs": leavers})
    at(monkeypatch, LAST_EVENING)
    assert len(importing.read(data).pupils) == 3
    at(monkeypatch, AFTER_MIDNIGHT)
    assert asked(importing.read(data)) == 1


@pytest.mark.parametrize(("zone", "left"), [("Europe/Brussels", 0), ("Pacific/Auckland", 1)])
async def test_the_confined_process_goes_by_the_schools_clock(
    monkeypatch: pytest.MonkeyPatch, zone: str, left: int
) -> None:
    monkeypatch.setattr(text, "_zone", ZoneInfo(zone))
    at(monkeypatch, datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert gone(await confined_reading.read(file("Date de sortie", "30/11/2026"))) == left


def beside(leaves: str, *others: str) -> Families:
    """The first pupil of four leaves on this day; in another column stand these dates."""
    some = itertools.chain(others, itertools.repeat(""))
    rows = [[f"R{n}", f"L{n}", "P1", f"R{n}", "Anne", "" if n != "a" else leaves, next(some)] for n in "abcd"]
    return importing.read(as_csv(rows, [*TITLES, "Date de sortie", "Rendez-vous"]))


@pytest.mark.parametrize("sure", ["12/31/2026", "12/31/26", "9/30/2020", "12-31-2026", "12/31/2026 08:00:00"])
def test_a_file_with_one_date_that_has_the_month_first_has_all_so(monkeypatch: pytest.MonkeyPatch, sure: str) -> None:
    at(monkeypatch, LAST_EVENING)
    assert gone(beside("12/1/2026")) == 1, "12 January, where nothing says otherwise"
    assert asked(beside("12/1/2026", sure)) == 0, "1 December"
    at(monkeypatch, AFTER_MIDNIGHT)
    assert gone(beside("11/30/2026", sure)) == 1


@pytest.mark.parametrize("other", ["31/12/2026", "31.12.2026", "25/3/2015"])
def test_a_file_with_both_ways_is_read_as_one_that_does_not_say(monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    at(monkeypatch, LAST_EVENING)
    assert gone(beside("12/1/2026", "12/31/2026", other)) == 1


@pytest.mark.parametrize("other", ["04/22/33/44/55", "10-15-20", "3/25", "12/31/2026 à 8 h, chez Anne"])
def test_what_is_no_date_says_nothing_about_dates(monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    at(monkeypatch, LAST_EVENING)
    assert gone(beside("12/1/2026", other)) == 1


def test_birthdays_are_read_without_the_other_dates_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """They tell pupils apart: a date elsewhere in the next file must not make another pupil of this one."""
    at(monkeypatch, LAST_EVENING)
    titles = [*TITLES, "Date de naissance", "Rendez-vous"]
    for other in ("12/31/2026", "31/12/2026"):
        families = importing.read(as_csv([["Roy", "Léa", "P1", "Roy", "Anne", "4/3/2018", other]], titles))
        assert [pupil.birth for pupil in families.pupils.values()] == ["2018-03-04"]
