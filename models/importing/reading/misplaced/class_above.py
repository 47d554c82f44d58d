"""Classes that stand only in the first row of their pupils: the rows below get the class above.

Each class stands once, though it has several pupils: a column where an empty cell means no class repeats its classes.
"""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.cells import trimmed
from models.importing.reading.layout import Layout
from models.importing.reading.names import squash
from models.importing.reading.remarks import Remark, cut, remark
from models.importing.reading.tables import TextRow

FEWEST = 2  # classes
PUPILS = 3  # in a class, on average


def filled_in(rows: Sequence[TextRow], layout: Layout) -> tuple[list[TextRow], list[Remark]]:
    """The rows, and a notice with the classes. Only in a table with one child a row."""
    if len(layout.children) != 1 or (index := layout.child.get("class")) is None:
        return list(rows), []
    classes = [trimmed(row.cell(index)) for row in rows]
    there = [name for name in classes if name]
    once = len({squash(name) for name in there}) == len(there)
    if not classes or not classes[0] or len(there) < FEWEST or not once or len(rows) < PUPILS * len(there):
        return list(rows), []
    found, above = list[TextRow](), ""
    for row, name in zip(rows, classes, strict=True):
        above = name or above
        cells = [*row.cells, *[""] * (index + 1 - len(row.cells))]
        cells[index] = cells[index] if name else above
        found.append(replace(row, cells=cells))
    return found, [remark(0, "class_above", value=cut(", ".join(there)))]
