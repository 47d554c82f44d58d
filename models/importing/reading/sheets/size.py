"""What is too large for a list of families is refused before its headings are understood: each rule that reads a row, a
column or a remark takes its time, so that a file of five megabytes may need more than the confined process has."""

from collections.abc import Sequence

from models.importing.reading.columns import by_hand
from models.importing.reading.remarks import Unreadable
from models.importing.reading.tables import WIDEST, Sheet

ROWS = 40_000  # of all sheets: 10,000 pupils with their parents have 20,000
CELLS = 3_000_000  # with the empty ones
SHEETS = 200
DIFFERENT = 400_000  # cells: of 20,000 rows each has 20 that no other has
LONG, REMARKS = 30, 4_000_000  # characters of a cell that may be a remark; of all such cells that differ


def refuse_too_many(sheets: Sequence[object]) -> None:
    """Raises `Unreadable`: each sheet may have headings of its own."""
    if len(sheets) > SHEETS:
        raise Unreadable("too_many_sheets", count=len(sheets), most=SHEETS)


def refuse_too_large(sheets: Sequence[Sheet]) -> None:
    """Raises `Unreadable`."""
    refuse_too_many_cells(sheets)
    different = {cell for sheet in sheets for row in sheet.rows for cell in row.cells}
    if len(different) > DIFFERENT or sum(len(cell) for cell in different if len(cell) > LONG) > REMARKS:
        raise Unreadable("too_much_text")


def refuse_too_many_cells(sheets: Sequence[Sheet]) -> None:
    """Raises `Unreadable`."""
    rows = sum(len(sheet.rows) for sheet in sheets)
    if rows > ROWS:
        raise Unreadable("too_many_rows", count=rows, most=ROWS)
    widths = [by_hand.width([row.cells for row in sheet.rows]) for sheet in sheets]
    if (widest := max(widths, default=0)) > WIDEST:
        raise Unreadable("too_many_columns", count=widest, most=WIDEST)
    if sum(len(sheet.rows) * width for sheet, width in zip(sheets, widths, strict=True)) > CELLS:
        raise Unreadable("too_much_text")
