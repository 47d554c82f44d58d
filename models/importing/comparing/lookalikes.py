"""Children of the file who may be a child who left, and of whom the office had shut somebody out.

They have the first name and an adult in common: register number and surname may have changed at once. children.py
renumbers by the full name only. Here nothing is decided: about every adult who is new beside such a child a question is
asked (accesses.py), at this import and at every later one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.importing.comparing.children import ChildComparison
from models.importing.comparing.groups import Mentions
from models.importing.comparing.stored import OFFICE, StoredFamilies
from models.importing.reading.names import alike, damaged, squash
from models.importing.reading.records import AdultRecord

LOST = 1000  # at most so many children who left are compared with a name that has lost letters
Trait = int | str  # by which an adult is recognised: the account's number, an address or a phone


@dataclass(slots=True)
class Lookalike:
    """Children who left and have one first name and an adult in common. `barred` is the first adult shut out of one,
    `trusted` are the accounts that had access to any, `at` is the index of the first child among all who left."""

    at: int
    name: str
    barred: AdultRecord
    trusted: set[int | None] = field(default_factory=set)


def find(
    stored: StoredFamilies, children: ChildComparison, planned: Mapping[int, AdultRecord], persons: list[Mentions]
) -> dict[str, list[Lookalike]]:
    """By the register number of the child in the file, in the order of `at`."""
    left = _by_trait(stored, children)
    found: defaultdict[str, dict[int, Lookalike]] = defaultdict(dict)
    for index, mentions in enumerate(persons) if left else ():
        traits = [trait for trait in _traits(planned[index]) if trait in left]
        for number in {mention.register_number for mention in mentions} if traits else ():
            for one in _like(children.now[number].first_name, traits, left):
                found[number][id(one)] = one
    return {number: sorted(some.values(), key=lambda one: one.at) for number, some in found.items()}


def _by_trait(stored: StoredFamilies, children: ChildComparison) -> dict[Trait, dict[str, Lookalike]]:
    """Those who left, by a trait of an adult beside them and by first name."""
    found: defaultdict[Trait, dict[str, Lookalike]] = defaultdict(dict)
    for at, (number, links) in enumerate(stored.links.items()):
        barred = next((link.adult for link in links if link.ended_by == OFFICE), None)
        if barred is None or number in children.now:
            continue
        known = [link.adult for link in links if link.ended_by != OFFICE]
        child = stored.children[number]
        names = {child.first_name, child.file_first_name or child.first_name}
        for trait in {trait for one in known for trait in _traits(one)}:
            for name in sorted(names):
                one = found[trait].setdefault(squash(name), Lookalike(at, name, barred))
                one.trusted |= {adult.id for adult in known}
    return found


def _like(first_name: str, traits: list[Trait], left: Mapping[Trait, dict[str, Lookalike]]) -> Iterator[Lookalike]:
    for trait in traits:
        if (same := left[trait].get(squash(first_name))) is not None:
            yield same
        for one in list(left[trait].values())[:LOST]:
            if (damaged(first_name) or damaged(one.name)) and alike(first_name, one.name):
                yield one


def _traits(adult: AdultRecord) -> set[Trait]:
    return adult.contacts | ({adult.id} if adult.id is not None else set())
