"""Columns of adults of whom the file itself says that they are parents, so that nobody has to be asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.vocabulary import RELATIVES, words_of
from models.importing.reading.layout import CONTACTS, AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import AUTHORITY, NO, NOT_RIGHTS, WITHOUT, YES
from models.importing.reading.rights.spoken import names_kin, names_outsider, plain
from models.importing.reading.tables import TextRow

PARENTS = frozenset(word for word, relative in RELATIVES.items() if relative in ("mère", "père")) | words_of(
    "parent ouder elternteil guardian voogd mare pare progenitor progenitora"
)
# Of one child, in some languages; of one class, in others.
GUARDIANS = ("tuteur", "tutrice", "tutor", "tutora", "tutore", "tutori", "gardien", "vormund")
MOST, NEARLY_ALL = 0.6, 0.9  # of the relations that are a parent's; of the adults who have a relation
FAMILY, FAMILIES = 3, 0.3  # pupils of one parent, on average; share of pupils who have a surname of their parents


def told(layout: Layout, rows: Sequence[TextRow]) -> Layout:
    """The layout, without doubt about the adults whose relations, authority or numbers say that they are parents.

    The relation of each row still counts: a grandmother among them is asked about.
    """
    adults = tuple(_with_relation(adult, layout, rows) if adult.unsure else adult for adult in layout.adults)
    layout = replace(layout, adults=adults)
    return replace(
        layout,
        adults=tuple(
            replace(adult, unsure=False) if adult.unsure and _is_parent(adult, layout, rows) else adult
            for adult in adults
        ),
    )


def _is_parent(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    return (
        _by_relation(adult, rows)
        or _by_authority(adult, layout, rows)
        or _by_number(adult, layout, rows)
        or _in_place_of_parents(adult, layout, rows)
    )


def _with_relation(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> AdultColumns:
    """The columns with an unused one among or beside them that has relations: `Parent.` over `mãe`, `pai`."""
    if "relation" in adult.columns:
        return adult
    unused = [at for at in layout.unused if min(adult.indexes) - 1 <= at <= max(adult.indexes) + 1]
    for at in unused:
        with_it = replace(adult, columns={**adult.columns, "relation": (at,)})
        if _by_relation(with_it, rows):
            return with_it
    return adult


def _by_relation(adult: AdultColumns, rows: Sequence[TextRow]) -> bool:
    """Whether nearly each of these adults has a relation, and most of them are a mother's or a father's."""
    said = (
        [_cell(row, adult.columns["relation"][0]) for row in _named(adult, rows)] if "relation" in adult.columns else []
    )
    filled = [plain(cell) for cell in said if cell]
    parents = sum(_says_parent(cell) for cell in filled)
    return bool(filled) and len(filled) >= NEARLY_ALL * len(said) and parents >= MOST * len(filled)


def _says_parent(cell: str) -> bool:
    return not PARENTS.isdisjoint(cell.split()) and not (names_kin(cell) or names_outsider(cell))


def _by_authority(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether a column says yes or no of the parental authority of the file's only adult, and mostly yes."""
    if len(layout.adults) > 1:
        return False
    for at in layout.unused:
        words = frozenset(heading_words(layout.titles[at]))
        if words.isdisjoint(AUTHORITY) or not words.isdisjoint(NOT_RIGHTS | WITHOUT):
            continue
        said = [squash(_cell(row, at)) for row in _named(adult, rows)]
        yes = sum(cell in YES for cell in said)
        if set(said) <= YES | NO and yes > MOST * len(said):
            return True
    return False


def _by_number(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether `Tutor 1` stands beside `Tutor 2`, or `Tuteur` beside `Resp. 2`, both can be reached, and they are
    parents of few children, many of whom have their surnames."""
    word = next((word for word in GUARDIANS if adult.group.strip("0123456789") == word), "")
    if not word or any(CONTACTS[0] not in one.columns for one in layout.adults):
        return False
    numbers = sorted(one.group.replace(word, "") or "1" for one in layout.adults)
    return numbers == ["1", "2"] and _are_families(layout, rows)


def _in_place_of_parents(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether `Tuteur` stands beside `Père` and `Mère`, and in none of the rows that have one of them, which are most:
    a teacher would be in those too."""
    parents = [one for one in layout.adults if one.group in ("mère", "père")]
    if adult.group not in GUARDIANS or len(parents) < 2:
        return False
    named = [row.number for row in _named(adult, rows)]
    with_parents = {row.number for one in parents for row in _named(one, rows)}
    return 0 < len(named) < len(with_parents) and with_parents.isdisjoint(named)


def _are_families(layout: Layout, rows: Sequence[TextRow]) -> bool:
    children: defaultdict[str, set[str]] = defaultdict(set)
    shared: dict[str, bool] = {}
    for row in rows:
        child = _text(row, [layout.child[field] for field in ("first", "last", "name") if field in layout.child])
        surname = {
            word for field in ("last", "name") if field in layout.child for word in _words(row, layout.child[field])
        }
        for adult in layout.adults:
            if name := _text(row, _names(adult)):
                children[name].add(child)
                own = {
                    word
                    for field in ("last", "name")
                    for at in adult.columns.get(field, ())
                    for word in _words(row, at)
                }
                shared[child] = shared.get(child, False) or not surname.isdisjoint(own)
    pairs = sum(map(len, children.values()))
    return bool(shared) and pairs <= FAMILY * len(children) and sum(shared.values()) >= FAMILIES * len(shared)


def _named(adult: AdultColumns, rows: Sequence[TextRow]) -> Iterator[TextRow]:
    return (row for row in rows if _text(row, _names(adult)))


def _names(adult: AdultColumns) -> list[int]:
    return [at for field in ("first", "last", "name") for at in adult.columns.get(field, ())]


def _text(row: TextRow, indexes: Sequence[int]) -> str:
    return squash(" ".join(_cell(row, at) for at in indexes))


def _words(row: TextRow, index: int) -> list[str]:
    return [word for word in plain(_cell(row, index)).split() if len(word) > 2]


def _cell(row: TextRow, index: int) -> str:
    return trimmed(row.cell(index))
