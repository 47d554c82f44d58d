"""Adults who stand a row too high or too low: their surnames are those of the pupils of the next or previous row; the
addresses of parents without a name are made of these."""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from models.importing.reading.layout import AdultColumns
from models.importing.reading.names import squash
from models.importing.reading.questions import SHIFTED
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.restricting import MOVED, MOVED_WORDS
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table

WORD = re.compile(r"[^\W\d_]{2,}")
NEAR = 6  # rows
SHORT = 3  # letters of a word that may be in an address by chance
FEW_OWN = 0.25  # of the rows: with more, the adult stands beside the own pupil
FEWEST = 4.0  # more such rows than others, one after the other
# What a row counts whose adult has the pupil's surname, that of the pupil beyond, or neither's.
OWN, FITS, OTHER = -1.0, 1.0, -0.25
Names = Sequence[str]


def shifted_columns(table: Table) -> Iterator[WatchedColumn]:
    """For each adult of the table's rows whose cells slipped, a column that restricts these rows."""
    child = [index for field in ("last", "name") if (index := table.layout.child.get(field)) is not None]
    if not child or len(table.layout.children) > 1:
        return
    pupils = _names(table, child)
    owns: dict[int, list[bool]] = {}
    moved: dict[int, range] = {}
    for place, adult in enumerate(table.layout.adults):
        adults = _addressed(table, adult, pupils) if adult.unnamed else _names(table, _surname(adult))
        own = owns[place] = [_common(one, other) for one, other in zip(adults, pupils, strict=True)]
        if "last" in adult.columns and "last" in table.layout.child and not _some_equal(pupils, adults):
            continue
        if len(own) - sum(own) < FEWEST:
            continue
        for step in (1, -1):
            if rows := _moved(pupils, adults, own, step):
                moved[place] = rows
                break
    for rows in list(moved.values())[:1]:  # who is not the pupil's own in these rows may have slipped with the other
        beside = {place: rows for place, own in owns.items() if sum(own[at] for at in rows) <= FEW_OWN * len(rows)}
        moved = {**beside, **moved}
    for place, rows in moved.items():
        index, lines = table.layout.adults[place].title_index, frozenset(table.rows[at].number for at in rows)
        title = quoted(cut(table.layout.titles[index]))
        yield WatchedColumn(index, title, SHIFTED, MOVED, (place,), "", lines=lines, said=MOVED_WORDS)


def _some_equal(pupils: Names, adults: Names) -> bool:
    """Whether two adults near each other have the whole surname of the next or previous row's pupil: else nothing
    slipped, and no name need be taken apart."""
    own, beside = list(map(squash, pupils)), list(map(squash, adults))
    after = [at for at, (one, other) in enumerate(zip(beside, own[1:], strict=False)) if one == other]
    before = [at for at, (one, other) in enumerate(zip(beside[1:], own, strict=False)) if one == other]
    return any(two - one <= NEAR for some in (after, before) for one, two in itertools.pairwise(some))


def _surname(adult: AdultColumns) -> tuple[int, ...]:
    return (adult.columns.get("last") or adult.columns.get("name", ()))[:1]


def _addressed(table: Table, adult: AdultColumns, pupils: Names) -> list[str]:
    """For each row, which words of the names of its pupil and of those beside it are in the address of a parent without
    a name; a hyphen where none is."""
    near = zip(["", *pupils[:-1]], pupils, [*pupils[1:], ""], strict=True)
    found = []
    for row, names in zip(table.rows, near, strict=True):
        cells = (row.cells[index] for index in adult.columns["email"] if index < len(row.cells))
        local = squash("".join(cell.partition("@")[0] for cell in cells if "@" in cell))
        words = {word for name in names for word in name.split() if len(word) > SHORT and squash(word) in local}
        found.append(" ".join(sorted(words)) or ("-" if local else ""))
    return found


def _names(table: Table, indexes: Sequence[int]) -> Names:
    """The text of these cells of each row."""
    if len(indexes) == 1:
        (index,) = indexes
        return [row.cell(index) for row in table.rows]
    return [" ".join(row.cells[index] for index in indexes if index < len(row.cells)) for row in table.rows]


@functools.lru_cache(20_000)
def _words(cell: str) -> frozenset[str]:
    return frozenset(map(squash, WORD.findall(cell)))


def _moved(pupils: Names, adults: Names, own: Sequence[bool], step: int) -> range | None:
    """The rows in which the adults are those of the pupil `step` rows further."""
    best, best_rows, counted, start = FEWEST, None, 0.0, 0
    beyond = [*pupils[1:], ""] if step > 0 else ["", *pupils[:-1]]
    kinds = list(map(_kind, adults, own, beyond))
    for at, kind in enumerate(kinds):
        if counted <= 0:
            counted, start = 0.0, at
        counted += kind
        if kind == FITS and counted >= best:
            best, best_rows = counted, (start, at)
    if best_rows is None:
        return None
    first, last = best_rows
    while first and kinds[first - 1] == OTHER:
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] in (OTHER, 0.0):
        last += 1
    return range(first, last + 1)


def _kind(adult: str, own: bool, beyond: str) -> float:
    """What a row counts; nothing without an adult, or where brother and sister stand one below the other."""
    if own:
        return 0.0 if adult == beyond else OWN
    if not adult or adult.isspace():
        return 0.0
    return FITS if _common(adult, beyond) else OTHER


def _common(one: str, other: str) -> bool:
    """Whether two names have a word in common."""
    if one == other:
        return bool(one.strip())
    if one.isalpha() and other.isalpha():
        return squash(one) == squash(other)
    return bool(one and other) and not _words(one).isdisjoint(_words(other))
