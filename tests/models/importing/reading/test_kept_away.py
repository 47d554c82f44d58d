"""Columns that keep something from a parent: by a word of the heading, a code for the parent, or a rare yes."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, PERSON, Answers
from tests.support.files import as_csv

COUPLE = ["Mutter Name", "Mutter Vorname", "Vater Name", "Vater Vorname"]
PARENTS = ["Nom parent 1", "Prénom parent 1", "Nom parent 2", "Prénom parent 2"]
EACH = ["Matricule", "Nom élève", "Prénom élève", "Lien", "Nom responsable", "Prénom responsable"]


def pairs(heading: str, cells: list[str], adults: list[str] = COUPLE, answers: Answers | None = None) -> Families:
    rows = [
        [f"Roy{chr(97 + n)}", "Lea", "1P", "Petit", f"Anna{chr(97 + n)}", "Noir", f"Luca{chr(97 + n)}", cell]
        for n, cell in enumerate(cells)
    ]
    return importing.read(as_csv(rows, ["Name", "Vorname", "Klasse", *adults, heading]), None, answers)


def rows_of_two(heading: str, cells: list[str]) -> Families:
    """A mother and a father of each pupil, in rows of their own."""
    rows = []
    for n, cell in enumerate(cells):
        relation = ("mère", "père")[n % 2]
        rows.append([f"4{n // 2}", "Roy", f"Lea{chr(97 + n // 2)}", relation, "Petit", f"Alex{chr(97 + n)}", cell])
    return importing.read(as_csv(rows, [*EACH, heading]))


def asked(families: Families) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (one.value, tuple(who.split()[0] for who in one.people))
        for one in families.blocking_questions
        if one.answer is None
    ]


@pytest.mark.parametrize("heading", ["Auskunftssperre (M/V)", "Sperrvermerk", "Kontaktverbote", "Afgeschermd"])
def test_a_letter_names_the_parent_from_whom_something_is_kept(heading: str) -> None:
    cells = ["", "V", "", "M", "", "V", "", ""]
    assert asked(pairs(heading, cells)) == [("V", ("Lucab", "Lucaf")), ("M", ("Annad",))]


def test_such_a_letter_may_name_both_parents() -> None:
    assert asked(pairs("Auskunftssperre", ["", "M+V", "", "", "Mutter"])) == [
        ("M+V", ("Annab",)),
        ("M+V", ("Lucab",)),
        ("Mutter", ("Annae",)),
    ]


def test_the_answer_shuts_out_the_named_parent() -> None:
    cells = ["", "V", "", ""]
    (question,) = pairs("Auskunftssperre", cells).blocking_questions
    families = pairs("Auskunftssperre", cells, answers=Answers({question.key: CLOSED}))
    assert [adult.first_name for adult in families.adults if adult.closed] == ["Lucab"]


def test_each_parent_is_asked_about_where_the_heading_does_not_say_what_the_letters_mean() -> None:
    cells = ["", "M", "", "", "V", "", ""]
    found = asked(pairs("Xyz", cells))
    assert found == [("M", ("Annab",)), ("M", ("Lucab",)), ("V", ("Annae",)), ("V", ("Lucae",))]


@pytest.mark.parametrize(
    ("heading", "cells", "adults"),
    [
        ("Xyz", ["M", "V", "M", "V"], COUPLE),  # each pupil has one, as boys and girls do
        ("Xyz", ["", "M", "", "", ""], COUPLE),  # one letter alone
        ("Xyz", ["", "P", "", "", "R", ""], PARENTS),  # `P` is no one parent's
    ],
)
def test_other_letters_ask_nothing(heading: str, cells: list[str], adults: list[str]) -> None:
    assert not asked(pairs(heading, cells, adults))


@pytest.mark.parametrize("heading", ["Afgeschermd voor (J/N)", "Gesperrt", "Shielded from", "Bloqué", "Kontaktsperre"])
def test_a_yes_below_a_word_that_keeps_away_is_asked_about(heading: str) -> None:
    assert asked(rows_of_two(heading, ["N", "J", "J", "N"])) == [("J", ("Alexb", "Alexc"))]


@pytest.mark.parametrize("heading", ["Vrelk (J/N)", "Nur Notiz"])
def test_a_rare_yes_about_single_adults_is_asked_about_whatever_its_heading(heading: str) -> None:
    assert asked(rows_of_two(heading, ["N", "N", "N", "J", "N", "N", "N", "N"])) == [("J", ("Alexd",))]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Vrelk (J/N)", ["N", "J", "J", "N", "N", "J", "N", "N"]),  # not rare
        ("Vrelk (J/N)", ["N", "N", "J", "J", *["N"] * 8]),  # of both parents of a pupil: about the pupil
        ("Factuur (J/N)", ["N", "N", "N", "J", "N", "N", "N", "N"]),
    ],
)
def test_other_answers_of_yes_and_no_ask_nothing(heading: str, cells: list[str]) -> None:
    assert not asked(rows_of_two(heading, cells))


def test_a_no_below_an_abbreviation_that_names_a_parent_is_asked_about() -> None:
    cells = ["J", "N", "J", "J", "J", "N", "J", "J"]
    assert asked(pairs("VrlkVater", cells)) == [("N", ("Lucab", "Lucaf"))]
    assert not asked(pairs("Vrelkentrag Vater", cells)), "a right would be recognised in a whole word"
    assert not asked(pairs("SMS Vater", cells))
    assert not asked(pairs("VrlkVater", ["J", "N", "N", "J", "N", "N", "N", "J"])), "most have none"


def test_the_cells_of_a_shifted_row_are_no_answers() -> None:
    rows = [[f"Roy{n}", "Lea", "1P", "Petit", f"Anna{n}", "Noir", f"Luca{n}", "J"] for n in "abcdefgh"]
    rows[3][-1] = "N"
    shifted = ["Roy", "Leo", "1P", "Petit", "Annai", "x", "Noir", "Lucai", "J"]
    families = importing.read(as_csv([*rows, shifted], ["Name", "Vorname", "Klasse", *COUPLE, "VrlkVater"]))
    assert [one.kind for one in families.faults] == ["many_cells"]
    assert asked(families) == [("N", ("Lucad",))]


@pytest.mark.parametrize(
    ("titles", "asked_about"),
    [
        (["Mère", "Mail mère", "Conjoint", "Mail conjoint", "Père", "Mail père"], True),
        (["Mère", "Mail mère", "Conjoint de la mère", "Mail conjoint", "Père", "Mail père"], True),
        (["Responsable", "Mail responsable", "Conjoint", "Mail conjoint", "Médecin", "Mail médecin"], False),
    ],
)
def test_a_spouse_beside_mother_and_father_is_asked_about(titles: list[str], asked_about: bool) -> None:
    row = ["Roy", "Lou", "P1", "Ann Roy", "ann@x.be", "Luc Petit", "luc@x.be", "Max Noir", "max@x.be"]
    families = importing.read(as_csv([row], ["Nom élève", "Prénom élève", "Classe", *titles]))
    assert (PERSON in {one.kind for one in families.blocking_questions}) is asked_about
    assert ("luc@x.be" in {adult.email for adult in families.adults}) is not asked_about
