"""Cells that list several people, one a line or between strokes or commas, in the same order in each column → a column
for each.

`Anne Roy⏎Luc Petit` beside `anne@example.org⏎luc@example.org`; `Roy Léa|Roy Tom` beside `1A|2B`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.evidence import LOOKED_AT
from models.importing.reading.headings.headings import heading
from models.importing.reading.layout import NAMES
from models.importing.reading.people.full_names import people
from models.importing.reading.remarks import cut, remark
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT as HEADINGS
from models.importing.reading.tables import Sheet, TextRow

SEPARATORS = ("\n", "|", " / ", ",")
FEWEST, MOST = 2, 6  # rows that list people, below which nothing is taken apart; people of one cell
PUPIL, PUPILS = "pupil", ("register", "class", "year", "birth")  # a word of headings; what only a pupil has
WIDEST = 50  # columns with such a mark: more are no list of people
NAME = re.compile(r"(?:['’`]?[^\W\d_][\w.'’`-]*,?\s+)+[^\W\d_][^\s\d@]*")


def taken_apart(sheet: Sheet) -> Sheet:
    """The sheet with a column for each person of such cells. The headings are numbered: `1. E-mail`, `2. E-mail`."""
    for separator in SEPARATORS:
        first = (cell for row in sheet.rows[:LOOKED_AT] for cell in row.cells)
        head, at = _listing(sheet.rows, separator) if any(separator in cell for cell in first) else (-1, [])
        if not at:
            continue
        titles = sheet.rows[head].cells
        below = [row.cells[index] for row in sheet.rows[head + 1 :] for index in at if index < len(row.cells)]
        most = max(cell.count(separator) for cell in below) + 1
        found = ", ".join(cut(title) for index in at if index < len(titles) and (title := titles[index].strip()))
        rows = [
            _wide(_with_owner(row, at) if number == head else row, at, most, separator, number == head)
            for number, row in enumerate(sheet.rows)
        ]
        return replace(sheet, rows=rows, notices=[*sheet.notices, remark(0, "listed_cells", found=found)])
    return sheet


def _listing(rows: Sequence[TextRow], separator: str) -> tuple[int, list[int]]:
    """The index of the row of headings, and the columns that list people in the same order: one of names, and those
    that have as many parts in each row."""
    listing: defaultdict[int, list[TextRow]] = defaultdict(list)
    for row in rows:
        for index, cell in enumerate(row.cells):
            if separator in cell:
                listing[index].append(row)
    if len(listing) > WIDEST:
        return -1, []
    for names, some in listing.items():
        parts = [part for row in some for part in row.cells[names].split(separator)]
        if len(some) < FEWEST or len(parts) > MOST * len(some):
            continue
        if not all(NAME.fullmatch(trimmed(part)) for part in parts):
            continue
        if separator == "," and not _lists_by_commas(rows, names):
            continue
        head = next((number for number, row in enumerate(rows[:HEADINGS]) if _is_heading(row, names)), -1)
        if head >= 0:
            return head, [index for index in sorted(listing) if _as_many(rows[head + 1 :], names, index, separator)]
    return -1, []


def _lists_by_commas(rows: Sequence[TextRow], index: int) -> bool:
    """Whether whole names stand alone in other cells of the column, so that no comma is that of `Roy, Anne`."""
    cells = [row.cells[index] for row in rows if index < len(row.cells)]
    if all(len(people(cell)) > 1 for cell in cells if "," in cell):  # read as lists anyway
        return False
    return sum(NAME.fullmatch(trimmed(cell)) is not None for cell in cells if "," not in cell) >= FEWEST


def _is_heading(row: TextRow, index: int) -> bool:
    return index < len(row.cells) and heading(row.cells[index]) is not None


def _as_many(rows: Sequence[TextRow], names: int, index: int, separator: str) -> bool:
    """Whether this column has as many parts as that of the names, wherever either has several."""
    both = ((row.cells[names], row.cells[index]) for row in rows if max(names, index) < len(row.cells))
    return all(one.count(separator) == other.count(separator) for one, other in both if other.strip() and one.strip())


def _with_owner(row: TextRow, at: Sequence[int]) -> TextRow:
    """The headings, `Klassen` as those of the pupils who are listed in another of these columns."""
    listed = [meant for index in at if (meant := heading(row.cell(index))) is not None]
    if not any(one.owner == "child" and one.field in ("", *NAMES) for one in listed):
        return row
    own = {index for index in at if (meant := heading(row.cell(index))) and not meant.owner and meant.field in PUPILS}
    return replace(row, cells=[f"{PUPIL} {cell}" if index in own else cell for index, cell in enumerate(row.cells)])


def _wide(row: TextRow, at: Sequence[int], most: int, separator: str, head: bool) -> TextRow:
    cells: list[str] = []
    for index, cell in enumerate(row.cells):
        if index not in at:
            cells.append(cell)
        elif head:
            cells += [f"{number}. {cell}" if cell.strip() else "" for number in range(1, most + 1)]
        else:
            parts = [like(cell, part) for part in cell.split(separator)]
            cells += [*parts, *[""] * (most - len(parts))]
    return replace(row, cells=cells)
