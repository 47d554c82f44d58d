"""A child who left and from whom somebody was shut out, and one of the same first name with an adult in common: perhaps
one child whose number and surname changed at once.

renumbering.py needs the whole name to call it the same child. Here nothing is decided: whoever is new beside the second
child is asked about (accesses.py), at this import and at every later one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.importing.comparing.children import ChildComparison
from models.importing.comparing.people import Mentions
from models.importing.comparing.stored import OFFICE, StoredFamilies
from models.importing.reading.names import alike, damaged, squash
from models.importing.reading.records import AdultRecord

LOST = 1000  # children who left, among whom a name with lost letters is looked for
Mark = int | str  # of an adult: the account's number, an address or a phone


@dataclass(slots=True)
class Lookalike:
    """Children who left and have one first name and an adult in common: the first who was `barred` from one, the
    accounts that had access to any, and the place of the first child among all who left."""

    at: int
    name: str
    barred: AdultRecord
    trusted: set[int | None] = field(default_factory=set)


def find(
    stored: StoredFamilies, children: ChildComparison, grown: Mapping[int, AdultRecord], who: list[Mentions]
) -> dict[str, list[Lookalike]]:
    """By the register number of the child in the file; the first who left comes first."""
    left = _by_mark(stored, children)
    found: defaultdict[str, dict[int, Lookalike]] = defaultdict(dict)
    for place, mentions in enumerate(who) if left else ():
        marks = [mark for mark in _marks(grown[place]) if mark in left]
        for number in {mention.register_number for mention in mentions} if marks else ():
            for one in _like(children.now[number].first_name, marks, left):
                found[number][id(one)] = one
    return {number: sorted(some.values(), key=lambda one: one.at) for number, some in found.items()}


def _by_mark(stored: StoredFamilies, children: ChildComparison) -> dict[Mark, dict[str, Lookalike]]:
    """Those who left, by what an adult beside them has and by first name."""
    found: defaultdict[Mark, dict[str, Lookalike]] = defaultdict(dict)
    for at, (number, links) in enumerate(stored.links.items()):
        barred = next((link.adult for link in links if link.ended_by == OFFICE), None)
        if barred is None or number in children.now:
            continue
        known = [link.adult for link in links if link.ended_by != OFFICE]
        name = stored.children[number].first_name
        for mark in {mark for one in known for mark in _marks(one)}:
            one = found[mark].setdefault(squash(name), Lookalike(at, name, barred))
            one.trusted |= {adult.id for adult in known}
    return found


def _like(first_name: str, marks: list[Mark], left: Mapping[Mark, dict[str, Lookalike]]) -> Iterator[Lookalike]:
    for mark in marks:
        if (same := left[mark].get(squash(first_name))) is not None:
            yield same
        for one in list(left[mark].values())[:LOST]:
            if (damaged(first_name) or damaged(one.name)) and alike(first_name, one.name):
                yield one


def _marks(adult: AdultRecord) -> set[Mark]:
    return adult.contacts | ({adult.id} if adult.id is not None else set())
