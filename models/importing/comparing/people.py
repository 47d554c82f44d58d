"""Who is one person (docs/decisions/import.md): within the file, and between the file and the database."""

from collections import Counter, defaultdict
from collections.abc import Hashable

from models.importing.comparing.held import ACTIVE, IMPORT, OFFICE, Held
from models.importing.reading import persons
from models.importing.reading.cells import phone_key
from models.importing.reading.names import nameless
from models.importing.reading.row import Adult

VERY_NAME, CHILD, ADDRESS, PHONE, RELATION, CHILD_ONCE = 32, 16, 8, 4, 2, 1  # what speaks for an account, best first
Mentions = list[Adult]  # one person, each time the file names him or her


def gather(adults: list[Adult], held: Held) -> list[Mentions]:
    """The mentions of each person together, by first mention.

    Same name, and: same address; or same phone; or known here as guardian of both children; or, with neither
    address nor phone in the file, the same other parent beside a child. Names that lost every letter are one
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
        if len(known := known_beside(adult, held)) == 1:  # of two, nobody can say which
            groups.join(("known", known[0]), index)
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
    """Accounts of the very name that have access to the child, or had it until the office ended it.

    Lost letters are left to `match`: here, one `?????` would make one person of both parents.
    """
    links = [link for link in held.links.get(adult.register_number, ()) if link.ended_by in (ACTIVE, OFFICE)]
    return [link.adult.id for link in links if link.adult.id is not None and adult.key in link.adult.keys]


def match(people: list[Mentions], held: Held) -> tuple[dict[int, persons.Adult], dict[int, list[persons.Adult]]]:
    """For each person (by place in `people`) the account it has, best evidence first; and further accounts it may have.

    Where lost letters hide a name, an account is taken only by whom the evidence speaks for more than for any other.
    """
    found: list[tuple[int, int, int, int]] = []
    rank: defaultdict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    for place, mentions in enumerate(people):
        lost = min(adult.key.count("?") for adult in mentions)
        for account, score in _evidence(mentions, held).items():
            found.append((-score, lost, account, place))
            rank[account][-score, lost] += 1
    accounts: dict[int, persons.Adult] = {}
    rivals: defaultdict[int, list[int]] = defaultdict(list)
    taken: set[int] = set()
    for minus, lost, account, place in sorted(found):
        if account in taken:
            continue
        if -minus < VERY_NAME and rank[account][minus, lost] > 1:
            taken.add(account)  # two may be meant: neither has it
        elif place in accounts:
            rivals[place].append(account)
        else:
            accounts[place] = held.adults[account]
            taken.add(account)
    return accounts, {place: [held.adults[one] for one in some if one not in taken] for place, some in rivals.items()}


def _evidence(mentions: Mentions, held: Held) -> dict[int, int]:
    """Accounts of this name and how much speaks for each: a sum of the weights above."""
    found: defaultdict[int, int] = defaultdict(int)

    def speak(adult: Adult, known: persons.Adult, weight: int) -> None:
        if known.id is not None and known.called(adult.key):
            very = adult.key == known.key or adult.key in known.keys
            found[known.id] |= weight | (VERY_NAME if very else 0)

    for adult in mentions:
        for link in held.links.get(adult.register_number, ()):
            same_relation = adult.relation and adult.relation.casefold() == link.relation.casefold()
            weight = CHILD_ONCE if link.ended_by == IMPORT else CHILD
            speak(adult, link.adult, weight | (RELATION if same_relation else 0))
        for known in held.by_email.called(adult.email, adult.key):
            speak(adult, known, ADDRESS)
        for known in held.by_phone.called(phone_key(adult.phone), adult.key):
            speak(adult, known, PHONE)
    return found


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
