"""A page with tables, as many programs give it the name .xls → its tables."""

import re
from html.parser import HTMLParser

from models.importing.reading.remarks import Unreadable
from models.importing.reading.sheets.encoding import decode
from models.importing.reading.sheets.grid import Grid, Merged

CELLS = 2_000_000
TAGS = 1_500_000  # as many as 5 MB of the shortest cells have
SPAN = 1000  # columns or rows that one cell may cover
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
ENCODINGS = {
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-15": "iso8859_15",
    "windows-1250": "cp1250",
    "windows-1254": "cp1254",
    "macintosh": "mac_roman",
}
UNREAD = ("script", "style", "title")
BREAKS = ("br", "p", "div", "li")


def html_tables(data: bytes) -> list[Grid]:
    """The tables with at least two rows and columns; of nested ones each. Raises `Unreadable` where there is none."""
    if data.count(b"<") > TAGS:
        raise Unreadable("too_much_text")
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    grids = [table.grid for table in page.tables if table.grid.rows]
    wide = [grid for grid in grids if len(grid.rows) > 1 and max(map(len, grid.rows.values())) > 1]
    if not wide:
        raise Unreadable("no_table")
    for number, grid in enumerate(wide, 1):
        grid.name = str(number) if len(wide) > 1 else ""
    return wide


def _decoded(data: bytes) -> str:
    declared = DECLARED.search(data[:4096])
    encoding = ENCODINGS.get(declared[1].decode("ascii", "replace").lower(), "") if declared else ""
    if encoding:
        try:
            data.decode("utf-8")  # a page that says otherwise, but is UTF-8
        except UnicodeDecodeError:
            return data.decode(encoding, "replace")
    return decode(data)[0]


class _Table:
    """A table while it is read."""

    def __init__(self) -> None:
        self.grid = Grid("")
        self.line = 0
        self.at = 0
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.covered: dict[tuple[int, int], None] = {}

    def row(self) -> None:
        self.end()
        self.line += 1
        self.at = 0
        self.grid.rows[self.line] = []

    def begin(self, columns: int, rows: int) -> None:
        self.end()
        if not self.line:
            self.row()
        while (self.line, self.at) in self.covered:
            self.at += 1
        self.cell, self.span = [], (columns, rows)

    def end(self) -> None:
        """Write the cell that is open, and remember which places it covers."""
        if self.cell is None:
            return
        cells = self.grid.rows[self.line]
        cells += [""] * (self.at + 1 - len(cells))
        cells[self.at] = re.sub(r"[ \t\r\n\f]*\n[ \t\r\n\f]*", "\n", "".join(self.cell)).strip()
        columns, rows = self.span
        if columns > 1 or rows > 1:
            self.grid.merged.append(Merged(self.line, self.at, self.line + rows - 1, self.at + columns - 1))
            for below in range(1, rows):
                self.covered |= dict.fromkeys((self.line + below, self.at + right) for right in range(columns))
        self.at += columns
        self.cell = None


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.unread = ""
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.unread = tag
        if tag == "table":
            self.open.append(_Table())
            self.tables.append(self.open[-1])
        if not self.open:
            return
        table = self.open[-1]
        if tag == "tr":
            table.row()
        elif tag in ("td", "th"):
            spans = dict(attrs)
            columns, rows = _span(spans.get("colspan")), _span(spans.get("rowspan"))
            self.cells += columns * rows
            if self.cells > CELLS:
                raise Unreadable("workbook_bomb")
            table.begin(columns, rows)
        elif tag in BREAKS and table.cell:
            table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.unread:
            self.unread = ""
        if not self.open:
            return
        if tag in ("td", "th", "tr", "table"):
            self.open[-1].end()
        if tag == "table":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.unread and self.open and (cell := self.open[-1].cell) is not None:
            cell.append(re.sub(r"[ \t\r\n\f]+", " ", data))


def _span(text: str | None) -> int:
    return min(max(int(text), 1), SPAN) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
