"""Addresses that are made of the whole name of another adult of the file: a cell or a column slipped, or two were
exchanged."""

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import plain_address, trimmed
from models.importing.reading.layout import Layout
from models.importing.reading.mail.shifted_mail import moved
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import Name, people
from models.importing.reading.tables import TextRow

LONGEST = 8  # words of a whole name
SHORTEST = 6  # letters before the @: fewer are nobody's whole name


class Mailboxes:
    """The adults of a table by their whole names, each with the children and addresses; and the addresses by the
    letters before the @."""

    def __init__(self, layout: Layout, rows: Sequence[TextRow]) -> None:
        self.moved = moved(layout, rows)
        self.child = [layout.child[name] for name in ("register", "last", "first", "name") if name in layout.child]
        self.beside: defaultdict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
        emails = [adult.columns.get("email", ()) for adult in layout.adults]
        found = {row.cells[index] for row in rows for some in emails for index in some if index < len(row.cells)}
        plain = {cell: plain_address(cell) for cell in found if "@" in cell}
        self.by_letters = {letters: one for one in plain.values() if (letters := _letters(one))}
        for adult, some in zip(layout.adults, emails, strict=True):
            names = [adult.columns.get(name, ())[:1] for name in ("first", "last", "name")]
            for row in rows if self.by_letters else ():
                known = [key for key in _keys(row, *names) if key in self.by_letters]
                if known:
                    cells = (row.cells[index] for index in some if index < len(row.cells))
                    both = {(self._child(row), one) for one in ("", *(plain[cell] for cell in cells if cell in plain))}
                    for key in known:
                        self.beside[key] |= both

    def _child(self, row: TextRow) -> tuple[str, ...]:
        return tuple(row.cells[index] for index in self.child if index < len(row.cells))

    def is_anothers(self, address: str, name: Name, row: TextRow) -> bool:
        """Whether the address is that of another adult, who does not share it as a parent of the same child."""
        if (row.number, address) in self.moved:
            return True
        letters = _letters(address)
        first, last = squash(name.first), squash(name.last)
        if not letters or letters not in self.beside or letters in (first + last, last + first):
            return False
        if (self._child(row), address) in self.beside[letters]:
            return False
        return not any(word in letters for word in map(squash, name.first.split()) if len(word) > 1)

    def own(self, name: Name) -> str:
        """The address of the file that is made of this whole name, empty where there is none."""
        first, last = squash(name.first), squash(name.last)
        return self.by_letters.get(first + last) or self.by_letters.get(last + first) or ""


def _keys(row: TextRow, firsts: Sequence[int], lasts: Sequence[int], wholes: Sequence[int]) -> Iterator[str]:
    """The letters of the whole names in these cells, in either order."""
    first, last = _cell(row, firsts), _cell(row, lasts)
    if first and last:
        first, last = squash(first), squash(last)
        yield from (first + last, last + first)
        return
    whole = _cell(row, wholes)
    for one in people(whole) if whole else ():
        words = one.replace(",", " ").split()[:LONGEST]
        for cut in range(1, len(words)):
            yield squash("".join([*words[cut:], *words[:cut]]))
        yield squash("".join(words))


def _cell(row: TextRow, indexes: Sequence[int]) -> str:
    return trimmed(row.cell(indexes[0])) if indexes else ""


@functools.lru_cache(20_000)
def _letters(address: str) -> str:
    letters = "".join(filter(str.isalpha, squash(address.partition("@")[0])))
    return letters if len(letters) >= SHORTEST else ""
