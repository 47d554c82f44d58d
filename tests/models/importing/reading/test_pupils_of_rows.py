"""Which pupil a parent's row is of, where the row does not say it in full; and whose a form's own questions are."""

from models import importing
from models.importing import Families
from tests.support.files import Row, as_csv, as_workbook

HEAD: Row = ["Matricule", "Élève", "Classe", "Rolle", "Name", "Vorname", "E-Mail"]


def beside(families: Families) -> list[tuple[str, str, str]]:
    pupils = families.pupils
    return [(one.register_number, pupils[one.register_number].class_name, one.full_name) for one in families.adults]


def rows(count: int) -> list[Row]:
    """So many pupils with two parents each, of whom the second stands below without the pupil."""
    found = []
    for number in range(1, count + 1):
        found.append([str(number), f"ROY Lou{'abcdef'[number]}", "1A", "", "Roy", f"Ann{number}", ""])
        found.append(["", "", "", "", "Petit", f"Joe{number}", ""])
    return found


def test_parents_below_the_pupils_row_are_of_the_same_pupil_and_named_by_their_lines() -> None:
    families = importing.read(as_csv(rows(3), HEAD, ";"))
    assert not families.faults
    assert beside(families)[:2] == [("1", "1A", "Ann1 Roy"), ("1", "1A", "Joe1 Petit")]
    assert len(beside(families)) == 6
    (said,) = (importing.sentence(one) for one in families.notices if one.kind == "pupils_above")
    assert "3, 5, 7" in said


def test_a_row_or_two_without_a_pupil_are_mistakes() -> None:
    families = importing.read(as_csv(rows(2), HEAD, ";"))
    assert [fault.line for fault in families.faults] == [3, 3, 5, 5]
    assert [adult.full_name for adult in families.adults] == ["Ann1 Roy", "Ann2 Roy"]


def test_a_row_with_only_the_name_missing_is_of_nobody_above() -> None:
    some = rows(3)
    some[1][2] = "1B"
    families = importing.read(as_csv([*some, *rows(5)[6:]], HEAD, ";"))
    assert {fault.line for fault in families.faults} == {3}
    assert ("1", "1A", "Joe1 Petit") not in beside(families)


def test_a_contact_with_several_numbers_is_a_parent_of_each_pupil() -> None:
    pupils = [
        ["Nom", "Prénom", "INE", "Classe"],
        ["Roy", "Lou", "A17", "CP"],
        ["Roy", "Tom", "A18", "CE1"],
        ["Noir", "Zoé", "A19", "CP"],
    ]
    contacts = [
        ["Nom", "Prénom", "Courriel", "INE enfant 1", "INE enfant 2"],
        ["Roy", "Ann", "a@x.be", "A17", "A18"],
        ["Petit", "Joe", "j@x.be", "A18", ""],
        ["Noir", "Ida", "i@x.be", "A19", ""],
    ]
    families = importing.read(as_workbook({"Élèves": pupils, "Responsables": contacts}))
    assert beside(families) == [
        ("A17", "CP", "Ann Roy"),
        ("A18", "CE1", "Ann Roy"),
        ("A18", "CE1", "Joe Petit"),
        ("A19", "CP", "Ida Noir"),
    ]
    assert [adult.email for adult in families.adults] == ["a@x.be", "a@x.be", "j@x.be", "i@x.be"]


def test_your_address_and_phone_are_those_of_your_name() -> None:
    titles = (
        "Nom de l’enfant;Prénom de l’enfant;Votre nom et prénom (parent 1);Votre e-mail;Votre GSM"
        ";Nom et prénom du parent 2 (facultatif);GSM du parent 2"
    )
    cells = "ROY;Lou;ROY Ann;a@x.be;0470 1;PETIT Joe;"
    families = importing.read(as_csv([cells.split(";")], titles.split(";"), ";"))
    assert not [one for one in families.blocking_questions if one.answer is None]
    assert [(one.full_name, one.email, one.phone) for one in families.adults] == [
        ("Ann ROY", "a@x.be", "0470 1"),
        ("Joe PETIT", "", ""),
    ]


def test_a_number_with_a_name_of_its_own_is_preferred_to_a_bare_id() -> None:
    head = [
        "student_id",
        "student_mis_id",
        "student_forename",
        "student_surname",
        "contact_forename",
        "contact_surname",
    ]
    families = importing.read(as_csv([["A0001", "233", "Lou", "Roy", "Ann", "Roy"]], head))
    assert list(families.pupils) == ["233"]


def numbers(title: str, *cells: str) -> list[bool]:
    """Whether each pupil has the number of this column."""
    head = [title, "Nom", "Prénom", "Nom mère", "Prénom mère"]
    names = ["Roy", "Petit", "Noir", "Blanc", "Gris", "Vert", "Brun", "Rose", "Jaune", "Mauve", "Bleu"]
    found = [[cell, name, "Lou", name, "Ann"] for cell, name in zip(cells, names, strict=False)]
    families = importing.read(as_csv(found, head, ";"))
    return [number in cells for number in families.pupils]


def test_a_bare_number_column_is_the_pupils_number_where_its_cells_are_long() -> None:
    for title in ("N°", "Nr", "No.", "Nummer", "Réf.", "NUM", "Personen-ID"):
        assert numbers(title, "25841", "25736", "25827") == [True] * 3, title
    assert numbers("N°", "1", "2", "3") == [False] * 3, "a row's number"
    assert numbers("N°", "12", "107", "7") == [False] * 3, "a house's"
    assert numbers("N°", "25841", "", "") == [False] * 3
    assert numbers("Budget", "25841", "25736", "25827") == [False] * 3


def test_one_row_without_a_bare_number_is_a_fault_and_changes_no_other() -> None:
    cells = [str(number) for number in range(25800, 25811)]
    assert numbers("N°", *cells) == [True] * 11
    assert numbers("N°", *cells[:5], "", *cells[6:]) == [True] * 10


def test_parents_below_the_pupils_row_on_one_of_several_sheets() -> None:
    sheets = {"Piano": [HEAD, *rows(3)], "Violon": [HEAD, ["9", "NOIR Tim", "1A", "", "Noir", "Ida", ""]]}
    families = importing.read(as_workbook(sheets))
    assert not families.faults
    assert len(families.adults) == 7


def test_a_pupils_row_without_delimiters_after_it_stands_above_those_of_the_parents() -> None:
    found = []
    for number in range(1, 4):
        found.append([str(number), f"ROY Lou{'abcdef'[number]}", "1A"])
        found.append(["", "", "", "mère", "Roy", f"Ann{number}", ""])
        found.append(["", "", "", "père", "Petit", f"Joe{number}", ""])
    found.append(["4", "ROY Max", "1A"])
    families = importing.read(as_csv(found, HEAD, ";"))
    assert not families.faults
    assert beside(families) == [
        (str(number), "1A", f"{name}{number} {last}")
        for number in (1, 2, 3)
        for name, last in (("Ann", "Roy"), ("Joe", "Petit"))
    ]
    assert families.pupils["4"].full_name == "Max ROY"


def test_such_a_row_that_is_cut_off_earlier_stays_a_fault() -> None:
    found = [row for row in rows(3) if row[0]]
    some = [line for row in found for line in (row[:3], ["", "", "", "", *row[4:]])]
    families = importing.read(as_csv([*some, ["9", "ROY Max"]], HEAD, ";"))
    assert [fault.kind for fault in families.faults] == ["few_cells"]
