"""Rows between the pupils: a class alone, with its teacher, and counts in any language."""

import pytest

from models import importing
from models.importing import Families
from tests.support.files import Row, as_csv, as_workbook

HEAD: Row = ["Nr.", "Name", "Vorname", "Mutter", "Tel. Mutter"]
LOU: Row = ["1", "Roy", "Lou", "Ann Roy", "0470 11 11 11"]
MAX: Row = ["2", "Blanc", "Max", "Eve Blanc", "0470 22 22 22"]
ZOE: Row = ["1", "Noir", "Zoe", "Ida Noir", "0470 33 33 33"]


def alone(*cells: str) -> Row:
    return [*cells, *[""] * (len(HEAD) - len(cells))]


def classes(families: Families) -> list[str]:
    assert not families.faults
    return [pupil.class_name for pupil in families.pupils.values()]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (["1A"], ["2B"], ["1A", "1A", "2B"]),
        (
            ["Sezione Gialla", "", "maestra Paola"],
            ["Sezione Blu", "", "maestro Ugo"],
            ["Sezione Gialla"] * 2 + ["Sezione Blu"],
        ),
        (["MS/GS"], ["CP Mme Odile"], ["MS/GS", "MS/GS", "CP"]),
        (["Classe : PS-MS"], ["Classe : TPS-PS-MS Mme Roy"], ["PS-MS", "PS-MS", "TPS-PS-MS"]),
        (["Classe : PS MS GS"], ["Class 2B Ms Keller"], ["PS MS GS", "PS MS GS", "2B"]),
        (["Fotos am 3.09"], ["bezahlt 12.11"], ["", "", ""]),
    ],
)
def test_a_class_alone_is_that_of_the_rows_below(first: Row, second: Row, expected: list[str]) -> None:
    families = importing.read(as_csv([alone(*first), LOU, MAX, alone(*second), ZOE], HEAD))
    assert classes(families) == expected


def test_a_class_alone_above_the_headings_counts_where_others_follow() -> None:
    rows = [alone("Liste"), alone("1A"), HEAD, LOU, MAX, alone("2B"), HEAD, ZOE]
    assert classes(importing.read(as_workbook({"Blatt": rows}))) == ["1A", "1A", "2B"]
    assert classes(importing.read(as_workbook({"Blatt": [alone("1A"), HEAD, LOU, MAX]}))) == ["", ""]


@pytest.mark.parametrize(
    "count", [["Iomlán", "2"], ["", "Hollad", "2"], ["Total familles :", "1", "Total enfants :", "2"]]
)
def test_a_word_and_the_number_of_rows_are_no_pupil(count: Row) -> None:
    families = importing.read(as_csv([LOU, MAX, alone(*count), alone("2B"), ZOE], HEAD))
    assert [pupil.first_name for pupil in families.pupils.values()] == ["Lou", "Max", "Zoe"]
    assert "skipped_row" in [notice.kind for notice in families.notices]


def test_a_pupil_with_little_else_between_others_is_no_count() -> None:
    head = ["Name", "Vorname", "Klasse", "Mutter", "Tel. Mutter"]
    rows = [["Roy", "Lou", "2", "Ann Roy", ""], ["Blanc", "Max", "3", "Eve Blanc", ""], ["Noir", "", "2", "", ""]]
    families = importing.read(as_csv([*rows, ["Vert", "Tom", "3", "Pia Vert", ""]], head))
    assert [fault.kind for fault in families.faults] == ["no_child_name"]


def test_another_number_beside_a_word_is_a_fault() -> None:
    families = importing.read(as_csv([LOU, MAX, alone("", "Hollad", "7")], HEAD))
    assert [fault.kind for fault in families.faults] == ["not_a_name"]


def test_a_column_of_years_with_whole_classes_is_the_class() -> None:
    head = ["Apellidos", "Nombre", "Curso", "Madre (nombre y apellidos)", "Ruta"]
    rows = [
        ["Cano", "Ángel", "1º A", "Mónica Cano", "R1"],
        ["Soler", "Aitana", "1º B", "Cristina Soler", "R2"],
        ["Puig", "Lucía", "2º A", "Fátima Puig", "R1"],
        ["Romero", "Jimena", "2º B", "Rocío Romero", "R1"],
        ["Benítez", "Íñigo", "1º A", "Raquel Benítez", "R2"],
        ["Núñez", "Pablo", "2º B", "Nuria Núñez", "R1"],
    ]
    found = classes(importing.read(as_csv(rows, head)))
    assert found == ["1º A", "1º B", "2º A", "2º B", "1º A", "2º B"]


