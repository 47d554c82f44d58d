"""Columns that say of each pupil whether both parents have authority or custody, or one alone."""

import pytest

from models import importing
from models.importing.reading.questions import RIGHTS
from tests.support.files import as_csv

NAMES = ("Roy", "Noir", "Gris", "Vert", "Rose", "Brun")


def asked(heading: str, both: str, *cells: str) -> set[tuple[str, str, str]]:
    """Kind, value and pupil of each question."""
    titles = ["Nom élève", "Prénom élève", "Classe", "Nom mère", "Prénom mère", "Nom père", "Prénom père", heading]
    rows = [[name, "Tom", "3A", name, "Ann", name, "Luc", both] for name in NAMES]
    rows += [["Blanc", f"Zoé{at}", "3A", "Blanc", "Ida", "Blanc", "Jan", cell] for at, cell in enumerate(cells)]
    families = importing.read(as_csv(rows, titles, ";"))
    return {(one.kind, one.value, who) for one in families.blocking_questions for who in one.people}


@pytest.mark.parametrize(
    ("heading", "both", "cell"),
    [
        ("Gezagsvorm", "gezamenlijk", "eenhoofdig mdr"),
        ("Gezagssituatie", "beide ouders", "alleen moeder"),
        ("Gezag", "gez.", "eenh. moe"),
        ("Vorm", "gezamenlijk", "eenhoofdig"),
        ("Sorgeform", "gemeinsam", "allein KM"),
        ("Sorgestatus", "gem.", "Mutter"),
        ("el. Sorge", "gemeinsam", "Mutter"),
        ("Régime", "conjointe", "exclusive mère"),
        ("Exercice AP", "conj.", "mère"),
        ("Régimen de custodia", "compartida", "madre"),
        ("Affido", "congiunto", "esclusivo"),
        ("Poder paternal", "ambos", "mãe"),
        ("Status", "joint", "sole (mother)"),
    ],
)
def test_the_pupils_of_one_parent_alone_are_asked_about(heading: str, both: str, cell: str) -> None:
    pupils = [f"Zoé{at} Blanc" for at in range(4)]  # too many for rare words
    whom = {f"{adult} → {pupil}" for adult in ("Ida Blanc", "Jan Blanc") for pupil in pupils}
    assert asked(heading, both, *[cell] * 4) in (
        {(RIGHTS, cell, who) for who in whom},
        {(RIGHTS, cell, who) for who in whom if "Jan" in who},  # the cell names the mother
    )


@pytest.mark.parametrize("legend", ["KM = Kindsmutter, KV = Kindsvater (laut Urteil)", "KM = Mutter, KV = Vater"])
def test_below_codes_that_a_legend_explains_the_other_parent_is_asked_about(legend: str) -> None:
    titles = ["Kind", "Klasse", "Mutter", "Mail Mutter", "Vater", "Mail Vater", "Sorge"]
    rows = [[f"Lou {name}", "2a", f"Ann {name}", "", f"Jan {name}", "", "KM/KV"] for name in NAMES]
    rows.append(["Zoe Blanc", "2a", "Ida Blanc", "", "Luc Blanc", "", "KM"])
    rows += [["Tom Lang", "2a", "Eva Lang", "", "Guy Lang", "", "KV"], [legend, *[""] * 6]]
    families = importing.read(as_csv(rows, titles, ";"))
    people = {(one.kind, who) for one in families.blocking_questions for who in one.people}
    assert people == {(RIGHTS, "Luc Blanc → Zoe Blanc"), (RIGHTS, "Eva Lang → Tom Lang")}


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Gezagsvorm", ("gezamenlijk", "beide", "1 en 2", "beide ouders")),
        ("Sorgerecht", ("gemeinsam", "gem.", "beide Eltern", "beide")),
        ("Autorité parentale", ("conjointe", "conj.", "les deux", "en commun")),
        ("Custody", ("joint", "shared", "both", "both parents")),
    ],
)
def test_words_for_both_parents_are_not_asked_about(heading: str, cells: tuple[str, ...]) -> None:
    assert asked(heading, cells[0], *cells) == set()


@pytest.mark.parametrize(("heading", "both", "cell"), [("Cantine", "partagée", "seule"), ("Sport", "samen", "voetbal")])
def test_columns_of_other_things_are_not_about_that(heading: str, both: str, cell: str) -> None:
    assert asked(heading, both, *[cell] * 4) == set()
