"""Which mentions are one person: within the file, and between the file and the database (docs/decisions/import.md)."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from models.importing.comparing import unnamed
from models.importing.comparing.groups import Groups, Mentions, known_beside
from models.importing.comparing.stored import IMPORT, OFFICE, StoredFamilies
from models.importing.reading.cells import phone_key
from models.importing.reading.file_people import FileAdult
from models.importing.reading.names import damaged, nameless, squash
from models.importing.reading.records import AdultRecord
from models.importing.reading.remarks import Remark, remark

VERY_NAME, CHILD, ADDRESS, PHONE, RELATION, CHILD_ONCE = 32, 16, 8, 4, 2, 1  # evidence for an account, best first


def gather(adults: list[FileAdult], stored: StoredFamilies) -> list[Mentions]:
    """The mentions of each person together, in the order of the first mention.

    One person are mentions of the same name with: the same address; or the same phone; or an account that is guardian
    of both children; or, with neither address nor phone in the file, the same other parent beside a child. So are
    mentions of the names and contacts of accounts that the office merged. Names that
    lost every letter are one person's only when everything else is equal: both parents may be `????? ???????`.
    Mentions without a name: unnamed.py.
    """
    groups = Groups(len(adults))
    keys, phones = [adult.key for adult in adults], [phone_key(adult.phone) for adult in adults]
    merging = any(one.merged for one in stored.adults.values())
    for index, adult in enumerate(adults):
        key, phone = keys[index], phones[index]
        if adult.unnamed:
            continue
        if nameless(key):
            groups.join(("nameless", key, adult.email, phone, adult.relation), index)
            continue
        if adult.email:
            groups.join(("email", key, adult.email), index)
        if phone:
            groups.join(("phone", key, phone), index)
        if len(known := known_beside(adult, stored)) == 1:  # of two it would be a guess
            groups.join(("known", known[0]), index)
        if merging and (merged := _merged(adult, stored)) is not None:
            groups.join(("known", merged), index)
    unnamed.join(groups, adults, stored)
    beside: defaultdict[str, list[int]] = defaultdict(list)
    for index, adult in enumerate(adults):
        beside[adult.register_number].append(index)
    households: dict[Hashable, int] = {}
    strays = []
    for index, adult in enumerate(adults):
        if nameless(keys[index]):
            continue
        others = {groups.root(other) for other in beside[adult.register_number] if other != index}
        if adult.email or phones[index]:
            for other in others:
                households.setdefault((keys[index], other), index)
        else:
            strays.append((index, others))
    for index, others in strays:
        for other in others:
            groups.unite(households.setdefault((keys[index], other), index), index)
    return groups.members(adults)


def _merged(adult: FileAdult, stored: StoredFamilies) -> int | None:
    """The account of exactly this name and this address or phone, where others were merged into it."""
    called = (
        *stored.by_email.called(adult.email, adult.key),
        *stored.by_phone.called(phone_key(adult.phone), adult.key),
    )
    found = {one.id for one in called if one.merged and one.exactly_called(adult.key)}
    return found.pop() if len(found) == 1 else None


def match(
    people: list[Mentions], stored: StoredFamilies
) -> tuple[dict[int, AdultRecord], dict[int, list[AdultRecord]]]:
    """The account of each person (by index in `people`), by the best evidence; and further accounts it may have.

    Where letters of a name are lost, an account goes to a person only on more evidence than any other person has. An
    account without a name goes to the first of several persons: they share its address. A person without a name has no
    further accounts: parents who share an address all keep theirs (accesses.py).
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
        if -minus < VERY_NAME and rank[account][minus, lost] > 1 and not stored.adults[account].unnamed:
            taken.add(account)  # it may be either of two persons: neither gets it
        elif index in accounts:
            rivals[index] += [] if people[index][0].unnamed else [account]
        else:
            accounts[index] = stored.adults[account]
            taken.add(account)
    return accounts, {index: [stored.adults[one] for one in some if one not in taken] for index, some in rivals.items()}


def _evidence(mentions: Mentions, stored: StoredFamilies) -> dict[int, int]:
    """Accounts of this name, and those of this address that have no name; and the evidence for each: a sum of the
    weights above."""
    found: defaultdict[int, int] = defaultdict(int)

    def add(adult: FileAdult, known: AdultRecord, weight: int) -> None:
        if known.id is not None and known.may_be(adult.key, adult.email):
            very = known.exactly_called(adult.key)
            found[known.id] |= weight | (VERY_NAME if very else 0)

    for adult in mentions:
        for link in stored.links.get(adult.register_number, ()):
            same_relation = adult.relation and adult.relation.casefold() == link.relation.casefold()
            # Of parents who share an address, a mention without a name is one who has access.
            once = link.ended_by == IMPORT or (adult.unnamed and link.ended_by == OFFICE)
            weight = CHILD_ONCE if once else CHILD
            add(adult, link.adult, weight | (RELATION if same_relation else 0))
        for known in (*stored.by_email.called(adult.email, adult.key), *stored.by_email.unnamed(adult.email)):
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
    stranger must not get into one of them. So it does where only one of both has a name, and the address is another.
    """
    taken = {account.id for account in accounts.values()}
    in_file = {mention.email for mentions in persons for mention in mentions}
    found: dict[int, list[tuple[AdultRecord, bool]]] = {}
    claims: defaultdict[int | None, int] = defaultdict(int)
    for index, mentions in enumerate(persons):
        if index in accounts:
            continue
        alike = [] if mentions[0].unnamed else _same_first_name(mentions, stored)
        alike += [(one, False) for one in unnamed.perhaps(mentions, stored, in_file)]
        if some := [(one, address) for one, address in alike if one.id not in taken]:
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
            if now.unnamed:
                yield remark(now.line, "perhaps_moved", **words, address=now.email)
            else:
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
