"""Columns about an adult's own entry in the school's program: `Ne pas contacter`, `Portail : non`, `Communication :
bloquée`; and the rare words of a column that says something short of each adult."""

from collections import Counter
from collections.abc import Iterator, Sequence

from models.importing.reading.headings.vocabulary import OUTSIDER
from models.importing.reading.layout import Layout
from models.importing.reading.leaving.watched_leaving import WatchRule
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS, ROLE
from models.importing.reading.rights import entry_words, rare_words
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.everyday_words import everyday_heading, ordinary_of_adults
from models.importing.reading.rights.rare_answers import rare_answer
from models.importing.reading.rights.restricting import (
    CODES,
    KIN_NAMED,
    OUTSIDER_NAMED,
    RARE,
    UNLESS_NO,
    UNLESS_YES,
)
from models.importing.reading.rights.spoken import names_kin, names_outsider, plain
from models.importing.reading.rights.whose_column import of_one_adult
from models.importing.reading.tables import TextRow

ANSWERS = words.YES | words.NO
FEW, SELDOM = 0.4, 0.2  # of the rows are filled; of the cells have another word than the usual ones
LEAST = 8  # cells of a column whose rare words are asked about
LONGEST = 40  # characters of such a word


def rules_of(
    index: int,
    in_heading: set[str],
    layout: Layout,
    filled: Sequence[str],
    rows: Sequence[TextRow],
    whom: tuple[int, ...],
) -> Iterator[WatchRule]:
    """The rules of a column that is about nothing else. The words of one that few rows fill are odd_remarks.py's."""
    said = {squash(cell) for cell in filled}
    answered = said <= ANSWERS
    if entry_words.not_told(layout.titles[index]) or (answered and entry_words.has_ended(in_heading)):
        yield WatchRule(RIGHTS, UNLESS_NO, whom)
    elif answered and entry_words.is_usable(in_heading) and in_heading.isdisjoint(words.NOT_RIGHTS):
        if not said <= words.NO or len(filled) <= FEW * len(rows):
            yield WatchRule(RIGHTS, UNLESS_YES, whom)
    elif entry_words.is_sent(in_heading) and (ended := {cell for cell in set(filled) if _says_ended(cell)}):
        yield WatchRule(RIGHTS, RARE, whom, odd=frozenset(ended))
    elif entry_words.goes_to_both(in_heading, filled):
        one_alone = frozenset(cell for cell in filled if not entry_words.says_both(cell))
        yield WatchRule(RIGHTS, RARE, whom, odd=one_alone)
    elif (rare := rare_answer(index, in_heading, layout, filled, rows)) is not None:
        yield WatchRule(RIGHTS, rare, whom)
    elif not answered and (len(rows) < rare_words.LEAST or len(filled) > rare_words.FEW * len(rows)):
        yield from _by_words(index, in_heading, layout, filled, rows, whom)


def _by_words(
    index: int,
    in_heading: set[str],
    layout: Layout,
    filled: Sequence[str],
    rows: Sequence[TextRow],
    whom: tuple[int, ...],
) -> Iterator[WatchRule]:
    different = set(filled)
    title = layout.titles[index]
    if len({squash(cell) for cell in different}) > CODES or everyday_heading(f"{title} {' '.join(in_heading)}"):
        return
    known = OUTSIDER | words.NOT_RIGHTS | words.NOT_ROLES | words.RESIDENCE
    if not known.isdisjoint(in_heading):
        return
    others = {cell for cell in different if names_outsider(plain(cell)) or names_kin(plain(cell))}
    if not (any(map(entry_words.RANK.fullmatch, in_heading)) or any(cell.isdigit() for cell in different)):
        others = set()
    if any(names_outsider(plain(cell)) for cell in others):
        yield WatchRule(ROLE, OUTSIDER_NAMED, whom)
    if any(names_kin(plain(cell)) for cell in others):
        yield WatchRule(ROLE, KIN_NAMED, whom)
    odd = set(filter(_says_ended, different))
    rare = _rare([cell for cell in filled if cell not in others])
    if rare and not ordinary_of_adults(title) and of_one_adult(index, layout, rows):
        odd |= rare
    if odd:
        yield WatchRule(RIGHTS, RARE, whom, odd=frozenset(odd))


def _says_ended(cell: str) -> bool:
    return entry_words.says_ended(plain(cell))


def _rare(filled: Sequence[str]) -> set[str]:
    """The cells with other words than the usual ones of a column, that nothing explains; none where they are many."""
    if len(filled) < LEAST or any(len(cell) > LONGEST for cell in filled):
        return set()
    counts = Counter(squash(cell) for cell in filled)
    rare = {word for word, count in counts.items() if count <= SELDOM * len(filled)}
    if sum(counts[word] for word in rare) > SELDOM * len(filled):
        return set()
    return {cell for cell in set(filled) if squash(cell) in rare and rare_words.unexplained(cell)}
