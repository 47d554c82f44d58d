"""Addresses that stand a row too high or too low: they are made of the names of the next or previous row's adult."""

from collections.abc import Iterator, Sequence

from models.importing.reading.cells import plain_address
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.remarks import LineNumber
from models.importing.reading.tables import TextRow

FEWEST = 3  # such addresses, one after the other
OWN = -2  # what an address counts that is made of the names beside it
SHORTEST = 3  # letters of a name that is looked for


def moved(layout: Layout, rows: Sequence[TextRow]) -> frozenset[tuple[LineNumber, str]]:
    """The lines with the addresses that are those of the adult above or below."""
    found = {
        (rows[at].number, plain_address(rows[at].cells[index]))
        for adult in layout.adults
        for index in adult.columns.get("email", ())
        for at in _moved(adult, index, rows)
    }
    return frozenset(found)


def _moved(adult: AdultColumns, index: int, rows: Sequence[TextRow]) -> Iterator[int]:
    places = [at for field in ("first", "last", "name") for at in adult.columns.get(field, ())]
    names = [_words(row, places) for row in rows]
    locals_ = [squash(row.cell(index).partition("@")[0]) for row in rows]
    here = list(map(_made_of, locals_, names))
    for step in (1, -1):
        beyond = [*names[1:], frozenset[str]()] if step > 0 else [frozenset[str](), *names[:-1]]
        there = map(_made_of, locals_, beyond)
        both = zip(names, beyond, here, there, strict=True)
        counted = [0 if own == other else _counts(one, two) for own, other, one, two in both]
        yield from (at for at in _best(counted) if locals_[at])


def _made_of(local: str, words: frozenset[str]) -> int:
    """How many of the words are in the part before the @."""
    return sum([word in local for word in words]) if local else 0


def _counts(here: int, there: int) -> int:
    """1 for an address that has more of the names beyond, `OWN` for one that has more of its own."""
    return 0 if here == there else 1 if there > here else OWN


def _best(counted: Sequence[int]) -> list[int]:
    """The places of the run that counts most, without those that count for their own; none where it is short."""
    best, best_run, total, start = FEWEST - 1, range(0), 0, 0
    for at, one in enumerate(counted):
        if total <= 0:
            total, start = 0, at
        total += one
        if total > best:
            best, best_run = total, range(start, at + 1)
    return [at for at in best_run if counted[at] != OWN]


def _words(row: TextRow, places: Sequence[int]) -> frozenset[str]:
    text = " ".join([row.cells[at] for at in places if at < len(row.cells)])
    words = map(squash, text.replace("-", " ").replace(",", " ").split())
    return frozenset([word for word in words if len(word) >= SHORTEST])
