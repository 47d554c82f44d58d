"""Lists that somebody pasted one below the other: a later row of other headings begins a new table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.headings.headings import heading, names_staff_alone, owner_and_group, owner_of, says_who
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.tables import Sheet, TextRow

DATA = re.compile(r"@|[0-9]{4}")  # what no row of headings has
FEWEST, MOST = 3, 0.6  # of its cells name a field; or the two below
BOTH_NAMES = frozenset(("last", "first"))


def parts(sheet: Sheet, at: int) -> list[tuple[int, Sheet]]:
    """The lists of a sheet whose first row of headings is `at`, each with the number of rows above it. Headings that
    are only repeated, as on each printed page, begin no list."""
    starts = [0, *_starts(sheet.rows, at)]
    if len(starts) == 1:
        return [(0, sheet)]
    ends = [*starts[1:], len(sheet.rows)]
    return [
        (start, replace(sheet, rows=sheet.rows[start:end], notices=sheet.notices if start == 0 else []))
        for start, end in zip(starts, ends, strict=True)
    ]


def _starts(rows: Sequence[TextRow], at: int) -> Iterator[int]:
    if not 0 <= at < len(rows):
        return
    current, last = _key(rows, at), at
    for index in range(at + 1, len(rows)):
        text = "\n".join(rows[index].cells)
        if "@" in text or DATA.search(text) or not names_fields(rows[index].cells):
            continue
        start = _with_titles(rows, index)
        if (found := _key(rows, index)) != current and start > last + 1:  # a list has at least one row
            yield start
        current, last = found, index


def names_fields(cells: Sequence[str]) -> bool:
    """Whether a row is one of headings: most of its cells are, among them names."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < len(BOTH_NAMES):
        return False
    meant: list[str] = []
    for place, cell in enumerate(filled, 1):
        one = heading(cell)
        meant += [one.field] if one is not None and one.field else []
        if len(meant) + len(filled) - place < MOST * len(filled):  # too few, whatever the others are
            return False
    return set(meant) >= BOTH_NAMES or (len(meant) >= FEWEST and not {*NAMES}.isdisjoint(meant))


def _key(rows: Sequence[TextRow], index: int) -> tuple[tuple[str, ...], ...]:
    """The headings of a row, and the groups in the row above: `Mère`, `Père`."""
    above = rows[index - 1].cells if index and _names_groups(rows[index - 1].cells) else ()
    groups = dict.fromkeys(filter(None, map(squash, above)))  # a merged cell is filled across, or is not
    return tuple(filter(None, map(squash, rows[index].cells))), tuple(groups)


def _names_groups(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    owners = [cell for cell in filled if owner_of(cell) and not _is_teacher(cell)]
    return bool(owners) and not DATA.search("\n".join(filled))


def _is_teacher(cell: str) -> bool:
    """Whether a cell is of a teacher, as `1A (juf Tine)` and `Titulaire Mme Roy` are."""
    return owner_and_group(cell)[0] == "staff" or (names_staff_alone(cell) and says_who(cell))


def _with_titles(rows: Sequence[TextRow], index: int) -> int:
    """The first row that belongs to these headings: groups and a title may stand above them."""
    if index and _names_groups(rows[index - 1].cells):
        index -= 1
    while index and sum(bool(cell.strip()) for cell in rows[index - 1].cells) == 1:
        index -= 1
    return index
