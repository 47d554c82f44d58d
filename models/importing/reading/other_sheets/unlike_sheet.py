"""A sheet of pupils whose classes have sheets of their own: `Uitgezwaaid` beside `Egels` and `Uilen`. They may have
left, so they are asked about."""

from collections.abc import Sequence

from models.importing.reading.names import squash
from models.importing.reading.table import Table

FEWEST, NEARLY = 2, 0.9  # sheets that are named after their class; share of their rows that have that class


def set_apart(tables: list[Table]) -> list[Table]:
    """The same, where all rows of such sheets are set apart by the sheet's name."""
    classes = {id(table): _classes(table) for table in tables}
    named = {squash(one.sheet_name) for one in tables if _is_of_its_name(one, classes[id(one)])}
    for table in tables if len(named) >= FEWEST else ():
        if (own := set(classes[id(table)])) and own <= named and squash(table.sheet_name) not in named:
            table.apart = {row.number: table.sheet_name for row in table.rows} | table.apart
    return tables


def _classes(table: Table) -> list[str]:
    index = table.layout.child.get("class", -1)
    return [squash(row.cells[index]) for row in table.rows if 0 <= index < len(row.cells) and row.cells[index].strip()]


def _is_of_its_name(table: Table, classes: Sequence[str]) -> bool:
    same = sum(one == squash(table.sheet_name) for one in classes)
    return bool(table.rows) and same >= NEARLY * len(table.rows)
