from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import importing
from models.importing import Families, Unreadable
from models.importing.reading.sheets.opening import sheets_of
from tests.support.files import LONG, Row, as_ods, as_xlsx, row

FAMILY = [row(child="Lefèvre Anaïs"), row("2", "Müller Zoé", email="zoe@example.org")]
OFFICE = "urn:schemas-microsoft-com:office"


def as_html(rows: list[Row], before: str = "", charset: str = "windows-1252") -> bytes:
    lines = "".join("<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>\n" for cell in cells) for cells in rows)
    head = f'<head><meta http-equiv=Content-Type content="text/html; charset={charset}"><style>td {{}}</style></head>'
    return f"<html xmlns:x='{OFFICE}:excel'>{head}<body>{before}<table>{lines}</table></body>".encode(
        charset, "xmlcharrefreplace"
    )


def as_spreadsheet_xml(rows: list[Row], extra: str = "", sheets: str = "") -> bytes:
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' for cell in cells) + "</Row>"
        for cells in rows
    )
    return (
        '<?xml version="1.0" encoding="windows-1252"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{OFFICE}:spreadsheet" xmlns:x="{OFFICE}:excel" xmlns:ss="{OFFICE}:spreadsheet">'
        f'<Worksheet ss:Name="Élèves"><Table>{lines}{extra}</Table></Worksheet>{sheets}</Workbook>'
    ).encode("cp1252")


def names(families: Families) -> list[str]:
    assert not families.faults
    return [pupil.full_name for pupil in families.pupils.values()]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        importing.read(data)
    return refused.value.remark.kind


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", "iso-8859-15", "utf-16"])
def test_a_page_with_a_table_reads_like_a_csv_file(charset: str) -> None:
    assert names(importing.read(as_html([LONG, *FAMILY], charset=charset))) == ["Anaïs Lefèvre", "Zoé Müller"]


def test_a_page_in_another_encoding_than_it_says_is_read() -> None:
    data = as_html([LONG, *FAMILY]).decode("cp1252").encode()
    assert names(importing.read(data)) == ["Anaïs Lefèvre", "Zoé Müller"]


def test_the_table_with_the_families_is_found_among_others() -> None:
    menu = "<table><tr><td>Menu<td>Aide<tr><td>x<td>y</table>"
    families = importing.read(as_html([LONG, *FAMILY], before=menu))
    assert names(families) == ["Anaïs Lefèvre", "Zoé Müller"]
    assert families.pupils["1"].line == 2


def test_a_nested_table_is_a_table_of_its_own() -> None:
    inner = as_html([LONG, *FAMILY]).decode("cp1252").partition("<body>")[2]
    page = f"<html><table><tr><td>École<td>2026<tr><td>x<td>{inner}</td></tr></table>"
    assert names(importing.read(page.encode())) == ["Anaïs Lefèvre", "Zoé Müller"]


def test_a_cell_over_several_rows_of_a_page_counts_for_each() -> None:
    cells = "".join(f"<td>{cell}" for cell in row("2", "Petit Max")[:3])
    page = (
        as_html([LONG])
        .decode("cp1252")
        .replace(
            "</table>",
            "<tr>"
            + "".join(f"<td>{cell}" for cell in row()[:3])
            + "<td rowspan=2>P3&amp;B"
            + "".join(f"<td>{cell}" for cell in row()[4:])
            + f"<tr>{cells}"
            + "".join(f"<td>{c}" for c in row()[4:])
            + "</table>",
        )
    )
    families = importing.read(page.encode("cp1252"))
    assert [pupil.class_name for pupil in families.pupils.values()] == ["P3&B", "P3&B"]
    assert not families.faults


def test_a_page_of_endless_cells_is_refused() -> None:
    cell = "<td colspan=999999999 rowspan=999999999>x"
    assert refusal(f"<html><table><tr>{cell * 3}</table>".encode()) == "workbook_bomb"


