"""Columns of adults who are teachers, not parents: they have a whole class of children each, or a first name alone."""

from collections import defaultdict
from collections.abc import Sequence

from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import people
from models.importing.reading.tables import TextRow

FEWEST = 5  # pupils of one adult, on average


def is_teachers(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether the adults of a column are teachers by its cells."""
    return _have_classes(adult, layout, rows) or _have_no_last_names(adult, rows)


def _have_classes(adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether the rows of each class have one and the same adult here, and each adult many pupils."""
    names = [adult.columns[name][0] for name in ("last", "first", "name") if name in adult.columns]
    child = [layout.child[name] for name in ("register", "last", "first", "name") if name in layout.child]
    class_index = layout.child.get("class")
    pupils: defaultdict[str, set[str]] = defaultdict(set)
    of_class: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if who := squash(_cells(row, names)):
            pupils[who].add(_cells(row, child))
            if class_index is not None:
                of_class[_cells(row, [class_index])].add(who)
    if not pupils or any(len(some) > 2 for some in of_class.values()):  # two teachers may share a class
        return False
    return sum(map(len, pupils.values())) >= FEWEST * len(pupils)


def _have_no_last_names(adult: AdultColumns, rows: Sequence[TextRow]) -> bool:
    """Whether the cells are one word each, `Mme Anne`, and nothing else is there of the adult: nobody could come in."""
    indexes = adult.columns.get("name", ())
    if adult.indexes != set(indexes):
        return False
    names = [name for row in rows for index in indexes for name in people(_cells(row, [index]))]
    return bool(names) and all(len(name.split()) == 1 for name in names)


def _cells(row: TextRow, indexes: Sequence[int]) -> str:
    return "\x1f".join(row.cells[index].strip() for index in indexes if index < len(row.cells))
