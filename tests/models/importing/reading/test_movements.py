"""Pupils who left, by a letter and a date."""

import pytest

from models import importing
from models.importing.reading.questions import LEFT
from tests.support.files import as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère"]


def asked(heading: str, *cells: str) -> set[str]:
    rows = [[f"Roy{at}", f"Lou{at}", "P1", f"Roy{at}", "Ann", cell] for at, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, [*TITLES, heading], ";"))
    return {one.value for one in families.blocking_questions if one.kind == LEFT and not one.answer}


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Mvt", ("S 16/10/26", "", "", "", "", "")),
        ("Mouvements", ("S: 6/11/26 dom.", "E: 15/10/26", "", "", "", "")),
        ("Rem.", ("S 16/10/26", "E 02/09/26", "", "", "E 05/09/26", "")),
        ("Mutaties", ("U 16-10-26", "I 01-09-26", "", "", "", "")),
        ("Bewegung", ("Abg. 16.10.26", "Zug. 01.09.26", "", "", "", "")),
    ],
)
def test_a_letter_for_leaving_before_a_date_is_asked_about(heading: str, cells: tuple[str, ...]) -> None:
    assert asked(heading, *cells) == {cells[0]}


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Piscine", ("S 16/10/26", "S 17/10/26", "", "", "", "")),  # a Saturday
        ("Mvt", ("E 16/10/26", "E 02/09/26", "", "", "", "")),
    ],
)
def test_other_letters_and_columns_are_not(heading: str, cells: tuple[str, ...]) -> None:
    assert asked(heading, *cells) == set()
