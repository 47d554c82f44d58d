"""A child who left and from whom somebody was shut out, and one of the same first name with an adult in common: perhaps
one child whose number and surname changed at once.

renumbering.py needs the whole name to call it the same child. Here nothing is decided: whoever is new beside the second
child is asked about (accesses.py), at this import and at every later one.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.importing.adults import share_contact
from models.importing.children import Children
from models.importing.held import OFFICE, Held, Link
from models.importing.names import alike
from models.importing.people import Mentions
from models.importing.plan import Adult


@dataclass(slots=True)
class Lookalike:
    """Who was `barred` from the child who left, and the accounts that had access to it."""

    barred: list[Adult] = field(default_factory=list)
    trusted: set[int | None] = field(default_factory=set)


def find(held: Held, children: Children, grown: Mapping[int, Adult], who: list[Mentions]) -> dict[str, Lookalike]:
    """By the register number of the child in the file."""
    found: defaultdict[str, Lookalike] = defaultdict(Lookalike)
    left = {
        number: links
        for number, links in held.links.items()
        if number not in children.now and any(link.ended_by == OFFICE for link in links)
    }
    if not left:
        return found
    beside: defaultdict[str, list[Adult]] = defaultdict(list)
    for place, mentions in enumerate(who):
        for number in {mention.register_number for mention in mentions}:
            beside[number].append(grown[place])
    for number, child in children.now.items():
        for other, links in left.items():
            if alike(held.children[other].first_name, child.first_name) and _in_common(links, beside[number]):
                found[number].barred += [link.adult for link in links if link.ended_by == OFFICE]
                found[number].trusted |= {link.adult.id for link in links if link.ended_by != OFFICE}
    return found


def _in_common(links: list[Link], adults: list[Adult]) -> bool:
    """Whether one of these adults had access to the child who left, by the account or by its address or phone."""
    known = [link.adult for link in links if link.ended_by != OFFICE]
    return any(one.id == adult.id or share_contact(one, adult) for one in known for adult in adults)
