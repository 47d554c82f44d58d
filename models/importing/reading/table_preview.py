"""What a file looks like before it is understood: its first rows, for whoever names its columns by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.importing.reading import by_hand, heading_rows
from models.importing.reading.by_hand import NO_HEADINGS, Columns
from models.importing.reading.file import LOOKED_AT, sheets_of
from models.importing.reading.remarks import Unreadable, cut, quoted
from models.importing.reading.tables import TextRow

SAMPLES = 3
MOST_COLUMNS = 100  # shown and named; a table of more is no list of families


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, a few cells below it, and the field it seems to be."""

    index: int
    heading: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class TablePreview:
    """One sheet, with its headings on row `row` of `rows` (from 1; 0: it has none), each with its line in the file,
    which counts empty ones too. `key` as in by_hand."""

    sheets: tuple[str, ...]
    sheet: int
    rows: tuple[tuple[int, int, str], ...]
    row: int
    key: str
    columns: tuple[Column, ...]


def look(data: bytes, columns: Columns, sheet: int | None = None, row: int | None = None) -> TablePreview:
    """The sheet and row asked for, or those that look most like headings. Raises `Unreadable`, and `LookupError` where
    the file has no such sheet or row."""
    sheets = sheets_of(data, columns)
    if not sheets:
        raise Unreadable("empty")
    heads = [[line.cells for line in one.lines[:LOOKED_AT]] for one in sheets]
    if sheet is None:
        sheet = min(range(len(sheets)), key=lambda n: (by_hand.find(heads[n], columns) is None, _rank(heads[n])))
    if not 0 <= sheet < len(sheets):
        raise LookupError(sheet)
    head, lines = heads[sheet], sheets[sheet].lines
    at = _headings(head, columns) if row is None else row - 1
    if not -1 <= at < len(head):
        raise LookupError(row)
    key = by_hand.key(head[at]) if at >= 0 else NO_HEADINGS
    shown = tuple((n, int(line.number), _words(line)) for n, line in enumerate(lines[:LOOKED_AT], 1))
    titles = tuple(quoted(one.name) for one in sheets)
    return TablePreview(titles, sheet, shown, at + 1, key, _columns(lines, at, columns.get(key)))


def _headings(head: list[list[str]], columns: Columns) -> int:
    """The row named by hand already, else the one that is recognised best, else the first that is as wide as any."""
    if (found := by_hand.find(head, columns)) is not None:
        return found[0]
    at, layout = heading_rows.find(head)
    if layout.recognised:
        return at
    most = by_hand.width(head)
    return next(place for place, cells in enumerate(head) if len(by_hand.filled(cells)) == most)


def _rank(head: list[list[str]]) -> tuple[int, int, int]:
    return (*heading_rows.rank(heading_rows.find(head)[1]), -by_hand.width(head))


def _columns(lines: Sequence[TextRow], at: int, chosen: Sequence[str] | None) -> tuple[Column, ...]:
    headings = lines[at].cells if at >= 0 else []
    below = [line.cells for line in lines[at + 1 :][: LOOKED_AT * 10]]
    count = by_hand.width([headings, *below[:LOOKED_AT]])
    if count > MOST_COLUMNS:
        raise Unreadable("too_many_columns", count=count, most=MOST_COLUMNS)
    guessed = by_hand.fields_of(heading_rows.find([headings])[1], len(headings)) if headings else []
    fields = [*(chosen if chosen is not None else guessed), *[""] * count]
    titles = [*(quoted(cut(cell.strip())) for cell in headings), *[""] * count]
    return tuple(Column(n, titles[n], _samples(below, n), fields[n]) for n in range(count))


def _words(line: TextRow) -> str:
    return quoted(cut(" · ".join(filter(None, (cell.strip() for cell in line.cells)))))


def _samples(below: Sequence[Sequence[str]], index: int) -> tuple[str, ...]:
    """The first few different cells that are not empty."""
    found = dict.fromkeys(cells[index].strip() for cells in below if index < len(cells) and cells[index].strip())
    return tuple(quoted(cut(cell)) for cell in list(found)[:SAMPLES])
