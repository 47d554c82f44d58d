"""Cards in which the parents stand side by side, `| Mère | Père`, with a label before each row of theirs, `Courriel`.
→ The same with `Mère Courriel :` before each value, as cards.py reads it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import heading, owner_and_group
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import about_rights
from models.importing.reading.sheets.cards import FEWEST, LABEL, is_adults, label_of
from models.importing.reading.sheets.looks import like
from models.importing.reading.sheets.paired_cards import PUPIL, names_pupil
from models.importing.reading.tables import Sheet, TextRow

Places = dict[int, str]  # the columns of a card's parents, with the word above each


def with_parents(sheet: Sheet) -> Sheet:
    """The sheet with the label of each value beside it. The same sheet where a card says after its parents what may be
    of either."""
    above = {at: found for at, row in enumerate(sheet.rows) if (found := _parents_of(row))}
    usual = Counter(map(_key, above.values())).most_common(1)
    if not usual or usual[0][1] < FEWEST:
        return sheet
    rows: list[TextRow] = []
    places: Places = {}
    said: list[tuple[str, frozenset[int]]] = []  # the labels of a card's parents, with the columns that are filled
    begun = False
    for at, row in enumerate(sheet.rows):
        if _key(above.get(at, {})) == usual[0][0]:
            places, said, begun = above[at], [], False
        elif places and _is_theirs(row, places):
            said.append((_label(row), frozenset(one for one in places if row.cell(one).strip())))
            if not _is_clear(said):
                return sheet
            rows.append(replace(row, cells=list(_labelled(row, places, said[-1][1]))))
        elif not begun and _begins(row):
            places, begun = {}, True
            rows.append(_of_pupil(row))
        elif not begun and said and any(map(_of_an_adult, row.cells)):
            return sheet
        else:
            places = {} if any(map(str.strip, row.cells)) else places
            rows.append(row)
    return replace(sheet, rows=rows)


def _parents_of(row: TextRow) -> Places:
    """The adults that a row names, each once, where it has nothing else, and nothing in its first column."""
    filled = {at: cell.strip() for at, cell in enumerate(row.cells) if cell.strip()}
    named = len(filled) > 1 and 0 not in filled and all(map(_is_adult, filled.values()))
    return filled if named and len({owner_and_group(cell) for cell in filled.values()}) == len(filled) else {}


def _is_adult(cell: str) -> bool:
    meant = heading(cell)
    return meant is not None and meant.owner == "adult" and not meant.field and not meant.unsure


def _begins(row: TextRow) -> bool:
    label = next((match[1] for cell in row.cells if cell.strip() and (match := label_of(cell))), "")
    return names_pupil(label)


def _of_an_adult(cell: str) -> bool:
    return is_adults(cell.split(":")[0])


def _key(places: Places) -> tuple[tuple[int, str], ...]:
    return tuple((at, squash(word)) for at, word in places.items())


def _is_theirs(row: TextRow, places: Places) -> bool:
    """Whether a row has a label without an owner before the first parent, and else only what stands below them."""
    filled = [at for at, cell in enumerate(row.cells) if cell.strip()]
    if not filled or filled[0] >= min(places) or not set(filled[1:]) <= places.keys():
        return False
    return LABEL.fullmatch(f"{_label(row)} :") is not None and not owner_and_group(_label(row))[0]


def _label(row: TextRow) -> str:
    return next(cell for cell in row.cells if cell.strip()).strip().rstrip(":").strip()


def _is_clear(said: Sequence[tuple[str, frozenset[int]]]) -> bool:
    """Whether a label is new in its card, and says of each parent who is named there what it says about rights."""
    label, filled = said[-1]
    of_rights = about_rights(frozenset(heading_words(label)))
    return all(squash(label) != squash(one) for one, _ in said[:-1]) and (not of_rights or filled >= said[0][1])


def _labelled(row: TextRow, places: Places, filled: frozenset[int]) -> Iterator[str]:
    """The values with their labels. What no heading says, of the first parent alone, may as well be the pupil's."""
    label = _label(row)
    if filled == {min(places)} and not is_adults(label) and heading(label) is None:
        yield from (f"{label} :", row.cell(min(places)))
        return
    for at, word in places.items():
        yield f"{word} {label} :"
        yield row.cell(at)


def _of_pupil(row: TextRow) -> TextRow:
    """The row with which a card begins, its first label said to be the pupil's."""
    at = next(at for at, cell in enumerate(row.cells) if cell.strip())
    cell = row.cells[at]
    bare = owner_and_group(cell)[0] != "child" and (meant := heading(cell.split(":")[0])) and meant.field in NAMES
    return replace(row, cells=[*row.cells[:at], like(cell, f"{PUPIL} {cell}"), *row.cells[at + 1 :]]) if bare else row
