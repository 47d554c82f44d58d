"""A row for each parent, with names below `Nom`, `Prénom` alone, beside a cell that lists the pupils."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.questions import ROLE
from tests.support.files import as_csv

TITLES = ["Profil", "Civilité", "Nom", "Prénom", "Identifiant", "Courriel", "Élèves rattachés"]
LOU, LEA = "ROY Lou (4A), ROY Max (6B)", "FOX Léa (5C)"


def read(
    titles: list[str] = TITLES, profile: str = "Responsable légal", listed: str = LOU, child: str = LEA
) -> Families:
    rows = [
        [profile, "Mme", "ROY", "Ann", "a.roy", "ann@example.org", listed],
        ["Responsable légal", "M.", "PETIT", "Luc", "l.petit", "luc@example.org", LOU],
        ["Responsable légal", "M.", "FOX", "Tom", "t.fox", "tom@example.org", child],
        ["Responsable légal", "Mme", "MORA", "Eva", "e.mora", "", child],
    ]
    return importing.read(as_csv(rows, titles, ";"))


def families_of(found: Families) -> list[tuple[str, str, list[str]]]:
    assert not found.faults
    return [
        (one.full_name, one.class_name, [a.full_name for a in found.adults if a.register_number == number])
        for number, one in found.pupils.items()
    ]


@pytest.mark.parametrize(
    "titles",
    [
        TITLES,
        ["Profil", "Civilité", "Nom", "Prénom", "Login", "E-mail", "Enfants (classe)"],
        ["Profiel", "Aanspreking", "Naam", "Voornaam", "Gebruikersnaam", "E-mail", "Gekoppelde leerlingen"],
        ["Profil", "Anrede", "Name", "Vorname", "Benutzername", "E-Mail", "Zugeordnete Kinder"],
        ["Profile", "Title", "Last name", "First name", "Username", "Email", "Linked pupils"],
    ],
)
def test_the_names_are_the_parents(titles: list[str]) -> None:
    found = read(titles)
    assert families_of(found) == [
        ("Lou ROY", "4A", ["Ann ROY", "Luc PETIT"]),
        ("Max ROY", "6B", ["Ann ROY", "Luc PETIT"]),
        ("Léa FOX", "5C", ["Tom FOX", "Eva MORA"]),
    ]
    assert not found.blocking_questions


@pytest.mark.parametrize("profile", ["Enseignant", "Personne à contacter", "Accompagnant"])
def test_who_has_another_profile_is_asked_about_or_left_out(profile: str) -> None:
    found = read(profile=profile)
    asked = [person for one in found.blocking_questions if one.kind == ROLE for person in one.people]
    assert any(person.startswith("Ann ROY") for person in asked) or "Ann ROY" not in [
        one.full_name for one in found.adults
    ]


def test_pupils_beside_their_brothers_and_sisters_are_not_taken_for_parents() -> None:
    with pytest.raises(Unreadable):
        read(["Profil", "Civilité", "Nom", "Prénom", "Identifiant", "Courriel", "Autres enfants"])
    with pytest.raises(Unreadable):
        read(listed="ROY Ann (4A), ROY Max (6B)")
