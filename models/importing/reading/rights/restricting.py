"""When a cell of a watched column (watching.py) restricts who sees a pupil."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable

from models.importing.reading.cells import read_date
from models.importing.reading.leaving import leaving_cells, leaving_remarks
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.names import squash
from models.importing.reading.rights import entry_words
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.levels import is_contact, is_other
from models.importing.reading.rights.shared_or_sole import SHARED
from models.importing.reading.rights.spoken import (
    names_anybody,
    names_kin,
    names_outsider,
    names_staff,
    names_unknown,
    plain,
)
from models.importing.reading.rights.spoken_limits import keeps_from_parent, lone_parent

# Unless it says yes (`Autorité parentale`), unless it says no (`Interdiction`), and so on.
UNLESS_YES, UNLESS_NO, LEGAL_CODE, PAST, PAST_ALONE, ABSENT, STATUS, CODED, GONE = range(9)
SPOKEN, STAFF_NAMED, OUTSIDER_NAMED, KIN_NAMED, EITHER_WAY, NOTED, OF_CHILDREN = range(9, 16)
LEFT_IN_CLASS, LEFT_IN_NAME, LEFT_IN_TEXT = range(16, 19)  # `sorti le 30/06/26` (leaving/leaving_cells.py)
MOVED = 19  # by the row, not by the cell (misplaced/shifted.py)
MOVED_WORDS = "moved"
BY_CODE = 20  # a code of legends/coded_people.py
BY_ROW = 21  # by the row, whose adult is named (misplaced/slid_outsiders.py)
LONE = 22  # `Mère seule` below a heading about the family's situation
PERIOD_ENDED = 23  # `Au` after `Du`, `Période` (leaving/leaving_words.py)
UNKNOWN_ROLE = 24  # a relation that no word explains, among others
COMMENTED = 25  # a comment beside a cell (legends/commented_cells.py)
UNEXPLAINED = 27  # one of the cells that are asked about (rare_words.py)
REMARKED = 28  # `SPOKEN`, and words that nothing explains beside it
UNKNOWN_STATUS = 26  # a status that no word explains, where most pupils have one of being there
ANYBODY_NAMED = 31  # `contactpersoon`, among other relations
RARE = 29  # other words than the usual ones of the column, or of an end: `bloquée` (entries.py)
RARE_NO = 32  # a no that few adults have (rare_answers.py)
CONTACT_LEVEL, OTHER_LEVEL = 33, 34  # below `Niveau de responsabilité` (levels.py)
SHOWN = 30  # by how the name is shown (legends/shown_names.py)
PASSED = "passed"  # in place of every date before today, so that they are one question
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
CODES = 12  # a column with more different cells does not hold codes
CODE = 2  # characters of a status that is a code
LEGAL = frozenset("012")  # `RESP_LEGAL` of SIECLE: 1 and 2 are legally responsible, 0 is not
ALL = frozenset(("alle", "allemaal", "tous", "toutes", "touslesenfants", "all", "both", "beide", "lesdeux"))
DEPARTURES = {
    LEFT_IN_CLASS: leaving_cells.in_class,
    LEFT_IN_NAME: leaving_cells.in_name,
    LEFT_IN_TEXT: leaving_remarks.says_left,
}
ROLES = {
    STAFF_NAMED: names_staff,
    OUTSIDER_NAMED: names_outsider,
    UNKNOWN_ROLE: names_unknown,
    ANYBODY_NAMED: names_anybody,
    CONTACT_LEVEL: is_contact,
    OTHER_LEVEL: is_other,
}


def usual_code(cells: Iterable[str]) -> str:
    """The most frequent cell of a column of short codes: of pupils who are there. Empty for a column of other cells."""
    counts = Counter(squash(cell) for cell in cells)
    if not 1 < len(counts) <= CODES or any(len(value) > CODE for value in counts):
        return ""
    return counts.most_common(1)[0][0]


def says(cell: str, values: frozenset[str]) -> bool:
    """Whether a cell is one of these words, or says it in several languages: `oui / ja`."""
    return squash(cell) in values or all(squash(part) in values for part in cell.split("/"))


def restricting(rule: int, cell: str, dates: LeavingDates, usual: str = "", names: Collection[str] = ()) -> str | None:
    """The cell where it restricts, `PASSED` for a date before today; else None. `usual` are the codes that do not, and
    `names` those of the row's adults."""
    if rule in (SPOKEN, REMARKED) and keeps_from_parent(cell, names):
        return cell
    if rule == SPOKEN:
        return cell if entry_words.forbids_telling(cell) else None
    if rule in (REMARKED, RARE):
        return None
    if rule == LONE:
        return cell if lone_parent(cell) else None
    if rule in DEPARTURES:
        left = DEPARTURES[rule](cell, dates)
        return None if left is None else PASSED if left else cell
    if rule == PERIOD_ENDED:
        return PASSED if squash(cell) != usual and leaving_cells.ended(cell, dates) else None
    if rule == UNKNOWN_STATUS:
        return cell if _is_unknown_status(cell) else None
    if rule == CODED:
        return cell if squash(cell) != usual else None
    if rule in (PAST, PAST_ALONE) and squash(cell) in leaving_cells.NO_DAY:
        return None
    if rule in (PAST, PAST_ALONE) and (day := leaving_cells.leaving_day(cell, dates)) is not None:
        if dates.unclear(cell):
            return cell
        return PASSED if dates.past(day) else None
    if rule == STATUS and not cell.isdigit() and (day := dates.read(cell)) is not None:  # a number is a code
        return PASSED if dates.past(day) else None
    if rule == STATUS and (day := leaving_cells.day_in(cell, dates)) is not None and _restricts(rule, cell):
        return leaving_cells.without_day(cell) if dates.past(day) else None  # `Baja (16/11/2026)`
    if rule == PAST_ALONE and (year := YEAR.search(cell)) is not None:  # `juin 2025`
        return cell if int(year[0]) <= dates.today.year else None
    return cell if _restricts(rule, cell) else None


def _is_unknown_status(cell: str) -> bool:
    words_of_it = [word for word in plain(cell).split() if not word.isdigit()]
    if not words_of_it or read_date(cell) is not None or _restricts(STATUS, cell):
        return False
    if entry_words.is_unused(plain(cell)):
        return False
    return not words.ANY_STATUS.issuperset(words_of_it)


def _restricts(rule: int, cell: str) -> bool:
    if rule == NOTED:
        return words.NAME_CELL.search(plain(cell)) is not None
    if names := ROLES.get(rule):
        return names(plain(cell))
    if rule == KIN_NAMED:
        return names_kin(plain(cell)) and not names_outsider(plain(cell))
    value = squash(cell)
    if rule == OF_CHILDREN:
        return squash(cell) not in ALL
    if rule == EITHER_WAY:
        return True
    if rule in (UNLESS_YES, RARE_NO):
        return not (says(cell, words.YES | SHARED) or entry_words.says_both(cell))
    if rule == LEGAL_CODE:
        return value == "0"
    if rule in (UNLESS_NO, PAST):
        return not says(cell, words.NO) and bool(value)
    if rule == GONE:
        return value in words.GONE
    said = plain(cell).split()  # `Sorti le 12/3/2024`, `A quitté l’école`, `Plus inscrit depuis mai`
    some = {value, *said, *map("".join, itertools.pairwise(said))}
    return not some.isdisjoint(words.GONE_UNDER_STATUS) or (rule == ABSENT and value in words.NO)
