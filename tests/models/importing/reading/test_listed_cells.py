"""Cells that list several people, in the same order in each column."""

from models import importing
from models.importing import Families
from models.importing.reading.questions import CONTACT
from tests.support.files import as_csv, as_workbook


def seen(families: Families) -> list[tuple[str, str, str, str, str]]:
    assert not families.faults
    assert [notice.kind for notice in families.notices].count("listed_cells") == 1
    pupils = families.pupils
    return [
        (
            pupils[one.register_number].full_name,
            pupils[one.register_number].class_name,
            one.full_name,
            one.email,
            one.phone,
        )
        for one in families.adults
    ]


def test_adults_of_a_cell_have_the_addresses_and_phones_of_the_same_lines() -> None:
    head = ["Pupil", "Class", "Guardians", "Relationships", "Emails", "Mobiles", "Notes"]
    both = [
        "Roy, Lou",
        "1A",
        "Ms Ann Roy\nMr Joe Petit",
        "Mother\nFather",
        "-\njoe@example.org",
        "0470 1\n0470 2",
        "a\nb\nc",
    ]
    more = [
        "Blanc, Max",
        "1B",
        "Mr Sam Blanc\nMs Eve Blanc",
        "Father\nMother",
        "s@example.org\ne@example.org",
        "-\n0470 4",
        "",
    ]
    one = ["Noir, Zoe", "1B", "Ms Ida Noir", "Mother", "i@example.org", "0470 5", ""]
    families = importing.read(as_workbook({"Report": [["Made for the school"], [], head, both, more, one]}))
    assert seen(families) == [
        ("Lou Roy", "1A", "Ann Roy", "", "0470 1"),
        ("Lou Roy", "1A", "Joe Petit", "joe@example.org", "0470 2"),
        ("Max Blanc", "1B", "Sam Blanc", "s@example.org", ""),
        ("Max Blanc", "1B", "Eve Blanc", "e@example.org", "0470 4"),
        ("Zoe Noir", "1B", "Ida Noir", "i@example.org", "0470 5"),
    ]
    assert [adult.relation for adult in families.adults][:2] == ["Mother", "Father"]


def test_addresses_of_another_number_than_the_names_are_nobodys_until_somebody_says_whose() -> None:
    head = ["Pupil", "Guardians", "Emails"]
    rows = [
        ["Roy, Lou", "Ms Ann Roy\nMr Joe Petit", "a@example.org"],
        ["Blanc, Max", "Mr Sam Blanc\nMs Eve Blanc", "s@x.be\ne@x.be"],
    ]
    families = importing.read(as_workbook({"Report": [head, *rows]}))
    assert [(adult.full_name, adult.email) for adult in families.adults] == [
        ("Ann Roy", ""),
        ("Joe Petit", ""),
        ("Sam Blanc", ""),
        ("Eve Blanc", ""),
    ]
    assert families.mends or any(one.answer is None for one in families.blocking_questions)


def test_pupils_of_a_cell_have_the_numbers_and_classes_of_the_same_places() -> None:
    head = ["Nachname", "Vorname", "E-Mail", "Schüler (ID)", "Schüler (Name)", "Schüler (Klasse)"]
    rows = [
        ["Roy", "Ann", "a@x.be", "7|8", "Roy Lou|Roy Tom", "1A|2B"],
        ["Blanc", "Sam", "s@x.be", "5|6", "Blanc Max|Blanc Eve", "1A|1B"],
        ["Noir", "Ida", "i@x.be", "9", "Noir Zoe", "2B"],
    ]
    families = importing.read(as_csv(rows, head, ";"))
    assert {(number, one.full_name, one.class_name) for number, one in families.pupils.items()} == {
        ("7", "Lou Roy", "1A"),
        ("8", "Tom Roy", "2B"),
        ("5", "Max Blanc", "1A"),
        ("6", "Eve Blanc", "1B"),
        ("9", "Zoe Noir", "2B"),
    }
    assert [adult.full_name for adult in families.adults] == [
        "Ann Roy",
        "Ann Roy",
        "Sam Blanc",
        "Sam Blanc",
        "Ida Noir",
    ]


def test_commas_separate_pupils_where_other_cells_have_whole_names_without_one() -> None:
    head = ["Nom", "Prénom", "E-mail", "Enfants"]
    rows = [
        ["Roy", "Ann", "a@x.be", "Lou Roy, Tom Roy"],
        ["Petit", "Joe", "j@x.be", "Max Petit, Eve Petit"],
        ["Blanc", "Sam", "s@x.be", "Zoe Blanc"],
        ["Noir", "Ida", "i@x.be", "Ugo Noir"],
    ]
    pupils = importing.read(as_csv(rows, head, ";")).pupils.values()
    assert [one.full_name for one in pupils] == [
        "Lou Roy",
        "Tom Roy",
        "Max Petit",
        "Eve Petit",
        "Zoe Blanc",
        "Ugo Noir",
    ]
    spanish = [["Roy", "Ann", "a@x.be", "De Wit, Lou"], ["Petit", "Joe", "j@x.be", "Dos Reis, Ana Rita"]]
    pupils = importing.read(as_csv(spanish, head, ";")).pupils.values()
    assert [one.full_name for one in pupils] == ["Lou De Wit", "Ana Rita Dos Reis"]


def test_addresses_of_mother_and_father_whose_names_stand_in_one_column_are_asked_about() -> None:
    head = ["Nom élève", "Prénom élève", "Parents", "Courriel père", "Courriel mère"]
    rows = [["ROY", "Lou", "ROY Luc et PETIT Ann", "l@x.be", "a@x.be"], ["NOIR", "Zoé", "NOIR Ida", "", "i@x.be"]]
    families = importing.read(as_csv(rows, head, ";"))
    assert [(adult.full_name, adult.email) for adult in families.adults] == [
        ("Luc ROY", ""),
        ("Ann PETIT", ""),
        ("Ida NOIR", ""),
    ]
    assert [(one.kind, one.heading) for one in families.blocking_questions] == [
        (CONTACT, "Courriel père"),
        (CONTACT, "Courriel mère"),
    ]
