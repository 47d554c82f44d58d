"""A column of yes and no about each adult, whose heading no word explains: where few have a yes, it may be what keeps
them away."""

from collections import Counter
from collections.abc import Sequence

from models.importing.reading.columns import rows_of_pupils
from models.importing.reading.headings.headings import owner_and_group
from models.importing.reading.headings.vocabulary import OUTSIDER
from models.importing.reading.layout import Layout
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.tables import TextRow

FEW = 0.2  # of the cells say yes
LEAST = 8  # cells


def rarely_yes(
    index: int, in_heading: set[str], layout: Layout, filled: Sequence[str], rows: Sequence[TextRow]
) -> bool:
    """Whether few cells of such a column say yes, and all others no."""
    counts = Counter(map(squash, filled))
    granted = sum(counts[word] for word in words.YES)
    refused = sum(counts[word] for word in words.NO)
    if len(filled) < LEAST or granted + refused < len(filled) or not 0 < granted <= FEW * len(filled):
        return False
    harmless = words.NOT_RIGHTS | words.RESIDENCE | OUTSIDER
    return in_heading.isdisjoint(harmless) and _about_each_adult(index, layout, rows)


def _about_each_adult(index: int, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether the heading names an adult, or the rows of a pupil, one for each adult, differ in the column."""
    owner, _group = owner_and_group(layout.titles[index])
    if owner == "adult":
        return True
    said = rows_of_pupils.values(layout, rows, index, squash, layout.child.keys()) if len(layout.adults) == 1 else {}
    return any(len(some) > 1 for some in said.values())
