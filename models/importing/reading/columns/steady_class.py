"""The class of a pupil who stands in several rows, one for each lesson: `8C`, and not `8C/En` or `8C/Ma`."""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.columns import rows_of_pupils
from models.importing.reading.headings.class_column import LESSONS, LEVELS, says_class
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.layout import Layout
from models.importing.reading.tables import TextRow

FEWEST = 2  # pupils whose rows have different classes


def with_steady_class(layout: Layout, rows: Sequence[TextRow]) -> Layout:
    """The layout with another column of classes where the rows of several pupils differ in the one that was found, and
    in just one other they do not."""
    if len(layout.children) != 1 or "class" not in layout.child:
        return layout
    if _changing(layout, layout.child["class"], rows) < FEWEST:
        return layout
    steady = [at for at in layout.unused if _is_steady(layout, at, rows)]
    may = [at for at in steady if says_class(layout.titles[at])]
    if not may and LESSONS.issuperset(heading_words(layout.titles[layout.child["class"]])):  # `Année` beside `Cours`
        may = [at for at in steady if not LEVELS.isdisjoint(heading_words(layout.titles[at]))]
    if len(may) != 1:
        return layout
    return replace(layout, children=({**layout.child, "class": may[0]},))


def _is_steady(layout: Layout, at: int, rows: Sequence[TextRow]) -> bool:
    found = rows_of_pupils.values(layout, rows, at)
    different = set().union(*found.values())
    return "" not in different and 1 < len(different) < len(found) and not _changing(layout, at, rows)


def _changing(layout: Layout, at: int, rows: Sequence[TextRow]) -> int:
    """How many pupils have several values in this column."""
    return sum(len(some) > 1 for some in rows_of_pupils.values(layout, rows, at).values())
