"""A whole name in one cell → last and first name: `DE SMET Geoffroy`, `Van den Broeck, Els`, `Mme X et M. Y`.

Capitals, a comma, and the other person's surname say where the last name is; where one cell does not, the other cells
of its column do. What stays open is asked (columns/column_questions.py).
"""

import functools
import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.names import squash
from models.importing.reading.questions import FIRST_LAST, LAST_FIRST

Order = TypeVar("Order", bound=Hashable)
AT = {LAST_FIRST: 0, FIRST_LAST: -1}  # the word of a whole name that is the last name
FEW, CLEARLY = 2, 4  # cells that say an order; how many times more than say the other
CIVILITIES = words_of(
    "m mr mme mmes mlle melle monsieur madame mademoiselle dr prof herr frau hr fr dhr mevr mevrouw mw mrs ms"
    " miss mx docteur doctor me maitre sr sra famille fam"
)
PARTICLES = words_of(
    "van von vom zu zur zum de del della di da dos das do du des der den ten ter te het t l la le les lo el al ul"
    " in aan op uit auf ben bin ibn abu abou bou ait ould oulad mac mc o d st saint sainte san santa"
    " vande vander vanden"
)
PREFIXES = words_of("van von vande vander vanden ter ten")  # Dutch and German ones, which are part of no first name
BETWEEN = re.compile(r"\s+(?:et|en|und|and|ou)\s+|\s*[&+/;\n|]\s*", re.IGNORECASE)
# What stands in brackets, but for a word that somebody is dead (nobody.py).
ASIDE = re.compile(r"\((?![^)]*(?:d[ée]c[ée]d|feu|overled|wijlen|deceas|verstorb))[^)]*\)|\[[^]]*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    first: str
    last: str


@functools.lru_cache(100_000)
def people(cell: str) -> tuple[str, ...]:
    """The name of each person in a cell, without civilities and what stands in brackets: `M. et Mme Dupont` is one."""
    parts = _listed(cell) or _bracketed(cell) or BETWEEN.split(ASIDE.sub(" ", cell))
    return tuple(part for part in map(_plain, parts) if part)


def _listed(cell: str) -> list[str]:
    """The parts of a list of people with commas between them, empty for any other cell (`Van den Broeck, Els`).

    A list is recognised by a bracket after each name, or by capitals in each: `DUPONT Léa (4E2), DUPONT Tom (5E1)`.
    """
    parts = cell.split(",")
    plain = [ASIDE.sub(" ", part).split() for part in parts]
    if len(parts) < 2 or any(len(words) < 2 for words in plain):
        return []
    bracketed = all(ASIDE.search(part) for part in parts)
    return [" ".join(words) for words in plain] if bracketed or all(_sure(words, ()) for words in plain) else []


def _bracketed(cell: str) -> list[str]:
    """The parts of a list of whole names with a bracket after each: `Anne Roy (mère) Luc Petit (père)`."""
    parts = [part.strip(" ,;&+/|\n") for part in ASIDE.split(cell)]
    whole = len(parts) > 2 and not parts.pop() and all(len(part.split()) > 1 for part in parts)
    return parts if whole else []


def asides(cell: str) -> list[str]:
    """What stands in brackets after each name."""
    return [found.strip("()[] ") for found in ASIDE.findall(cell)]


def _plain(part: str) -> str:
    words = trimmed(part).split(" ")
    while words and squash(words[0]) in CIVILITIES and len(words[0].strip(".")) > 0 and _is_civility(words):
        words = words[1:]
    return " ".join(words).strip(" ,.-–")


def _is_civility(words: Sequence[str]) -> bool:
    """Whether the first word is a title: with a full stop, or before at least two more words, or alone. `MAÎTRE Yves`
    and `Herr, Anna` are names."""
    first = words[0]
    if len(words) > 1 and (first.endswith(",") or (squash(first) == "maitre" and first.isupper() > words[1].isupper())):
        return False
    return words[0].endswith(".") or len(words) > 2 or len(words) == 1 or len(squash(words[0])) > 1


def order(cells: Iterable[tuple[str, Sequence[str]]]) -> str | None:
    """The order of names in a column, by the cells that say it; each with the surnames that stand beside it. None where
    too few do, or they disagree."""
    votes = {LAST_FIRST: 0, FIRST_LAST: 0}
    for cell, surnames in cells:
        for part in people(cell):
            words = tuple(part.split(" "))
            if "," not in part and (found := _sure(words, surnames)) and found[0] < len(words):
                votes[found[1]] += 1
    return _elected(votes)


def common_orders(pairs: Iterable[tuple[str, str]]) -> tuple[str | None, str | None]:
    """The orders of pupils' and of parents' whole names by the surname that they have in common: it stands at the
    beginning or at the end of each."""
    orders = ((LAST_FIRST, LAST_FIRST), (FIRST_LAST, FIRST_LAST), (LAST_FIRST, FIRST_LAST), (FIRST_LAST, LAST_FIRST))
    votes = dict.fromkeys(orders, 0)
    for one, other in pairs:
        for part in people(other):
            child, adult = ([squash(word) for word in name.split()] for name in ((people(one) or ("",))[0], part))
            if len(child) > 1 and len(adult) > 1:
                same = [pair for pair in orders if child[AT[pair[0]]] == adult[AT[pair[1]]]]
                if len(same) == 1:
                    votes[same[0]] += 1
    return _elected(votes) or (None, None)


def _elected(votes: dict[Order, int]) -> Order | None:
    most, second = sorted(votes, key=lambda one: votes[one], reverse=True)[:2]
    return most if votes[most] >= FEW and votes[most] >= CLEARLY * votes[second] else None


def certain(cell: str, surnames: Sequence[str] = ()) -> bool:
    """Whether the cell itself says which part is the last name."""
    return all("," in part or _sure(tuple(part.split(" ")), surnames) is not None for part in people(cell))


def split(cell: str, order: str | None, surnames: Sequence[str] = ()) -> list[Name]:
    """The people in a cell, with an empty first name where there is one word. `order` is the column's."""
    found = [_one(part, order, surnames) for part in people(cell)]
    lasts = [name.last for name in found if name.first]
    # `DUPONT Jean et Marie`: who stands with one word has the other's last name.
    return [Name(name.last, lasts[0]) if not name.first and len(set(lasts)) == 1 else name for name in found]


def without(whole: str, first: str) -> str:
    """The last name: the whole name without the first one."""
    words = whole.replace(",", " ").split()
    kept = list(words)
    for word in first.split():
        same = [at for at, one in enumerate(kept) if squash(one) == squash(word)]
        if not same:
            return ""
        kept.pop(same[-1])
    return " ".join(kept)


def _one(part: str, order: str | None, surnames: Sequence[str]) -> Name:
    if "," in part:
        last, _comma, first = part.partition(",")
        return Name(first.strip(), last.strip())
    words = tuple(part.split(" "))
    if len(words) == 1:
        return Name("", part)
    if (found := _sure(words, surnames)) and (found[0] < len(words) or order != FIRST_LAST):  # not `Ben ROY`
        cut, way = found
    else:
        way = order or LAST_FIRST
        cut = _after_last(words) if way == LAST_FIRST else _before_last(words)
    one, other = " ".join(words[:cut]), " ".join(words[cut:])
    return Name(other, one) if way == LAST_FIRST else Name(one, other)


def _sure(words: Sequence[str], surnames: Sequence[str]) -> tuple[int, str] | None:
    """Where to cut, and the order, by capitals or by a known surname."""
    if len(words) < 2:
        return None
    capital = [_in_capitals(word) for word in words]
    if any(capital) and not all(capital):
        # `THILL Ben`: a particle at the end is a first name.
        last = len(words) - (not capital[-1])
        start = next((at for at, one in enumerate(capital) if not one and not _particle(words[at])), last)
        if start and any(capital[:start]) and not any(capital[start:]):
            return start, LAST_FIRST
        end = next((at for at in range(len(words), 0, -1) if not capital[at - 1] and not _particle(words[at - 1])), 0)
        if end and any(capital[end:]) and not any(capital[:end]):
            return end, FIRST_LAST
    for surname in surnames:
        count = len(surname.split())
        if not squash(surname) or count >= len(words):
            continue
        at_start = squash("".join(words[:count])) == squash(surname)
        at_end = squash("".join(words[-count:])) == squash(surname)
        if at_start != at_end:
            return (count, LAST_FIRST) if at_start else (len(words) - count, FIRST_LAST)
    return _by_prefix(words)


def _by_prefix(words: Sequence[str]) -> tuple[int, str] | None:
    """`Els Van de Velde`, `Van de Velde Els`: a last name begins with these particles, and does not end with one."""
    at = next((at for at, word in enumerate(words) if squash(word) in PREFIXES), len(words))
    after = next((place for place in range(at, len(words)) if not _particle(words[place])), len(words))
    if at and after == len(words) - 1:
        return at, FIRST_LAST
    return (after + 1, LAST_FIRST) if not at and after == len(words) - 2 else None


def _in_capitals(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _particle(word: str) -> bool:
    return squash(word) in PARTICLES


def _after_last(words: Sequence[str]) -> int:
    """Where a last name ends that stands first: with its particles, and one word or more joined by particles."""
    at = 0
    while at < len(words) - 2 and _particle(words[at]):
        at += 1
    at += 1
    while at < len(words) - 2 and _particle(words[at]):
        while at < len(words) - 2 and _particle(words[at]):
            at += 1
        at += 1
    return at


def _before_last(words: Sequence[str]) -> int:
    """Where a last name begins that stands last: at its first particle, else with the last word."""
    return next((at for at in range(1, len(words) - 1) if _particle(words[at])), len(words) - 1)
