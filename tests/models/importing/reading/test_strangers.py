"""A column of somebody who is no parent, wherever it stands, lets nobody in without a question."""

import pytest

from models import importing
from tests.support.export_samples import words
from tests.support.export_shapes import WIDE, Adult, Pupil, text, wide

PUPILS = [
    Pupil("Dupont", "Zoé", "P1A", (Adult("Dupont", "Anne", ""), Adult("Lambert", "Luc", "luc@example.org"))),
    Pupil("Petit", "Léo", "P1A", (Adult("Petit", "Eva", "eva@example.org"),)),
    Pupil("Leroy", "Tom", "M3B", (Adult("Colin", "Inès", ""),)),
]
NAMES = [
    *("Titulaire", "Professeur principal", "Prof. principal", "Médecin traitant", "Nounou", "Voisin", "Employeur"),
    *("Personne à prévenir en cas d’urgence", "Contact urgence", "Grand-mère", "Tuteur de stage", "Direction"),
    *(
        "Accompagnateur",
        "Délégué de classe",
        "Parrain",
        "Assistante sociale",
        "Klastitularis",
        "Huisarts",
        "Noodcontact",
    ),
    *("Internat : éducateur", "Class teacher", "Emergency contact", "Klassenlehrer", "Hausarzt"),
]
PLACES = (0, 3, 6, 9, 12)


def strangers(heading: str, cell: str, place: int, way: int) -> set[tuple[tuple[str, ...], str]]:
    """What comes in beyond the parents and their own addresses, where nothing is asked."""
    rows = [
        [*row[:place], heading if number == 0 else cell, *row[place:]] for number, row in enumerate(wide(PUPILS, way))
    ]
    found = importing.read(text(rows, ";", "utf-8", "\n"))
    if any(asked.answer is None for asked in found.blocking_questions):
        return set()
    known = {
        (words(f"{one.first} {one.last}"), mail) for pupil in PUPILS for one in pupil.adults for mail in ("", one.email)
    }
    return {(words(adult.full_name), adult.email) for adult in found.adults} - known


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("heading", NAMES)
def test_no_stranger_becomes_a_parent_without_a_question(heading: str, place: int) -> None:
    for way in range(len(WIDE)):
        assert not strangers(heading, "Xanten Paulette", place, way)


ADDRESSES = (
    "E-mail élève",
    "Mail du titulaire",
    "Student Email",
    "E-mail",
    "Mail école",
    "Mail secrétariat",
    "Contact",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("heading", ADDRESSES)
def test_no_strangers_address_becomes_a_parents_without_a_question(heading: str, place: int) -> None:
    for way in range(len(WIDE)):
        assert not strangers(heading, "xanten@example.net", place, way)
