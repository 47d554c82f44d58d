"""Who is one person (docs/decisions/import.md): within the file, and between the file and the database."""

from collections import defaultdict
from collections.abc import Hashable

from models.importing import plan
from models.importing.cells import phone_key
from models.importing.families import Adult
from models.importing.held import ACTIVE, IMPORT, OFFICE, Held
from models.importing.names import damaged, name_key, nameless, same_name

Mentions = list[Adult]  # one person, each time the file names him or her


def gather(adults: list[Adult], held: Held) -> list[Mentions]:
    """The mentions of each person together, by first mention.

    Same name, and: same address; or same phone; or known here as guardian of both children; or, with neither
    address nor phone in the file, the same other parent beside a child. Names without one letter left are one
    person's only when all else is equal too: the parents of a family may both be `????? ???????`.
    """
    groups = Groups(len(adults))
    for index, adult in enumerate(adults):
        key, phone = adult.key, phone_key(adult.phone)
        if nameless(key):
            groups.join(("nameless", key, adult.email, phone, adult.relation), index)
            continue
        if adult.email:
            groups.join(("email", key, adult.email), index)
        if phone:
            groups.join(("phone", key, phone), index)
        known = known_beside(adult, held)
        if len(known) == 1 or not damaged(adult.full_name):
            for account in known:
                groups.join(("known", account), index)
    beside: defaultdict[str, list[int]] = defaultdict(list)
    for index, adult in enumerate(adults):
        beside[adult.register_number].append(index)
    households: dict[Hashable, int] = {}
    strays = []
    for index, adult in enumerate(adults):
        others = {groups.root(other) for other in beside[adult.register_number] if other != index}
        if nameless(adult.key):
            continue
        if adult.email or phone_key(adult.phone):
            for other in others:
                households.setdefault((adult.key, other), index)
        else:
            strays.append((index, others))
    for index, others in strays:
        for other in others:
            groups.unite(households.setdefault((adults[index].key, other), index), index)
    return groups.members(adults)


def known_beside(adult: Adult, held: Held) -> list[int]:
    """Accounts of this name that have access to the child, or had it until the office ended it."""
    return [
        link.adult.id
        for link in held.links.get(adult.register_number, ())
        if link.ended_by in (ACTIVE, OFFICE) and link.adult.id is not None and _same(adult, link.adult)
    ]


def match(people: list[Mentions], held: Held) -> tuple[dict[int, plan.Adult], dict[int, list[plan.Adult]]]:
    """For each person (by place in `people`) the account it has, best evidence first; and rivals for the same."""
    scored = []
    for place, mentions in enumerate(people):
        for account_id, score in _evidence(mentions, held).items():
            scored.append((-score, account_id, place))
    accounts: dict[int, plan.Adult] = {}
    rivals: defaultdict[int, list[plan.Adult]] = defaultdict(list)
    taken: set[int] = set()
    for _, account_id, place in sorted(scored):
        if account_id in taken:
            continue
        if place in accounts:
            rivals[place].append(held.adults[account_id])
        else:
            accounts[place] = held.adults[account_id]
            taken.add(account_id)
    return accounts, {place: [r for r in some if r.id not in taken] for place, some in rivals.items()}


def _evidence(mentions: Mentions, held: Held) -> dict[int, int]:
    """Accounts of this name and how much speaks for each: a child now, an address, a phone, a child once."""
    found: defaultdict[int, int] = defaultdict(int)
    for adult in mentions:
        links = held.links.get(adult.register_number, ())
        candidates = [(link.adult, 1 if link.ended_by == IMPORT else 8) for link in links]
        candidates += [(known, 4) for known in held.by_email.get(adult.email, ())]
        candidates += [(known, 2) for known in held.by_phone.get(phone_key(adult.phone), ())]
        for known, weight in candidates:
            if known.id is not None and _same(adult, known):
                found[known.id] |= weight
    return found


def _same(adult: Adult, known: plan.Adult) -> bool:
    return same_name(adult.key, name_key(known.first_name, known.last_name))


class Groups:
    """Union–find: mentions joined under a shared key are one group, the earliest its root."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))
        self.first: dict[Hashable, int] = {}

    def root(self, index: int) -> int:
        while self.parents[index] != index:
            self.parents[index] = self.parents[self.parents[index]]
            index = self.parents[index]
        return index

    def unite(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self.parents[high] = low

    def join(self, key: Hashable, index: int) -> None:
        self.unite(self.first.setdefault(key, index), index)

    def members(self, adults: list[Adult]) -> list[Mentions]:
        found: dict[int, Mentions] = {}
        for index, adult in enumerate(adults):
            found.setdefault(self.root(index), []).append(adult)
        return list(found.values())
