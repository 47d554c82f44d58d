"""Which adults of a row a column that is not read is about: by its heading, by its place, or by its cells."""

from collections.abc import Sequence

from models.importing.reading.columns import rows_of_pupils
from models.importing.reading.headings.heading_words import heading_words, is_adult
from models.importing.reading.headings.headings import owner_and_group
from models.importing.reading.headings.vocabulary import ORDINALS, RELATIVES
from models.importing.reading.layout import Layout
from models.importing.reading.names import squash
from models.importing.reading.tables import TextRow


def concerned(index: int, layout: Layout) -> tuple[int, ...]:
    """The places of the adults that a column is about: the one that its heading names, the one whose columns surround
    it or repeat it, else all."""
    all_places = tuple(range(len(layout.adults)))
    _owner, group = owner_and_group(layout.titles[index])
    named = [place for place in all_places if layout.adults[place].group == group] if group else []
    if named and not _of_anybody(index, named[0], layout):
        return tuple(named)
    if (place := _repeated(index, layout)) is not None:
        return (place,)
    for place in all_places:
        columns = layout.adults[place].indexes
        if min(columns) < index < max(columns):
            return (place,)
    return all_places


def of_one_adult(index: int, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether a column is about an adult and not about the pupil: its heading names one, it stands between two columns
    of one or is repeated for each, or the rows of a pupil, one for each adult, differ in it."""
    owner, _group = owner_and_group(layout.titles[index])
    if owner == "adult" or _repeated(index, layout) is not None or _between(index, layout):
        return True
    return owner != "child" and rows_differ(index, layout, rows)


def among_adults(index: int, layout: Layout) -> bool:
    """Whether the heading of a column names an adult, or the columns of one stand on both sides of it."""
    owner, _group = owner_and_group(layout.titles[index])
    among = any(min(adult.indexes) < index < max(adult.indexes) for adult in layout.adults)
    return among or owner in ("adult", "staff")


def rows_differ(index: int, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether the rows of a pupil, one for each adult, differ in this column."""
    said = rows_of_pupils.values(layout, rows, index, squash, layout.child.keys()) if len(layout.adults) == 1 else {}
    return any(len(some) > 1 for some in said.values())


def _of_anybody(index: int, first: int, layout: Layout) -> bool:
    """Whether a heading names an adult by a word that is not this first adult's own, or that the adult's own headings
    count: `Do not contact`, `Portail parents` beside `Nom parent 1`."""
    words = heading_words(layout.titles[index])
    if any(word.isdigit() or word in ORDINALS or word in RELATIVES for word in words):
        return False
    own = [heading_words(layout.titles[at]) for at in layout.adults[first].indexes]
    uncounted = {word for some in own if not any(map(str.isdigit, some)) for word in some}
    return len(layout.adults) > 1 and uncounted.isdisjoint(word for word in words if is_adult(word))


def _between(index: int, layout: Layout) -> bool:
    """Whether the nearest columns on both sides that are read are one adult's."""
    of = {at: place for place, adult in enumerate(layout.adults) for at in adult.indexes}
    before = max((at for at in layout.used if at < index), default=-1)
    after = min((at for at in layout.used if at > index), default=-1)
    return before in of and of[before] == of.get(after)


def _repeated(index: int, layout: Layout) -> int | None:
    """The place of the adult after whose columns this one stands, where each adult has one with the same heading."""
    title = squash(layout.titles[index])
    same = [at for at in layout.unused if squash(layout.titles[at]) == title]
    if not title or not 1 < len(layout.adults) == len(same):
        return None
    places = sorted(range(len(layout.adults)), key=lambda place: min(layout.adults[place].indexes))
    begin = [min(layout.adults[place].indexes) for place in places]
    ends = [*begin[1:], len(layout.titles)]
    apart = all(start < at < end for start, at, end in zip(begin, same, ends, strict=True))
    return places[same.index(index)] if apart else None
