"""Cells that name several adults, and say of each address and phone whose it is."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import as_csv, as_workbook


def seen(families: Families) -> list[tuple[str, str, str, str]]:
    return [(one.full_name, one.relation, one.email, one.phone) for one in families.adults]


def test_each_adult_has_the_address_and_phone_that_its_name_stands_beside() -> None:
    head = ["Pupil", "Class", "Primary Guardians", "Guardian emails", "Guardian phones", "Lunch"]
    rows = [
        [
            "Roy, Lou",
            "1A",
            "Ann Roy (Mother)\nJoe Petit (Father)",
            "Joe Petit: joe@example.org",
            "Joe Petit: 0470 11 11 11\nAnn Roy: 0470 22 22 22",
            "y",
        ],
        [
            "Blanc, Max",
            "1B",
            "Eve Blanc (Mother)\nSam Blanc (Father)",
            "Eve Blanc: eve@example.org\nSam Blanc: sam@example.org",
            "",
            "",
        ],
        ["Noir, Zoe", "1B", "Ida Noir (Mother)", "Ida Noir: ida@example.org", "Ida Noir: 0470 33 33 33", ""],
        ["Vert, Tom", "1B", "", "", "", ""],
    ]
    families = importing.read(as_workbook({"Report": [head, *rows]}))
    assert seen(families) == [
        ("Ann Roy", "Mother", "", "0470 22 22 22"),
        ("Joe Petit", "Father", "joe@example.org", "0470 11 11 11"),
        ("Eve Blanc", "Mother", "eve@example.org", ""),
        ("Sam Blanc", "Father", "sam@example.org", ""),
        ("Ida Noir", "Mother", "ida@example.org", "0470 33 33 33"),
    ]
    assert "listed_cells" in [notice.kind for notice in families.notices]


def test_first_names_in_brackets_say_it_for_two_households() -> None:
    head = [
        "Student",
        "Class",
        "Household 1: Adults",
        "Household 1: Emails",
        "Household 2: Adults",
        "Household 2: Emails",
    ]
    rows = [
        ["Roy, Lou", "1A", "Ann Roy | Joe Petit", "ann@example.org (Ann) | joe@example.org (Joe)", "", ""],
        ["Blanc, Max", "1B", "Eve Blanc", "eve@example.org (Eve)", "Sam Blanc", "sam@example.org (Sam)"],
        ["Noir, Zoe", "1B", "Ida Noir | Al Noir", "al@example.org (Al)", "Pia Gris", "pia@example.org (Pia)"],
    ]
    families = importing.read(as_csv(rows, head))
    assert [(one.full_name, one.email) for one in families.adults] == [
        ("Ann Roy", "ann@example.org"),
        ("Joe Petit", "joe@example.org"),
        ("Eve Blanc", "eve@example.org"),
        ("Sam Blanc", "sam@example.org"),
        ("Ida Noir", ""),
        ("Al Noir", "al@example.org"),
        ("Pia Gris", "pia@example.org"),
    ]


def test_an_address_beside_a_name_of_nobody_in_the_row_is_asked_about() -> None:
    head = ["Pupil", "Class", "Guardians", "Guardian emails"]
    rows = [
        ["Roy, Lou", "1A", "Ann Roy\nJoe Petit", "Ann Roy: ann@example.org\nUma Vert: uma@example.org"],
        ["Blanc, Max", "1B", "Eve Blanc\nSam Blanc", "Eve Blanc: eve@example.org\nSam Blanc: sam@example.org"],
    ]
    families = importing.read(as_workbook({"Report": [head, *rows]}))
    assert [one.full_name for one in families.adults] == ["Ann Roy", "Joe Petit", "Eve Blanc", "Sam Blanc"]
    assert {one.email for one in families.adults} == {""}
    assert {one.adult for one in families.mends} == {"Ann Roy", "Joe Petit", "Eve Blanc", "Sam Blanc"}


def test_a_relation_of_no_parent_beside_a_name_is_not_lost() -> None:
    head = ["Pupil", "Class", "Guardians", "Guardian phones"]
    rows = [
        ["Roy, Lou", "1A", "Ann Roy (Mother)\nJoe Petit (Childminder)", "Ann Roy: 0470 11 11 11"],
        ["Blanc, Max", "1B", "Eve Blanc (Mother)\nSam Blanc (Father)", "Sam Blanc: 0470 22 22 22"],
        ["Noir, Zoe", "1B", "Ida Noir (Mother)", "Ida Noir: 0470 33 33 33"],
    ]
    families = importing.read(as_workbook({"Report": [head, *rows]}))
    assert "Joe Petit" not in [one.full_name for one in families.adults]


@pytest.mark.parametrize("cell", ["ROY Ann\nPETIT Joe", "ROY Ann (mother)\nPETIT Joe (father)"])
def test_whole_names_one_a_line_are_several_adults(cell: str) -> None:
    rows = [["Roy, Lou", "1A", cell], ["Blanc, Max", "1B", "VAN DEN BROECK Eva"]]
    families = importing.read(as_workbook({"Report": [["Pupil", "Class", "Parents"], *rows]}))
    assert [one.full_name for one in families.adults] == ["Ann ROY", "Joe PETIT", "Eva VAN DEN BROECK"]


def test_a_name_that_goes_on_in_the_next_line_is_one() -> None:
    rows = [["Roy, Lou", "1A", "VAN DEN\nBROECK Eva"], ["Blanc, Max", "1B", "ROY Ann"]]
    families = importing.read(as_workbook({"Report": [["Pupil", "Class", "Parents"], *rows]}))
    assert [one.full_name for one in families.adults] == ["Eva VAN DEN BROECK", "Ann ROY"]


def test_names_with_an_apostrophe_before_a_word_are_whole_names() -> None:
    head = ["Kind", "Groep", "Ouder(s)", "Mobiel", "E-mail"]
    rows = [
        ["Thijs in 't Veld", "Rups", "Stijn in 't Veld\nFatma in ’t Veld", "Fatma: 06-11111111", "Stijn: stijn@x.nl"],
        ["Kobe 't Hart", "Rups", "Ann 't Hart\nLuc Roy", "Luc: 06-22222222", "Luc: luc@x.nl\nAnn: ann@x.nl"],
        ["Marie Bakker", "Vlinder", "Els Bakker", "", "Els: els@x.nl"],
    ]
    assert [
        (one.full_name, one.email, one.phone) for one in importing.read(as_workbook({"Blad": [head, *rows]})).adults
    ] == [
        ("Stijn in 't Veld", "stijn@x.nl", ""),
        ("Fatma in ’t Veld", "", "06-11111111"),
        ("Ann 't Hart", "ann@x.nl", ""),
        ("Luc Roy", "luc@x.nl", "06-22222222"),
        ("Els Bakker", "els@x.nl", ""),
    ]
