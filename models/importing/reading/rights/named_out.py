"""A column whose few cells name one of the parents, `Auskunftssperre (M/V)` over `M`: where the heading keeps something
from somebody, the parent of the cell is asked about, else each parent of the row."""

from collections.abc import Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words, is_adult
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.layout import AdultColumns, Layout, relation_of
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import BY_CODE, CODES
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.tables import TextRow

FEW = 0.5  # of the rows have such a cell


def named_out_columns(
    layout: Layout, rows: Sequence[TextRow], headings: str, explained: Mapping[int, str]
) -> Iterator[WatchedColumn]:
    """For each such column one about each adult who is asked about."""
    for index in layout.unused:
        in_heading = set(heading_words(explained.get(index) or layout.titles[index]))
        if (codes := codes_of(index, in_heading, layout, rows)) is None:
            continue
        title = quoted(cut(layout.titles[index]))
        negative = words.keeps_away(in_heading)
        for place in range(len(layout.adults)):
            topic = key_of(RIGHTS, headings, str(index), str(place)) if headings else ""
            if asked := tuple((code, "") for code, named in codes.items() if not negative or place in named):
                yield WatchedColumn(index, title, RIGHTS, BY_CODE, (place,), topic, codes=asked)


def codes_of(
    index: int, in_heading: set[str], layout: Layout, rows: Sequence[TextRow]
) -> dict[str, frozenset[int]] | None:
    """The different cells of a column, each with the places of the adults whom it names; None for another column."""
    if len(layout.adults) < 2:
        return None
    cells = [cell for row in rows if index < len(row.cells) and (cell := trimmed(row.cells[index]))]
    if not 0 < len(cells) <= FEW * len(rows) or len(set(cells)) > CODES:
        return None
    said = [_said(adult, layout) for adult in layout.adults]
    found = {squash(cell): _named(cell, said) for cell in set(cells)}
    if not all(found.values()):
        return None
    both = len(frozenset().union(*found.values())) > 1
    return found if both or words.keeps_away(in_heading) or any(map(is_adult, in_heading)) else None


def _said(adult: AdultColumns, layout: Layout) -> frozenset[str]:
    """The words that name this adult in the headings of its columns; where none does, those of its relation."""
    own = {word for index in adult.indexes for word in heading_words(layout.titles[index]) if is_adult(word)}
    return frozenset(own or (word for word, meant in RELATIVES.items() if meant == relation_of(adult.group)))


def _named(cell: str, said: Sequence[frozenset[str]]) -> frozenset[int]:
    """The places of the adults whom a cell names, by a beginning of a word that is one adult's alone: `M`, `Mut`, or
    several, `M+V`, `MV`; empty where a part of it names nobody, or more than one."""
    parts = plain(cell).split()
    whole = [_begun(part, said) for part in parts]
    if all(len(some) == 1 for some in whole):
        return frozenset().union(*whole)
    letters = [_begun(letter, said) for letter in "".join(parts)]
    return frozenset().union(*letters) if all(len(some) == 1 for some in letters) else frozenset()


def _begun(part: str, said: Sequence[frozenset[str]]) -> frozenset[int]:
    return frozenset(place for place, some in enumerate(said) if any(word.startswith(part) for word in some))
