"""Columns that say something about rights, roles or leaving, though nothing is read of them (right_words.py).

Which of their cells would make somebody see a child whom the file itself does not let see it: those are asked about
(rights.py). A column whose heading and cells say no such thing stays unused.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from language.text import _
from models.core.clock import now
from models.importing.reading import right_words as words
from models.importing.reading.cells import read_date, trimmed
from models.importing.reading.headings import SMALL, STAFF, heading, heading_words, is_adult, owner_and_group
from models.importing.reading.layout import NAMES, Layout
from models.importing.reading.names import squash
from models.importing.reading.questions import LEFT, RIGHTS, ROLE, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.tables import TextRow

# What a cell says when it restricts: `NO` below `Autorité parentale`, anything but `NO` below `Interdiction`…
UNLESS_YES, UNLESS_NO, PAST, PAST_ALONE, ABSENT, STATUS, GONE, SPOKEN, STAFF_NAMED = range(9)
PASSED = "passed"  # stands for every date before today: one question, not one for each date
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
CODES = 12  # a column of more different cells is no list of codes
MARKS = re.compile("[\u0300-\u036f]+")
BETWEEN = re.compile(r"[^a-z0-9\n]+")
STAFF_WORD = re.compile(rf"\b(?:{'|'.join(sorted(STAFF | {'titulaire'}))})\b")


@dataclass(frozen=True, slots=True)
class WatchedColumn:
    """The column `index`; what it says is about `adults`, by their places in the layout, or about the pupil where there
    is none. `blank`: an empty cell restricts, since all others are `x` or `oui`. Dates are past until `today`; `topic`
    tells the column in every file with the same headings, empty where there are none."""

    index: int
    title: str
    kind: str
    rule: int
    adults: tuple[int, ...]
    today: date
    topic: str
    blank: bool = False

    def restricting(self, line: TextRow) -> str | None:
        """The words of this row to ask about; empty for an empty cell that says no; None where there are none."""
        cell = trimmed(line.cells[self.index]) if self.index < len(line.cells) else ""
        if not cell:
            return "" if self.blank else None
        return _restricting(self.rule, cell, self.today)


def watched_columns(layout: Layout, lines: Sequence[TextRow], headings: str) -> list[WatchedColumn]:
    """Those of a table; of each column the different cells are looked at once. `headings` is the key of its row of
    headings, empty where it has none."""
    today = now().date()
    found: list[tuple[int, _Rule]] = []
    for index in layout.unused:
        cells = {trimmed(line.cells[index]) for line in lines if index < len(line.cells)} - {""}
        if cells:
            found += [(index, rule) for rule in _rules(index, layout, cells)]
    for place, adult in enumerate(layout.adults):
        for index in adult.columns.get("relation", ()):
            plain = _plain("\n".join({line.cells[index] for line in lines if index < len(line.cells)}))
            found += [(index, rule) for rule in _spoken(plain, (place,))]
    return [_watch(index, rule, layout, headings, today) for index, rule in found]


class _Rule(NamedTuple):
    kind: str
    rule: int
    adults: tuple[int, ...]
    blank: bool = False


def _watch(index: int, rule: _Rule, layout: Layout, headings: str, today: date) -> WatchedColumn:
    title = quoted(cut(layout.titles[index])) or _("Colonne {n}").format(n=index + 1)
    topic = key_of(rule.kind, headings, str(index)) if headings else ""
    return WatchedColumn(index, title, rule.kind, rule.rule, rule.adults, today, topic, rule.blank)


def _rules(index: int, layout: Layout, cells: set[str]) -> Iterator[_Rule]:
    title = layout.titles[index]
    said = set(heading_words(title))
    whom = _whom(index, layout)
    if (rule := _rights_rule(said, cells)) is not None:
        marks = {squash(cell) for cell in cells}
        yield _Rule(RIGHTS, rule, whom, blank=rule == UNLESS_YES and marks <= words.YES)
        return
    plain = _plain("\n".join(cells))  # all at once: a wide file has a million cells
    if (rule := _leaving_rule(said)) is not None:
        # `Date de fin responsable 1` ends what that adult may do, not the child's time at the school.
        whose, _group = owner_and_group(title)
        yield _Rule(RIGHTS, rule, whom) if whose == "adult" else _Rule(LEFT, rule, ())
    elif any(line.replace(" ", "") in words.GONE for line in plain.split("\n")):
        yield _Rule(LEFT, GONE, ())
    meant = heading(title)
    # Below `Nom titulaire`, `Prof` and `Maître` are surnames.
    roles = said.isdisjoint(words.NOT_ROLES) and (meant is None or meant.field not in NAMES)
    yield from (spoken for spoken in _spoken(plain, whom) if roles or spoken.kind == RIGHTS)


def _spoken(plain: str, whom: tuple[int, ...]) -> Iterator[_Rule]:
    """What the cells of a column say, whatever its heading; a line each."""
    if words.RIGHTS_CELL.search(plain):
        yield _Rule(RIGHTS, SPOKEN, whom)
    if any(map(_names_staff, plain.split("\n"))):
        yield _Rule(ROLE, STAFF_NAMED, whom)


def _rights_rule(said: set[str], cells: set[str]) -> int | None:
    if not said.isdisjoint(words.NOT_RIGHTS):
        return None
    turned = not said.isdisjoint(words.WITHOUT) and said.isdisjoint(words.EITHER)
    if not said.isdisjoint(words.BARS) or ("contact" in said and turned):
        return UNLESS_NO
    if any(some <= said for some in words.RIGHTS):
        return UNLESS_NO if turned else UNLESS_YES
    rest = {word for word in said if not word.isdigit() and not is_adult(word)} - words.LEGAL_MARKS
    if rest or said.isdisjoint(words.LEGAL_MARKS) or len(cells) > CODES:
        return None
    marks = {squash(cell) for cell in cells} - words.YES - words.NO
    return UNLESS_YES if all(len(mark) <= 3 for mark in marks) else None


def _leaving_rule(said: set[str]) -> int | None:
    if not said.isdisjoint(words.NOT_LEAVING):
        return None
    if not said.isdisjoint(words.LEAVING):
        return PAST
    if not said.isdisjoint(words.ENDS):
        return PAST_ALONE
    if not said.isdisjoint(words.PRESENT):
        return ABSENT
    return STATUS if not said.isdisjoint(words.STATUS) else None


def _restricting(rule: int, cell: str, today: date) -> str | None:
    """The cell, where it restricts; `PASSED` for a date before today."""
    if rule in (PAST, PAST_ALONE) and (day := read_date(cell)) is not None:
        return PASSED if day <= today else None
    if rule == PAST_ALONE and (year := YEAR.search(cell)) is not None:  # `juin 2025`
        return cell if int(year[0]) <= today.year else None
    return cell if _restricts(rule, cell) else None


def _restricts(rule: int, cell: str) -> bool:
    if rule == SPOKEN:
        return words.RIGHTS_CELL.search(_plain(cell)) is not None
    if rule == STAFF_NAMED:
        return _names_staff(_plain(cell))
    said = squash(cell)
    if rule == UNLESS_YES:
        return said not in words.YES | words.SHARED
    if rule in (UNLESS_NO, PAST):
        return said not in words.NO and bool(said)
    if rule == GONE:
        return said in words.GONE
    some = {said, *_plain(cell).split()}  # `Sorti le 12/3/2024`, `A quitté l’école`
    return not some.isdisjoint(words.GONE_UNDER_STATUS) or (rule == ABSENT and said in words.NO)


def _plain(text: str) -> str:
    """Words in lower case, without accents and signs; lines stay lines."""
    letters = MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return BETWEEN.sub(" ", letters)


def _names_staff(plain: str) -> bool:
    """Whether a cell is a teacher's title and nothing more: `professeur principal`."""
    if not STAFF_WORD.search(plain):
        return False
    return set(plain.split()) <= STAFF | SMALL | words.STAFF_CELL


def _whom(index: int, layout: Layout) -> tuple[int, ...]:
    """Whom a column is about: the adult that its heading names, the only one there is, the one among whose columns it
    stands, else every adult of the row."""
    everybody = tuple(range(len(layout.adults)))
    _whose, group = owner_and_group(layout.titles[index])
    if group and (named := [place for place in everybody if layout.adults[place].group == group]):
        return tuple(named)
    for place in everybody:
        columns = layout.adults[place].indexes
        if min(columns) < index < max(columns):
            return (place,)
    return everybody
