"""Rows of a further parent, whose pupil stands only in the row above: the pupil's cells are filled in."""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.tables import TextRow

FEWEST = 3  # such rows, below which a missing pupil is a mistake
MOST = 3  # of one pupil


def filled_in(rows: Sequence[TextRow], layout: Layout) -> tuple[list[TextRow], list[Remark]]:
    """The rows, and a notice with the lines that were filled in. Only in a table with one adult a row."""
    if len(layout.adults) != 1 or len(layout.children) != 1:
        return list(rows), []
    of_child = sorted(set(layout.child.values()))
    of_adult = [index for name in NAMES for index in layout.adults[0].columns.get(name, ())]
    found: list[TextRow] = []
    lines: list[int] = []
    above, following = 0, False
    for at, row in enumerate(rows):
        bare = not _any(row, of_child) and _any(row, of_adult)
        following = bare and at > 0 and int(row.number) == rows[at - 1].number + 1 and above < MOST
        above = above + 1 if following else 0
        if following:
            before = found[-1].cells
            cells = [before[index] if index in of_child else cell for index, cell in enumerate(row.cells)]
            lines.append(row.number)
            row = replace(row, cells=cells)
        found.append(row)
    if len(lines) < FEWEST:
        return list(rows), []
    width = max(len(row.cells) for row in found)
    short = {len(found[at - 1].cells) for at, row in enumerate(rows) if at and row is not found[at]} - {width}
    found = [_padded(row, width) if len(row.cells) in short and not _any(row, of_adult) else row for row in found]
    return found, [remark(0, "pupils_above", lines=cut(", ".join(map(str, lines))))]


def _padded(row: TextRow, width: int) -> TextRow:
    """A row of a pupil alone, without delimiters after the last cell."""
    return replace(row, cells=[*row.cells, *[""] * (width - len(row.cells))])


def _any(row: TextRow, indexes: Sequence[int]) -> bool:
    return any(index < len(row.cells) and row.cells[index].strip() for index in indexes)
