"""The class by a sheet's name or a title, and the pupils of a sheet of those who have left."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.questions import GONE, LEFT
from tests.support.files import Row, as_csv, as_workbook

HEAD: Row = ["Nom élève", "Prénom élève", "Nom mère", "Prénom mère", "E-mail mère"]
LEA, TOM = ["Dupont", "Léa", "Roy", "Eve", ""], ["Petit", "Tom", "Petit", "Anne", ""]


def classes(families: Families) -> list[str]:
    return [pupil.class_name for pupil in families.pupils.values()]


@pytest.mark.parametrize(
    ("name", "class_name"),
    [
        ("6A", "6A"),
        ("P5B", "P5B"),
        ("Klasse 3b", "3b"),
        ("CM1", "CM1"),
        ("6A 26-27", "6A"),
        ("2026-2027 CM1", "CM1"),
        ("Feuil1", ""),
        ("Blad1", ""),
        ("2026", ""),
        ("Liste", ""),
    ],
)
def test_the_name_of_a_single_sheet_is_the_class_where_it_looks_like_one(name: str, class_name: str) -> None:
    families = importing.read(as_workbook({name: [HEAD, LEA, TOM]}))
    assert classes(families) == [class_name] * 2
    assert ("class_from_sheet" in [notice.kind for notice in families.notices]) == bool(class_name)


@pytest.mark.parametrize(
    ("title", "class_name"),
    [
        ("Classe de P1 Mme Odile", "P1"),
        ("Classe 8H A – maître de classe : Roy Alain", "8H A"),
        ("Klas: 3B (juf An)", "3B"),
        ("Klasse 4c, Frau Roy", "4c"),
        ("Classe : Les Mésanges", "Les Mésanges"),
        ("Klasse 1a  –  Klassenleitung: Frau Becker", "1a"),
        ("Klasse 1a, Klassenlehrperson: R. Wit", "1a"),
        ("Gruppe: Igel (Fr. Roy)", "Igel"),
        ("Klas 3B - titularis An Wit", "3B"),
    ],
)
def test_the_teacher_after_the_class_in_a_title_is_no_part_of_it(title: str, class_name: str) -> None:
    data = as_csv([[title, "", "", "", ""], HEAD, LEA, TOM], HEAD, ";")
    assert classes(importing.read(data)) == [class_name] * 2


@pytest.mark.parametrize(
    ("title", "class_name"),
    [
        ("Classe de Mme Aline : PS-MS", "PS-MS"),
        ("Classe de M. Pascal – GS-CP", "GS-CP"),
        ("Classe de Mme Aline (CE1)", "CE1"),
        ("Klas van juf An: 3B", "3B"),
        ("Group of Ms Roy: Owls", "Owls"),
        ("Gruppe von Frau Roy - Igel", "Igel"),
        ("Klassenliste Klasse 5b, Schulhaus Dorf", "5b"),
        ("Klassenliste der Klasse 5b – Schulhaus Dorf", "5b"),
        ("Leerlingenlijst klas 3B - De Wegwijzer", "3B"),
        ("Liste des élèves de la classe CE1", "CE1"),
        ("Klaslijst 3B 2026-2027", "3B"),
        ("Groep: onderbouw", "onderbouw"),
        ("Ambiance : 3-6 ans", "3-6 ans"),
        ("Classe P1 - P2", "P1 - P2"),
        ("Classe de Mme Aline – PS-MS   2026-2027", "PS-MS"),
        ("Classe de Mme Aline – PS-MS (26/27)", "PS-MS"),
        ("Klas van juf An: 3B – schooljaar 2026-2027", "3B"),
        ("Klasse 3b, Schuljahr 26/27", "3b"),
        ("Classe : Mésanges année 2026-27", "Mésanges"),
        ("Classe : CM 25-30", "CM 25-30"),
        ("Klas 9/10", "9/10"),
        ("Classe : P5A, P5B", "P5A, P5B"),
        ("Classe de Mme Aline", "Mme Aline"),
    ],
)
def test_the_class_stands_before_a_place_and_after_its_teacher(title: str, class_name: str) -> None:
    data = as_csv([[title, "", "", "", ""], HEAD, LEA, TOM], HEAD, ";")
    assert classes(importing.read(data)) == [class_name] * 2


@pytest.mark.parametrize("year", ["2026-2027", "26/27", "– année 2026-27", "(Schuljahr 2026/27)"])
def test_a_school_year_is_no_part_of_the_class_in_titles_and_names_of_sheets(year: str) -> None:
    max_, zoe = ["Roy", "Max", "Roy", "Ida", ""], ["Blanc", "Zoé", "Blanc", "Lou", ""]
    rows: list[Row] = [[f"CP {year}", *[""] * 4], HEAD, LEA, TOM, [f"CE1 {year}", *[""] * 4], max_, zoe]
    assert classes(importing.read(as_workbook({"Feuil1": rows}))) == ["CP", "CP", "CE1", "CE1"]
    name = year.replace("/", "-")
    sheets = {f"Mésanges {name}": [HEAD, LEA, TOM], f"Pinsons {name}": [HEAD, max_, zoe]}
    assert classes(importing.read(as_workbook(sheets))) == ["Mésanges", "Mésanges", "Pinsons", "Pinsons"]


def test_a_teacher_alone_is_the_class_where_several_have_one() -> None:
    blank = [""] * 4
    rows: list[Row] = [["Classe de Mme Aline", *blank], HEAD, LEA, TOM, ["Classe de M. Pascal", *blank]]
    rows += [["Roy", "Max", "Roy", "Ida", ""], ["Blanc", "Zoé", "Blanc", "Lou", ""]]
    families = importing.read(as_workbook({"Feuil1": rows}))
    assert classes(families) == ["Mme Aline"] * 2 + ["M. Pascal"] * 2


def test_pupils_of_a_sheet_of_those_who_left_are_gone_by_a_past_date_and_else_asked_about() -> None:
    max_, zoe = ["Roy", "Max", "Roy", "Ida", ""], ["Blanc", "Zoé", "Blanc", "Lou", ""]
    left = [
        ["Nom", "Prénom", "Date de départ"],
        ["PETIT", "Tom", "01/09/2020"],
        ["Roy", "Max", ""],
        ["Blanc", "Zoé", "01/09/2099"],
    ]
    families = importing.read(as_workbook({"2026": [HEAD, LEA, TOM, max_, zoe], "Départs": left}))
    assert [one.full_name for one in families.pupils.values()] == ["Léa Dupont", "Max Roy", "Zoé Blanc"]
    assert [(one.kind, one.answer, len(one.people)) for one in families.blocking_questions] == [
        (LEFT, GONE, 1),
        (LEFT, None, 1),
    ]
    assert families.blocking_questions[1].people[0].startswith("Max Roy")


def test_a_sheet_of_former_pupils_with_their_parents_lets_nobody_in() -> None:
    families = importing.read(as_workbook({"Élèves": [HEAD, LEA], "Départs": [HEAD, TOM]}))
    assert [one.full_name for one in families.pupils.values()] == ["Léa Dupont"]


def test_an_older_list_of_most_pupils_without_dates_is_no_list_of_those_who_left() -> None:
    many = [["Roy", f"Lou {letter}", "Roy", "Eve", ""] for letter in "abcdefghijklmn"]
    families = importing.read(as_workbook({"Liste": [HEAD, *many], "Ancienne liste": [HEAD, *many]}))
    assert len(families.pupils) == len(many)
    assert not families.blocking_questions
    assert "sheets_of_years" in [notice.kind for notice in families.notices]


def test_the_class_of_a_parents_list_is_that_of_the_pupils_list_by_a_name_that_is_alone() -> None:
    parents: list[Row] = [
        ["Name", "Vorname", "Rolle", "Kind"],
        ["Roy", "Eve", "Mutter", "ROY Lou"],
        ["Blanc", "Ann", "Mutter", "BLANC Max"],
    ]
    pupils: list[Row] = [
        ["Nachname", "Vorname", "Klasse"],
        ["Roy", "Lou", "3a"],
        ["Blanc", "Max", "3a"],
        ["Blanc", "Max", "3b"],
    ]
    families = importing.read(as_workbook({"Schüler": pupils, "Eltern": parents}))
    assert [(one.full_name, one.class_name) for one in families.pupils.values()] == [("Lou ROY", "3a")]
    assert "class_from_other_sheet" in [notice.kind for notice in families.notices]
    assert [adult.relation for adult in families.adults] == ["Mutter"]
    assert [(fault.kind, dict(fault.values)["child"]) for fault in families.faults] == [("namesakes", "Max BLANC")]


def test_idem_is_the_address_of_the_parent_before() -> None:
    titles = [*HEAD, "Nom père", "Prénom père", "E-mail père"]
    rows = [
        ["Dupont", "Léa", "Roy", "Eve", "e@x.be", "Roy", "Luc", "Idem"],
        ["Petit", "Tom", "Petit", "Anne", "", "Petit", "Jo", "idem"],
    ]
    families = importing.read(as_csv(rows, titles, ";"))
    assert [adult.email for adult in families.adults] == ["e@x.be", "e@x.be", "", ""]
    assert [one.kind for one in families.notices].count("address_cleaned") == 1
    assert [mend.adult for mend in families.mends] == ["Jo Petit"]


@pytest.mark.parametrize("title", ["Klaslijst 2026-2027", "Liste de classe 2026/2027", "Klassenliste - 2026-27"])
def test_the_school_year_in_a_title_is_no_class(title: str) -> None:
    families = importing.read(as_workbook({"L1": [[title], HEAD, LEA], "L2": [[title], HEAD, TOM]}))
    assert classes(families) == ["L1", "L2"]
