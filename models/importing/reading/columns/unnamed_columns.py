"""Columns of parents of whom the file has an address and no name: `E-Mail-Adresse Elternteil 1`, `Mail mère`.

They count only where no sheet of the file names an adult, and only where the heading says in so many words that the
address is a parent's.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from models.importing.reading.columns.child_columns import NEARLY_ALL
from models.importing.reading.columns.unnamed_rows import addresses
from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.heading_words import heading_words, is_adult
from models.importing.reading.headings.headings import Heading, heading, owner_and_group
from models.importing.reading.headings.vocabulary import ADULT, ANYBODY, OUTSIDER, RELATIVES, STAFF, UNSURE
from models.importing.reading.layout import NAMES, AdultColumns, Layout, relation_of
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import about_rights
from models.importing.reading.tables import TextRow

PARENTS = (ADULT | RELATIVES.keys()) - ANYBODY
OTHERS = STAFF | OUTSIDER | UNSURE
TELLS_PUPILS = ("class", "register", "birth")
MOST_DIFFERENT = 0.5  # of the cells below `Sorgeber. Mutter`: then they are names, and no kind or state
COMPARED = 1000  # rows
MANY_NAMED = 0.3  # of the addresses are made of the words of one other column: then it has the names


def adults(
    titles: Sequence[str],
    found: Sequence[Heading | None],
    cells: Sequence[Cells],
    children: Collection[Mapping[str, int]],
) -> tuple[AdultColumns, ...]:
    """The columns of each parent without a name. None where a column has an adult's name, even a part of it, or may
    have one below an unknown heading; and none where the row may be about the parents alone: no column but theirs says
    that it names pupils."""
    if any(one is not None and one.owner == "adult" and one.field in NAMES for one in found):
        return ()
    both = zip(titles, found, cells, strict=False)
    if any(one is None and _may_name(title, below) for title, one, below in both):
        return ()
    pupils = any(one is not None and one.owner == "child" and one.field in NAMES for one in found)
    if not pupils and not any(field in child for child in children for field in TELLS_PUPILS):
        return ()
    groups: dict[str, dict[str, tuple[int, ...]]] = {}
    for index, (title, meaning, below) in enumerate(zip(titles, found, cells, strict=False)):
        field = meaning.field if meaning is not None else ""
        if field in ("email", "phone", "relation", "language") and says_parent(title):
            if field == "email" and below.filled and not _has_addresses_alone(below):
                return ()
            columns = groups.setdefault(_group(title), {})
            columns[field] = (*columns.get(field, ()), index)
    return tuple(
        AdultColumns(relation_of(group), columns, group, unnamed=True)
        for group, columns in groups.items()
        if "email" in columns
    )


def says_parent(title: str) -> bool:
    """Whether a heading has a word for a parent, and none for anybody else."""
    words = frozenset(heading_words(title))
    return not words.isdisjoint(PARENTS) and words.isdisjoint(OTHERS)


def _may_name(title: str, cells: Cells) -> bool:
    """Whether a heading that is not understood is about an adult, and its cells are as different as names are."""
    in_heading = heading_words(title)
    if about_rights(frozenset(in_heading)) or not any(map(is_adult, in_heading)):
        return False
    words = [cell for cell in cells.filled if any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell))]
    return bool(words) and len(set(words)) >= MOST_DIFFERENT * len(cells.filled)


def has_names(layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether a column that is not read seems to have the names of the parents: many of their addresses are made of
    its words, which are not the pupil's."""
    emails = [index for adult in layout.unnamed for index in adult.columns["email"]]
    child = [index for columns in layout.children for index in columns.values()]
    aside = {*layout.outsiders, *layout.pupils, *(index for adult in layout.unnamed for index in adult.indexes)}
    found: Counter[int] = Counter()
    given = 0
    for row in rows[:COMPARED]:
        local = squash("".join(cell.partition("@")[0] for cell in _cells(row, emails) if "@" in cell))
        given += bool(local)
        own = {word for cell in _cells(row, child) for word in _words(cell)}
        for index in layout.unused if local else ():
            words = _words(" ".join(_cells(row, [index]))) - own if index not in aside else ()
            found[index] += any(word in local for word in words)
    return any(count >= MANY_NAMED * given for count in found.values()) if given else False


def _cells(row: TextRow, indexes: Iterable[int]) -> list[str]:
    return [row.cells[index] for index in indexes if index < len(row.cells)]


def _words(text: str) -> set[str]:
    return {word for one in re.split(r"[\s,;.-]+", text) if len(word := squash(one)) > 2 and not word.isdigit()}


def _has_addresses_alone(cells: Cells) -> bool:
    """Whether nearly each cell with an address has nothing else, such as a name."""
    given = [cell for cell in cells.filled if "@" in cell]
    return sum(bool(addresses(cell)) for cell in given) >= NEARLY_ALL * len(given)


def _group(title: str) -> str:
    """Which parent it is: `mère`, `2`; empty where the heading does not say. In `Parent email 2` the number counts the
    parents too."""
    meant = heading(title)
    return (meant.group or meant.ordinal) if meant is not None else owner_and_group(title)[1]
