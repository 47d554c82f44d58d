"""Children of a family in one cell by first names, beside a column with their one last name → whole names.

`Roy` beside `Lou (1A), Max (3B)` becomes `Roy, Lou (1A); Roy, Max (3B)`, and so it does beside `Lou Roy (1A), Max Roy
(3B)`. Children who have their last names there, without such a column, get a heading that says so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.family_names import names_family
from models.importing.reading.headings.headings import Heading, heading, owner_and_group
from models.importing.reading.other_sheets.glued_lists import DATA
from models.importing.reading.sheets.looks import like
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

PART = re.compile(r"[^\W\d_][^\d()\[\],;@/&+\n]*(?:\([^()]{1,20}\)|\[[^\[\]]{1,20}\])")
BETWEEN = re.compile(r"(?<=[)\]])(?:\s*[,;/&+\n]\s*|\s+(?:et|en|und|and|e|y)\s+)(?=[^\W\d_])")
ROUND = str.maketrans("[]", "()")
TOTAL = re.compile(r"\s*[0-9]{1,5}(?:\s+[^\W\d_]{3,})?\s*")  # `36 enfants` below the list
FEWEST = 3  # such cells
MOST_WHOLE = 0.8  # of the children have the family's last name in the cell: with fewer it may be a first name
FEW_WHOLE = 0.3  # of the cells below `Nom` have several words: with more they may be whole names


def whole_names(sheet: Sheet) -> Sheet:
    """The sheet with the whole names of such children; the heading of their last name is emptied."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        if (index := _of_whole_names(sheet.rows, at)) is not None:
            return replace(sheet, rows=[*sheet.rows[:at], _with(row, {index: "Enfants"}), *sheet.rows[at + 1 :]])
        meant = [heading(title) for title in row.cells]
        of_child = [index for index, one in enumerate(meant) if one and one.owner == "child"]
        fields = {index: one.field for index, one in enumerate(meant) if one and index in of_child}
        lasts = [index for index in of_child if fields[index] == "last"]
        if not lasts:  # `Famille` over one last name for all of them
            lasts = [index for index, title in enumerate(row.cells) if names_family(title)] or _bare(
                meant, sheet.rows[at + 1 :]
            )
        below = sheet.rows[at + 1 :]
        if len(lasts) != 1 or any(field == "first" and not lists(below, index) for index, field in fields.items()):
            continue
        owned = [index for index, title in enumerate(row.cells) if owner_and_group(title)[0] == "child"]
        if found := [index for index in owned if index != lasts[0] and lists(below, index)]:
            head = _with(row, {lasts[0]: "", found[0]: "Enfants"})
            whole = _are_whole(below, lasts[0], found[0])
            rows = [_named(one, lasts[0], found[0], whole=whole) for one in below]
            return replace(sheet, rows=[*sheet.rows[:at], head, *rows])
    return sheet


def _bare(meant: Sequence[Heading | None], rows: Sequence[TextRow]) -> list[int]:
    """The columns of last names below a bare `Nom`, where nobody has a first name apart, and the adults are named by
    other headings."""
    fields = {one.field for one in meant if one and not one.owner}
    adults = any(one is not None and one.owner == "adult" for one in meant)
    if not adults or not fields.isdisjoint(("first", "name")):
        return []
    lasts = [index for index, one in enumerate(meant) if one and not one.owner and one.field == "last"]
    cells = {index: [cell for row in rows if (cell := row.cell(index).strip())] for index in lasts}
    return [index for index in lasts if sum(map(_may_be_whole, cells[index])) <= FEW_WHOLE * len(cells[index])]


def _may_be_whole(cell: str) -> bool:
    """Whether a name has several words, particles left aside: `van den Berg` is one."""
    return len([word for word in cell.split() if not word.islower() or cell.islower()]) > 1


def _of_whole_names(rows: Sequence[TextRow], at: int) -> int | None:
    """The column of such children with their own last names, where nothing else names the pupils: `Enfants (classe)`
    over `Lou Roy (1A), Max Roy (3B)`."""
    owners = [owner_and_group(title)[0] for title in rows[at].cells]
    of_child = [index for index, owner in enumerate(owners) if owner == "child"]
    if len(of_child) != 1 or any(map(names_family, rows[at].cells)) or not lists(rows[at + 1 :], of_child[0]):
        return None
    meant = heading(rows[at].cells[of_child[0]])
    if meant is None or meant.field != "class" or DATA.search("\n".join(rows[at].cells)):
        return None
    named = [part for row in rows[at + 1 :] for part in children(row.cell(of_child[0]))]
    return of_child[0] if all(len(part.partition("(")[0].split()) > 1 for part in named) else None


def lists(rows: Sequence[TextRow], index: int) -> bool:
    """Whether a column has such children and nothing else."""
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].strip()]
    listed = [bool(children(cell)) for cell in cells]
    return sum(listed) >= FEWEST and all(one or TOTAL.fullmatch(cell) for one, cell in zip(listed, cells, strict=True))


def children(cell: str) -> list[str]:
    """The children in a cell, each with the class in brackets; none where it has anything else."""
    found = BETWEEN.split(cell.strip())
    return found if all(map(PART.fullmatch, found)) else []


def _are_whole(rows: Sequence[TextRow], last: int, listed: int) -> bool:
    """Whether the cells of the children have their last names too."""
    whole = [
        bool(_first_name(one, row.cell(last))) for row in rows if row.cell(last) for one in children(row.cell(listed))
    ]
    return sum(whole) > MOST_WHOLE * len(whole)


def _first_name(child: str, surname: str) -> str:
    """`Lou Roy (1A)` or `ROY Lou (1A)` without this last name; empty where it is not there, or nothing else is."""
    name, class_name = _parted(child)
    words, count = surname.casefold().split(), len(surname.split())
    lowered = [word.casefold() for word in name]
    if not words or len(name) <= count:
        return ""
    if lowered[-count:] == words:
        return f"{' '.join(name[:-count])} {class_name}"
    return f"{' '.join(name[count:])} {class_name}" if lowered[:count] == words else ""


def _parted(child: str) -> tuple[list[str], str]:
    """The words of the name, and the class in its brackets."""
    at = re.split(r"(?=[(\[])", child, maxsplit=1)
    return at[0].split(), at[1] if len(at) > 1 else ""


def _named(row: TextRow, last: int, listed: int, *, whole: bool) -> TextRow:
    if max(last, listed) >= len(row.cells):
        return row
    surname = row.cells[last].strip()
    names = [_whole(one, surname, whole=whole).translate(ROUND) for one in children(row.cells[listed])]
    return _with(row, {listed: like(row.cells[listed], "; ".join(names))}) if surname and names else row


def _whole(child: str, surname: str, *, whole: bool) -> str:
    """One child with its last name first; as it is where it has another one than its family."""
    alone = len(_parted(child)[0]) == 1
    first = child if alone or not whole else _first_name(child, surname)
    return f"{surname}, {first}" if first else child


def _with(row: TextRow, cells: dict[int, str]) -> TextRow:
    return replace(row, cells=[cells.get(index, cell) for index, cell in enumerate(row.cells)])
