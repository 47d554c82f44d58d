"""Cells whose headings say that they list people in the same order, each column with a separator of its own → one a
line, as listed_cells.py takes them apart.

`Tine Claes & Lars Claes` beside `- ; lars@example.org` below `e-mail (zelfde volgorde)`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.headings import heading
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

SAID = re.compile(
    r"\((?:\w+ ){0,3}(?:m.me ordre|(?:de)?zelfde volgorde|same order|(?:gleiche|gleicher|selben) reihenfolge)\)",
    re.IGNORECASE,
)
# In text with single spaces.
BETWEEN = re.compile(r" / | ?[;|] ?| [&+] ")
BETWEEN_NAMES = re.compile(rf"{BETWEEN.pattern}| (?:et|en|und|and|e|y) ")
LINE = "\n"


def on_lines(sheet: Sheet) -> Sheet:
    """The sheet with these cells, and the names before them, one a line; as it is where a row has more of one than of
    the other."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        said = [index for index, title in enumerate(row.cells) if SAID.search(title)]
        names = max((index for index in range(min(said)) if names_adults(row.cells[index])), default=-1) if said else -1
        if names >= 0:
            below = [_split(one, names, said) for one in sheet.rows[at + 1 :]]
            if any(one is None for one in below):
                return sheet
            head = replace(
                row,
                cells=[_spaced(SAID.sub(" ", title)) if SAID.search(title) else title for title in row.cells],
            )
            return replace(sheet, rows=[*sheet.rows[:at], head, *(one for one in below if one is not None)])
    return sheet


def names_adults(title: str) -> bool:
    meant = heading(title)
    return meant is not None and meant.owner == "adult" and meant.field in ("", "name")


def _split(row: TextRow, names: int, said: Sequence[int]) -> TextRow | None:
    """The row one a line; None where these cells do not list as many."""
    if not names < len(row.cells) or not row.cells[names].strip():
        return row
    cells = list(row.cells)
    people = BETWEEN_NAMES.split(_spaced(cells[names]))
    cells[names] = like(row.cells[names], LINE.join(people))
    for index in said:
        if index < len(cells) and cells[index].strip():
            parts = BETWEEN.split(_spaced(cells[index]))
            if len(parts) != len(people):
                return None
            cells[index] = like(row.cells[index], LINE.join(parts))
    return replace(row, cells=cells)


def _spaced(text: str) -> str:
    return " ".join(text.split())
