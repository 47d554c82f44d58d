"""Words that few rows have, in a column without a known meaning: `GD` below `Vermerk`, a remark in words that no rule
knows. They may say who must not see the pupil, so the office is asked."""

import re
from collections.abc import Collection, Sequence

from models.importing.reading.cells import read_date
from models.importing.reading.headings.vocabulary import ADDRESSED, OUTSIDER, PAYERS, SMALL, STAFF, words_of
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.everyday_words import everyday_cell, everyday_heading
from models.importing.reading.rights.spoken import PARENTAL, names_kin, names_outsider, names_parent, plain

FEW = 0.4  # of the rows have a cell
LEAST = 8  # rows
TITLES = ADDRESSED.keys() | words_of("mme m mr mrs ms miss mlle dr dhr mw mevr frau herr herrn sr sra dott prof me")
# Both parents have the pupil in turn, and nobody is kept away.
BOTH = re.compile(
    r"garde (?:altern|partag|conjoint)|co ?(?:ouder|parent)|wechselmodell|(?:shared|joint) custody|aux deux\b"
)
SEPARATED = re.compile(
    r"(?:(?:parents?|ouders?|eltern|leven|leben|lebend|zijn|sind|sont|are|[a-z]*(?:separe|divorce|getrennt|gesch(?:ei|ie)den)\w*)\s*)+"
)
PAI = "pai"  # a father in Portuguese, a health plan in French


def rarely_said(title: str, in_heading: Collection[str], filled: Sequence[str], rows: int) -> bool:
    """Whether few of these rows have words in this column, whose heading is about nothing of everyday."""
    if rows < LEAST or len(filled) > FEW * rows:
        return False
    known = OUTSIDER | PAYERS | STAFF | words.NOT_RIGHTS | words.RESIDENCE | words.NOT_ROLES
    if not known.isdisjoint(in_heading) or everyday_heading(title):
        return False
    return any(map(unexplained, filled))


def unexplained(cell: str) -> bool:
    """Whether a cell has words whose meaning nothing tells; about everyday matters only where people are named too."""
    said = plain(cell)
    some = said.split()
    if not any(letter.isalpha() for letter in said) or "@" in cell or read_date(cell) is not None:
        return False
    if squash(cell) in words.YES | words.NO or TITLES.issuperset(some) or words.ANY_STATUS.issuperset(some):
        return False
    if (
        all(word.isdigit() or word in PARENTAL | SMALL for word in some)
        or BOTH.search(said)
        or SEPARATED.fullmatch(said)
    ):
        return False
    people = " ".join(word for word in some if word != PAI)
    return not everyday_cell(cell) or names_parent(people) or names_kin(people) or names_outsider(people)
