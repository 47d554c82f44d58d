"""A list with headings of its own below another of its sheet, under a title that is no class. Its pupils may have left,
or come later, so they are asked about, unless their classes are others than those above."""

from collections.abc import Sequence

from models.importing.reading.names import squash
from models.importing.reading.table import Table


def set_apart(tables: list[Table]) -> list[Table]:
    """The same, where all rows of such a list are set apart by its title."""
    above: dict[int, set[str]] = {}
    for table in tables:
        own = _classes(table)
        known = above.setdefault(table.sheet, set())
        if table.below and not (own and own.isdisjoint(known)):
            table.apart = dict.fromkeys((row.number for row in table.rows), table.below) | table.apart
        known |= own
    return tables


def _classes(table: Table) -> set[str]:
    index = table.layout.child.get("class")
    cells: Sequence[str] = table.classes if index is None else [row.cell(index) for row in table.rows]
    return set(map(squash, cells)) - {""}
