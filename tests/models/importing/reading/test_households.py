"""A sheet of pupils and one with a row for each family, connected by the family's code."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.remarks import Unreadable
from tests.support.files import Row, as_workbook

PUPILS: list[Row] = [
    ["K07", "Roy", "Léa", "3A"],
    ["K12", "Noir", "Tom", "5B"],
    ["K07", "Roy-Petit", "Zoé", "5B"],
]
FAMILIES: list[Row] = [
    ["K12", "Noir", "Ida", "ida@example.org", "", "", ""],
    ["K07", "Petit", "Eva", "eva@example.org", "Roy", "Jan", "jan@example.org"],
]
TITLES = {
    "fr": (
        ["Nom", "Prénom", "Classe"],
        ["Nom mère", "Prénom mère", "Mail mère", "Nom père", "Prénom père", "Mail père"],
    ),
    "nl": (
        ["Naam", "Voornaam", "Klas"],
        ["Naam moeder", "Voornaam moeder", "Mail moeder", "Naam vader", "Voornaam vader", "Mail vader"],
    ),
    "de": (
        ["Name", "Vorname", "Klasse"],
        ["Name Mutter", "Vorname Mutter", "Mail Mutter", "Name Vater", "Vorname Vater", "Mail Vater"],
    ),
    "en": (
        ["Surname", "Forename", "Class"],
        ["Mother surname", "Mother forename", "Mother email", "Father surname", "Father forename", "Father email"],
    ),
}
SEEN = {("Ida Noir", "Tom"), ("Eva Petit", "Léa"), ("Jan Roy", "Léa"), ("Eva Petit", "Zoé"), ("Jan Roy", "Zoé")}


def read(
    own: str, other: str, language: str = "fr", pupils: list[Row] = PUPILS, families: list[Row] = FAMILIES
) -> Families:
    children, adults = TITLES[language]
    book = {"A": [[own, *children], *pupils], "B": [[other, *adults], *families]}
    return importing.read(as_workbook(book))


def seen(families: Families) -> set[tuple[str, str]]:
    return {
        (f"{adult.first_name} {adult.last_name}", families.pupils[adult.register_number].first_name)
        for adult in families.adults
    }


@pytest.mark.parametrize(
    ("language", "own", "other"),
    [
        ("fr", "Code famille", "Code famille"),
        ("fr", "N° foyer", "N° foyer"),
        ("fr", "Famille", "Code famille"),
        ("fr", "Famille", "Code"),
        ("fr", "Dossier", "Dossier"),
        ("nl", "Gezinsnr.", "Gezin"),
        ("de", "Haushalt", "Haushalt-Nr."),
        ("en", "Household ID", "Household ID"),
    ],
)
def test_each_pupil_has_the_parents_of_the_family(language: str, own: str, other: str) -> None:
    families = read(own, other, language)
    assert (families.faults, families.blocking_questions) == ([], [])
    assert seen(families) == SEEN
    assert [pupil.class_name for pupil in families.pupils.values()] == ["3A", "5B", "5B"]
    (said,) = (one for one in families.notices if one.kind == "sheets_joined_by_family")
    assert dict(said.values) == {"one": "A", "other": "B"}


def test_the_families_may_stand_first_and_other_sheets_beside() -> None:
    children, adults = TITLES["fr"]
    book: dict[str, list[Row]] = {
        "Familles": [["Code famille", *adults], *FAMILIES],
        "Menu": [["Lundi", "soupe"], ["Mardi", "riz"]],
        "Élèves": [[*children, "Code famille"], *([*row[1:], row[0]] for row in PUPILS)],
    }
    families = importing.read(as_workbook(book))
    assert seen(families) == SEEN
    assert ("ignored_sheets", "Menu") in {(one.kind, dict(one.values).get("found")) for one in families.notices}


def test_a_spouse_beside_a_bare_name() -> None:
    titles = ["Code famille", "Civilité", "Nom", "Prénom", "Mail", "Nom conjoint", "Prénom conjoint", "Mail conjoint"]
    rows = [[row[0], "Mme", *row[1:]] for row in FAMILIES]
    book = {"Élèves": [["Code famille", *TITLES["fr"][0]], *PUPILS], "Familles": [titles, *rows]}
    assert seen(importing.read(as_workbook(book))) == SEEN


def test_a_list_of_other_children_with_their_mothers_is_not_joined() -> None:
    titles = ["Code famille", "Nom", "Prénom", "Nom mère", "Prénom mère", "Mail mère"]
    rows: list[Row] = [
        ["K07", "Roy", "Max", "Petit", "Eva", "eva@example.org"],
        ["K12", "Noir", "Lou", "Noir", "Ida", "ida@example.org"],
    ]
    book = {"Élèves": [["Code famille", *TITLES["fr"][0]], *PUPILS], "Garderie": [titles, *rows]}
    families = importing.read(as_workbook(book))
    assert seen(families) == {("Eva Petit", "Max"), ("Ida Noir", "Lou")}


@pytest.mark.parametrize("title", ["N°", "Code"])
def test_numbers_of_rows_join_nothing(title: str) -> None:
    pupils: list[Row] = [["1", "Roy", "Léa", "3A"], ["2", "Noir", "Tom", "5B"]]
    families = [["1", *FAMILIES[0][1:]], ["2", *FAMILIES[1][1:]]]
    with pytest.raises(Unreadable):
        read(title, title, pupils=pupils, families=families)


def test_a_family_on_two_rows_is_not_one() -> None:
    with pytest.raises(Unreadable):
        read("Dossier", "Dossier", families=[*FAMILIES, ["K12", "Blanc", "Kim", "kim@example.org", "", "", ""]])


def test_who_has_no_row_on_the_other_sheet_is_kept_and_named() -> None:
    pupils = [*PUPILS, ["", "Wit", "Max", "3A"]]
    left: Row = ["K99", "Claes", "An", "an@example.org", "", "", ""]
    families = read("Code famille", "Code famille", pupils=pupils, families=[*FAMILIES, left])
    assert seen(families) == SEEN
    assert "Max" in {pupil.first_name for pupil in families.pupils.values()}
    (said,) = (one for one in families.notices if one.kind == "nobodys_contact")
    assert dict(said.values)["value"] == "K99 Claes An an@example.org"
