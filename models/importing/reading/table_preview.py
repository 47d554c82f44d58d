"""The first rows of a file, for the page on which its columns are named by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.importing.reading.columns import by_hand, column_roles, heading_rows
from models.importing.reading.columns.by_hand import NO_HEADINGS, Columns
from models.importing.reading.headings import evidence
from models.importing.reading.layout import Layout
from models.importing.reading.remarks import Unreadable, cut, quoted
from models.importing.reading.sheets.opening import sheets_of
from models.importing.reading.tables import LOOKED_AT, TextRow

SAMPLES = 3
MOST_COLUMNS = 100  # on that page; a table of more is no list of families


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column: its heading, a few cells, and the field that it seems to be."""

    index: int
    heading: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class TablePreview:
    """One sheet. Its headings are row `row` of `rows`, counted from 1; 0 where it has none. Each row is its number, its
    line in the file (which counts empty lines too) and its words. `key` is as in columns/by_hand.py."""

    sheets: tuple[str, ...]
    sheet: int
    rows: tuple[tuple[int, int, str], ...]
    row: int
    key: str
    columns: tuple[ColumnPreview, ...]


class NoSuchPlace(LookupError):
    """The file has no such sheet, or no such row on it."""


def look(data: bytes, columns: Columns, sheet: int | None = None, row: int | None = None) -> TablePreview:
    """A preview of this sheet with headings in this row, or else of those that look most like headings.

    Raises `Unreadable`, and `NoSuchPlace` where the file has no such sheet or row.
    """
    sheets = sheets_of(data, columns)
    if not sheets:
        raise Unreadable("empty")
    heads = [[line.cells for line in one.rows[:LOOKED_AT]] for one in sheets]
    if sheet is None:
        sheet = min(range(len(sheets)), key=lambda n: (by_hand.find(heads[n], columns) is None, _rank(heads[n])))
    if not 0 <= sheet < len(sheets):
        raise NoSuchPlace(sheet)
    head, lines = heads[sheet], sheets[sheet].rows
    at = _headings(head, columns) if row is None else row - 1
    if not -1 <= at < len(head):
        raise NoSuchPlace(row)
    key = by_hand.key(head[at]) if at >= 0 else NO_HEADINGS
    shown = tuple((n, int(line.number), _words(line)) for n, line in enumerate(lines[:LOOKED_AT], 1))
    titles = tuple(quoted(one.name) for one in sheets)
    return TablePreview(titles, sheet, shown, at + 1, key, _columns(lines, at, columns.get(key)))


def _headings(head: list[list[str]], columns: Columns) -> int:
    """The index of the row that was named by hand, else of the best recognised, else of the first of the widest."""
    if (found := by_hand.find(head, columns)) is not None:
        return found[0]
    at, layout = heading_rows.find(head)
    if layout.recognised:
        return at
    most = by_hand.width(head)
    return next(place for place, cells in enumerate(head) if len(by_hand.filled(cells)) == most)


def _rank(head: list[list[str]]) -> tuple[int, int, int, int]:
    return (*heading_rows.rank(heading_rows.find(head)[1]), -by_hand.width(head))


def _columns(rows: Sequence[TextRow], at: int, chosen: Sequence[str] | None) -> tuple[ColumnPreview, ...]:
    headings = rows[at].cells if at >= 0 else []
    below = [row.cells for row in rows[at + 1 :][: LOOKED_AT * 10]]
    count = by_hand.width([headings, *below[:LOOKED_AT]])
    if count > MOST_COLUMNS:
        raise Unreadable("too_many_columns", count=count, most=MOST_COLUMNS)
    guessed = by_hand.fields_of(_layout(rows, at, below), count) if headings else []
    fields = [*(chosen if chosen is not None else guessed), *[""] * count]
    titles = [*(quoted(cut(cell.strip())) for cell in headings), *[""] * count]
    return tuple(ColumnPreview(n, titles[n], _samples(below, n), fields[n]) for n in range(count))


def _layout(rows: Sequence[TextRow], at: int, below: Sequence[list[str]]) -> Layout:
    """What the columns below this row of headings seem to be, as far as they are recognised: as the file is read, where
    this is the row whose headings are recognised best."""
    found, layout = heading_rows.find([row.cells for row in rows])
    headings = rows[at].cells
    return layout if found == at else column_roles.layout(headings, evidence.columns(below, len(headings)))


def _words(row: TextRow) -> str:
    return cut("\u00a0; ".join(quoted(cut(cell.strip())) for cell in row.cells if cell.strip()))


def _samples(below: Sequence[Sequence[str]], index: int) -> tuple[str, ...]:
    """A few different cells that are not empty."""
    found = dict.fromkeys(cells[index].strip() for cells in below if index < len(cells) and cells[index].strip())
    return tuple(quoted(cut(cell)) for cell in list(found)[:SAMPLES])
