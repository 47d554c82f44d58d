"""Relations below a heading that no word explains, and `PR` over yes and no."""

import pytest

from models import importing
from models.importing.reading.questions import CLOSED, RIGHTS, ROLE
from tests.support.files import as_csv

NAMES = ["Nom de l’élève", "Prénom de l’élève", "Classe", "Nom du parent", "Prénom du parent"]


def asked(title: str, *relations: str) -> list[tuple[str, str]]:
    rows = [[f"Roy{at}", "Tom", "P1", f"Roy{at}", "Dominique", one] for at, one in enumerate(relations)]
    families = importing.read(as_csv(rows, [*NAMES, title]))
    return [(one.kind, one.value) for one in families.blocking_questions]


@pytest.mark.parametrize("title", ["Je réponds en tant que", "Ik ben…", "I am the child’s…", "Wer füllt aus"])
@pytest.mark.parametrize(
    "other",
    [
        "mamie",
        "marraine",
        "gardienne du mercredi",
        "éducateur",
        "stiefvader",
        "Tagesmutter",
        "family friend",
        "AESH du lundi",
    ],
)
def test_who_is_no_parent_is_asked_about(title: str, other: str) -> None:
    assert asked(title, "maman", "papa", "la maman", "Papa (divorcé)", other) == [(ROLE, other)]


@pytest.mark.parametrize(
    ("parent", "other"),
    [("Parent", "Personnel"), ("Ouder", "Personeelslid"), ("Elternteil", "Schulbegleitung"), ("Guardian", "Assistant")],
)
def test_staff_of_a_list_of_users_who_are_linked_to_a_pupil(parent: str, other: str) -> None:
    assert asked("Profil", parent, parent, other, parent) == [(ROLE, other)]


def test_a_kind_of_family_is_no_relation() -> None:
    assert asked("Lebt bei", "Eltern", "Eltern", "Alleinerz.", "Eltern") == []


def test_other_words_below_other_headings_are_not() -> None:
    assert asked("Informations", "voisine de Léa", "frère de Max", "maman", "collier", "néant") == []


@pytest.mark.parametrize("no", ["No", "N", "None"])
def test_parental_responsibility_in_two_letters_beside_a_first_name(no: str) -> None:
    titles = ["Pupil Surname", "Pupil Forename", "Year", "Contact Surname", "Contact Forename", "PR", "Email"]
    rows = [
        ["Hill", "Ava", "3B", "Hill", "Joan", "Yes", "joan@example.org"],
        ["Hill", "Ava", "3B", "Hill", "Karl", no, "karl@example.org"],
        ["Moss", "Ben", "3B", "Moss", "Rita", "Yes", "rita@example.org"],
    ]
    (one,) = importing.read(as_csv(rows, titles)).blocking_questions
    assert (one.kind, one.people, one.answer in (CLOSED, None)) == (RIGHTS, ("Karl Hill → Ava Hill",), True)
