"""Columns named by hand, because their headings are not recognised."""

import pytest

from models import importing
from models.importing import Unreadable, sentence
from models.importing.applying import memory
from models.importing.reading.columns import by_hand
from models.importing.reading.columns.by_hand import NO_HEADINGS
from models.importing.reading.table_preview import look
from settings import Settings
from tests.support.files import as_csv, as_workbook, as_xlsx, row
from tests.support.odd_headings import COLUMNS, FIELDS, ODD

ROWS = [row(), row("2", child="Petit Max", adult="Petit Anne", email="anne@x.be", phone="0478 54 55 58")]


def wrong(*fields: str) -> list[str]:
    return [sentence(one) for _, one in by_hand.wrong(fields)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_named_columns_are_read_whatever_the_delimiter(delimiter: str) -> None:
    data = as_csv(ROWS, ODD, delimiter)
    with pytest.raises(Unreadable) as raised:
        importing.read(data)
    assert raised.value.by_hand
    families = importing.read(data, COLUMNS)
    known = importing.read(as_csv(ROWS))
    assert families.pupils == known.pupils
    assert families.adults == known.adults
    assert (families.by_hand, known.by_hand) == (by_hand.key(ODD), None)
    assert [sentence(one) for one in families.notices] == [
        "Les colonnes sont lues comme quelqu’un de l’école l’a indiqué."
    ]


def test_headings_that_differ_in_case_and_spaces_alone_are_the_same() -> None:
    assert importing.read(as_csv(ROWS, [f" {cell.upper()}  " for cell in ODD]), COLUMNS).by_hand
    with pytest.raises(Unreadable):
        importing.read(as_csv(ROWS, [*ODD[:-1], "Langues"]), COLUMNS)


def test_columns_named_by_hand_take_precedence_over_recognised_ones() -> None:
    headings = ["matricule", "nom_eleve", "prenom_eleve", "classe", "nom_responsable", "prenom_responsable", "email"]
    swapped = {by_hand.key(headings): [FIELDS[n] for n in (0, 2, 1, 3, 4, 5, 6)]}
    data = as_csv([row()[:7]], headings)
    assert importing.read(data).pupils["1"].first_name == "Léa"
    assert importing.read(data, swapped).pupils["1"].first_name == "Dupont"


def test_a_title_above_the_headings_and_an_unused_column_are_ignored() -> None:
    data = as_csv([[*ODD, "Note"], *([*cells, "n"] for cells in ROWS)], ["École, du Tilleul, 2026", *[""] * 10], ";")
    families = importing.read(data, {by_hand.key([*ODD, "Note"]): [*FIELDS, ""]})
    assert list(families.pupils) == ["1", "2"]
    assert "Note" in sentence(families.notices[1])


def test_a_file_without_headings_is_read_from_its_first_row() -> None:
    data = as_csv(ROWS[1:], ROWS[0], ";")
    families = importing.read(data, {NO_HEADINGS: FIELDS})
    assert list(families.pupils) == ["1", "2"]
    assert families.by_hand == NO_HEADINGS
    with pytest.raises(Unreadable):
        importing.read(data, {NO_HEADINGS: FIELDS[:-1]})  # of another width: another file


def test_every_sheet_with_these_headings_is_read() -> None:
    data = as_workbook({"Menu": [["lundi"]], "P1A": [ODD, ROWS[0]], "P2A": [ODD, ROWS[1]]})
    assert list(importing.read(data, COLUMNS).pupils) == ["1", "2"]
    bare = as_workbook({"Menu": [["lundi"]], "P1A": [ROWS[0]], "P2A": [ROWS[1]]})
    assert list(importing.read(bare, {NO_HEADINGS: FIELDS}).pupils) == ["1", "2"]


def test_several_adults_and_several_phones_can_be_named() -> None:
    fields = [*FIELDS[:7], "adult 1 phone", "adult 1 phone", "adult 2 first", "adult 2 last", "adult 2 email"]
    headings = [f"k{n}" for n in range(12)]
    cells = [*row()[:7], "", "0478 54 55 58", "Jean", "Dupont", ""]
    families = importing.read(as_csv([cells], headings), {by_hand.key(headings): fields})
    assert [(one.full_name, one.phone) for one in families.adults] == [
        ("Marie Dupont", "0478 54 55 58"),
        ("Jean Dupont", ""),
    ]


def test_a_row_shorter_than_the_named_columns_is_a_fault_and_no_crash() -> None:
    headings = ODD[:4]  # the adult's columns have no heading at all
    families = importing.read(as_csv([*ROWS, ["3", "Long"]], headings), {by_hand.key(headings): FIELDS})
    assert list(families.pupils) == ["1", "2"]
    assert [fault.kind for fault in families.faults] == ["few_cells"]


def test_a_choice_with_a_missing_or_doubled_column_names_it() -> None:
    assert wrong(*FIELDS) == []
    assert wrong(*FIELDS[1:]) == [], "a file without register numbers is read too"
    assert wrong(*FIELDS[2:]) == ["Choisissez encore une colonne pour « Élève : nom »."]
    assert wrong(*FIELDS, "child class") == ["Plusieurs colonnes sont « Élève : classe ». Gardez-en une."]
    assert wrong(*FIELDS, "adult 1 phone") == []
    assert wrong(*FIELDS, "adult 2 email") == [
        "Choisissez encore une colonne pour « Parent 2 : nom », « Parent 2 : prénom »."
    ]
    assert "« Élève : prénom », « Parent 1 : nom »" in wrong("", "")[0]


def test_the_table_preview_shows_headings_and_cells_and_finds_the_delimiter() -> None:
    rows = [row(str(n), adult=f"Dupont, Marie{n}") for n in range(5)]
    shown = look(as_csv([[], ODD, *rows], ["Export", *[""] * 9], ";"), {})
    assert (shown.row, shown.key) == (2, by_hand.key(ODD))
    assert [column.heading for column in shown.columns] == ODD
    assert shown.columns[0].samples == ("0", "1", "2")
    assert shown.columns[1].samples == ("Dupont",)
    assert shown.columns[5].samples[0] == "Marie0"
    assert shown.rows[0] == (1, 1, "Export")
    assert shown.rows[1] == (
        2,
        3,
        "Clé\u00a0; Zip\u00a0; Zap\u00a0; Local\u00a0; Zip R\u00a0; Zap R\u00a0; Adr\u00a0; Num\u00a0; Qui\u00a0;…",
    )
    assert {column.field for column in shown.columns} == {"", "child class"}  # by its cells


def test_the_table_preview_proposes_recognised_and_named_columns() -> None:
    half = [*["matricule", "nom_eleve", "prenom_eleve", "classe"], *ODD[4:]]
    assert [column.field for column in look(as_csv(ROWS, half), {}).columns[:5]] == [*FIELDS[:4], ""]
    assert [column.field for column in look(as_csv(ROWS, ODD), COLUMNS).columns] == FIELDS


def test_the_table_preview_shows_another_row_or_sheet_when_asked() -> None:
    data = as_workbook({"Menu": [["lundi", "soupe"]], "P1A": [ODD, *ROWS]})
    assert look(data, {}).sheets == ("Menu", "P1A")
    bare = look(data, {}, sheet=1, row=0)
    assert (bare.row, bare.key, bare.columns[1].heading) == (0, NO_HEADINGS, "")
    assert bare.columns[1].samples == ("Zip", "Dupont", "Petit")
    for sheet, at in ((2, None), (-1, None), (0, 2), (1, -1)):
        with pytest.raises(LookupError):
            look(data, {}, sheet=sheet, row=at)


@pytest.mark.parametrize("data", [b'""\n', b"sep=;\n", b" ", as_xlsx([]), as_xlsx([["", ""]])])
def test_a_file_without_content_is_refused_as_empty(data: bytes) -> None:
    for read in (importing.read, lambda file: look(file, {})):
        with pytest.raises(Unreadable) as raised:
            read(data)
        assert raised.value.remark.kind == "empty"


def test_a_file_of_thousands_of_columns_is_refused() -> None:
    with pytest.raises(Unreadable) as raised:
        look(b";".join(b"x" for _ in range(5000)), {})
    assert "5000 colonnes" in sentence(raised.value.remark)


async def test_named_columns_are_remembered_changed_and_forgotten(opened: Settings) -> None:
    key = by_hand.key(ODD)
    await memory.remember_columns(key, FIELDS[:4])
    await memory.remember_columns(key, FIELDS)
    assert await memory.named_columns() == COLUMNS
    assert await memory.columns_named_at(key) is not None
    await memory.forget_columns(key)
    assert await memory.named_columns() == {}
    assert await memory.columns_named_at(key) is None
