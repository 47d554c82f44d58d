"""Which mentions are one person: within the file, and between the file and the database (docs/decisions/import.md)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from models.importing.comparing.stored import ACTIVE, IMPORT, OFFICE, StoredFamilies
from models.importing.reading.cells import phone_key
from models.importing.reading.file_people import FileAdult
from models.importing.reading.names import damaged, nameless, squash
from models.importing.reading.records import AdultRecord
from models.importing.reading.remarks import Remark, remark

VERY_NAME, CHILD, ADDRESS, PHONE, RELATION, CHILD_ONCE = 32, 16, 8, 4, 2, 1  # evidence for an account, best first
Mentions = list[FileAdult]  # one person, each time the file names him or her


def gather(adults: list[FileAdult], stored: StoredFamilies) -> list[Mentions]:
    """The mentions of each person together, in the order of the first mention.

    One person are mentions of the same name with: the same address; or the same phone; or an account that is guardian
    of both children; or, with neither address nor phone in the file, the same other parent beside a child. So are
    mentions of the names and contacts of accounts that the office merged. Names that
    lost every letter are one person's only when everything else is equal: both parents may be `????? ???????`.
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
        if len(known := known_beside(adult, stored)) == 1:  # of two it would be a guess
            groups.join(("known", known[0]), index)
        if (merged := _merged(adult, stored)) is not None:
            groups.join(("known", merged), index)
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


def known_beside(adult: FileAdult, stored: StoredFamilies) -> list[int]:
    """Accounts of exactly this name that have access to the child, or had it until the office ended it.

    Names with lost letters are left to `match`: here `?????` could join both parents to one person.
    """
    links = [link for link in stored.links.get(adult.register_number, ()) if link.ended_by in (ACTIVE, OFFICE)]
    return [link.adult.id for link in links if link.adult.id is not None and adult.key in link.adult.keys]


def _merged(adult: FileAdult, stored: StoredFamilies) -> int | None:
    """The account of exactly this name and this address or phone, where others were merged into it."""
    called = (
        *stored.by_email.called(adult.email, adult.key),
        *stored.by_phone.called(phone_key(adult.phone), adult.key),
    )
    found = {one.id for one in called if one.merged and adult.key in one.keys}
    return found.pop() if len(found) == 1 else None


def match(
    people: list[Mentions], stored: StoredFamilies
) -> tuple[dict[int, AdultRecord], dict[int, list[AdultRecord]]]:
    """The account of each person (by index in `people`), by the best evidence; and further accounts it may have.

    Where letters of a name are lost, an account goes to a person only on more evidence than any other person has.
    """
    found: list[tuple[int, int, int, int]] = []
    rank: defaultdict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
    for index, mentions in enumerate(people):
        lost = min(adult.key.count("?") for adult in mentions)
        for account, score in _evidence(mentions, stored).items():
            found.append((-score, lost, account, index))
            rank[account][-score, lost] += 1
    accounts: dict[int, AdultRecord] = {}
    rivals: defaultdict[int, list[int]] = defaultdict(list)
    taken: set[int] = set()
    for minus, lost, account, index in sorted(found):
        if account in taken:
            continue
        if -minus < VERY_NAME and rank[account][minus, lost] > 1:
            taken.add(account)  # it may be either of two persons: neither gets it
        elif index in accounts:
            rivals[index].append(account)
        else:
            accounts[index] = stored.adults[account]
            taken.add(account)
    return accounts, {index: [stored.adults[one] for one in some if one not in taken] for index, some in rivals.items()}


def _evidence(mentions: Mentions, stored: StoredFamilies) -> dict[int, int]:
    """Accounts of this name, and the evidence for each: a sum of the weights above."""
    found: defaultdict[int, int] = defaultdict(int)

    def add(adult: FileAdult, known: AdultRecord, weight: int) -> None:
        if known.id is not None and known.called(adult.key):
            very = adult.key == known.key or adult.key in known.keys
            found[known.id] |= weight | (VERY_NAME if very else 0)

    for adult in mentions:
        for link in stored.links.get(adult.register_number, ()):
            same_relation = adult.relation and adult.relation.casefold() == link.relation.casefold()
            weight = CHILD_ONCE if link.ended_by == IMPORT else CHILD
            add(adult, link.adult, weight | (RELATION if same_relation else 0))
        for known in stored.by_email.called(adult.email, adult.key):
            add(adult, known, ADDRESS)
        for known in stored.by_phone.called(phone_key(adult.phone), adult.key):
            add(adult, known, PHONE)
    return found


@dataclass(frozen=True, slots=True)
class FormerAccount:
    """The account that a person may have under an earlier surname; `sure` where no other explanation is left."""

    adult: AdultRecord
    sure: bool


def renamed(
    persons: list[Mentions], accounts: dict[int, AdultRecord], stored: StoredFamilies
) -> dict[int, list[FormerAccount]]:
    """Persons without an account (by index in `persons`), and the accounts that each may have under an earlier surname:
    who married or divorced.

    Sure is: same child, first name and address, and nobody else in the file has or could have that account. With the
    phone alone, or where several are possible, the office gets a notice and there are two accounts, because a
    stranger must not get into one of them.
    """
    taken = {account.id for account in accounts.values()}
    found: dict[int, list[tuple[AdultRecord, bool]]] = {}
    claims: defaultdict[int | None, int] = defaultdict(int)
    for index, mentions in enumerate(persons):
        if index in accounts:
            continue
        if some := [(one, address) for one, address in _same_first_name(mentions, stored) if one.id not in taken]:
            found[index] = some
        for one, _ in some:
            claims[one.id] += 1
    return {
        index: [FormerAccount(one, len(some) == 1 and address and claims[one.id] == 1) for one, address in some]
        for index, some in found.items()
    }


def renamed_remarks(found: dict[int, list[FormerAccount]], persons: list[Mentions]) -> Iterator[Remark]:
    """A notice for each."""
    for index, some in found.items():
        now = persons[index][0]
        for one in some:
            words = {"before": one.adult.full_name, "after": now.full_name, "username": one.adult.username}
            yield remark(now.line, "renamed" if one.sure else "perhaps_renamed", **words)


def _same_first_name(mentions: Mentions, stored: StoredFamilies) -> list[tuple[AdultRecord, bool]]:
    """Accounts beside a child of this person with the same first name and the same address (True) or phone (False)."""
    found: dict[int, tuple[AdultRecord, bool]] = {}
    for mention in mentions:
        for link in stored.links.get(mention.register_number, ()):
            known = link.adult
            if known.id is None or link.ended_by == IMPORT or damaged(known.full_name + mention.full_name):
                continue
            if squash(mention.first_name) not in (squash(known.first_name), squash(known.file_first_name or "")):
                continue
            address = mention.email in known.addresses
            phone = phone_key(mention.phone) in known.phones
            if address or phone:
                before = found.get(known.id, (known, False))[1]
                found[known.id] = (known, address or before)
    return list(found.values())


class Groups:
    """Union–find over indexes: those joined under one key are a group, whose root is the smallest."""

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

    def members(self, adults: list[FileAdult]) -> list[Mentions]:
        found: dict[int, Mentions] = {}
        for index, adult in enumerate(adults):
            found.setdefault(self.root(index), []).append(adult)
        return list(found.values())
