"""Families as blocks of rows: the children one below the other, and their parents one below the other beside them.

`Famille Roy | ROY Lou | Ann Roy`, below it `ROY Max` without a parent, below that `Luc Roy` without a child: each
parent is one of each child. Only where some rows of blocks lack one of both, the children of a block have one last
name, and no row of it has a remark, which may be about the child or the parent: else the parent of a row is that of the
child of this row.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing.reading.headings.family_names import names_family
from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.names import squash
from models.importing.reading.remarks import Remark, remark
from models.importing.reading.rights.everyday_words import everyday_heading
from models.importing.reading.rights.spoken import plain
from models.importing.reading.tables import TextRow

FEWEST = 3  # blocks where the rows of children and parents differ
MOST = 12  # rows of a block


def filled_in(rows: Sequence[TextRow], layout: Layout) -> tuple[list[TextRow], list[Remark]]:
    """A row for each parent of each child, and a notice with the number of families. Only in a table with one adult and
    one child a row."""
    families = [at for at in layout.unused if names_family(layout.titles[at])]
    if len(layout.adults) != 1 or len(layout.children) != 1 or len(families) != 1:
        return list(rows), []
    blocks = list(_blocks(rows, families[0]))
    differ = [block for block in blocks if _differ(block, layout)]
    if len(differ) < FEWEST or any(len(block) > MOST for block in blocks):
        return list(rows), []
    known = {families[0], *layout.child.values(), *layout.adults[0].indexes}
    others = [at for at, title in enumerate(layout.titles) if at not in known and not everyday_heading(title)]
    one = {at for at, block in enumerate(blocks) if _one_family(block, layout) and not _remarked(block, others)}
    found = [row for at, block in enumerate(blocks) for row in (_together(block, layout) if at in one else block)]
    count = sum(_differ(blocks[at], layout) for at in one)
    return found, [remark(0, "family_rows", count=count)] if count else []


def _blocks(rows: Sequence[TextRow], index: int) -> Iterator[list[TextRow]]:
    """The rows of each family: one with its name, and those below that have none or the same."""
    block: list[TextRow] = []
    for row in rows:
        name = squash(row.cell(index))
        if block and name and name != squash(block[0].cell(index)):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _differ(block: Sequence[TextRow], layout: Layout) -> bool:
    return any(_has_child(row, layout) != _has_adult(row, layout) for row in block)


def _one_family(block: Sequence[TextRow], layout: Layout) -> bool:
    """Whether its children have one last name."""
    children = [row for row in block if _has_child(row, layout)]
    if "last" in layout.child:
        return len({squash(row.cell(layout.child["last"])) for row in children}) == 1
    words = [{*plain(row.cell(layout.child["name"])).split()} for row in children]
    return bool(words) and bool(set.intersection(*words))


def _remarked(block: Sequence[TextRow], others: Sequence[int]) -> bool:
    return any(row.cell(at).strip() for row in block for at in others)


def _together(block: Sequence[TextRow], layout: Layout) -> list[TextRow]:
    children = [row for row in block if _has_child(row, layout)]
    adults = [row for row in block if _has_adult(row, layout)] or block[:1]
    others = [row for row in block if not (_has_child(row, layout) or _has_adult(row, layout))]  # `Total : 36`
    return [*(_with(child, adult, layout) for child, adult in itertools.product(children, adults)), *others]


def _with(child: TextRow, adult: TextRow, layout: Layout) -> TextRow:
    """The row of the child, with the adult of another one."""
    if child is adult:
        return child
    of_adult = layout.adults[0].indexes
    cells = [adult.cell(at) if at in of_adult else cell for at, cell in enumerate(child.cells)]
    return replace(child, cells=cells)


def _has_child(row: TextRow, layout: Layout) -> bool:
    return any(row.cell(layout.child[field]).strip() for field in NAMES if field in layout.child)


def _has_adult(row: TextRow, layout: Layout) -> bool:
    return any(row.cell(at).strip() for at in layout.adults[0].named_by)
