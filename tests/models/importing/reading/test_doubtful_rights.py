"""Columns about rights whose heading is turned round, abbreviated, or in two languages."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import RIGHTS
from tests.support.files import as_csv

TITLES = ["Matricule", "Nom élève", "Prénom élève", "Nom responsable", "Prénom responsable"]


def read(heading: str, *cells: str) -> Families:
    """A parent beside each pupil, named by the cell's place: `Aa`, `Ab`…"""
    rows = [
        [f"7{place}", "Roy", f"L{chr(97 + place)}", "Roy", f"A{chr(97 + place)}", cell]
        for place, cell in enumerate(cells)
    ]
    return importing.read(as_csv(rows, [*TITLES, heading]))


def closed(families: Families) -> list[str]:
    return [adult.first_name for adult in families.adults if adult.closed]


@pytest.mark.parametrize(
    "heading",
    [
        "Retrait de l’autorité parentale",
        "Perte autorité parentale responsable",
        "Ontzetting ouderlijk gezag",
        "Entzug Sorgerecht",
    ],
)
def test_a_heading_about_authority_that_was_removed_closes_by_a_yes(heading: str) -> None:
    assert closed(read(heading, "Non", "Oui", "Non")) == ["Ab"]


@pytest.mark.parametrize("heading", ["AUT_PAR", "RESP_AUT_PAR", "Aut.par", "ist Erziehungsberechtigt"])
def test_an_abbreviated_heading_about_authority_closes_by_a_no(heading: str) -> None:
    assert closed(read(heading, "O", "N", "O")) == ["Ab"]


def test_a_right_is_said_in_two_languages() -> None:
    families = read("Autorité parentale", "oui / ja", "non / nein", "oui / ja")
    assert closed(families) == ["Ab"]
    assert [one.value for one in families.blocking_questions if one.kind == RIGHTS] == ["non / nein"]


def test_each_value_is_asked_about_where_most_parents_have_no_right() -> None:
    families = read("Autorité parentale ôtée", *["Non"] * 8, "Oui")
    asked = [(one.value, one.answer) for one in families.blocking_questions]
    assert asked == [("Non", None), ("Oui", None)], "the heading may mean the contrary"
    assert not closed(families)


def test_a_running_number_under_pr_is_no_right() -> None:
    assert not read("Pr.", "1", "2", "3", "4").blocking_questions
    assert closed(read("PR", "1", "0", "1")) == ["Ab"]


@pytest.mark.parametrize(
    "heading",
    [
        "SB1_ALLEINSORGEBERECHTIGT",
        "Parent 1 sole custody",
        "Autorité parentale exclusive parent 1",
        "Ouder 1 alleen gezag",
    ],
)
def test_who_has_custody_alone_leaves_the_other_in_question(heading: str) -> None:
    titles = [
        "Nom élève",
        "Prénom élève",
        "Nom parent 1",
        "Prénom parent 1",
        heading,
        "Nom parent 2",
        "Prénom parent 2",
    ]
    yes, no = ("J", "N") if "SB1" in heading else ("oui", "non")
    rows = [["Roy", "Lou", "Roy", "Ann", yes, "Petit", "Luc"], ["Kaya", "Eda", "Kaya", "Ela", no, "Can", "Ali"]]
    (asked,) = importing.read(as_csv(rows, titles)).blocking_questions
    assert (asked.kind, asked.people) == (RIGHTS, ("Luc Petit → Lou Roy",))


@pytest.mark.parametrize("heading", ["Statut responsable", "État du compte responsable", "Status responsable"])
@pytest.mark.parametrize(
    ("usual", "word"),
    [
        *(("actif", word) for word in ("bloqué", "désactivé", "non actif", "suspendu", "révoqué", "clôturé", "expiré")),
        *(("actief", word) for word in ("geblokkeerd", "niet actief", "geschorst")),
        *(("active", word) for word in ("blocked", "not active", "barred", "denied")),
        ("A", "B"),
        ("A", "0"),
    ],
)
def test_an_unusual_status_of_a_parent_is_asked_about(heading: str, usual: str, word: str) -> None:
    found = read(heading, usual, usual, word, usual, usual, usual)
    assert [(one.kind, one.value) for one in found.blocking_questions if not one.answer] == [(RIGHTS, word)]
    assert not [one for one in read(heading, *[usual] * 6).blocking_questions if not one.answer]
