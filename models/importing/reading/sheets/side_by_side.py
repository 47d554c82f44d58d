"""Lists that stand beside each other on a sheet, with the same headings → one list below the other.

`leerling | mama | gsm | | leerling | mama | gsm`, with a class above each: else the parents of the second list would be
those of the pupils of the first.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.headings import owner_and_group
from models.importing.reading.names import squash
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

FEWEST = 3  # headings of such a list


def one_below_the_other(sheet: Sheet) -> Sheet:
    """The sheet with such lists one below the other, each with the titles above it."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        lists = _lists(row.cells)
        if len(lists) > 1 and _are_apart(sheet.rows[at + 1 :], lists):
            rows = [part for place in lists for one in sheet.rows if (part := _part(one, place)) is not None]
            return replace(sheet, rows=rows)
    return sheet


def _lists(titles: Sequence[str]) -> list[range]:
    """The columns of each list, where empty headings part lists of the same ones, which name whose they are."""
    starts = [at for at, title in enumerate(titles) if title.strip() and not (at and titles[at - 1].strip())]
    ends = [next((at for at in range(start, len(titles)) if not titles[at].strip()), len(titles)) for start in starts]
    lists = [range(start, end) for start, end in zip(starts, ends, strict=True)]
    keys = {tuple(squash(titles[at]) for at in one) for one in lists}
    if len(keys) != 1 or len(lists[0]) < FEWEST:
        return []
    owners = {owner_and_group(titles[at])[0] for at in lists[0]}
    return lists if {"child", "adult"} <= owners else []


def _are_apart(rows: Sequence[TextRow], lists: Sequence[range]) -> bool:
    """Whether the columns outside the lists are empty, and each list has something below its headings."""
    inside = {at for one in lists for at in one}
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell.strip()}
    return filled <= inside and all(not filled.isdisjoint(one) for one in lists)


def _part(row: TextRow, place: range) -> TextRow | None:
    """The cells of one list; None where all of them are empty."""
    cells = row.cells[place.start : place.stop]
    return replace(row, cells=cells) if any(cell.strip() for cell in cells) else None
