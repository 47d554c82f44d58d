"""A column that says whose child the pupil is: the other adult of the household does not come in unasked."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, RIGHTS, Answers
from tests.support.files import as_csv

PAIR = ["Nom parent 1", "Prénom parent 1", "Nom parent 2", "Prénom parent 2"]
COUPLE = ["Nom mère", "Prénom mère", "Nom père", "Prénom père"]


def read(heading: str, cells: tuple[str, ...], adults: list[str] = PAIR, answers: Answers | None = None) -> Families:
    rows = [
        [f"Roy{chr(97 + n)}", "Léa", "P1", "Petit", f"Anne{chr(97 + n)}", "Noir", f"Luc{chr(97 + n)}", cell]
        for n, cell in enumerate(cells)
    ]
    return importing.read(as_csv(rows, ["Nom élève", "Prénom élève", "Classe", *adults, heading]), None, answers)


def asked(families: Families) -> set[str]:
    assert {one.kind for one in families.blocking_questions} <= {RIGHTS}
    return {who.split()[0] for one in families.blocking_questions for who in one.people}


HEADINGS = (
    "Enfant de|Enfant de (1 = adulte 1, 2 = adulte 2)|Élève de|Kind van|Kind von|Child of|Parent de l’élève"
    "|Ouder van het kind|Wiens kind?|Whose child|Wessen Kind"
)
CELLS = [
    ("1+2", "1", "2", "1+2"),
    ("1&2", "1", "2", "1/2"),
    ("1 et 2", "1", "2", "1 en 2"),
    ("les deux", "1", "2", "tous"),
    ("beide", "ouder 1", "ouder 2", "beide"),
    ("A+B", "A", "B", "A/B"),
    ("both", "parent 1", "adult 2", "1 and 2"),
]


@pytest.mark.parametrize("heading", HEADINGS.split("|"))
@pytest.mark.parametrize("cells", CELLS)
def test_the_adult_whose_child_it_is_not_is_asked_about(heading: str, cells: tuple[str, ...]) -> None:
    assert asked(read(heading, cells)) == {"Lucb", "Annec"}


@pytest.mark.parametrize("cells", [("les deux", "mère", "père"), ("beide", "moeder", "vader"), ("M+V", "mama", "papa")])
def test_a_cell_may_name_the_relation(cells: tuple[str, ...]) -> None:
    assert asked(read("Enfant de", (*cells[1:], "tous"), COUPLE)) == {"Luca", "Anneb"}


def test_whom_the_answer_shuts_out() -> None:
    questions = read("Enfant de", ("1+2", "1", "2")).blocking_questions
    closed = read("Enfant de", ("1+2", "1", "2"), answers=Answers({one.key: CLOSED for one in questions}))
    assert {adult.first_name for adult in closed.adults if adult.closed} == {"Lucb", "Annec"}


@pytest.mark.parametrize("cells", [("1+2", "1+2"), ("les deux", "les deux"), ("Roy", "Petit"), ("Mme Roy", "M. Petit")])
def test_nobody_is_asked_about_where_each_is_of_both_or_the_cells_are_names(cells: tuple[str, ...]) -> None:
    assert asked(read("Enfant de", cells)) == set()


@pytest.mark.parametrize("heading", ["Enfants", "Nombre d’enfants", "Rang", "Kinder in Familie", "Child"])
def test_numbers_below_other_headings_ask_nothing(heading: str) -> None:
    assert asked(read(heading, ("1", "2", "1", "2"))) == set()
