"""The rules for remarks that nothing explains (rare_words.py): each is about an adult's rights, or about a pupil who
may have gone, or may be about either."""

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.leaving import movements
from models.importing.reading.leaving.going_words import may_say_gone, says_gone
from models.importing.reading.leaving.leaving_cells import IN_BRACKETS
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.watched_leaving import WatchRule
from models.importing.reading.questions import LEFT, RIGHTS
from models.importing.reading.rights import named_out
from models.importing.reading.rights.everyday_words import LONG, everyday_cell, everyday_heading
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.rare_words import FEW, MOST, legal_cells, odd_cells, points_elsewhere, unexplained
from models.importing.reading.rights.restricting import (
    GONE,
    LEFT_IN_TEXT,
    RARE,
    REMARKED,
    SPOKEN,
    STATUS,
    UNEXPLAINED,
    restricting,
)
from models.importing.reading.rights.right_words import OWN_CELL
from models.importing.reading.rights.spoken import names_parent, plain
from models.importing.reading.rights.watched_column import names_beside, names_of, words_of_names
from models.importing.reading.sheets.looks import look_of
from models.importing.reading.tables import TextRow

FAMILY = 2  # words of adults' names in common: one may be a surname that several families have
BORN = re.compile(r"[(\[]\s*(?:n[ée]e?|geb\w*|born|[ée]p(?:\.|ouse)|ex)\b", re.IGNORECASE)  # `(née Roy)`
OF_CELLS = frozenset((GONE, LEFT_IN_TEXT, RARE, REMARKED, SPOKEN))  # rules that the cells gave, not the heading


class AlikeRows:
    """The rows of all sheets with the same headings. What each of these sheets asks of them is found once."""

    def __init__(self, rows: Sequence[TextRow]) -> None:
        self.rows = rows
        self._columns: dict[int, list[str]] = {}
        self._words: dict[tuple[int, ...], frozenset[str]] = {}

    def column(self, index: int) -> list[str]:
        """The filled cells."""
        if index not in self._columns:
            cells = (trimmed(row.cells[index]) for row in self.rows if index < len(row.cells))
            self._columns[index] = list(filter(None, cells))
        return self._columns[index]

    def pointing(self, index: int) -> frozenset[str]:
        """The cells that send to a note elsewhere, `v. note`, with no comment beside them; none where many do."""
        cells = (row.cell(index) for row in self.rows)
        found = Counter(trimmed(cell) for cell in cells if points_elsewhere(cell) and not look_of(cell).comment)
        return frozenset(found if found.total() <= MOST * len(self.rows) else ())

    def words(self, indexes: tuple[int, ...]) -> frozenset[str]:
        """The words in these columns."""
        if indexes not in self._words:
            cells = (cell for at in indexes for cell in self.column(at))
            self._words[indexes] = frozenset(word for cell in cells for word in plain(cell).split())
        return self._words[indexes]

    def naming(self, index: int, layout: Layout, cells: Collection[str]) -> set[str]:
        """Those of these cells that name an adult of each pupil beside whom they stand: `Marc : voir dossier`; and
        those with a word for a parent that stand beside brothers and sisters alone."""
        found = set(cells)
        if not found:
            return found
        pupils = [child[field] for child in layout.children for field in NAMES if field in child]
        adults = names_of(layout)
        beside = names_beside(layout, self.rows)
        family: dict[str, Collection[str]] = {}  # the words of the adults' names that each row of a cell has
        for row in self.rows:
            if (cell := trimmed(row.cell(index))) in cells:
                names = beside.get(row.number) or words_of_names(row, adults)
                family[cell] = names & set(family.get(cell, names))
                if (names - words_of_names(row, pupils)).isdisjoint(plain(cell).split()):
                    found.discard(cell)
        return found | {cell for cell, names in family.items() if len(names) >= FAMILY and names_parent(plain(cell))}


