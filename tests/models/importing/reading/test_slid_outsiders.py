"""Doctors who stand in the columns of a second parent."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import CLOSED, ROLE, Answers
from tests.support.files import as_csv

TITLES = [
    *("Nom", "Prénom", "Classe", "Nom resp 1", "Prénom resp 1", "Nom resp 2", "Prénom resp 2", "Mail resp 2"),
    *("Médecin nom", "Médecin prénom", "Médecin mail"),
]
TWO = [
    ["Roy", "Zoé", "P1", "Roy", "Marc", "Petit", "Anne", "", "Brasseur", "Hugues", "b@medi.example"],
    ["Noir", "Léo", "P1", "Noir", "Luc", "Blanc", "Eva", "", "Brasseur", "Hugues", "b@medi.example"],
]


def read(*rows: list[str], answers: Answers | None = None) -> Families:
    return importing.read(as_csv([*TWO, *rows], TITLES), None, answers)


def test_a_doctor_who_slid_into_the_columns_of_a_parent_is_asked_about() -> None:
    slid = ["Vert", "Tom", "P1", "Vert", "Ida", "Brasseur", "Hugues", "b@medi.example", "", "", ""]
    (asked,) = read(slid).blocking_questions
    assert (asked.kind, asked.value, asked.people) == (ROLE, "Brasseur Hugues", ("Hugues Brasseur → Tom Vert",))
    left = read(slid, answers=Answers({asked.key: CLOSED}))
    assert "Hugues" not in {adult.first_name for adult in left.adults}


def test_a_doctor_who_is_a_parent_too_is_not_asked_about() -> None:
    own = ["Brasseur", "Tom", "P1", "Brasseur", "Hugues", "Vert", "Ida", "", "Sand", "Paul", "p@medi.example"]
    assert not read(own).blocking_questions


def test_a_title_counts_with_a_practice_or_with_several_families() -> None:
    titles = TITLES[:8]
    titled = [["Roy", "Zoé", "P1", "Roy", "Marc", "Sand", "Dr Eva", ""]]
    assert not importing.read(as_csv(titled, titles)).blocking_questions
    practice = [["Roy", "Zoé", "P1", "Roy", "Marc", "Sand", "Dr Eva", "cabinet.sand@x.example"]]
    assert len(importing.read(as_csv(practice, titles)).blocking_questions) == 1
    two = [*titled, ["Noir", "Léo", "P1", "Noir", "Luc", "Sand", "Dr Eva", ""]]
    (asked,) = importing.read(as_csv(two, titles)).blocking_questions
    assert len(asked.people) == 2


@pytest.mark.parametrize("first", ["Praxis Lenz", "Wachtpost Zuid"])
def test_a_doctors_whole_name_in_one_cell_of_a_parent_is_asked_about(first: str) -> None:
    titles = [*TITLES[:8], "Hausarzt", "Ort", "Mail Ort"]
    others = [[f"Roy{n}", "Zoé", "1a", f"Roy{n}", "Ida", "", "", "", "Dr. Jan Lenz", first, ""] for n in range(3)]
    slid = ["Vert", "Tom", "1a", "Vert", "Eva", "Dr. Jan Lenz", first, "info@lenz.example", "", "", ""]
    (asked,) = importing.read(as_csv([*others, slid], titles)).blocking_questions
    assert (asked.kind, [one.split(" → ")[1] for one in asked.people]) == (ROLE, ["Tom Vert"])


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("Santé Nord", "Cabinet médical"),
        ("De Linde", "Huisartsenpraktijk"),
        ("Oak Road", "Surgery"),
        ("Maison médicale", "Les Tilleuls"),
        ("am Markt", "Kinderarztpraxis"),
    ],
)
def test_who_has_the_name_of_a_practice_is_asked_about(last: str, first: str) -> None:
    rows = [
        ["Roy", "Zoé", "P1", "Roy", "Marc", last, first, ""],
        ["Noir", "Léo", "P1", "Noir", "Luc", "Blanc", "Eva", ""],
    ]
    (asked,) = importing.read(as_csv(rows, TITLES[:8])).blocking_questions
    assert (asked.kind, len(asked.people)) == (ROLE, 1)


def test_a_teacher_who_slid_is_known_by_the_schools_address() -> None:
    titles = ["Naam", "Voornaam", "Ouder 1", "Mail ouder 1", "Ouder 2", "Gsm ouder 2", "Leerkracht", "Mail leerkracht"]
    others = [
        [f"Roy{n}", "Zoé", f"Roy{n} Ann", f"ann{n}@x.be", "", "", f"Maes Jo{n}", f"jo{n}@school.be"] for n in range(6)
    ]
    slid = ["Vert", "Tom", "Vert Ida", "ida@x.be", "Claes Eva", "eva@school.be", "", ""]
    own = ["Noir", "Léo", "Noir Luc", "luc@x.be", "Noir Lea", "lea@gmail.example", "", ""]
    asked = importing.read(as_csv([*others, slid, own], titles, ";")).blocking_questions
    assert [one.people for one in asked if one.kind == ROLE] == [("Eva Claes → Tom Vert",)]
