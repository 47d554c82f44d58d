"""A heading that names somebody over two columns, the last and the first name, `Enfant` above `ROY` and `Lou` → a
heading for each."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading, owner_of
from models.importing.reading.headings.vocabulary import WORDS
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

FEWEST, SAMPLE = 3, 200  # rows with both names; rows that are looked at
MOST = 8  # such headings of a row
NEARLY_ALL, FEW = 0.8, 0.2
SINGLE = 0.5  # of the cells are one word: whole names are not
FEWEST_TITLES = 3


def names_apart(sheet: Sheet) -> Sheet:
    """The sheet with `nom` and `prénom` after the owner, where the cells or the heading say which column has which."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        found = list(_over_two(row.cells)) if sum(map(bool, map(str.strip, row.cells))) >= FEWEST_TITLES else []
        if not 0 < len(found) <= MOST or _are_titles(sheet.rows[at + 1 : at + 2]):
            continue
        below, titles = sheet.rows[at + 1 : at + 1 + SAMPLE], list(row.cells)
        for index in found:
            if fields := _fields(below, index, titles[index]):
                titles[index : index + 2] = [f"{owner_of(titles[index])} {field}" for field in fields]
        if titles != row.cells:
            return replace(sheet, rows=[*sheet.rows[:at], replace(row, cells=titles), *sheet.rows[at + 1 :]])
    return sheet


def _are_titles(rows: Sequence[TextRow]) -> bool:
    """Whether the row below has headings of names: then both rows together are the headings."""
    return any((one := heading(cell)) and one.field in NAMES for row in rows for cell in row.cells)


def _over_two(titles: Sequence[str]) -> Iterator[int]:
    """The places of such headings: the one after is empty, or the same again."""
    for index, (title, after) in enumerate(itertools.pairwise(titles)):
        if not title.strip() or (after.strip() and after != title) or (index and titles[index - 1] == title):
            continue
        meant = heading(title)
        if meant and meant.owner in ("child", "adult") and meant.field in ("", "name") and owner_of(title):
            yield index


def _fields(rows: Sequence[TextRow], index: int, title: str) -> tuple[str, str] | None:
    """The fields of this column and the one after; None where they are no names, or it is not clear which is which."""
    both = [row for row in rows if row.cell(index).strip() and row.cell(index + 1).strip()]
    either = sum(bool(row.cell(index).strip() or row.cell(index + 1).strip()) for row in rows)
    if len(both) < FEWEST or len(both) < NEARLY_ALL * either:
        return None
    pairs = [(row.cell(index).strip(), row.cell(index + 1).strip()) for row in both]
    columns = list(zip(*pairs, strict=True))
    if not all(map(_are_names, columns)):
        return None
    capitals = [sum(map(str.isupper, cells)) / len(cells) for cells in columns]
    shared = _shared(both, index)
    said = [WORDS[word] for word in heading_words(title) if WORDS.get(word) in ("last", "first")]
    orders = (0, 1), (1, 0)
    clear = [one for one, other in orders if capitals[one] >= NEARLY_ALL and capitals[other] <= FEW]
    if not clear and max(capitals) < NEARLY_ALL:
        clear = [one for one, other in orders if shared[one] >= FEWEST and shared[one] * FEW >= shared[other]]
    if not clear and set(said) == {"last", "first"}:
        clear = [said.index("last")]
    return None if not clear else ("nom", "prénom") if clear == [0] else ("prénom", "nom")


def _are_names(cells: Sequence[str]) -> bool:
    """Whether these are last names, or first names, and no whole ones."""
    letters = all(not any(letter.isdigit() or letter in "@:" for letter in cell) for cell in cells)
    return letters and sum(len(cell.split()) == 1 for cell in cells) >= SINGLE * len(cells)


def _shared(rows: Sequence[TextRow], index: int) -> tuple[int, int]:
    """In how many rows the words of either column stand in another cell: those are surnames."""
    counts = [0, 0]
    for row in rows:
        others = " ".join([*row.cells[:index], *row.cells[index + 2 :]]).split()
        words = {squash(word) for word in others}
        for place in (0, 1):
            counts[place] += {squash(word) for word in row.cell(index + place).split()} <= words
    return counts[0], counts[1]
