"""What a workbook holds besides the words of its cells."""

import pytest

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.sheets.opening import sheets_of
from tests.support.files import LONG, as_csv, as_ods, as_workbook, as_xlsx, row
from tests.support.unzip import changed

FAMILY = [row(), row("2", "Petit Max", class_name=""), row("3", "Petit Zoé", class_name="")]


def said(families: Families) -> list[str]:
    assert not families.faults
    return [importing.sentence(notice) for notice in families.notices]


def merged(data: bytes, *ranges: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return changed(data, "xl/worksheets/sheet1.xml", "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


def test_a_merged_class_counts_for_each_row() -> None:
    families = importing.read(merged(as_xlsx([["Liste"], LONG, *FAMILY]), "A1:J1", "D3:D5"))
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P1A"] * 3
    assert said(families) == []


def test_merged_cells_of_titles_headings_and_section_lines_are_not_repeated() -> None:
    rows = [["École"], ["", "Responsable 1"], LONG, ["Classe P1A"], *FAMILY]
    sheet = sheets_of(merged(as_xlsx(rows), "A1:J2", "B2:D2", "A4:J4"), {})[0]
    assert [row.cells for row in sheet.rows[:4]] == [[*cells, *[""] * (10 - len(cells))] for cells in rows[:4]]


def test_a_cell_merged_over_two_columns_counts_for_both() -> None:
    sheet = sheets_of(merged(as_xlsx([LONG, row(adult="Petit ", relation="x")]), "E2:F2"), {})[0]
    assert sheet.rows[1].cells[4:6] == ["Petit", "Petit"]


def test_hidden_rows_are_read_and_their_pupils_named() -> None:
    data = changed(as_xlsx([LONG]), "xl/worksheets/sheet1.xml", "</sheetData>", hidden_row() + "</sheetData>")
    families = importing.read(data)
    assert list(families.pupils) == ["7"]
    assert said(families) == [
        "Ligne 2 : Lignes masquées dans Excel : elles sont lues aussi, avec Léa Dupont (Marie Dupont). Lignes : 2."
    ]


def test_hidden_rows_and_merged_cells_of_ods_are_known() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>P1A'
    data = as_ods([LONG, *FAMILY])
    data = changed(data, "content.xml", cell, cell.replace(" ", ' table:number-rows-spanned="3" ', 1))
    start = '<table:table-row><table:table-cell office:value-type="string"><text:p>3'
    data = changed(data, "content.xml", start, start.replace("-row", '-row table:visibility="filter"', 1))
    families = importing.read(data)
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P1A"] * 3
    assert [one.partition("Lignes : ")[2] for one in said(families)] == ["4."]


def hidden_row() -> str:
    return (
        '<row r="2" spans="1:10" hidden="1">' + "".join(cell(at, text) for at, text in enumerate(row("7"))) + "</row>"
    )


def cell(at: int, text: str) -> str:
    return f'<c r="{"ABCDEFGHIJ"[at]}2" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("phone", "sentence"),
    [
        ('<c r="H2" t="e"><v>#REF!</v></c>', "lues comme vides : H2 (#REF!)."),
        ('<c r="H2" s="1" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', "lues comme vides : H2 (#DIV/0!)."),
        ('<c r="H2"><f>VLOOKUP(A2,Z:Z,1)</f></c>', "une formule sans résultat. Elles sont lues comme vides : H2."),
        ('<c r="H2"><f>A1</f><v/></c>', "une formule sans résultat. Elles sont lues comme vides : H2."),
    ],
)
def test_a_cell_without_a_value_is_empty_and_named(phone: str, sentence: str) -> None:
    line = '<row r="2">' + "".join(cell(at, text) if at != 7 else phone for at, text in enumerate(row())) + "</row>"
    families = importing.read(as_xlsx([LONG], line))
    assert families.adults[0].phone == ""
    assert [sentence in one and one.startswith("Ligne 2 :") for one in said(families)] == [True]


def test_a_formula_with_a_value_is_its_value() -> None:
    line = cell(7, "").replace(' t="inlineStr"><is><t></t></is>', ' t="str"><f>A1&amp;B1</f><v>02 345 67 89</v>')
    cells = "".join(cell(at, text) if at != 7 else line for at, text in enumerate(row()))
    families = importing.read(as_xlsx([LONG], f'<row r="2">{cells}</row>'))
    assert (families.adults[0].phone, said(families)) == ("02 345 67 89", [])


def test_error_words_of_any_language_in_a_text_are_empty_cells() -> None:
    families = importing.read(as_csv([row(phone="#NOM?"), row("2", phone="########"), row("3", phone="#1")]))
    assert [adult.phone for adult in families.adults] == ["", "", "#1"]
    assert said(families)[0].endswith("H2 (#NOM?), H3 (########).")


def test_hidden_sheets_are_named_and_not_read() -> None:
    both = as_workbook({"P1A": [LONG, row()], "Anciens": [LONG, row("2")]})
    data = changed(both, "xl/workbook.xml", 'sheetId="2"', 'sheetId="2" state="hidden"')
    families = importing.read(data)
    assert list(families.pupils) == ["1"]
    assert said(families) == ["Feuilles masquées dans Excel : elles ne sont pas lues. Feuilles : Anciens."]
    alone = changed(data, "xl/workbook.xml", 'sheetId="1"', 'sheetId="1" state="veryHidden"')
    with pytest.raises(Unreadable, match="hidden_sheets_alone"):
        importing.read(alone)


def test_true_and_days_are_words() -> None:
    line = (
        '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="d"><v>2026-01-31</v></c><c r="C2"><v>1001.5</v></c></row>'
    )
    assert sheets_of(as_xlsx([LONG], line), {})[0].rows[1].cells[:3] == ["TRUE", "2026-01-31", "1001.5"]


def test_a_column_of_whole_numbers_with_decimals_loses_them() -> None:
    families = importing.read(as_csv([row("240001.0"), row("240002.0", "Petit Max")]))
    assert list(families.pupils) == ["240001", "240002"]
    assert "« 240001.0 » est « 240001 »" in said(families)[0]
    mixed = importing.read(as_csv([row("240001.0"), row("240002.5", "Petit Max")]))
    assert list(mixed.pupils) == ["240001.0", "240002.5"]
    assert [one.partition("de ")[0] for one in said(mixed)] == [
        "Ligne 2 : le matricule « 240001.0 » ",
        "Ligne 3 : le matricule « 240002.5 » ",
    ]