def with_odd(
    found: Sequence[WatchRule],
    index: int,
    layout: Layout,
    alike: AlikeRows,
    whom: tuple[int, ...],
    dates: LeavingDates,
) -> Iterator[WatchRule]:
    """The rules that were `found` for a column, about the adults `whom`, and those for its remarks that nothing
    explains."""
    title, filled = layout.titles[index], alike.column(index)
    in_heading = heading_words(title)
    if any(rule.rule == REMARKED for rule in found):
        odd = frozenset(filter(unexplained, filled))
    elif {rule.rule for rule in found} <= OF_CELLS:
        named = named_out.codes_of(index, set(in_heading), layout, alike.rows) is not None
        rows = len(alike.rows)
        naming = functools.partial(alike.naming, index, layout)
        odd = frozenset() if named else odd_cells(title, in_heading, filled, rows, dates, naming)
        odd |= frozenset() if named or everyday_heading(title) else alike.pointing(index)
    elif any(rule.kind == RIGHTS for rule in found):
        odd = frozenset()
    else:
        odd = legal_cells(title, in_heading, filled, len(alike.rows))
        if {rule.rule for rule in found} == {STATUS}:  # `Situation`, which is the pupil's or the family's
            odd |= frozenset(
                cell
                for cell in odd_cells(title, in_heading, filled, len(alike.rows), dates)
                if names_parent(plain(cell))
            )
    odd = frozenset(cell for cell in odd if all(restricting(rule.rule, cell, dates) is None for rule in found))
    gone, apart = _split(_without_names(odd, layout, alike), dates)
    moved = movements.gone(title, filled)
    gone, apart = gone | (moved - _asked(found, moved, dates)), apart - moved
    apart -= frozenset(cell for rule in found for cell in rule.odd)
    yield from (rule._replace(odd=apart) if rule.rule == REMARKED else rule for rule in found)
    if apart and all(rule.rule != REMARKED for rule in found):
        yield WatchRule(RIGHTS, UNEXPLAINED, whom, odd=apart)
    if gone:
        yield WatchRule(LEFT, UNEXPLAINED, (), odd=gone)


def _asked(found: Sequence[WatchRule], cells: Collection[str], dates: LeavingDates) -> frozenset[str]:
    """Those of these cells about which a rule that was found asks whether the pupil left."""
    rules = [rule.rule for rule in found if rule.kind == LEFT]
    return frozenset(cell for cell in cells if any(restricting(rule, cell, dates) is not None for rule in rules))


def in_brackets(index: int, layout: Layout, rows: Sequence[TextRow]) -> frozenset[str]:
    """The cells of an adult's name with words in brackets that few have, and that nothing explains: `Lutz Regula
    (Beiständin)`, `Nay Gion (Mittagstisch)`."""
    found = [
        cell
        for cell in _column(rows, index)
        if (said := IN_BRACKETS.search(cell))
        and len(said[1]) >= LONG
        and (unexplained(said[1]) or everyday_cell(said[1]))
    ]
    pupils = {child[field] for child in layout.children for field in NAMES if field in child}
    names = {word for at in pupils for cell in _column(rows, at) for word in plain(cell).split()}
    beside = {cell: set(plain(" ".join(IN_BRACKETS.findall(cell))).split()) for cell in found if not BORN.search(cell)}
    few = len(found) <= max(1, FEW * len(rows))
    asked = {cell for cell in found if OWN_CELL.search(plain(cell))}  # `Petit (plus de contact)`, of rights
    return frozenset(cell for cell, some in beside.items() if few and not some <= names) - asked


def _column(rows: Sequence[TextRow], index: int) -> list[str]:
    return [cell for row in rows if index < len(row.cells) and (cell := trimmed(row.cells[index]))]


def _without_names(odd: frozenset[str], layout: Layout, alike: AlikeRows) -> frozenset[str]:
    """These cells without those that are made of names of the pupils and adults: `DELVAUX BODART`."""
    if not odd:
        return odd
    columns = [child[field] for child in layout.children for field in NAMES if field in child]
    columns += [at for adult in layout.adults for field in NAMES for at in adult.columns.get(field, ())]
    names = alike.words(tuple(columns))
    return frozenset(cell for cell in odd if not names.issuperset(plain(cell).split()))


def _split(odd: frozenset[str], dates: LeavingDates) -> tuple[frozenset[str], frozenset[str]]:
    """The cells that may say that the pupil has gone, and those that may be about an adult: some may be both."""
    legal = {cell for cell in odd if speaks_of_law(cell)}
    personal = {cell for cell in odd if names_parent(plain(cell))} | legal
    going = {cell for cell in odd if says_gone(cell)}
    perhaps = {cell for cell in odd - personal if may_say_gone(cell, dates)}
    return frozenset((going - legal) | perhaps), odd - (going - personal)
