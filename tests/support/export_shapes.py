"""One table of families, written in the shapes that schools' exports have."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.support.files import as_ods, as_workbook, as_xlsx


@dataclass(frozen=True, slots=True)
class Adult:
    """A parent. `email` is empty where there is none."""

    last: str
    first: str
    email: str


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child and its parents, at most `MOST`."""

    last: str
    first: str
    class_name: str
    adults: tuple[Adult, ...]


MOST = 3
Rows = list[list[str]]
WIDE = [  # of the pupil; and of each adult, with its number
    (["Nom élève", "Prénom élève", "Classe"], ["Nom responsable {}", "Prénom responsable {}", "E-mail responsable {}"]),
    (["NOM_ELEVE", "PRENOM_ELEVE", "CLASSE"], ["RESP{}_NOM", "RESP{}_PRENOM", "RESP{}_EMAIL"]),
    (
        ["Nom de famille", "Prénom 1", "Division"],
        ["Nom resp. légal{}", "Prénom resp. légal{}", "Courriel resp. légal{}"],
    ),
    (["naam", "voornaam", "klas"], ["naam_coaccount{}", "voornaam_coaccount{}", "email_coaccount{}"]),
    (["Last Name", "First Name", "Class"], ["Guardian {} Last Name", "Guardian {} First Name", "Guardian {} Email"]),
    (["Nachname", "Vorname", "Klasse"], ["Erzieher {}: Nachname", "Erzieher {}: Vorname", "Erzieher {}: E-Mail"]),
]
LONG = [
    ["Nom élève", "Prénom élève", "Classe", "Nom responsable", "Prénom responsable", "Courriel"],
    ["Naam leerling", "Voornaam leerling", "Klas", "Naam ouder", "Voornaam ouder", "E-mail ouder"],
    ["Pupil Surname", "Pupil Forename", "Class", "Parent Surname", "Parent Forename", "Parent Email"],
]
WHOLE = [
    (["Élève", "Classe"], ["Responsable {}", "E-mail responsable {}"]),
    (["Leerling", "Klas"], ["Ouder {}", "E-mail ouder {}"]),
]


def wide(pupils: Sequence[Pupil], way: int) -> Rows:
    """A row a pupil, with its adults beside it."""
    of_pupil, of_adult = WIDE[way % len(WIDE)]
    headings = [*of_pupil, *(name.format(number) for number in range(1, MOST + 1) for name in of_adult)]
    return [headings, *map(_wide_row, pupils)]


def _wide_row(pupil: Pupil) -> list[str]:
    cells = [cell for adult in pupil.adults for cell in (adult.last, adult.first, adult.email)]
    return [pupil.last, pupil.first, pupil.class_name, *cells, *[""] * 3 * (MOST - len(pupil.adults))]


def long(pupils: Sequence[Pupil], way: int) -> Rows:
    """A row an adult."""
    rows = [
        [pupil.last, pupil.first, pupil.class_name, adult.last, adult.first, adult.email]
        for pupil in pupils
        for adult in pupil.adults
    ]
    return [LONG[way % len(LONG)], *rows]


def whole(pupils: Sequence[Pupil], way: int) -> Rows:
    """Each name in one cell, the last name in capitals."""
    of_pupil, of_adult = WHOLE[way % len(WHOLE)]
    headings = [*of_pupil, *(name.format(number) for number in range(1, MOST + 1) for name in of_adult)]
    rows = [
        [
            f"{pupil.last.upper()} {pupil.first}",
            pupil.class_name,
            *(cell for one in pupil.adults for cell in (f"{one.last.upper()} {one.first}", one.email)),
            *[""] * 2 * (MOST - len(pupil.adults)),
        ]
        for pupil in pupils
    ]
    return [headings, *rows]


def two_headings(pupils: Sequence[Pupil], way: int) -> Rows:
    """A row of groups above the row of headings."""
    who = ("Responsable", "Ouder", "Parent")[way % 3]
    groups = ["Élève", "", "", *(cell for number in range(1, MOST + 1) for cell in (f"{who} {number}", "", ""))]
    headings = ["Nom", "Prénom", "Classe", *["Nom", "Prénom", "E-mail"] * MOST]
    return [groups, headings, *map(_wide_row, pupils)]


def framed(pupils: Sequence[Pupil], way: int) -> Rows:
    """A title above, totals below."""
    rows = long(pupils, way)
    return [["École du Tilleul"], [f"Liste des élèves, {2026 + way}"], [], *rows, [], [f"Total : {len(pupils)} élèves"]]


SHAPES: dict[str, Callable[[Sequence[Pupil], int], Rows]] = {
    "wide": wide,
    "long": long,
    "whole": whole,
    "two_headings": two_headings,
    "framed": framed,
}


def classes_apart(pupils: Sequence[Pupil], way: int) -> bytes:
    """A workbook with a sheet for each class, and no column of classes."""
    of_pupil, of_adult = WIDE[way % len(WIDE)]
    headings = [*of_pupil[:2], *(name.format(number) for number in range(1, MOST + 1) for name in of_adult)]
    sheets: dict[str, Rows] = {}
    for pupil in pupils:
        row = _wide_row(pupil)
        sheets.setdefault(pupil.class_name, [headings]).append([*row[:2], *row[3:]])
    return as_workbook(sheets)


def text(rows: Rows, separator: str, encoding: str, line_end: str) -> bytes:
    """The rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=line_end).writerows(rows)
    return stream.getvalue().encode(encoding)


def workbook(rows: Rows, kind: str) -> bytes:
    """The rows as `xlsx` or `ods`."""
    return as_xlsx(rows) if kind == "xlsx" else as_ods(rows)
