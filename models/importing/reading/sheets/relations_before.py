"""Cells of names that begin with what the adult is to the pupil → a column of relations beside the names.

`mama Inge Mertens`, `Papa: Bart Baert` below `Ouder`.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.headings import heading, owner_of
from models.importing.reading.headings.vocabulary import OUTSIDER, RELATIVES, UNSURE
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import PARTICLES
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

RELATIONS = frozenset(RELATIVES) | UNSURE | OUTSIDER
FEWEST, MOSTLY = 3, 0.5  # such cells; of those that name somebody
BETWEEN = ":.,-–— "


def relations_beside(sheet: Sheet) -> Sheet:
    """The sheet with a column of relations after each column of names that has them."""
    heads: dict[int, int] = {}  # of each such column, the first row that may be its heading
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        for index, title in enumerate(row.cells):
            if index not in heads and _may_name_adults(title):
                heads[index] = at
    for index, at in sorted(heads.items(), reverse=True):
        if _has_relations(sheet.rows[at + 1 :], index):
            sheet = _with_relations(sheet, at, index)
    return sheet


def _may_name_adults(title: str) -> bool:
    meant = heading(title)
    return meant is not None and meant.field in ("", "name", "last") and meant.owner not in ("child", "staff")


def _has_relations(rows: Sequence[TextRow], index: int) -> bool:
    """Whether most cells begin so; a word in small letters is no first name, and says it for a single cell."""
    cells = [cell for row in rows if index < len(row.cells) and (cell := row.cells[index].strip())]
    said = [relation for cell in cells if (relation := _taken(cell)[0])]
    known = [one for one in said if _is_relation(one)]
    return any(one.islower() for one in known) or len(known) >= max(FEWEST, MOSTLY * len(cells))


def _taken(cell: str) -> tuple[str, str]:
    """The relation before a whole name, and the name; an empty relation and the cell where there is none."""
    words = cell.split()
    if not words or not _is_before(words[0]):  # most cells
        return "", cell
    count = next((at for at, word in enumerate(words) if not _is_before(word)), len(words))
    name = words[count:]
    if len(name) < 2 or not all(map(_in_name, name)):
        return "", cell
    return " ".join(words[:count]).strip(BETWEEN), " ".join(name).lstrip(BETWEEN)


def _is_before(word: str) -> bool:
    """Whether a word at the beginning is no part of a name: a relation, or in small letters and no particle."""
    plain = word.strip(BETWEEN)
    return _is_relation(plain) or not plain or (plain.islower() and squash(plain) not in PARTICLES)


def _is_relation(word: str) -> bool:
    return squash(word) in RELATIONS


def _in_name(word: str) -> bool:
    return word[0].isupper() or squash(word) in PARTICLES or word in ("-", "–", ":")


def _with_relations(sheet: Sheet, at: int, index: int) -> Sheet:
    title = f"{owner_of(sheet.rows[at].cells[index])} lien".strip()
    rows = []
    for number, row in enumerate(sheet.rows):
        cell = row.cell(index)
        relation, name = _taken(cell) if number > at else (title if number == at else "", cell)
        if index < len(row.cells):
            cells = [like(cell, name) if relation and number > at else cell, like(cell, relation)]
            row = replace(row, cells=[*row.cells[:index], *cells, *row.cells[index + 1 :]])
        rows.append(row)
    return replace(sheet, rows=rows)
