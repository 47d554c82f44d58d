"""Which row of a table holds the headings; or which two, `Responsable 1` over `Nom`, `Prénom`, `E-mail`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.importing.reading.columns import by_hand, unknown_words
from models.importing.reading.columns.column_roles import layout
from models.importing.reading.headings import evidence
from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.headings import heading, names_staff_alone, owner_of, says_who
from models.importing.reading.headings.short_headings import in_full
from models.importing.reading.layout import Layout
from models.importing.reading.tables import LOOKED_AT, WIDEST, TextRow

LONGEST = 1000  # characters of a heading that are read: that of a form may be a paragraph
BEST = 2  # ways of which the unknown words are tried


def find(rows: Sequence[list[str]]) -> tuple[int, Layout]:
    """The index of the row whose headings are recognised best, and what its columns are, by the rows below it too.

    Two rows are joined where that says more than either row alone. Unknown words are tried where names are missing.
    """
    head = [_cut(cells) for cells in rows[:LOOKED_AT]]
    rows = [*head, *rows[LOOKED_AT:]]
    ways: list[_Way] = []
    for at, cells in enumerate(head):
        above = rows[at - 1] if at else []
        meanings = (heading(cell) for cell in in_full(tuple(cells)) if cell.strip())
        if not any(one is not None and one.field for one in meanings):  # `mère` alone may be below `Lien`
            continue
        below = evidence.columns(rows[at + 1 :], len(cells))
        ways.append(_Way.of(at, cells, below, _under_staff(above, cells) if above else set()))
        if above and any(owner_of(cell) or names_staff_alone(cell) for cell in above):
            titles, strange = _joined(above, cells)
            ways.append(_Way.of(at, titles, below, strange))
    first = min((way.at for way in ways if not way.layout.missing), default=len(rows))
    ways = [way for way in ways if way.at <= first + 1]  # later ones are those of a list below (glued_lists.py)
    ways.sort(key=lambda way: rank(way.layout))
    if not ways:
        return 0, layout(rows[0])
    if ways[0].layout.missing:
        ways = [way.understood(rows) for way in ways[:BEST]]
        ways.sort(key=lambda way: rank(way.layout))
    return ways[0].at, ways[0].with_second(rows).layout


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read the headings: the index of their row, the headings, the evidence below each, the columns under a
    title that names no owner, and what the columns are."""

    at: int
    titles: list[str]
    below: Sequence[Cells]
    strange: set[int]
    layout: Layout

    @classmethod
    def of(cls, at: int, titles: list[str], below: Sequence[Cells], strange: set[int]) -> "_Way":
        return cls(at, titles, below, strange, layout(titles, below, strange))

    def understood(self, rows: Sequence[list[str]]) -> "_Way":
        found = unknown_words.understood(self.titles, self.below, rows[self.at + 1 :], self.strange)
        return replace(self, layout=found or self.layout)

    def with_second(self, rows: Sequence[list[str]]) -> "_Way":
        found = unknown_words.with_second(self.layout, self.titles, self.below, rows[self.at + 1 :])
        return replace(self, layout=found)


def rank(layout: Layout) -> tuple[int, int, int]:
    """Fewest needed columns missing, then fewest contradictions, then most recognised, those of adults without a name
    counted twice: joined headings say whose an address is."""
    unnamed = 2 * sum(len(adult.columns) for adult in layout.unnamed)
    doubts = len(layout.doubled) + sum(adult.unsure for adult in layout.adults)
    return len(layout.missing), doubts, -layout.recognised - unnamed


def same(layout: Layout, rows: Sequence[TextRow], others: Sequence[TextRow]) -> bool:
    """Whether the last of each of these rows are the same headings; and the rows above them too, where `layout` was
    found by joining those."""
    both = [[by_hand.key(row.cells) for row in some[-2:]] for some in (rows, others)]
    own = tuple(title.strip() for title in rows[-1].cells)
    return both[0][-1] == both[1][-1] and (layout.titles == own or both[0] == both[1])


def _cut(cells: list[str]) -> list[str]:
    some = by_hand.filled(cells)[:WIDEST] if len(cells) > WIDEST else cells
    return [cell[:LONGEST] for cell in some]


def _over(above: list[str], own: list[str]) -> list[str]:
    """The cell above each column; a cell over several columns is written once, over the first."""
    over, titles = "", []
    for index in range(len(own)):
        over = (above[index].strip() if index < len(above) else "") or over
        titles.append(over)
    return titles


def _under_staff(above: list[str], own: list[str]) -> set[int]:
    """The columns under `Professeur` or `Klastitularis`, and not all those under a title of the whole list, or under
    the class and its teacher."""
    if not any(cell.strip() and cell != above[0] for cell in above):
        return set()
    staff = [cell for cell in above if names_staff_alone(cell)]
    if all(map(says_who, staff)) and not any(owner_of(cell) for cell in above if cell not in staff):
        return set()
    return {index for index, over in enumerate(_over(above, own)) if names_staff_alone(over)}


def _joined(above: list[str], own: list[str]) -> tuple[list[str], set[int]]:
    """Each heading with its owner from the row above; and the columns under a title that names no owner."""
    titles, strange = [], set()
    for index, (title, over) in enumerate(zip(own, _over(above, own), strict=True)):
        owner = owner_of(over)
        titles.append(
            f"{owner} {title}".strip() if title.strip() else above[index].strip() if index < len(above) else ""
        )
        if over and not owner and title.strip():
            strange.add(index)
    return titles, strange
