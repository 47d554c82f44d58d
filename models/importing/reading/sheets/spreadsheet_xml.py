"""An XML Spreadsheet 2003, which programs give the names .xls and .xml → its sheets.

Read with expat: it is asked to expand no entity, since a document with a DOCTYPE is refused.
"""

from xml.parsers import expat

from models.importing.reading.remarks import Unreadable, cut, remark
from models.importing.reading.sheets.cell_text import day_of, number_of
from models.importing.reading.sheets.grid import NAMED, Grid, Merged

CELLS = 2_000_000
WIDEST = 16_384  # columns, as of Excel
HIGHEST = 1_048_576  # rows
SHEET = "urn:schemas-microsoft-com:office:spreadsheet "
EXCEL = "urn:schemas-microsoft-com:office:excel "


def spreadsheet_xml(data: bytes) -> list[Grid]:
    """The visible sheets that hold anything. Raises `Unreadable`: damaged or a bomb."""
    book = _Book()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.text
    try:
        parser.Parse(data, True)
    except Unreadable:
        raise
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable("workbook_damaged") from None
    grids = [grid for grid in book.grids if any(cell.strip() for cells in grid.rows.values() for cell in cells)]
    seen = [grid for grid in grids if grid.name not in book.hidden]
    if hidden := ", ".join(cut(grid.name) for grid in grids if grid.name in book.hidden):
        if not seen:
            raise Unreadable("hidden_sheets_alone", found=hidden)
        seen[0].notices.append(remark(0, "hidden_sheets", found=hidden))
    for grid in seen:
        _pad(grid)
    return seen


def _pad(grid: Grid) -> None:
    """Write the empty cells at the end of rows, which programs leave out."""
    width = max(map(len, grid.rows.values()))
    if width * len(grid.rows) > CELLS:
        return
    for cells in grid.rows.values():
        cells += [""] * (width - len(cells)) if cells else []


def _refuse(*_: object) -> None:
    raise ValueError


class _Book:
    """The sheets while they are read."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.hidden: set[str] = set()
        self.hidden_rows: list[int] = []
        self.line = 0
        self.at = 0
        self.cells = 0
        self.kind = ""
        self.inside = ""
        self.words: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        own = {key.removeprefix(SHEET): value for key, value in given.items()}
        if name == SHEET + "Worksheet":
            self.grids.append(Grid(own.get("Name", "")))
            self.line = 0
            self.hidden_rows = []
        elif name == SHEET + "Row":
            self.line = _number(own.get("Index"), self.line + 1, HIGHEST)
            self.at = 0
            self.grids[-1].rows[self.line] = []
            if own.get("Hidden") == "1":
                self.hidden_rows.append(self.line)
        elif name == SHEET + "Cell":
            self._cell(own)
        elif name in (SHEET + "Data", EXCEL + "Visible"):
            self.kind, self.inside, self.words = own.get("Type", ""), name, []

    def _cell(self, own: dict[str, str]) -> None:
        self.at = _number(own.get("Index"), self.at + 1, WIDEST)
        across = _number(own.get("MergeAcross"), 0, WIDEST)
        down = _number(own.get("MergeDown"), 0, HIGHEST)
        cells = self.grids[-1].rows[self.line]
        self.cells += self.at - len(cells) + across
        if self.cells > CELLS:
            raise Unreadable("workbook_bomb")
        cells += [""] * (self.at - len(cells))
        if across or down:
            left = self.at - 1
            self.grids[-1].merged.append(Merged(self.line, left, self.line + down, left + across))

    def text(self, words: str) -> None:
        if self.inside:
            self.words.append(words)

    def end(self, name: str) -> None:
        if name == SHEET + "Cell":
            merged = self.grids[-1].merged
            if merged and (merged[-1].top, merged[-1].left) == (self.line, self.at - 1):
                self.at = merged[-1].right + 1
        elif name == SHEET + "Worksheet" and self.hidden_rows:
            lines = ", ".join(map(str, self.hidden_rows[:NAMED])) + (", …" if len(self.hidden_rows) > NAMED else "")
            self.grids[-1].notices.append(remark(self.hidden_rows[0], "hidden_rows", lines=lines))
        elif name == self.inside:
            words = "".join(self.words)
            if name == EXCEL + "Visible":
                self.hidden |= {self.grids[-1].name} if words.strip() in ("SheetHidden", "SheetVeryHidden") else set()
            else:
                self.grids[-1].rows[self.line][self.at - 1] = _value(words, self.kind)
            self.inside = ""


def _value(words: str, kind: str) -> str:
    if kind == "Number":
        return number_of(words)
    if kind == "DateTime":
        return day_of(words)
    return {"1": "TRUE", "0": "FALSE"}.get(words, words) if kind == "Boolean" else words


def _number(text: str | None, otherwise: int, most: int) -> int:
    number = int(text) if text else otherwise
    if not 0 <= number <= most:
        raise Unreadable("workbook_bomb")
    return number
