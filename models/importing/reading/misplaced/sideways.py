"""Rows whose cells stand a few columns too far to the left or right, because empty ones were deleted, or one was cut in
two: shown by cells of another kind than their column's."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.questions import ROLE
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.restricting import BY_ROW
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

MAIL, PHONE, CODE, WORDS = range(4)
LONG, SHORT = 8, 4  # digits of a telephone; of a postal code
MOSTLY, LOOKED_AT = 0.8, 400  # of the filled cells of a column are of its kind; rows that show it
SURE = 2  # columns that show that a row is pushed, if it has no cell too many
FEWEST = 3  # other rows that have a word in its column
LEFT_OUT = 2  # cells of an adult who is left out, at least


class Kinds:
    """The columns of these rows whose cells are of one kind that those of the next column are not of: addresses,
    telephones, postal codes."""

    def __init__(self, rows: Sequence[TextRow]) -> None:
        width = max((len(row.cells) for row in rows), default=0)
        kinds = [*(_of_column(rows, index) for index in range(width)), None]
        pairs = enumerate(itertools.pairwise(kinds))
        self.sure = [(at, own) for at, (own, after) in pairs if own not in (None, WORDS, after)]

    def pushed_right(self, cells: Sequence[str]) -> int:
        """In how many of them the cell is of another kind, and the next cell of theirs: `boîte 4`, `4000` below a
        postal code and a town."""
        there = [(at, own) for at, own in self.sure if at + 1 < len(cells) and cells[at].strip()]
        return sum(_kind(cells[at + 1]) == own != _kind(cells[at]) for at, own in there)


def slid_left(table: Table, asked: Sequence[WatchedColumn] = ()) -> Iterator[WatchedColumn]:
    """For each adult, a column that restricts the rows in which somebody who is no parent may stand there: the row ends
    early, and its last cell is a word of the last column: `Voisine`. Rows that are `asked` about are left aside."""
    outsiders, end = set(table.layout.outsiders), table.width - 1
    if end not in outsiders:
        return
    words = Counter(squash(row.cells[end]) for row in table.rows if len(row.cells) > end)
    early = [(last, row) for row in table.rows if end - (last := _last(row, end)) >= LEFT_OUT]
    early = [(last, row) for last, row in early if words[squash(row.cells[last])] >= FEWEST]
    whole = [row for row in table.rows if len(row.cells) > end and row.cells[end].strip()] if early else []
    usual = {last: {squash(row.cells[last]) for row in whole} for last in {last for last, _row in early}}
    slid = [(end - last, row) for last, row in early if squash(row.cells[last]) not in usual[last]]
    for place, adult in enumerate(table.layout.adults):
        index = adult.title_index
        known = frozenset().union(*(one.lines for one in asked if place in one.adults))
        if lines := frozenset(row.number for step, row in slid if index + step in outsiders) - known:
            title = quoted(cut(table.layout.titles[index]))
            names = tuple(at for field in NAMES for at in adult.columns.get(field, ()))
            yield WatchedColumn(index, title, ROLE, BY_ROW, (place,), "", lines=lines, names=names)


def _of_column(rows: Sequence[TextRow], index: int) -> int | None:
    """The kind of most of the first cells of a column; None where they are of several kinds."""
    cells = (row.cells[index] for row in rows[:LOOKED_AT] if index < len(row.cells))
    counts = Counter(_kind(cell) for cell in cells if cell.strip())
    kind, times = max(counts.items(), key=lambda one: one[1], default=(None, 0))
    return kind if times >= MOSTLY * counts.total() else None


def _last(row: TextRow, end: int) -> int:
    """The last filled cell of a row; `end` for an empty one."""
    return max((at for at, cell in enumerate(row.cells) if cell.strip()), default=end)


def _kind(cell: str) -> int:
    if "@" in cell:
        return MAIL
    if cell[:1].isalpha():  # most cells
        return WORDS
    digits, letters = sum(map(str.isdigit, cell)), sum(map(str.isalpha, cell))
    if letters or digits < SHORT:
        return WORDS
    return PHONE if digits >= LONG else CODE
