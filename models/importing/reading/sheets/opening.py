"""The bytes of a file → its sheets, by what kind of file it is."""

from dataclasses import replace

from models.importing.reading.columns import by_hand
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.remarks import Unreadable
from models.importing.reading.sheets import workbook
from models.importing.reading.sheets.cards import in_rows
from models.importing.reading.sheets.children_beside import parents_named
from models.importing.reading.sheets.children_listed import whole_names
from models.importing.reading.sheets.contact_cells import taken_out
from models.importing.reading.sheets.couples import one_beside_the_other
from models.importing.reading.sheets.html_tables import html_tables
from models.importing.reading.sheets.kind import is_workbook, markup_of, refuse_others
from models.importing.reading.sheets.labelled_cells import told_apart
from models.importing.reading.sheets.lettered_lines import told_apart as by_marks
from models.importing.reading.sheets.listed_cells import taken_apart
from models.importing.reading.sheets.mail_in_order import in_order
from models.importing.reading.sheets.paired_cards import with_colons
from models.importing.reading.sheets.parents_abreast import with_parents
from models.importing.reading.sheets.phones_with_mail import in_two_columns
from models.importing.reading.sheets.relations_before import relations_beside
from models.importing.reading.sheets.roles_below import beside_pupils
from models.importing.reading.sheets.same_order import on_lines
from models.importing.reading.sheets.side_by_side import one_below_the_other
from models.importing.reading.sheets.size import refuse_too_large, refuse_too_many, refuse_too_many_cells
from models.importing.reading.sheets.spreadsheet_xml import spreadsheet_xml
from models.importing.reading.sheets.text_sheet import text_sheet
from models.importing.reading.sheets.titles_bis import numbered
from models.importing.reading.sheets.two_columns import names_apart
from models.importing.reading.tables import Sheet

LARGEST = 20_000_000  # bytes: ten times as much as a file of 10,000 pupils


def sheets_of(data: bytes, columns: Columns) -> list[Sheet]:
    """The tables of a file as rows of text; a CSV file has one. Raises `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", size=len(data) // 1_000_000, most=LARGEST // 1_000_000)
    if not data.strip():
        raise Unreadable("empty")
    refuse_others(data)
    sheets = _sheets(data, columns)
    sheets = [_cropped(sheet) for sheet in sheets if sheet.rows]
    refuse_too_large(sheets)
    return list(map(_in_columns, sheets))


def _in_columns(sheet: Sheet) -> Sheet:
    """The sheet with one thing of one person in each cell, as far as its cells say how."""
    for step in (
        one_below_the_other,
        numbered,
        with_parents,
        with_colons,
        in_rows,
        beside_pupils,
        names_apart,
        one_beside_the_other,
        by_marks,
        on_lines,
        in_order,
        taken_out,
        whole_names,
        parents_named,
        told_apart,
        taken_apart,
        relations_beside,
        in_two_columns,
    ):
        if (found := step(sheet)) is not sheet:  # lists beside each other may be thousands
            refuse_too_many_cells([found])
            sheet = found
    return sheet


def _sheets(data: bytes, columns: Columns) -> list[Sheet]:
    if is_workbook(data):
        return workbook.sheets(data, columns)
    markup = markup_of(data)
    if not markup:
        return [text_sheet(data, columns)]
    grids = html_tables(data) if markup == "html" else spreadsheet_xml(data)
    refuse_too_many(grids)
    return [grid.sheet(columns, several=len(grids) > 1) for grid in grids]


def _cropped(sheet: Sheet) -> Sheet:
    """The rows without the columns at the right that are empty in all of them: a spreadsheet writes thousands of these
    where a distant cell has a colour."""
    width = by_hand.width([row.cells for row in sheet.rows])
    if all(len(row.cells) <= width for row in sheet.rows):
        return sheet
    return replace(sheet, rows=[replace(row, cells=row.cells[:width]) for row in sheet.rows])
