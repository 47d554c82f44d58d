"""Columns about rights, roles or leaving, of which nothing is stored, but whose cells may restrict who sees a child.

The cells that restrict become questions (column_questions.py). Columns are recognised by the words of their headings
and cells (right_words.py); all others stay unused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from language.text import _
from models.core.clock import now
from models.importing.reading import right_words as words
from models.importing.reading.cells import read_date, trimmed
from models.importing.reading.heading_words import heading_words, is_adult
from models.importing.reading.headings import heading, owner_and_group
from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.names import squash
from models.importing.reading.questions import LEFT, RIGHTS, ROLE, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.spoken import names_kin, names_outsider, names_staff, plain
from models.importing.reading.tables import TextRow

# When a cell restricts: unless it says yes (`Autorité parentale`), unless it says no (`Interdiction`), and so on.
UNLESS_YES, UNLESS_NO, PAST, PAST_ALONE, ABSENT, STATUS, GONE, SPOKEN, STAFF_NAMED, OUTSIDER_NAMED, KIN_NAMED = range(
    11
)
PASSED = "passed"  # in place of every date before today, so that they are one question
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
CODES = 12  # a column with more different cells does not hold codes


@dataclass(frozen=True, slots=True)
class WatchedColumn:
    """A watched column, by `index`. It is about `adults`, by their indexes in the layout, or about the pupil where that
    is empty. `blank`: an empty cell restricts, because all others are `x` or `oui`. Dates up to `today` are past.
    `topic` identifies the column in every file with the same headings; it is empty where there are none. A `clear`
    column says by itself what its plain values mean: `Autorité parentale`, `Date de sortie`."""

    index: int
    title: str
    kind: str
    rule: int
    adults: tuple[int, ...]
    today: date
    topic: str
    blank: bool = False
    clear: bool = False

    def understood(self, value: str) -> bool:
        """Whether this restricting value needs no question: `Non`, or a date in the past."""
        if not self.clear:
            return False
        if self.kind == RIGHTS:
            return squash(value) in (words.NO if self.rule == UNLESS_YES else words.YES)
        return value == PASSED or self.kind == ROLE

    def restricting(self, row: TextRow) -> str | None:
        """The cell of this row if it restricts, empty for an empty cell that does; else None."""
        cell = trimmed(row.cells[self.index]) if self.index < len(row.cells) else ""
        if not cell:
            return "" if self.blank else None
        return _restricting(self.rule, cell, self.today)


def watched_columns(layout: Layout, rows: Sequence[TextRow], headings: str) -> list[WatchedColumn]:
    """The watched columns of a table. `headings` is the key of its row of headings, empty where it has none."""
    today = now().date()
    found: list[tuple[int, _Rule]] = []
    outsiders = set(layout.outsiders)
    for index in layout.unused:
        if index in outsiders:
            continue
        cells = {trimmed(row.cells[index]) for row in rows if index < len(row.cells)} - {""}
        if cells:
            found += [(index, rule) for rule in _rules(index, layout, cells)]
    for place, adult in enumerate(layout.adults):
        for index in adult.columns.get("relation", ()):
            text = plain("\n".join({row.cells[index] for row in rows if index < len(row.cells)}))
            found += [(index, rule) for rule in _rules_by_cells(text, (place,), relation=True)]
    if any(rule.clear and rule.kind == RIGHTS for _index, rule in found):
        found = [
            (index, rule)
            for index, rule in found
            if rule.kind != RIGHTS or not words.about_residence(set(heading_words(layout.titles[index])))
        ]
    return [_watch(index, rule, layout, headings, today) for index, rule in found]


class _Rule(NamedTuple):
    kind: str
    rule: int
    adults: tuple[int, ...]
    blank: bool = False
    clear: bool = False


def _watch(index: int, rule: _Rule, layout: Layout, headings: str, today: date) -> WatchedColumn:
    title = quoted(cut(layout.titles[index])) or _("Colonne {n}").format(n=index + 1)
    topic = key_of(rule.kind, headings, str(index)) if headings else ""
    return WatchedColumn(index, title, rule.kind, rule.rule, rule.adults, today, topic, rule.blank, rule.clear)


def _rules(index: int, layout: Layout, cells: set[str]) -> Iterator[_Rule]:
    title = layout.titles[index]
    in_heading = set(heading_words(title))
    whom = _concerned(index, layout)
    if (rule := _rights_rule(in_heading, cells)) is not None:
        values = {squash(cell) for cell in cells}
        clear = not in_heading.isdisjoint(words.CLEAR)
        yield _Rule(RIGHTS, rule, whom, blank=rule == UNLESS_YES and values <= words.YES, clear=clear)
        return
    text = plain("\n".join(cells))  # joined, because a wide file has a million cells
    if (rule := _leaving_rule(in_heading)) is not None:
        # `Date de fin responsable 1` is about that adult's rights, not about the child leaving the school.
        owner, _group = owner_and_group(title)
        yield _Rule(RIGHTS, rule, whom) if owner == "adult" else _Rule(LEFT, rule, (), clear=rule == PAST)
    elif any(line.replace(" ", "") in words.GONE for line in text.split("\n")):
        yield _Rule(LEFT, GONE, ())
    meant = heading(title)
    # Below `Nom titulaire`, `Prof` and `Maître` are surnames.
    roles = in_heading.isdisjoint(words.NOT_ROLES) and (meant is None or meant.field not in NAMES)
    yield from (rule for rule in _rules_by_cells(text, whom) if roles or rule.kind == RIGHTS)


def _rules_by_cells(text: str, whom: tuple[int, ...], *, relation: bool = False) -> Iterator[_Rule]:
    """Rules by the cells of a column, whatever its heading; `text` has one cell a line. In a column of relations the
    word is what the person is to the pupil; elsewhere it may be a surname."""
    if words.RIGHTS_CELL.search(text):
        yield _Rule(RIGHTS, SPOKEN, whom)
    cells = text.split("\n")
    if any(map(names_staff, cells)):
        yield _Rule(ROLE, STAFF_NAMED, whom, clear=relation)
    if relation and any(map(names_outsider, cells)):
        yield _Rule(ROLE, OUTSIDER_NAMED, whom, clear=True)
    if relation and any(map(names_kin, cells)):
        yield _Rule(ROLE, KIN_NAMED, whom)


def _rights_rule(in_heading: set[str], cells: set[str]) -> int | None:
    if not in_heading.isdisjoint(words.NOT_RIGHTS):
        return None
    turned = not in_heading.isdisjoint(words.WITHOUT) and in_heading.isdisjoint(words.EITHER)
    if not in_heading.isdisjoint(words.BARS) or ("contact" in in_heading and turned):
        return UNLESS_NO
    if any(some <= in_heading for some in words.RIGHTS):
        return UNLESS_NO if turned else UNLESS_YES
    rest = {word for word in in_heading if not word.isdigit() and not is_adult(word)} - words.LEGAL_MARKS
    if rest or in_heading.isdisjoint(words.LEGAL_MARKS) or len(cells) > CODES:
        return None
    values = {squash(cell) for cell in cells} - words.YES - words.NO
    return UNLESS_YES if all(len(value) <= 3 for value in values) else None


def _leaving_rule(in_heading: set[str]) -> int | None:
    if not in_heading.isdisjoint(words.NOT_LEAVING):
        return None
    if not in_heading.isdisjoint(words.LEAVING) or any(word.startswith(words.LEAVING_STEMS) for word in in_heading):
        return PAST
    if not in_heading.isdisjoint(words.ENDS):
        return PAST_ALONE
    if not in_heading.isdisjoint(words.PRESENT):
        return ABSENT
    return STATUS if not in_heading.isdisjoint(words.STATUS) else None


def _restricting(rule: int, cell: str, today: date) -> str | None:
    """The cell where it restricts, `PASSED` for a date up to today; else None."""
    if rule in (PAST, PAST_ALONE) and (day := read_date(cell)) is not None:
        return PASSED if day <= today else None
    if rule == PAST_ALONE and (year := YEAR.search(cell)) is not None:  # `juin 2025`
        return cell if int(year[0]) <= today.year else None
    return cell if _restricts(rule, cell) else None


def _restricts(rule: int, cell: str) -> bool:
    if rule == SPOKEN:
        return words.RIGHTS_CELL.search(plain(cell)) is not None
    if rule == STAFF_NAMED:
        return names_staff(plain(cell))
    if rule == OUTSIDER_NAMED:
        return names_outsider(plain(cell))
    if rule == KIN_NAMED:
        return names_kin(plain(cell)) and not names_outsider(plain(cell))
    value = squash(cell)
    if rule == UNLESS_YES:
        return value not in words.YES | words.SHARED
    if rule in (UNLESS_NO, PAST):
        return value not in words.NO and bool(value)
    if rule == GONE:
        return value in words.GONE
    some = {value, *plain(cell).split()}  # `Sorti le 12/3/2024`, `A quitté l’école`
    return not some.isdisjoint(words.GONE_UNDER_STATUS) or (rule == ABSENT and value in words.NO)


def _concerned(index: int, layout: Layout) -> tuple[int, ...]:
    """The indexes of the adults that a column is about: the one that its heading names, the one whose columns surround
    it, else all."""
    all_indexes = tuple(range(len(layout.adults)))
    _owner, group = owner_and_group(layout.titles[index])
    if group and (named := [place for place in all_indexes if layout.adults[place].group == group]):
        return tuple(named)
    for place in all_indexes:
        columns = layout.adults[place].indexes
        if min(columns) < index < max(columns):
            return (place,)
    return all_indexes
