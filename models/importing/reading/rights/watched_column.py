"""A column of which nothing is stored, but whose cells may restrict who sees a child (watching.py finds them)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.families import end_reason
from models.importing.reading.cells import trimmed
from models.importing.reading.file_people import FileAdult, Permission, shown
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, ROLE
from models.importing.reading.remarks import LineNumber
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import (
    ABSENT,
    BY_CODE,
    BY_ROW,
    COMMENTED,
    MOVED,
    OF_CHILDREN,
    PASSED,
    SHOWN,
    STATUS,
    UNEXPLAINED,
    UNLESS_NO,
    UNLESS_YES,
    restricting,
    says,
)
from models.importing.reading.rights.rights_rule import CHILDREN
from models.importing.reading.rights.spoken import named_parent, plain
from models.importing.reading.tables import TextRow

SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class WatchedColumn:
    """A watched column, by `index`. It is about `adults`, by their indexes in the layout, or about the pupil where that
    is empty. `blank`: an empty cell restricts, because all others are `x` or `oui`, or few are empty. `usual` is the
    code of pupils who are there. `topic` identifies the column in every file with the
    same headings; empty where there are none. A `clear` column says what its values mean: `Autorité parentale`.
    `child` is the child of the row that it is about, from 1; 0 for all. `lines` are the rows that restrict whatever
    their cell says, or where it is empty. `codes` are codes that do, each with the words of a legend, if there is one.
    `names` are the columns of adults' names, where a remark may name them, or which are shown; `owner` is the adult of
    whom a remark is asked apart. `untitled`: the title is only the column's number in words.
    `said` is what the `lines` say instead of their cells. `odd` are cells that restrict whatever the rule says.
    `beside` are the names of all adults of a row's pupil, by its line, where they stand in several rows."""

    index: int
    title: str
    kind: str
    rule: int
    adults: tuple[int, ...]
    topic: str
    blank: bool = False
    clear: bool = False
    usual: str = ""
    child: int = 0
    lines: frozenset[LineNumber] = frozenset()
    codes: tuple[tuple[str, str], ...] = ()
    names: tuple[int, ...] = ()
    owner: str = ""
    untitled: bool = False
    said: str = ""
    odd: frozenset[str] = frozenset()
    beside: Mapping[LineNumber, frozenset[str]] = field(default_factory=dict, compare=False)

    def reason(self, cell: str) -> str:
        """This cell as the stored reason why an access ends."""
        return end_reason.of_cell(self.index + 1 if self.untitled else self.title, shown(cell))

    def understood(self, value: str) -> bool:
        """Whether this restricting value needs no question: `Non`, or a date in the past."""
        if self.rule == BY_ROW:
            return False
        if self.kind == RIGHTS and words.NO_AUTHORITY.fullmatch(plain(value).strip()):
            return True
        if not self.clear:
            return False
        if self.kind == RIGHTS:
            if self.rule == OF_CHILDREN:
                return CHILDREN.fullmatch(value) is not None
            return says(value, words.YES | words.DECEASED if self.rule == UNLESS_NO else words.NO)
        if self.rule in (STATUS, ABSENT):
            gone = words.PLAINLY_GONE | (words.NO if self.rule == ABSENT else frozenset())
            return says(value, gone) or set(plain(value).split()) <= gone
        return value == PASSED or self.kind == ROLE or says(value, words.YES)

    def permission(self, row: TextRow, dates: LeavingDates) -> Permission | None:
        """What the cell of this row says where it plainly lets the adult see the pupil."""
        if not self.clear or self.kind != RIGHTS or self.rule in (OF_CHILDREN, BY_CODE) or self.index >= len(row.cells):
            return None
        cell = trimmed(row.cells[self.index])
        if not squash(cell) or self.restricting(row, dates) is not None:
            return None
        return Permission(self.title, cell, self.rule == UNLESS_NO)

    def spares(self, cell: str, child: int) -> bool:
        """Whether this restricting cell is not about this child of the row: `2` in `Ouder 2 is ouder van kind` names
        the second as the adult's own."""
        if self.child not in (0, child):
            return True
        return self.rule == OF_CHILDREN and str(child) in re.findall(r"[0-9]+", cell)

    def grants(self, cell: str, adult: FileAdult) -> bool:
        """Whether this cell about custody names the adult as the one who has it: `Sorgerecht` over `Mutter`."""
        relation = RELATIVES.get(squash(adult.relation), "") if self.rule == UNLESS_YES else ""
        return bool(relation) and relation == named_parent(cell)

    def restricting(self, row: TextRow, dates: LeavingDates) -> str | None:
        """The cell of this row if it restricts, empty for an empty cell that does; else None."""
        if self.rule in (MOVED, SHOWN, COMMENTED):
            return self.said if row.number in self.lines else None
        if self.rule == BY_ROW:
            said = " ".join(trimmed(row.cells[index]) for index in self.names if index < len(row.cells))
            return self.said or said if row.number in self.lines else None
        cell = trimmed(row.cell(self.index))
        if not cell:
            return "" if self.blank or row.number in self.lines else None
        if self.rule == BY_CODE:
            meant = dict(self.codes).get(squash(cell))
            return None if meant is None else f"{cell} = {meant}" if meant else cell
        if cell in self.odd or self.rule == UNEXPLAINED:
            return cell if cell in self.odd else None
        names = self.beside.get(row.number) or words_of_names(row, self.names)
        return restricting(self.rule, cell, dates, self.usual, names)


def words_of_names(row: TextRow, indexes: Iterable[int]) -> set[str]:
    """The words of these cells of names, by which a remark may call an adult."""
    words = " ".join(plain(row.cells[index]) for index in indexes if index < len(row.cells)).split()
    return {word for word in words if len(word) >= SHORTEST_NAME}


def names_of(layout: Layout) -> tuple[int, ...]:
    """The columns of the adults' names."""
    return tuple(at for adult in layout.adults for field in NAMES for at in adult.columns.get(field, ()))


def names_beside(layout: Layout, rows: Sequence[TextRow]) -> dict[LineNumber, frozenset[str]]:
    """The words of the names of all adults of a pupil, for each row of one who has several."""
    fields = ("register",) if "register" in layout.child else ("last", "first", "name", "birth")
    return words_beside(rows, [layout.child[name] for name in fields if name in layout.child], names_of(layout))


def words_beside(
    rows: Sequence[TextRow], pupils: Sequence[int], names: Sequence[int]
) -> dict[LineNumber, frozenset[str]]:
    """The words of the names of all adults of a pupil, for each row of one who has several. `pupils` are the columns by
    which a pupil is known."""
    found: defaultdict[tuple[str, ...], list[TextRow]] = defaultdict(list)
    for row in rows:
        if any(key := tuple(squash(row.cells[index]) for index in pupils if index < len(row.cells))):
            found[key].append(row)
    together = [some for some in found.values() if len(some) > 1]
    words = [frozenset().union(*(words_of_names(row, names) for row in some)) for some in together]
    return {row.number: said for some, said in zip(together, words, strict=True) for row in some}
