"""Columns that say whether a pupil’s parents are told anything: `Ausk. Eltern` over `j` and `n`. Pupils of age decide
this themselves."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.layout import Layout
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, key_of
from models.importing.reading.remarks import LineNumber, cut, quoted
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import UNLESS_NO, UNLESS_YES, says
from models.importing.reading.rights.rights_rule import rights_rule
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.tables import TextRow

# Beginnings of words.
TOLD = (
    *("ausk", "benachr", "inform", "inlicht", "mededel", "mitteil", "einsicht", "inzage", "renseign", "schweigepfl"),
    *("communic", "gegevens", "share", "sharing", "disclos", "releas"),
)
CONSENT = ("einwillig", "einverst", "zustimm", "consent", "toestemm", "accord", "autoris", "instemm", "authoris")
OF_AGE = re.compile(
    r"\b(?:vollj|majeure?s?\b|majorite|meerderj|of age\b|adult pupil|(?:over )?18(?: ans| jaar| jahre)? *$)"
)
PARENTS = words_of(
    "eltern parents parent ouders ouder sorgeberechtigte erziehungsberechtigte erz famille familie family"
)
ANSWERS = words.YES | words.NO


def told_columns(
    layout: Layout, rows: Sequence[TextRow], headings: str, explained: Mapping[int, str]
) -> Iterator[WatchedColumn]:
    """The columns of yes and no about telling the parents; or, where a column says which pupils are of age, about a
    consent that concerns the parents. Of a pupil of age an empty cell is no yes."""
    said = {index: set(heading_words(explained.get(index) or layout.titles[index])) for index in layout.unused}
    ages = [index for index in said if OF_AGE.search(plain(layout.titles[index]))]
    for index, some in said.items():
        about_age = bool(ages) or OF_AGE.search(plain(explained.get(index, ""))) is not None
        told = any(word.startswith(TOLD) for word in some)
        consent = about_age and any(word.startswith(CONSENT) for word in some)
        if index in ages or some.isdisjoint(PARENTS) or not (told or consent):
            continue
        cells = {squash(cell) for cell in _cells(rows, index)} - {""}
        if not cells or not cells <= ANSWERS or rights_rule(some, cells) is not None:
            continue
        turned = not some.isdisjoint(words.WITHOUT) and some.isdisjoint(words.EITHER)
        of_age = frozenset() if turned or not cells & words.YES else _are_of_age(rows, ages)
        title = quoted(cut(layout.titles[index]))
        yield WatchedColumn(
            index,
            title,
            RIGHTS,
            UNLESS_NO if turned else UNLESS_YES,
            tuple(range(len(layout.adults))),
            key_of(RIGHTS, headings, str(index)) if headings else "",
            lines=of_age,
        )


def _are_of_age(rows: Sequence[TextRow], ages: Collection[int]) -> frozenset[LineNumber]:
    """The rows of pupils of age."""
    return frozenset(row.number for index in ages for row, cell in _filled(rows, index) if says(cell, words.YES))


def _filled(rows: Sequence[TextRow], index: int) -> Iterator[tuple[TextRow, str]]:
    return ((row, cell) for row in rows if index < len(row.cells) and (cell := trimmed(row.cells[index])))


def _cells(rows: Sequence[TextRow], index: int) -> set[str]:
    return {cell for _row, cell in _filled(rows, index)}
