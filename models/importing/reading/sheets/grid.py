"""The cells of one table, as they stand in a workbook or on a page → a sheet.

Merged cells are filled, Excel's error words removed, and `240001.0` becomes `240001` where a whole column is so.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.importing.reading.columns import by_hand, heading_rows
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.remarks import LineNumber, Remark, Unreadable, remark
from models.importing.reading.sheets.cell_text import column_letters
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

WIDEST_MERGED = 3  # columns: a wider cell is a title between the rows
NAMED = 20  # cells in one notice
COVERED = 2_000_000  # rows by all merged cells; more than a sheet has, where they do not overlap
ERROR = re.compile(
    r"#(REF!|N/A|DIV/0!|NAME\?|NOM\?|NAAM\?|VALUE!|VALEUR!|WERT!|WAARDE!|NUM!|NOMBRE!|ZAHL!|GETAL!|NULL!|NUL!|NV"
    r"|N/B|BEZUG!|VERW!|SPILL!|CALC!|BLOCKED!|#+)"
)
DECIMAL = re.compile(r"([0-9]+)\.0")


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell over several rows and columns; rows are counted from 1, columns from 0, the last included."""

    top: int
    left: int
    bottom: int
    right: int

    def lines(self, lines: Sequence[int]) -> Sequence[int]:
        """Those of these lines that it covers."""
        return lines[bisect_left(lines, self.top) : bisect_left(lines, self.bottom + 1)]


@dataclass(slots=True)
class Grid:
    """The rows of a table with their numbers, without those that are empty."""

    name: str
    rows: dict[int, list[str]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)
    looks: bool = False

    def sheet(self, columns: Columns, *, several: bool = False) -> Sheet:
        """The table as rows of text; `several`: notices name the sheet."""
        self.rows = {n: cells for n, cells in sorted(self.rows.items()) if any(cell.strip() for cell in cells)}
        here = self.name if several else ""
        lines = list(self.rows)
        notices = [*self.notices, *_without_errors(self.rows, here)]
        below = lines[_headings_at(list(self.rows.values())[:LOOKED_AT], columns) + 1 :]
        if sum(len(one.lines(below)) for one in self.merged) > COVERED:
            raise Unreadable("too_much_text")
        for one in self.merged:
            if below and one.top >= below[0]:
                _fill(self.rows, below, one)
        notices += _without_decimals(self.rows, below, here)
        rows = [TextRow(LineNumber(n), cells) for n, cells in self.rows.items()]
        filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
        return Sheet(self.name, filled, notices, self.looks)


def _headings_at(head: list[list[str]], columns: Columns) -> int:
    """The index of the row of headings; titles and headings over several columns stay as they are."""
    if not head:
        return 0
    return named[0] if (named := by_hand.find(head, columns)) else heading_rows.find(head)[0]


def _fill(rows: dict[int, list[str]], lines: Sequence[int], merged: Merged) -> None:
    """Write a merged cell into each row and column that it covers, where the row has another cell of its own."""
    cells = rows.get(merged.top, [])
    value = cells[merged.left] if merged.left < len(cells) else ""
    if not value.strip() or merged.right - merged.left >= WIDEST_MERGED:
        return
    for line in merged.lines(lines):
        row = rows[line]
        if any(cell.strip() for at, cell in enumerate(row) if not merged.left <= at <= merged.right):
            row += [""] * (merged.right + 1 - len(row))
            row[merged.left : merged.right + 1] = [value] * (merged.right + 1 - merged.left)


def _without_errors(rows: dict[int, list[str]], sheet: str) -> list[Remark]:
    """Empty the cells that hold an error of Excel's; a notice names them."""
    found = []
    for line, cells in rows.items():
        if "#" not in "".join(cells):
            continue
        for at, cell in enumerate(cells):
            if cell[:1] == "#" and ERROR.fullmatch(cell.strip()):
                found.append((line, f"{column_letters(at)}{line} ({cell.strip()})"))
                cells[at] = ""
    return [remark(LineNumber(found[0][0], sheet), "error_cells", cells=listed(found))] if found else []


def listed(found: Sequence[tuple[int, str]]) -> str:
    """The names of cells, for a notice."""
    return ", ".join(name for _line, name in found[:NAMED]) + (", …" if len(found) > NAMED else "")


def _without_decimals(rows: dict[int, list[str]], lines: Sequence[int], sheet: str) -> list[Remark]:
    """Drop `.0` from each column that has it in all its cells: numbers that a program took for measurements."""
    notices = []
    for at, top in sorted(_decimal_columns(rows, lines).items()):
        first = rows[top][at].strip()
        for cells in rows.values():  # the first too: it may be no headings
            if at < len(cells) and (number := DECIMAL.fullmatch(cells[at].strip())):
                cells[at] = number[1]
        meant = rows[top][at]
        notices.append(remark(LineNumber(top, sheet), "decimals", found=first, meant=meant))
    return notices


def _decimal_columns(rows: dict[int, list[str]], lines: Sequence[int]) -> dict[int, int]:
    """The columns with `.0` in each filled cell of these lines, each with the first of them."""
    found: dict[int, int] = {}
    open_columns = list(range(max((len(cells) for cells in rows.values()), default=0)))
    for line in lines:
        cells = rows[line]
        others = []
        for at in open_columns[: bisect_left(open_columns, len(cells))]:
            if not (cell := cells[at].strip()):
                continue
            if DECIMAL.fullmatch(cell):
                found.setdefault(at, line)
            else:
                others.append(at)
        if others:
            closed = set(others)
            open_columns = [at for at in open_columns if at not in closed]
    return {at: line for at, line in found.items() if at in set(open_columns)}
