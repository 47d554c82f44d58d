"""What the cells of a column look like, whatever its heading says."""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from models.importing.reading import cells
from models.importing.reading.cells import read_date, trimmed
from models.importing.reading.names import squash

LOOKED_AT = 400  # rows below the headings
MOST = 0.6  # of the filled cells: then the column is of this kind
FEW_SHARED = 0.3  # of the cells: then they are of the same kind as those of the other column
NAME_PART = re.compile(r"[^\W\d_]{2,}")
IN_BRACKETS = re.compile(r"\([^)]*\)")
ANSWERS = frozenset(("yes", "no", "oui", "non", "ja", "nee", "neen", "nein", "joint", "shared", "sole", "none", "both"))
NONE = cells.NONE | frozenset(("", "na", "nd", "keine", "inconnu", "unknown", "null", "nil", "x"))

IN_ROWS = 0.5  # of the cells that are numbers: the others are titles and headings between the rows


@dataclass(frozen=True, slots=True)
class Cells:
    """The first filled cells of one column, and the share of them that are of each kind."""

    filled: tuple[str, ...]
    email: float
    phone: float
    date: float
    names: float  # of two words or more, without a digit

    @property
    def empty(self) -> bool:
        return not self.filled

    @property
    def counts(self) -> bool:
        """Whether the cells are 1, 2, 3…, and perhaps the heading again: a row's number, which identifies nobody."""
        numbers = self._whole_numbers
        if len(numbers) < max(2, IN_ROWS * len(self.filled)):
            return False
        return all(after - before == 1 or after == 1 for before, after in itertools.pairwise(numbers))

    @property
    def counts_again(self) -> bool:
        """Whether they count from 1 again below each title or row of headings in this column."""
        numbers = self._whole_numbers
        again = any(before > after for before, after in itertools.pairwise(numbers))
        return self.counts and again and len(numbers) < len(self.filled)

    @property
    def _whole_numbers(self) -> list[int]:
        return [int(cell) for cell in self.filled if cell.isascii() and cell.isdigit() and len(cell) < 5]

    @property
    def constant(self) -> bool:
        """Whether all of several cells are the same."""
        return len(self.filled) > 2 and len(set(self.filled)) == 1

    @property
    def ticks(self) -> float:
        """The share of cells that are one letter, or `Yes` and `No`."""
        ticked = sum(len(cell) < 2 or squash(cell) in ANSWERS for cell in self.filled)
        return ticked / len(self.filled) if self.filled else 0.0

    def mostly_in(self, others: Iterable["Cells"]) -> bool:
        """Whether many of the cells stand in these other columns too: then they are surnames, as those are."""
        known = {squash(cell) for other in others for cell in other.filled}
        return sum(squash(cell) in known for cell in self.filled) > FEW_SHARED * len(self.filled)

    @property
    def letters(self) -> bool:
        """Whether every cell is a letter: the second half of a class, as `A` of `2A`."""
        return bool(self.filled) and all(len(cell) == 1 and cell.isalpha() for cell in self.filled)

    @property
    def numbers(self) -> bool:
        """Whether every cell is a number of one or two digits: the first half of a class, as `2` of `2A`."""
        return bool(self.filled) and all(len(cell) < 3 and cell.isdigit() for cell in self.filled)


NOTHING = Cells((), 0, 0, 0, 0)


def columns(rows: Iterable[Sequence[str]], count: int) -> tuple[Cells, ...]:
    """The evidence of `count` columns, of the first rows."""
    found: list[list[str]] = [[] for _ in range(count)]
    for _number, row in zip(range(LOOKED_AT), rows, strict=False):
        for index, cell in enumerate(row[:count]):
            if squash(value := trimmed(cell)) not in NONE:
                found[index].append(value)
    return tuple(map(_cells, found))


def _cells(filled: list[str]) -> Cells:
    if not filled:
        return NOTHING

    def share(test: Callable[[str], bool]) -> float:
        return sum(map(test, filled)) / len(filled)

    return Cells(tuple(filled), share(_email), share(_phone), share(_date), share(_names))


def _email(cell: str) -> bool:
    return "@" in cell


def _phone(cell: str) -> bool:
    digits = sum(character.isdigit() for character in cell)
    if digits < 8 or digits * 2 < len(cell):
        return False
    return (digits > 8 and ":" not in cell) or read_date(cell) is None  # `06 11 12 13 14` is no sixth of November


def _date(cell: str) -> bool:
    return read_date(cell) is not None


def _names(cell: str) -> bool:
    plain = IN_BRACKETS.sub(" ", cell)
    return len(NAME_PART.findall(plain)) > 1 and not any(one.isdigit() or one == "@" for one in plain)
