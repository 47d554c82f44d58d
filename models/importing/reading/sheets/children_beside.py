"""A row for each parent, whose names stand below `Nom`, `Prénom` alone, beside a cell that lists the pupils with their
classes: `Élèves rattachés` over `ROY Lou (4A), ROY Max (6B)` → headings that say whose each name is."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from models.importing.reading.columns.relatives_phones import SALUTATIONS
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import Heading, heading, owner_and_group
from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash
from models.importing.reading.other_sheets.accounts import PARENTS
from models.importing.reading.rights.spoken import names_parent, plain
from models.importing.reading.sheets.children_listed import children, lists
from models.importing.reading.tables import LOOKED_AT, Sheet, TextRow

PARENT, CHILDREN, RELATION = "Parent", "Enfants", "Parent lien"
OF_PUPILS = frozenset(("class", "birth", "year"))  # such a column is about whom the row names
OTHERS = words_of("autre autres other others andere anderen weitere otros otras altri outros frere freres soeur soeurs")


def parents_named(sheet: Sheet) -> Sheet:
    """The sheet with such headings."""
    for at, row in enumerate(sheet.rows[:LOOKED_AT]):
        meant = [heading(title) for title in row.cells]
        names = [index for index, one in enumerate(meant) if one and one.field in NAMES and one.owner != "child"]
        owned = [index for index, title in enumerate(row.cells) if owner_and_group(title)[0] == "child"]
        if len(owned) != 1 or not _are_bare(meant, names, owned[0]):
            continue
        if not OTHERS.isdisjoint(heading_words(row.cells[owned[0]])):
            continue
        below = sheet.rows[at + 1 :]
        if lists(below, owned[0]) and _are_parents(below, owned[0], names):
            own = [*names, *(index for index, one in enumerate(meant) if one and one.field == "register")]
            titles = {index: f"{PARENT} {row.cells[index]}" for index in own} | {owned[0]: CHILDREN}
            titles |= dict.fromkeys(_relations(below, {*own, *owned}, len(row.cells)), RELATION)
            cells = [titles.get(index, title) for index, title in enumerate(row.cells)]
            return replace(sheet, rows=[*sheet.rows[:at], replace(row, cells=cells), *below])
    return sheet


def _are_bare(meant: Sequence[Heading | None], names: Sequence[int], listed: int) -> bool:
    """Whether these are a first and a last name, or a whole one, of nobody whom a heading names, and no other heading
    is of a pupil."""
    found = [one for index, one in enumerate(meant) if one is not None and index in names]
    bare = all(not one.owner and not one.group for one in found)
    fields = sorted(one.field for one in found)
    others = {one.field for index, one in enumerate(meant) if one is not None and index != listed}
    return bare and fields in (["first", "last"], ["name"]) and others.isdisjoint(OF_PUPILS)


def _are_parents(rows: Sequence[TextRow], listed: int, names: Sequence[int]) -> bool:
    """Whether a column says of everybody that he or she is a parent, or how a grown-up is addressed; and nobody is
    among the own children."""
    some = [row for row in rows if row.cell(listed).strip()]
    for row in some:
        own = {squash(row.cell(index)) for index in names}
        if any({*map(squash, part.partition("(")[0].split())} >= own for part in children(row.cell(listed))):
            return False
    width = max(len(row.cells) for row in some)
    return any(_says_parents([row.cell(at) for row in some]) for at in range(width) if at not in {listed, *names})


def _relations(rows: Sequence[TextRow], others: Container[int], width: int) -> Iterator[int]:
    """The columns that say of some that they are parents, and of some another thing: `Profil`."""
    for at in range(width):
        different = {plain(cell).strip() for row in rows if at not in others and (cell := row.cell(at).strip())}
        if any(map(PARENTS.fullmatch, different)) and not all(map(PARENTS.fullmatch, different)):
            yield at


def _says_parents(cells: Sequence[str]) -> bool:
    different = {plain(cell).strip() for cell in cells}
    return all(PARENTS.fullmatch(cell) or cell in SALUTATIONS or names_parent(cell) for cell in different)
