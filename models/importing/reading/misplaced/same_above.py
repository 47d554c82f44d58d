"""`idem` in place of a parent, below a brother or sister: the parent of the row above."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.cells import trimmed
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import words_of_names
from models.importing.reading.tables import TextRow

SAME = re.compile(
    r"idem(?: (?:frere|soeur|broer|zus|bruder|schwester|brother|sister|sibling))?|id|ibid(?:em)?|dito|ditto|ebenso|ebd"
    r"|(?:voir|cf|zie|see|siehe|wie|as|same as) (?:ci dessus|plus haut|au dessus|boven|hierboven|above|oben)"
    r"|(?:l[ae]s? )?memes?|(?:de|het)?zelfde|same|gleich"
)
SIGNS = frozenset(('"', "''", "″", "〃", "„", "”", "“", ",,", '-"-', '–"–'))
LONGEST = 30  # characters of such words


def filled_in(rows: Sequence[TextRow], layout: Layout) -> tuple[list[TextRow], list[Remark]]:
    """The rows with those parents, and a notice with the lines. As they are where one of them does not stand right
    below a pupil of the same last name: the rows may have been sorted since."""
    if len(layout.children) != 1 or not layout.adults:
        return list(rows), []
    found: list[TextRow] = []
    lines: list[int] = []
    for row in rows:
        same = [adult for adult in layout.adults if _is_same(row, adult)]
        if same:
            if not found or not _are_siblings(found[-1], row, layout):
                return list(rows), []
            lines.append(row.number)
            row = _with(row, found[-1], same)
        found.append(row)
    return found, [remark(0, "parents_above", lines=cut(", ".join(map(str, lines))))] if lines else []


def _is_same(row: TextRow, adult: AdultColumns) -> bool:
    """Whether such a word stands in place of the adult's name."""
    named = [cell for at in adult.named_by if (cell := row.cell(at).strip())]
    return bool(named) and all(map(_says_same, named))


def _says_same(cell: str) -> bool:
    return cell.strip() in SIGNS or (len(cell) <= LONGEST and SAME.fullmatch(plain(cell).strip()) is not None)


def _are_siblings(above: TextRow, row: TextRow, layout: Layout) -> bool:
    """Whether the pupils of two rows, one right below the other, have the same last name; or whole names with a word of
    a parent's in common."""
    if row.number != above.number + 1:
        return False
    if "last" in layout.child:
        names = [squash(trimmed(one.cell(layout.child["last"]))) for one in (above, row)]
        return bool(names[0]) and names[0] == names[1]
    words = [{*plain(one.cell(layout.child["name"])).split()} for one in (above, row)]
    parents = words_of_names(above, [at for adult in layout.adults for at in adult.named_by])
    return not parents.isdisjoint(words[0] & words[1])


def _with(row: TextRow, above: TextRow, adults: Sequence[AdultColumns]) -> TextRow:
    """The row with what the one above has of these adults, but for what it has itself."""
    cells = list(row.cells)
    for adult in adults:
        for at in adult.indexes:
            own = row.cell(at).strip()
            if at < len(cells) and (not own or _says_same(own)):
                cells[at] = above.cell(at)
    return replace(row, cells=cells)
