"""Headings in two languages, of which one is known; and those of a mail merge."""

from models import importing
from models.importing import Families
from models.importing.reading.questions import PERSON
from tests.support.files import as_csv


def adults(families: Families) -> list[tuple[str, str, str, str]]:
    assert not families.blocking_questions
    return [(one.full_name, one.relation, one.phone, one.email) for one in families.adults]


def test_the_known_side_says_what_a_heading_means() -> None:
    head = ["Anv / NOM", "Anv-bihan / Prénom", "Klas / Classe", "Mamm / Mère", "Tad / Père", "Pgz tad", "Postel tad"]
    rows = [
        ["BOZEC", "Bleuenn", "CP", "COZIC Anna", "BOZEC Yann", "06 11 11 11 11", "yann@example.org"],
        ["COZIC", "Nolan", "CE1", "LE DÛ Katell", "COZIC Erwan", "06 22 22 22 22", "erwan@example.org"],
    ]
    assert adults(importing.read(as_csv(rows, head))) == [
        ("Anna COZIC", "mère", "", ""),
        ("Yann BOZEC", "père", "06 11 11 11 11", "yann@example.org"),
        ("Katell LE DÛ", "mère", "", ""),
        ("Erwan COZIC", "père", "06 22 22 22 22", "erwan@example.org"),
    ]


def test_mr_and_mme_with_the_same_fields_are_two_parents() -> None:
    head = ["Classe", "Nom et prénom", "Mr", "Gsm Mr", "@ Mr", "Mme", "Gsm Mme", "@ Mme"]
    rows = [
        ["M1", "ROY Lou", "ROY Luc", "0470 11 11 11", "luc@example.org", "ROSE Ann", "0470 22 22 22", "a@example.org"],
        ["M1", "BLANC Max", "", "", "", "BLANC Eve", "", "eve@example.org"],
        ["M3", "NOIR Zoé", "NOIR Ali", "", "", "NOIR Ida", "", ""],
    ]
    found = [(name, phone, email) for name, _relation, phone, email in adults(importing.read(as_csv(rows, head)))]
    assert found == [
        ("Luc ROY", "0470 11 11 11", "luc@example.org"),
        ("Ann ROSE", "0470 22 22 22", "a@example.org"),
        ("Eve BLANC", "", "eve@example.org"),
        ("Ali NOIR", "", ""),
        ("Ida NOIR", "", ""),
    ]


def test_mme_alone_is_asked_about() -> None:
    head = ["Classe", "Nom", "Prénom", "Mère nom", "Mère prénom", "Mme", "Gsm Mme"]
    rows = [
        ["M1", "ROY", "Lou", "ROY", "Ann", "ROY Lea", "0470 22 22 22"],
        ["M1", "BLANC", "Max", "BLANC", "Eve", "BLANC Pia", "0470 33 33 33"],
    ]
    families = importing.read(as_csv(rows, head))
    assert [one.full_name for one in families.adults] == ["Ann ROY", "Eve BLANC"]
    assert {one.kind for one in families.blocking_questions} <= {PERSON}


def test_a_heading_of_health_is_nobodys_name() -> None:
    head = ["Nom élève", "Prénom élève", "Nom mère", "Prénom mère", "PAI / Allergie"]
    rows = [["Roy", "Lou", "Petit", "Ann", "PAI noix: oui"], ["Blanc", "Max", "Blanc", "Eve", "asthme"]]
    found = importing.read(as_csv(rows, head))
    assert [one.full_name for one in found.adults] == ["Ann Petit", "Eve Blanc"]
