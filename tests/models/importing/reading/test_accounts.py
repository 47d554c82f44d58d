"""A list of accounts: pupils, parents and others one below the other, the pupils' numbers beside the parents."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.questions import RIGHTS
from tests.support.files import Row, as_csv

TITLES = {
    "fr": "Profil;Identifiant;Nom;Prénom;Classe;E-mail;Identifiant enfant 1;Identifiant enfant 2;État du compte",
    "nl": "Type;Stamnummer;Naam;Voornaam;Klas;E-mail;Stamnummer kind 1;Stamnummer kind 2;Status account",
    "de": "Rolle;ID;Nachname;Vorname;Klasse;E-Mail;ID Kind 1;ID Kind 2;Konto",
    "en": "Role;ID;Surname;Forename;Class;Email;Child ID 1;Child ID 2;Account status",
}
SEEN = {("Eva Petit", "Léa"), ("Jan Roy", "Léa"), ("Jan Roy", "Zoé"), ("Ida Noir", "Tom")}


def read(*more: Row, pupil: str = "Élève", parent: str = "Responsable", language: str = "fr") -> Families:
    rows: list[Row] = [
        [pupil, "E101", "Roy", "Léa", "3A", "", "", "", "Activé"],
        [pupil, "E102", "Roy", "Zoé", "5B", "", "", "", "Activé"],
        [pupil, "E103", "Noir", "Tom", "5B", "", "", "", "Activé"],
        [parent, "R201", "Petit", "Eva", "", "eva@example.org", "E101", "", "Activé"],
        [parent, "R202", "Roy", "Jan", "", "jan@example.org", "E101", "E102", "Jamais connecté"],
        [parent, "R203", "Noir", "Ida", "", "ida@example.org", "E103", "", "Activé"],
        *more,
    ]
    return importing.read(as_csv(rows, TITLES[language].split(";"), ";"))


def seen(families: Families) -> set[tuple[str, str]]:
    return {(adult.full_name, families.pupils[adult.register_number].first_name) for adult in families.adults}


@pytest.mark.parametrize(
    ("language", "pupil", "parent"),
    [
        ("fr", "Élève", "Responsable"),
        ("fr", "Élèves", "Parents d’élèves"),
        ("fr", "ELEVE", "Responsable légal"),
        ("nl", "Leerling", "Ouder"),
        ("de", "Schüler*in", "Erziehungsberechtigte"),
        ("en", "Student", "Guardian"),
    ],
)
def test_parents_are_beside_the_pupils_whose_numbers_they_have(language: str, pupil: str, parent: str) -> None:
    families = read(pupil=pupil, parent=parent, language=language)
    assert (families.faults, families.blocking_questions) == ([], [])
    assert seen(families) == SEEN
    assert [(one.register_number, one.class_name) for one in families.pupils.values()] == [
        ("E101", "3A"),
        ("E102", "5B"),
        ("E103", "5B"),
    ]


@pytest.mark.parametrize("kind", ["Enseignant", "Personnel", "Tuteur de stage", "Responsable d’établissement", ""])
def test_accounts_of_others_are_left_out_by_name(kind: str) -> None:
    families = read([kind, "X1", "Blanc", "Max", "", "max@example.org", "E103", "", "Activé"])
    assert seen(families) == SEEN
    (said,) = (one for one in families.notices if one.kind == "skipped_row")
    assert (said.line, "Blanc Max" in dict(said.values)["value"]) == (8, True)


def test_a_parent_of_nobody_in_the_list_is_named() -> None:
    other: Row = ["Responsable", "R8", "Vert", "Lou", "", "lou@example.org", "E103", "", "Activé"]
    families = read(other, ["Responsable", "R9", "Blanc", "Max", "", "max@example.org", "E999", "", "Activé"])
    assert seen(families) == {*SEEN, ("Lou Vert", "Tom")}
    assert [one.line for one in families.notices if one.kind == "nobodys_contact"] == [9]


def test_a_closed_account_is_asked_about() -> None:
    families = read(["Responsable", "R9", "Blanc", "Max", "", "max@example.org", "E103", "", "Désactivé"])
    (asked,) = families.blocking_questions
    assert (asked.kind, asked.value, asked.people) == (RIGHTS, "Désactivé", ("Max Blanc → Tom Noir",))


def test_a_count_of_children_is_no_number_of_a_pupil() -> None:
    titles = ["Profil", "Identifiant", "Nom", "Prénom", "Classe", "E-mail", "Nombre d’enfants"]
    rows: list[Row] = [["Élève", str(at), "Roy", f"L{'abcd'[at]}a", "3A", "", ""] for at in range(1, 4)]
    rows += [["Responsable", f"R{at}", "Roy", f"Jan{at}", "", f"jan{at}@example.org", str(at)] for at in (1, 2)]
    with pytest.raises(Unreadable):
        importing.read(as_csv(rows, titles, ";"))
