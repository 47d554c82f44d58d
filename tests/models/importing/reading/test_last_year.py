"""A file of an earlier school year, and rows of one by the year in a class."""

from datetime import UTC, date, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families, sentence
from tests.support.files import as_csv, as_workbook

TITLES = ["Matricule", "Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable"]


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2026, 11, 29))


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "moment", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def rows(*classes: str) -> list[list[str]]:
    return [[f"7{n}", "Roy", f"L{chr(97 + n)}", name, "Roy", f"A{chr(97 + n)}"] for n, name in enumerate(classes)]


def said(families: Families) -> list[str]:
    return [sentence(fault) for fault in families.faults if fault.kind == "past_year"]


@pytest.mark.parametrize("year", ["2025-2026", "25-26", "2024/2025"])
def test_a_file_whose_every_year_is_over_says_so(year: str) -> None:
    column = importing.read(as_csv([[*row, year] for row in rows("P1", "P2")], [*TITLES, "Année scolaire"]))
    classes = importing.read(as_csv(rows(f"P1A {year}", f"P2A {year}"), TITLES))
    title = importing.read(as_csv([["Liste " + year], TITLES, *rows("P1", "P2")], []))
    sheet = importing.read(as_workbook({year.replace("/", "-"): [TITLES, *rows("P1", "P2")]}))
    for families in (column, classes, title, sheet):
        assert len(said(families)) == 1
        assert "202" in said(families)[0]


@pytest.mark.parametrize("year", ["2026-2027", "26-27", "2027-2028"])
def test_a_file_of_this_year_or_the_next_says_nothing(year: str) -> None:
    assert not said(importing.read(as_csv(rows(f"P1A {year}", f"P2A {year}"), TITLES)))
    assert not said(importing.read(as_csv([["Liste 2025-2026 et " + year], TITLES, *rows("P1")], [])))


def test_in_summer_the_list_of_the_year_that_ended_is_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2026, 8, 10))
    assert not said(importing.read(as_csv(rows("P1A 2025-2026"), TITLES)))


def test_rows_of_last_year_s_classes_are_left_out_by_name() -> None:
    families = importing.read(as_csv(rows("P6A 25-26", "P6A 26-27", "P5A 26-27", "P4A"), TITLES))
    assert [pupil.first_name for pupil in families.pupils.values()] == ["Lb", "Lc", "Ld"]
    (notice,) = [one for one in families.notices if one.kind == "rows_of_years"]
    assert "Roy La" in sentence(notice)


@pytest.mark.parametrize("heading", ["Année", "Jaar", "Period"])
def test_a_bare_heading_of_three_school_years_is_one_of_years(heading: str) -> None:
    titles = [heading, *TITLES[:3], *TITLES[4:]]
    some = [
        [f"{year}-{year + 1}", *row[:3], *row[4:]]
        for year, row in zip((2024, 2025, 2026), rows("", "", ""), strict=True)
    ]
    families = importing.read(as_csv(some, titles))
    assert [pupil.first_name for pupil in families.pupils.values()] == ["Lc"]
    assert not any(pupil.class_name for pupil in families.pupils.values())


def test_single_years_below_a_bare_heading_are_a_fault_unless_they_may_be_of_birth() -> None:
    def kinds(*years: int) -> list[str]:
        some = [[*row, str(year)] for year, row in zip(years, rows("P1", "P2", "P3"), strict=True)]
        return [fault.kind for fault in importing.read(as_csv(some, [*TITLES, "Année"])).faults]

    assert kinds(2024, 2025, 2026) == ["school_years"]
    assert not kinds(2018, 2019, 2020)
