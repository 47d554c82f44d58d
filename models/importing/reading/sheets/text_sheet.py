"""A CSV text → one sheet, by the delimiter that makes most sense of its headings."""

from models.importing.reading.columns import by_hand, heading_rows
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.sheets import delimited
from models.importing.reading.sheets.encoding import decode
from models.importing.reading.sheets.grid import Grid
from models.importing.reading.tables import LOOKED_AT, Sheet


def text_sheet(data: bytes, columns: Columns) -> Sheet:
    """The rows, by the delimiter with which the headings are recognised best, or else that gives most columns."""
    text, notices = decode(data.rstrip(b"\x1a"))  # DOS ends a text with it
    ways = delimited.candidates(text)
    heads = [[by_hand.filled(row) for row in delimited.head(whole, delimiter, LOOKED_AT)] for whole, delimiter in ways]
    ranks = [_rank(head, columns) for head in heads]
    rows, more = delimited.split(*ways[ranks.index(min(ranks))])
    return Grid("", {row.number: row.cells for row in rows}, notices=[*notices, *more]).sheet(columns)


def _rank(head: list[list[str]], columns: Columns) -> tuple[bool, int, int, int, int]:
    """The lower the better. The width is the median, because a title above the table may hold commas."""
    if not head:
        return True, 99, 0, 0, 0
    widths = sorted(len(by_hand.filled(cells)) for cells in head)
    return (
        by_hand.find(head, columns) is None,
        *heading_rows.rank(heading_rows.find(head)[1]),
        -widths[len(widths) // 2],
    )
