"""What a column says of each pupil, who may stand in several rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from models.importing.reading.layout import Layout
from models.importing.reading.tables import TextRow

IDENTIFY = ("register", "last", "first", "name")


def values(
    layout: Layout,
    rows: Iterable[TextRow],
    at: int,
    key: Callable[[str], str] = str.strip,
    fields: Collection[str] = IDENTIFY,
) -> dict[tuple[str, ...], set[str]]:
    """The different values of this column in the rows of each pupil, by these fields of the pupil; an empty cell is
    one too. `key` makes a value of a cell."""
    own = [layout.child[field] for field in fields if field in layout.child]
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        found[tuple(_cell(row.cells, index) for index in own)].add(key(_cell(row.cells, at)))
    return dict(found)


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""
