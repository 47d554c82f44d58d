"""The words of a cell that says who somebody is."""

import re
import unicodedata

from models.importing.reading.right_words import STAFF_CELL
from models.importing.reading.vocabulary import OUTSIDER, SMALL, STAFF

COMBINING = re.compile("[\u0300-\u036f]+")
BETWEEN = re.compile(r"[^a-z0-9\n]+")
STAFF_WORD = re.compile(rf"\b(?:{'|'.join(sorted(STAFF | {'titulaire'}))})\b")


def plain(text: str) -> str:
    """Lower case, without accents and punctuation; line breaks stay."""
    letters = COMBINING.sub("", unicodedata.normalize("NFKD", text).casefold())
    return BETWEEN.sub(" ", letters)


def names_staff(plain: str) -> bool:
    """Whether a cell is a teacher's title and nothing else: `professeur principal`."""
    if not STAFF_WORD.search(plain):
        return False
    return set(plain.split()) <= STAFF | SMALL | STAFF_CELL


def names_outsider(plain: str) -> bool:
    """Whether a relation is one of somebody who is no parent: `médecin`, `voisine`, `contact d’urgence`."""
    return not OUTSIDER.isdisjoint(plain.split())
