"""An Excel or LibreOffice workbook → its sheets.

A workbook is a zip of XML: a small one may unpack to more than the machine's memory. So this runs in a confined process
(confined_reading.py); `UNPACKED` and `CELLS` stop most of such files before its limits do.
"""

import io
import zipfile
from typing import TYPE_CHECKING

from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.legends import shown_legend
from models.importing.reading.remarks import LineNumber, Unreadable, cut, remark
from models.importing.reading.sheets.cell_text import column_index, text_of
from models.importing.reading.sheets.grid import NAMED, Grid, Merged, listed
from models.importing.reading.sheets.looks import ShownCell
from models.importing.reading.sheets.ods_marks import ods_marks
from models.importing.reading.sheets.size import refuse_too_many
from models.importing.reading.sheets.xlsx_marks import SheetMarks, marks
from models.importing.reading.tables import Sheet

if TYPE_CHECKING:
    import python_calamine

UNPACKED = 150_000_000  # bytes
CELLS = 5_000_000


def sheets(data: bytes, columns: Columns) -> list[Sheet]:
    """The visible sheets that hold anything. Raises `Unreadable`: damaged, protected, or a bomb."""
    import python_calamine  # only the confined process loads it

    try:
        if data.startswith(b"PK") and not _unpacks_small(data):
            raise Unreadable("workbook_bomb")
        grids, hidden = _grids(python_calamine.load_workbook(io.BytesIO(data)))
    except python_calamine.PasswordError:
        raise Unreadable("workbook_protected") from None
    except (python_calamine.CalamineError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable("workbook_damaged") from None
    if hidden and not grids:
        raise Unreadable("hidden_sheets_alone", found=hidden)
    refuse_too_many(grids)
    several = len(grids) > 1
    colours = any(shown_legend.may_explain(list(grid.rows.values())) for grid in grids)
    known = marks(data, colours=colours) | ods_marks(data, colours=colours) if data.startswith(b"PK") else {}
    for grid in grids:
        _mark(grid, known.get(grid.name, SheetMarks()), grid.name if several else "")
    if hidden:
        grids[0].notices.append(remark(0, "hidden_sheets", found=hidden))
    return [grid.sheet(columns, several=several) for grid in grids]


def _unpacks_small(data: bytes) -> bool:
    """Whether the zip unpacks to at most `UNPACKED`; reading all of it also detects wrong sizes and checksums."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                while chunk := member.read(1 << 20):
                    if (total := total + len(chunk)) > UNPACKED:
                        return False
    return True


def _grids(workbook: "python_calamine.CalamineWorkbook") -> tuple[list[Grid], str]:
    """The visible sheets that are not empty, and the names of the others that are hidden."""
    import python_calamine

    grids, hidden = [], []
    for sheet in workbook.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            hidden.append(cut(sheet.name))
            continue
        opened = workbook.get_sheet_by_name(sheet.name)
        if opened.total_height * opened.total_width > CELLS:
            raise Unreadable("workbook_bomb")
        numbered = enumerate(opened.to_python(skip_empty_area=False), 1)
        rows = {number: list(map(text_of, cells)) for number, cells in numbered}
        if any(cell.strip() for cells in rows.values() for cell in cells):
            ranges = opened.merged_cell_ranges or []  # none of .xlsb
            merged = [Merged(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]
            grids.append(Grid(sheet.name, rows, merged))
    return grids, ", ".join(hidden)


def _mark(grid: Grid, found: SheetMarks, sheet: str) -> None:
    """Write the errors into their cells, and notices about what else Excel shows and the cells do not."""
    for (line, letters), error in found.errors.items():
        cells = grid.rows.get(line, [])
        if (at := column_index(letters)) < len(cells):
            cells[at] = error
    grid.merged += found.merged
    for (line, at), look in found.looks.items():
        if at < len(cells := grid.rows.get(line, [])):
            cells[at] = ShownCell(cells[at], look)
            grid.looks = True
    if shown := [line for line in found.hidden if any(cell.strip() for cell in grid.rows.get(line, []))]:
        lines = ", ".join(map(str, shown[:NAMED])) + (", …" if len(shown) > NAMED else "")
        grid.notices.append(remark(LineNumber(shown[0], sheet), "hidden_rows", lines=lines))
    if found.uncalculated:
        named = [(line, f"{letters}{line}") for line, letters in found.uncalculated]
        grid.notices.append(remark(LineNumber(named[0][0], sheet), "uncalculated_cells", cells=listed(named)))