def test_headings_that_stand_again_below_each_class_begin_no_other_list() -> None:
    rows = [["1ste leerjaar (juf Tine)"], HEAD, LOU, MAX, ["2de leerjaar (meester Rik)"], HEAD, ZOE]
    families = importing.read(as_workbook({"Blad": [alone(*row) if len(row) == 1 else row for row in rows]}))
    assert classes(families) == ["1ste leerjaar", "1ste leerjaar", "2de leerjaar"]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["BASISGROEP VLINDERS", "BASISGROEP KEVERS"], ["VLINDERS", "KEVERS"]),
        (["Cours : Éveil musical", "Cours : Solfège 1"], ["Éveil musical", "Solfège 1"]),
        (
            ["Igelgruppe (Erz.: Fr. Roy)", "Spatzennest (Erz.: Hr. Noir)", "Bären"],
            ["Igelgruppe", "Spatzennest", "Bären"],
        ),
        (["Nursery", "Juniors"], ["Nursery", "Juniors"]),
        (["Piano", "Violon"], ["", ""]),
        (["Stand 12.11.2026", "Piano", "Violon"], ["", "", ""]),
        (["Piano", "Piano", "Violon"], ["", "", ""]),
    ],
)
def test_titles_above_each_block_of_rows_are_the_classes(titles: list[str], expected: list[str]) -> None:
    rows: list[Row] = [alone("Liste 2026-2027"), alone("")]
    for place, title in enumerate(titles):
        rows += [alone(title)] + ([HEAD] if place == 0 else [])
        rows += [
            [str(turn), "Roy", f"L{'abcdef'[place]}{'xyz'[turn]}", "Ann Roy", "0470 11 11 11"] for turn in range(2)
        ]
        rows.append(alone(f"aantal: {turn}" if (turn := place + 2) else ""))
    found = classes(importing.read(as_workbook({"Blad": rows})))
    assert found == [name for name in expected for _ in range(2)]


def test_rows_before_the_first_title_leave_all_without_a_class() -> None:
    rows = [HEAD, LOU, MAX, alone("Cours Piano"), ZOE, alone("Cours Violon"), ZOE]
    assert set(classes(importing.read(as_workbook({"Blad": rows})))) == {""}


def test_groups_of_headings_that_stand_above_each_class_are_no_pupil() -> None:
    groups: Row = ["Élève", "", "", "Maman", ""]
    heads: Row = ["N°", "Nom", "Prénom", "Nom", "Prénom"]
    rows = [alone("1re A — Titulaire : Mme Roy"), groups, heads, ["1", "Roy", "Lou", "Roy", "Ann"]]
    rows += [["2", "Blanc", "Max", "Blanc", "Eve"], alone("2e A — Titulaire : M. Noir"), groups, heads]
    rows += [["1", "Noir", "Zoe", "Noir", "Ida"], ["2", "Vert", "Tim", "Vert", "Lea"]]
    families = importing.read(as_workbook({"Feuil1": rows}))
    assert classes(families) == ["1re A", "1re A", "2e A", "2e A"]
    assert not {one.register_number for one in families.pupils.values()} & {"1", "2"}, "they count rows"


@pytest.mark.parametrize("heading", ["Matricule", "N° élève"])
def test_a_register_number_may_stand_in_several_rows(heading: str) -> None:
    head: Row = [heading, "Nom élève", "Prénom élève", "Nom responsable", "Prénom responsable"]
    rows: list[Row] = [["1", "Roy", "Lou", "Roy", "Ann"], ["2", "Noir", "Zoe", "Noir", "Ida"]]
    rows += [["1", "Roy", "Lou", "Roy", "Luc"], ["2", "Noir", "Zoe", "Noir", "Jan"]]
    families = importing.read(as_csv(rows, head))
    assert not families.faults
    assert list(families.pupils) == ["1", "2"]
    assert len(families.adults) == 4
