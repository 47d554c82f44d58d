"""Pupils whose columns were sorted without those of their parents."""

from models import importing
from models.importing import sentence
from tests.support.files import Row, as_csv

TITLES = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère", "Nom père", "Prénom père"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def name(start: str, at: int) -> str:
    return f"{start}{LETTERS[at % 26]}{LETTERS[at // 26]}r"


def rows(count: int, step: int, strangers: int = 0) -> list[Row]:
    """Each pupil beside the parents of the pupil `step` rows further; the first ones have surnames of their own."""
    return [
        [
            name("Dal" if at < strangers else "Vil", at),
            name("Le", at),
            "P1",
            name("Mon", at),
            name("An", at),
            name("Vil", (at + step) % count),
            name("Lu", at),
        ]
        for at in range(count)
    ]


def said(some: list[Row]) -> list[str]:
    return [sentence(one) for one in importing.read(as_csv(some, TITLES)).faults if one.kind == "sorted_apart"]


def test_pupils_who_stand_beside_the_parents_of_others_are_a_fault_that_names_some() -> None:
    (fault,) = said(rows(40, 7))
    assert "40 élèves sur 40" in fault
    assert f"{name('Le', 0)} {name('Vil', 0)}" in fault


def test_a_list_in_order_a_short_one_and_surnames_of_no_adult_say_nothing() -> None:
    assert not said(rows(40, 0))
    assert not said(rows(20, 7))
    assert not said(rows(40, 7, strangers=25)), "as where only mothers are in the file"
