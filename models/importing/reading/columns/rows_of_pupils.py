"""What a column says of each pupil, who may stand in several rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from models.importing.reading.layout import Layout
from models.importing.reading.tables import TextRow

IDENTIFY = ("register", "last", "first", "name")


def values(
    layout: Layout,
    rows: Sequence[TextRow],
    at: int,
    key: Callable[[str], str] = str.strip,
    fields: Collection[str] = IDENTIFY,
) -> dict[tuple[str, ...], set[str]]:
    """The different values of this column in the rows of each pupil, by these fields of the pupil; an empty cell is
    one too. `key` makes a value of a cell."""
    own = [_column(rows, layout.child[field]) for field in fields if field in layout.child]
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, cell in enumerate(_column(rows, at)):
        found[tuple([cells[number] for cells in own])].add(key(cell))
    return dict(found)


def _column(rows: Sequence[TextRow], index: int) -> list[str]:
    return [row.cell(index).strip() for row in rows]
