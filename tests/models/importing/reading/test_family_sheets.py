"""A sheet of pupils and one of parents, connected by the family's number."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import RIGHTS
from tests.support.files import Row, as_workbook

PUPILS: list[Row] = [
    ["11", "Moens", "Stan", "3A"],
    ["11", "Peters", "Nina", "5B"],
    ["12", "Roels", "Bas", "3A"],
    ["13", "Smet", "Eva", "5B"],
]
TITLES = {
    "nl": (
        ["Gezinsnummer", "Naam", "Voornaam", "Klas"],
        ["Gezinsnummer", "Naam", "Voornaam", "Relatie", "E-mail", "Ouder van"],
    ),
    "fr": (
        ["N° famille", "Nom", "Prénom", "Classe"],
        ["N° famille", "Nom", "Prénom", "Lien", "Mail", "Pour quel enfant"],
    ),
    "en": (
        ["Family ID", "Surname", "Forename", "Class"],
        ["Family ID", "Surname", "Forename", "Relationship", "Email", "Parent of"],
    ),
    "de": (
        ["Familien-Nr.", "Name", "Vorname", "Klasse"],
        ["Familien-Nr.", "Name", "Vorname", "Beziehung", "E-Mail", "Elternteil von"],
    ),
    "it": (
        ["Fam.", "Cognome", "Nome", "Classe"],
        ["Codice famiglia", "Cognome", "Nome", "", "E-mail", "Parent of"],
    ),
}


def read(words: str, language: str = "nl") -> Families:
    """The mother of both half-siblings, and a father with these words."""
    mother, father = ("moeder", "vader") if language == "nl" else ("mère", "père")
    parents: list[Row] = [
        ["11", "Vos", "Els", mother, "els@example.org", ""],
        ["11", "Moens", "Dirk", father, "dirk@example.org", words],
        ["12", "Roels", "Jan", father, "jan@example.org", ""],
        ["13", "Smet", "Ine", mother, "ine@example.org", ""],
    ]
    pupils, others = TITLES[language]
    return importing.read(as_workbook({"Kinderen": [pupils, *PUPILS], "Ouders": [others, *parents]}))


def beside(families: Families, parent: str) -> list[str]:
    numbers = [adult.register_number for adult in families.adults if adult.first_name == parent]
    return [families.pupils[number].first_name for number in numbers]


@pytest.mark.parametrize("language", list(TITLES))
def test_a_parent_of_one_child_stands_beside_that_child_alone(language: str) -> None:
    families = read("Stan", language)
    assert (families.faults, families.blocking_questions) == ([], [])
    assert [(pupil.first_name, pupil.class_name) for pupil in families.pupils.values()] == [
        *(("Stan", "3A"), ("Nina", "5B"), ("Bas", "3A"), ("Eva", "5B"))
    ]
    assert [beside(families, name) for name in ("Els", "Dirk", "Jan", "Ine")] == [
        ["Stan", "Nina"],
        ["Stan"],
        ["Bas"],
        ["Eva"],
    ]


@pytest.mark.parametrize("words", ["alle kinderen", "beide", "", "Stan en Nina"])
def test_a_parent_of_all(words: str) -> None:
    families = read(words)
    assert (beside(families, "Dirk"), families.blocking_questions) == (["Stan", "Nina"], [])


@pytest.mark.parametrize("words", ["zie dossier", "niet van Nina", "alles behalve Nina", "?? navragen"])
def test_what_is_not_clear_is_asked_about(words: str) -> None:
    (asked,) = read(words).blocking_questions
    assert (asked.kind, asked.value) == (RIGHTS, words)
    assert asked.people == ("Dirk Moens → Stan Moens", "Dirk Moens → Nina Peters")


def test_a_pupil_without_a_number_is_kept() -> None:
    pupils, others = TITLES["nl"]
    parents: list[Row] = [[n, f"Vos{n}", "Els", "moeder", f"els{n}@example.org", ""] for n in ("11", "11", "12", "13")]
    book = {"Kinderen": [pupils, *PUPILS, ["", "Wit", "Lea", "3A"]], "Ouders": [others, *parents], "Menu": [["soep"]]}
    families = importing.read(as_workbook(book))
    assert "Lea" in {pupil.first_name for pupil in families.pupils.values()}


def test_sheets_are_not_joined_by_what_is_no_number() -> None:
    pupils: list[Row] = [["Situation familiale", "Nom", "Prénom", "Classe", "Nom mère", "Prénom mère"]]
    pupils += [["mariés", "Roy", "Léa", "3A", "Petit", "Eva"], ["séparés", "Noir", "Tom", "3A", "Blanc", "Ida"]]
    club: list[Row] = [
        ["Situation familiale", "Nom", "Mail"],
        ["mariés", "Roy", "r@example.org"],
        ["séparés", "Noir", "n@example.org"],
    ]
    families = importing.read(as_workbook({"Élèves": pupils, "Contacts": club}))
    assert [(adult.first_name, adult.email) for adult in families.adults] == [("Eva", ""), ("Ida", "")]


def test_a_parent_whose_number_no_pupil_has_is_named() -> None:
    pupils, others = TITLES["nl"]
    parents: list[Row] = [
        ["11", "Vos", "Els", "moeder", "els@example.org", ""],
        ["11", "Moens", "Dirk", "vader", "dirk@example.org", ""],
        ["12", "Roels", "Jan", "vader", "jan@example.org", ""],
        ["13", "Smet", "Ine", "moeder", "ine@example.org", ""],
        ["14", "Claes", "An", "moeder", "an@example.org", ""],
        ["99", "Aerts", "Bo", "moeder", "bo@example.org", ""],
    ]
    children = [*PUPILS, ["14", "Claes", "Noa", "3A"]]
    families = importing.read(as_workbook({"Kinderen": [pupils, *children], "Ouders": [others, *parents]}))
    assert "Bo" not in {adult.first_name for adult in families.adults}
    left = [one for one in families.notices if one.kind == "nobodys_contact"]
    assert [(one.line, dict(one.values)["value"]) for one in left] == [(7, "99 Aerts Bo moeder bo@example.org")]


@pytest.mark.parametrize("heading", ["Ambiance", "Afdeling", "Lokaal"])
def test_a_class_that_only_the_cells_show_is_kept_in_the_joined_sheet(heading: str) -> None:
    names = [(f"Roy{letter}", "3-6 ans" if letter in "abcde" else "6-9 ans") for letter in "abcdefghij"]
    pupils: list[Row] = [["Code famille", "Nom", "Prénom", heading]]
    parents: list[Row] = [["Code famille", "Responsable", "Prénom", "Nom", "Courriel"]]
    for number, (name, group) in enumerate(names, 10):
        pupils.append([f"F{number}", name, "Lou", group])
        parents += [[f"F{number}", who, "Ann", name, f"{who[0]}{number}@example.org"] for who in ("mère", "père")]
    families = importing.read(as_workbook({"Enfants": pupils, "Parents": [parents[0], *reversed(parents[1:])]}))
    assert [one.class_name for one in families.pupils.values()] == [group for _name, group in names]
