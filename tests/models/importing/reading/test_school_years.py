"""A column of school years: the rows of the current one count, and who stands in others alone has left."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from models import importing
from models.core import clock
from models.importing import Families, sentence
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable"]
WRITTEN: list[Callable[[int], str]] = [
    lambda year: f"{year}-{year + 1}",
    lambda year: f"{year}/{(year + 1) % 100}",
    lambda year: f"{year} – {year + 1}",
    lambda year: f"{year % 100}-{year % 100 + 1}",
    lambda year: f"{year}{year + 1}",
    lambda year: f"SJ {year % 100}/{year % 100 + 1}",
    lambda year: f"Année scolaire {year}-{year + 1}",
]
HEADINGS = [
    "Schooljaar",
    "sj",
    "Année scolaire",
    "An. scol.",
    "Schuljahr",
    "School year",
    "Academic year",
    "",
    "Période",
]


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, date(2026, 11, 29))


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "moment", lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def read(heading: str, write: Callable[[int], str], *rows: tuple[int | None, str, str, str]) -> Families:
    """Each row: the first year, the pupil's first name, the class, the parent's first name."""
    cells = [
        ["Roy", pupil, class_name, "Roy", parent, write(year) if year else ""]
        for year, pupil, class_name, parent in rows
    ]
    return importing.read(as_csv(cells, [*TITLES, heading]))


def people(families: Families) -> list[tuple[str, str, list[str]]]:
    return [
        (
            pupil.first_name,
            pupil.class_name,
            [adult.first_name for adult in families.adults if adult.register_number == pupil.register_number],
        )
        for pupil in families.pupils.values()
    ]


ROWS = [
    (2025, "Léa", "P1", "Anne"),
    (2025, "Léa", "P1", "Luc"),
    (2026, "Léa", "P2", "Anne"),
    (2025, "Tom", "P6", "Eva"),
    (2026, "Zoé", "P1", "Ines"),
]


@pytest.mark.parametrize("write", WRITTEN)
@pytest.mark.parametrize("heading", HEADINGS)
def test_the_rows_of_the_current_year_alone_count(heading: str, write: Callable[[int], str]) -> None:
    families = read(heading, write, *ROWS)
    assert people(families) == [("Léa", "P2", ["Anne"]), ("Zoé", "P1", ["Ines"])]
    (said,) = [notice for notice in families.notices if notice.kind == "rows_of_years"]
    assert dict(said.values) == {"column": heading or "Colonne 6", "kept": "2026-2027", "found": "Roy Tom"}
    assert not families.faults


@pytest.mark.parametrize(
    ("day", "current"),
    [
        (date(2026, 6, 30), 2025),
        (date(2026, 7, 1), 2026),
        (date(2026, 11, 29), 2026),
        (date(2024, 1, 1), 2025),
        (date(2030, 1, 1), 2026),
    ],
)
def test_the_current_year_is_the_newest_that_has_begun_or_begins_in_summer(
    monkeypatch: pytest.MonkeyPatch, day: date, current: int
) -> None:
    at(monkeypatch, day)
    families = read("Schooljaar", WRITTEN[0], *ROWS)
    (said,) = [notice for notice in families.notices if notice.kind == "rows_of_years"]
    assert dict(said.values)["kept"] == f"{current}-{current + 1}"


def test_a_parents_row_without_a_year_has_that_of_the_pupils_row_above() -> None:
    families = read("Schooljaar", WRITTEN[0], *ROWS, (2025, "Max", "P3", "Ada"), (None, "Max", "P3", "Kim"))
    assert [name for name, _class, _adults in people(families)] == ["Léa", "Zoé"]


@pytest.mark.parametrize(
    "heading", ["Année d’entrée", "Cohorte", "Jahrgang Einschulung", "Année de sortie", "Instapjaar"]
)
def test_years_of_another_kind_leave_everybody(heading: str) -> None:
    assert len(read(heading, WRITTEN[0], *ROWS).pupils) == 3


def test_years_below_an_unknown_heading_leave_everybody_where_no_pupil_is_repeated() -> None:
    rows = [(2024 + n % 3, name, "P1", f"Anne {name}") for n, name in enumerate(("Léa", "Tom", "Zoé", "Max"))]
    assert len(read("Groupe B", WRITTEN[0], *rows).pupils) == 4


def test_one_year_alone_is_nothing_to_choose_from() -> None:
    families = read("Schooljaar", WRITTEN[0], *[row for row in ROWS if row[0] == 2026])
    assert len(families.pupils) == 2
    assert not [notice for notice in families.notices if notice.kind.startswith("rows_of_years")]


@pytest.mark.parametrize("heading", ["Schooljaar", "Année scolaire"])
def test_single_years_are_a_fault(heading: str) -> None:
    families = read(heading, str, *ROWS)
    (fault,) = families.faults
    assert fault.kind == "school_years"
    assert "2025, 2026" in sentence(fault)
