"""A row whose last cells a program left out, because they are empty."""

from models.importing.reading.layout import Layout
from models.importing.reading.tables import TextRow


def padded(row: TextRow, layout: Layout, width: int) -> TextRow:
    """The row with the empty cells at its end that some programs leave out together with their delimiters.

    Only where the missing cells may be empty: those that an adult need not have, or all of a further adult. A row that
    is cut off earlier stays short.
    """
    there = len(row.cells)
    if there >= width or any(index >= there for index in layout.child.values()):
        return row
    for place, adult in enumerate(layout.adults):
        further = place > 0 and all(index >= there for index in adult.indexes)
        names = [index for name in ("first", "last", "name") for index in adult.columns.get(name, ())]
        if not further and any(index >= there for index in names):
            return row
    return TextRow(row.number, [*row.cells, *[""] * (width - there)])
