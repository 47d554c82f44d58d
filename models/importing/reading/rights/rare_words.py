"""Words that few rows have, in a column without a known meaning: `GD` below `Vermerk`, a remark in words that no rule
knows. They may say who must not see the pupil, so the office is asked."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from models.importing.reading.cells import read_date
from models.importing.reading.headings.vocabulary import ADDRESSED, OUTSIDER, PAYERS, SMALL, STAFF, words_of
from models.importing.reading.leaving.going_words import has_past_day
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.everyday_words import LONG, everyday_cell, everyday_heading, of_notes
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.spoken import PARENTAL, names_kin, names_outsider, names_parent, names_staff, plain

FEW = 0.4  # of the rows have a cell
LEAST = 8  # rows
USUAL, OFTEN = 3, 0.1  # pupils with the same words; share of the rows
MOST = 0.25  # of the rows have words that stand out, in a column that many rows fill
TITLES = ADDRESSED.keys() | words_of("mme m mr mrs ms miss mlle dr dhr mw mevr frau herr herrn sr sra dott prof me")
# Both parents have the pupil in turn, and nobody is kept away.
BOTH = re.compile(
    r"garde (?:altern|partag|conjoint)|co ?(?:ouder|parent)|wechselmodell|(?:shared|joint) custody|aux deux\b"
)
SEPARATED = re.compile(
    r"(?:(?:parents?|ouders?|eltern|leven|leben|lebend|zijn|sind|sont|are|[a-z]*(?:separe|divorce|getrennt|gesch(?:ei|ie)den)\w*)\s*)+"
)
OF_PLACES = re.compile(
    r"\b(?:rue|str\w*|adr\w*|anschrift|ville|city|town|ort|wohnort|gemeente|commune|ecole|schule?|school)\b"
)
ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?")  # of a bank
# `v. note`, `voir commentaire`, `zie opmerking`: what it says stands elsewhere.
ELSEWHERE = re.compile(
    r"(?:v|voir|vr|cf|zie|siehe|s|see|vedi|ver|vide|veja)\s(?:(?:la|le|les|de|het|die|the|l)\s)?"
    r"(?:notes?|notas?|notiz(?:en)?|comm?ent\w*|kommentar\w*|remarques?|opmerking\w*|bemerkung\w*|bulle|postit"
    r"|dossier|classeur|farde|map|akten?|ordner|files?|cartella|fichier)(?:\s(?:rouge|rode?|roter?|red))?"
)
Naming = Callable[[Collection[str]], Collection[str]]
LONGEST = 40  # characters of a cell that sends to a note elsewhere
PAI = "pai"  # a father in Portuguese, a health plan in French


def odd_cells(
    title: str,
    in_heading: Collection[str],
    filled: Sequence[str],
    rows: int,
    dates: LeavingDates,
    naming: Naming = lambda _cells: (),
) -> frozenset[str]:
    """The different cells of a column that are asked about: words that nothing explains, in a column that few of these
    rows fill, or that stand out among the usual words of one that many fill; and words of the law in any. `naming` says
    which of several cells name an adult beside them."""
    legal = legal_cells(title, in_heading, filled, rows)
    known = (
        OUTSIDER
        | PAYERS
        | (frozenset() if of_notes(title) else STAFF)
        | words.NOT_RIGHTS
        | words.RESIDENCE
        | words.NOT_ROLES
    )
    if rows < LEAST or not known.isdisjoint(in_heading) or everyday_heading(title):
        return legal
    return legal | _unexplained_cells(filled, rows, dates, naming)


def _unexplained_cells(filled: Sequence[str], rows: int, dates: LeavingDates, naming: Naming) -> frozenset[str]:
    """The cells that nothing explains. Where more than few of these rows have one, only those of several words that are
    not usual, if few stand out so."""
    counts = Counter(filled)
    if len(filled) <= FEW * rows:
        return frozenset(filter(unexplained, counts))
    remarks = filter(_is_remark, counts)  # the quick question first: most columns have single words
    odd = set(filter(unexplained, remarks))
    usual = {cell for cell in odd if _is_usual(cell, counts[cell], rows, dates)}
    some = (odd - usual).union(naming(usual))  # the same beside brothers and sisters
    return frozenset(some if sum(counts[cell] for cell in some) <= MOST * rows else ())


def _is_remark(cell: str) -> bool:
    some = plain(cell).split()
    return len(some) > 1 and max(map(len, some)) >= LONG


def _is_usual(cell: str, count: int, rows: int, dates: LeavingDates) -> bool:
    """Whether several pupils have a cell, and neither a day nor a person in it is a reason for that."""
    said = plain(cell)
    once = has_past_day(cell, dates) or names_parent(said) or names_kin(said)
    return count >= USUAL and (not once or count > OFTEN * rows)


def legal_cells(title: str, in_heading: Collection[str], filled: Sequence[str], rows: int) -> frozenset[str]:
    """The different cells of a column with words of the law, where few rows have one."""
    if not words.NOT_ROLES.isdisjoint(in_heading) or OF_PLACES.search(plain(title)):
        return frozenset()
    counts = Counter(filled)
    found = {cell for cell in counts if speaks_of_law(cell) and not names_staff(plain(cell))}
    return frozenset(found if sum(counts[cell] for cell in found) <= max(1, FEW * rows) else ())


def points_elsewhere(cell: str) -> bool:
    """Whether a cell says nothing but that its words stand in a note elsewhere, which may not be in the file."""
    return len(cell) < LONGEST and ELSEWHERE.fullmatch(" ".join(plain(cell).split())) is not None


@functools.lru_cache(50_000)
def unexplained(cell: str) -> bool:
    """Whether a cell has words whose meaning nothing tells; about everyday matters only where people are named too."""
    said = plain(cell)
    some = said.split()
    if not any(letter.isalpha() for letter in said) or "@" in cell or read_date(cell) is not None:
        return False
    if ACCOUNT.fullmatch(cell):
        return False
    if squash(cell) in words.YES | words.NO or TITLES.issuperset(some) or words.ANY_STATUS.issuperset(some):
        return False
    if speaks_of_law(cell):
        return True
    if (
        all(word.isdigit() or word in PARENTAL | SMALL for word in some)
        or BOTH.search(said)
        or SEPARATED.fullmatch(said)
    ):
        return False
    people = " ".join(word for word in some if word != PAI)
    return not everyday_cell(cell) or names_parent(people) or names_kin(people) or names_outsider(people)
