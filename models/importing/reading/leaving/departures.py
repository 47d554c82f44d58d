"""Pupils who have left by what stands in the cell of their class or name, or in a remark (leaving_cells.py)."""

import re
from collections.abc import Collection, Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.layout import Layout
from models.importing.reading.leaving import leaving_cells, leaving_remarks
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.rights.restricting import LEFT_IN_CLASS, LEFT_IN_NAME, LEFT_IN_TEXT, restricting
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

SAYS_MORE = re.compile(r"[(0-9]")  # a name without these has neither a date nor brackets


def said_of(layout: Layout, rows: Sequence[TextRow], dates: LeavingDates) -> Iterator[tuple[int, int, int]]:
    """The columns of classes and names with a cell that says that the pupil has left, each with its rule and the number
    of the child of the row, 0 for a single one."""
    for place, columns in enumerate(layout.children):
        child = place + 1 if len(layout.children) > 1 else 0
        for field, rule in (
            ("class", LEFT_IN_CLASS),
            ("last", LEFT_IN_NAME),
            ("first", LEFT_IN_NAME),
            ("name", LEFT_IN_NAME),
        ):
            if (index := columns.get(field)) is None:
                continue
            if field != "class" and not SAYS_MORE.search("\n".join(_column(rows, index))):
                continue
            if any(restricting(rule, trimmed(cell), dates) is not None for cell in set(_column(rows, index))):
                yield index, rule, child


def _column(rows: Sequence[TextRow], index: int) -> Iterator[str]:
    return (row.cells[index] for row in rows if index < len(row.cells))


def says_left(cells: Collection[str], dates: LeavingDates) -> bool:
    """Whether a cell of a column of remarks begins with words of leaving."""
    return leaving_remarks.may_say_left("\n".join(cells)) and any(
        restricting(LEFT_IN_TEXT, cell, dates) is not None for cell in cells
    )


def later(table: Table, dates: LeavingDates) -> Iterator[Remark]:
    """A notice for each pupil whose class says that it leaves on a later day: until then its parents see it."""
    for columns in table.layout.children:
        index = columns.get("class")
        if index is None:
            continue
        found = {cell for cell in set(_column(table.rows, index)) if leaving_cells.leaves_later(trimmed(cell), dates)}
        if not found:
            continue
        names = [columns[field] for field in ("last", "first", "name") if field in columns]
        for row in table.rows:
            cell = row.cell(index)
            if cell in found:
                child = " ".join(trimmed(row.cells[at]) for at in names if at < len(row.cells))
                yield remark(row.number, "leaves_later", child=child, value=cut(trimmed(cell)))
