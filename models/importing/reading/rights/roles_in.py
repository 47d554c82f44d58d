"""Cells of a column that say who an adult is to the pupil."""

import re
from collections.abc import Collection, Iterator, Sequence

from models.importing.reading.layout import Layout
from models.importing.reading.leaving.watched_leaving import WatchRule
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, ROLE
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.levels import is_contact, is_legal, is_other
from models.importing.reading.rights.restricting import (
    ANYBODY_NAMED,
    CODES,
    CONTACT_LEVEL,
    KIN_NAMED,
    OTHER_LEVEL,
    OUTSIDER_NAMED,
    STAFF_NAMED,
    UNKNOWN_ROLE,
)
from models.importing.reading.rights.spoken import (
    names_anybody,
    names_kin,
    names_outsider,
    names_parent,
    names_staff,
    names_unknown,
    plain,
)
from models.importing.reading.rights.spoken_limits import ONE
from models.importing.reading.tables import TextRow

PARENT_ALONE = re.compile(
    rf"(?:(?:je suis|ik ben|i am|ich bin|la|le|sa|son|de|the|die|der|his|her|l) )*{ONE}(?: .*)?|parents?|ouders?"
    r"|elternteil|guardians?|carers?|responsables?(?: legal\w*)?|tut(?:eur|rice)|voogd|vormund"
)
LONGEST_CODE = 4  # characters
MOST, LOOKED_AT = 0.5, 400  # of the cells; cells that are looked at


def are_relations(filled: Sequence[str], whom: Sequence[int], layout: Layout) -> bool:
    """Whether most cells of a column that is not read say that one adult is the pupil's mother or father, which no
    other column says: `Vous êtes…` of a form."""
    if len(whom) != 1 or "relation" in layout.adults[whom[0]].columns:
        return False
    said = [plain(cell).strip() for cell in filled[:LOOKED_AT]]
    return sum(PARENT_ALONE.fullmatch(one) is not None and not names_kin(one) for one in said) > MOST * len(said)


def are_codes(cells: Sequence[str]) -> bool:
    """Whether a column of relations has several words as short as a code: legends/coded_people.py asks about it."""
    return 1 < len(set(filter(None, cells))) <= CODES and all(len(squash(cell)) <= LONGEST_CODE for cell in cells)


def are_levels(in_heading: set[str], cells: Collection[str]) -> bool:
    """Whether a column has a level of responsibility for each adult, among them legal representatives."""
    level = "niveau" in in_heading and not in_heading.isdisjoint(("resp", "responsable"))
    about = level or "responsabilite" in in_heading
    return about and words.NOT_RIGHTS.isdisjoint(in_heading) and any(is_legal(plain(cell)) for cell in cells)


def of_levels(cells: Collection[str], whom: tuple[int, ...]) -> Iterator[WatchRule]:
    """The rules of such a column: who is to be contacted is no parent, and what other levels mean is asked."""
    said = set(map(plain, cells))
    if any(map(is_contact, said)):
        yield WatchRule(ROLE, CONTACT_LEVEL, whom, clear=True)
    if any(map(is_other, said)):
        yield WatchRule(RIGHTS, OTHER_LEVEL, whom)


def of_cells(text: str, whom: tuple[int, ...], *, relation: bool) -> Iterator[WatchRule]:
    """The rules of a column that is not read, whose cells are the lines of this text. Other people than teachers are
    looked for in one of relations alone."""
    yield from by_words(text, whom, relation=relation)
    if relation and any(map(names_unknown, text.split("\n"))):
        yield WatchRule(ROLE, UNKNOWN_ROLE, whom)


def by_words(text: str, whom: tuple[int, ...], *, relation: bool) -> Iterator[WatchRule]:
    """In a column of relations the word is what the person is to the pupil; elsewhere it may be a surname."""
    cells = text.split("\n")
    if any(map(names_staff, cells)):
        yield WatchRule(ROLE, STAFF_NAMED, whom, clear=relation)
    if relation and any(map(names_outsider, cells)):
        yield WatchRule(ROLE, OUTSIDER_NAMED, whom, clear=True)
    if relation and any(map(names_kin, cells)):
        yield WatchRule(ROLE, KIN_NAMED, whom)


def of_anybody(
    relations: Sequence[tuple[int, int, list[str]]], layout: Layout, rows: Sequence[TextRow]
) -> Iterator[tuple[int, WatchRule]]:
    """The rules of columns of relations, each with its adult and different cells, in which some say nothing of who
    somebody is. Nobody is asked where each adult of the file has that same word."""
    said = {frozenset(filter(str.isalpha, cell.split())) for _index, _place, cells in relations for cell in cells}
    if len(said) > 1 or _some_without(relations, layout, rows):
        for index, place, cells in relations:
            others = [at for at in layout.adults[place].columns["relation"] if at != index]
            if any(map(names_anybody, cells)) and not _said_beside(index, others, rows):
                yield index, WatchRule(ROLE, ANYBODY_NAMED, (place,))


def _said_beside(index: int, others: Sequence[int], rows: Sequence[TextRow]) -> bool:
    """Whether another column of relations names a parent beside each such word: `Main Contact`, `Mother`."""
    beside = {
        tuple(plain(row.cell(at)) for at in others) for row in rows if others and names_anybody(plain(row.cell(index)))
    }
    return bool(beside) and all(any(map(_is_parent, cells)) for cells in beside)


def _is_parent(said: str) -> bool:
    aside = (names_anybody, names_staff, names_outsider, names_kin)
    return names_parent(said) and not any(says(said) for says in aside)


def _some_without(relations: Sequence[tuple[int, int, list[str]]], layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether some adult who is named has an empty cell in the column of relations."""
    return any(
        not _filled(row, [index]) and _filled(row, layout.adults[place].named_by)
        for index, place, _cells in relations
        for row in rows
    )


def _filled(row: TextRow, indexes: Sequence[int]) -> bool:
    return any(at < len(row.cells) and row.cells[at].strip() for at in indexes)
