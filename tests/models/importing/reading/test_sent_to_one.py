"""A column about what is sent to the parents, where most cells say: to both."""

import pytest

from models import importing
from models.importing.reading.questions import RIGHTS
from tests.support.files import as_csv

NAMES = ("Roy", "Noir", "Gris", "Vert")


def asked(heading: str, both: str, cell: str) -> list[tuple[str, str, tuple[str, ...]]]:
    titles = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère", "Nom père", "Prénom père", heading]
    rows = [[name, "Tom", "3A", name, "Ann", name, "Luc", both] for name in NAMES]
    rows.append(["Blanc", "Zoé", "3A", "Blanc", "Ida", "Blanc", "Jan", cell])
    families = importing.read(as_csv(rows, titles, ";"))
    return [(one.kind, one.value, one.people) for one in families.blocking_questions]


@pytest.mark.parametrize(
    ("heading", "both", "cell"),
    [
        ("Post & rapport", "beiden", "uitsl. 2"),
        ("Courrier et bulletins", "les deux", "maman"),
        ("Bulletin", "aux deux parents", "1, avocat pour 2"),
        ("Zeugnis", "beide Eltern", "nur 1"),
        ("Reports", "both parents", "2 only"),
        ("Gezagsregister", "1+2", "uitsl. 1"),
        ("Gezagssituatie", "1 en 2", "2"),
        ("Sorgestatus", "beide", "1"),
    ],
)
def test_another_cell_is_asked_about(heading: str, both: str, cell: str) -> None:
    assert asked(heading, both, cell) == [(RIGHTS, cell, ("Ida Blanc → Zoé Blanc", "Jan Blanc → Zoé Blanc"))]


@pytest.mark.parametrize(("heading", "both", "cell"), [("Garderie", "les deux", "soir"), ("Bulletin", "oui", "mail")])
def test_other_columns_are_not_about_that(heading: str, both: str, cell: str) -> None:
    assert asked(heading, both, cell) == []


@pytest.mark.parametrize(("heading", "both", "cell"), [("Gezagsregister", "ja", "nee"), ("Sorgerechtlich", "j", "n")])
def test_a_no_below_a_glued_word_for_authority_is_asked_about(heading: str, both: str, cell: str) -> None:
    assert asked(heading, both, cell) == [(RIGHTS, cell, ("Ida Blanc → Zoé Blanc", "Jan Blanc → Zoé Blanc"))]