def test_an_xml_spreadsheet_reads_like_a_csv_file() -> None:
    number = (
        '<Row><Cell><Data ss:Type="Number">2.40001E5</Data></Cell>'
        + "".join(
            f'<Cell ss:Index="{at}"><Data ss:Type="String">{cell}</Data></Cell>'
            for at, cell in enumerate(row())
            if at > 1
        )
        + "</Row>"
    )
    assert names(importing.read(as_spreadsheet_xml([LONG, *FAMILY]))) == ["Anaïs Lefèvre", "Zoé Müller"]
    sheet = sheets_of(as_spreadsheet_xml([LONG], number), {})[0]
    assert (sheet.name, sheet.rows[1].cells[:3]) == ("Élèves", ["240001", row()[2], row()[3]])


def test_skipped_rows_and_merged_cells_of_an_xml_spreadsheet_keep_their_places() -> None:
    one, other = row()[:3], row("2", "Petit Max")[:3]
    text = '<Cell{extra}><Data ss:Type="String">{cell}</Data></Cell>'
    after = "".join(text.format(extra=f' ss:Index="{at}"', cell=cell) for at, cell in enumerate(row()[4:], 5) if cell)
    first = "".join(text.format(extra="", cell=cell) for cell in one) + text.format(
        extra=' ss:MergeDown="1"', cell="P3"
    )
    extra = f'<Row ss:Index="5">{first}{after}</Row><Row ss:Hidden="1">'
    extra += "".join(text.format(extra="", cell=cell) for cell in other) + after + "</Row>"
    families = importing.read(as_spreadsheet_xml([LONG], extra))
    assert [(pupil.line, pupil.class_name) for pupil in families.pupils.values()] == [(5, "P3"), (6, "P3")]
    assert "Lignes : 6." in importing.sentence(families.notices[0])


def test_a_hidden_sheet_of_an_xml_spreadsheet_is_named() -> None:
    hidden = (
        '<Worksheet ss:Name="Anciens"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    families = importing.read(as_spreadsheet_xml([LONG, *FAMILY], sheets=hidden))
    assert [importing.sentence(notice).partition("Feuilles : ")[2] for notice in families.notices] == ["Anciens."]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (as_spreadsheet_xml([LONG])[:-20], "workbook_damaged"),
        (as_spreadsheet_xml([LONG], '<Row ss:Index="99999999"/>'), "workbook_bomb"),
        (as_spreadsheet_xml([LONG], '<Row><Cell ss:Index="99999"/></Row>'), "workbook_bomb"),
        (as_spreadsheet_xml([LONG], '<Row><Cell ss:MergeAcross="16000"/></Row>' * 200), "workbook_bomb"),
        (
            as_spreadsheet_xml([LONG]).replace(b"<Workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><Workbook'),
            "workbook_damaged",
        ),
    ],
)
def test_a_hostile_xml_spreadsheet_is_refused(data: bytes, kind: str) -> None:
    assert refusal(data) == kind


def is_utf_8(text: str) -> bool:
    """Whether the bytes of Windows-1252 letters are UTF-8 by chance: nothing tells `Â¡` from `¡`."""
    try:
        return not text.isascii() and bool(text.encode("cp1252").decode("utf-8"))
    except UnicodeError:
        return False


WINDOWS = st.characters(codec="cp1252", exclude_categories=["C", "Z"])
TEXT = st.text(WINDOWS, min_size=1, max_size=9).filter(lambda text: not is_utf_8(text))


@given(
    st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=2, max_size=6),
    st.sampled_from([as_html, as_spreadsheet_xml, as_xlsx, as_ods]),
)
def test_any_cells_come_back_from_each_format(cells: list[list[str]], make: Callable[[list[Row]], bytes]) -> None:
    kept = [[f"a{cell}b" for cell in row] for row in cells]
    sheet = sheets_of(make(kept), {})[0]
    assert [one.cells for one in sheet.rows] == kept
