"""Children of a family in one cell by first names, beside a column with their one last name → whole names.

`Roy` beside `Lou (1A), Max (3B)` becomes `Roy, Lou (1A); Roy, Max (3B)`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.family_names import names_family
from models.importing.reading.headings.headings import heading
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

FIRST = r"[^\W\d_][^\d(),;@]*\([^()]{1,20}\)"
LISTED = re.compile(rf"\s*{FIRST}(?:\s*[,;]\s*{FIRST})*\s*")
PART = re.compile(FIRST)
FEWEST = 3  # such cells


def whole_names(sheet: Sheet) -> Sheet:
    """The sheet with the whole names of such children; the heading of their last name is emptied."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        meant = [heading(title) for title in row.cells]
        of_child = [index for index, one in enumerate(meant) if one and one.owner == "child"]
        fields = {index: one.field for index, one in enumerate(meant) if one and index in of_child}
        lasts = [index for index in of_child if fields[index] == "last"]
        if not lasts:  # `Famille` over one last name for all of them
            lasts = [index for index, title in enumerate(row.cells) if names_family(title)]
        if len(lasts) != 1 or "first" in fields.values():
            continue
        below = sheet.rows[at + 1 :]
        if found := [index for index in of_child if index != lasts[0] and _lists(below, index)]:
            head = _with(row, {lasts[0]: "", found[0]: "Enfants"})
            rows = [_named(one, lasts[0], found[0]) for one in below]
            return replace(sheet, rows=[*sheet.rows[:at], head, *rows])
    return sheet


def _lists(rows: Sequence[TextRow], index: int) -> bool:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].strip()]
    listed = sum(LISTED.fullmatch(cell) is not None for cell in cells)
    return listed >= FEWEST and all(
        LISTED.fullmatch(cell) or cell.strip().isdecimal() for cell in cells
    )  # with a total


def _named(row: TextRow, last: int, listed: int) -> TextRow:
    if max(last, listed) >= len(row.cells):
        return row
    surname = row.cells[last].strip()
    names = [f"{surname}, {one[0].strip()}" for one in PART.finditer(row.cells[listed])]
    return _with(row, {listed: like(row.cells[listed], "; ".join(names))}) if surname and names else row


def _with(row: TextRow, cells: dict[int, str]) -> TextRow:
    return replace(row, cells=[cells.get(index, cell) for index, cell in enumerate(row.cells)])
