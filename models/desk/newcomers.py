"""Who an adult is whom the office adds: a new account, or one that there is already.

A name alone never says that two are one person. Where name and address or phone are those of an account, the office is
asked; in doubt nobody gets another's account. Whom the office shut out of a child is let in by no other spelling either
(docs/decisions/import.md).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.core.address import address_key
from models.core.phone import phone_key
from models.desk import entries
from models.desk.entries import AdultEntry, BadEntries
from models.families.guardian import holder
from models.importing.comparing.adults import share_contact
from models.importing.comparing.stored import ACTIVE, OFFICE, StoredFamilies
from models.importing.reading.names import name_key
from models.importing.reading.questions import key_of
from models.importing.reading.records import AdultRecord


@dataclass(frozen=True, slots=True)
class KnownAdult:
    """An account that the typed adult may have, and the children whom it sees."""

    account: AdultRecord
    children: tuple[str, ...]


class WhoIsIt(Exception):
    """The office must say which of these accounts the adult has, by its username, or none: `another`. That answer holds
    for these accounts and for what was typed alone, not for an adult who is typed later."""

    def __init__(self, known: list[KnownAdult], another: str) -> None:
        super().__init__(len(known))
        self.known, self.another = known, another


class ShutOut(Exception):
    """The office ended the access of the adult `guardian`, called `name`, to `child`: adding does not give it back.
    `sure` is the answer that it is another person than this one, and than those named before; it holds for this name,
    address and phone alone. Empty where the adult to be added has that very account, not only the name, the address or
    the phone."""

    def __init__(self, guardian: int, name: str, child: int, child_name: str, sure: str = "") -> None:
        super().__init__(guardian, child)
        self.guardian, self.name, self.child, self.child_name = guardian, name, child, child_name
        self.sure = sure


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The adult to be added: an account that there is, or a new one with this entry. `apart` are the usernames of which
    the office was asked, and said that they are another person's."""

    account: AdultRecord | None
    entry: AdultEntry | None
    relation: str
    apart: frozenset[str] = frozenset()

    def same_as(self, other: "Newcomer") -> bool:
        """Whether two who are added at once are one person, as far as their accounts, names and contacts say."""
        if self.account and other.account:
            return self.account.id == other.account.id
        if self.entry is None or other.entry is None:
            return False
        shared = _record(self.entry).contacts & _record(other.entry).contacts
        return self.entry.key == other.entry.key and bool(shared)


def typed(fields: Mapping[str, str]) -> bool:
    """Whether anything was typed of an adult."""
    return any(fields.get(name, "").strip() for name in ("first_name", "last_name", "email", "phone", "username"))


async def newcomer(fields: Mapping[str, str], stored: StoredFamilies, children: Collection[str]) -> Newcomer:
    """Who the adult of these fields is; `children` are the register numbers of those who matter for what the office
    ended.

    The fields are those of `AdultEntry`; `username`, of an account that the office names itself; `same`, the answer to
    `WhoIsIt`; `sure`, that to `ShutOut`. Raises `BadEntries`, `WhoIsIt` or `ShutOut`.
    """
    chosen = fields.get("username", "").strip()
    entry = None if chosen else entries.adult(fields)
    known = await _chosen(chosen, stored) if chosen else _alike(entry, stored)
    relation = entries.relation(fields.get("relation", ""))
    account = next((one for one in known if one.username == fields.get("same")), None)
    apart: set[str] = set()
    if known and account is None:
        another = _another(known, entry)
        if fields.get("same") != another:
            raise WhoIsIt([KnownAdult(one, _seen_by(one, stored)) for one in known], another)
        if entry:  # a username alone says nothing about the address that is typed then
            apart.update(one.username for one in known)
        entry = entry or entries.adult(fields)
    adult = account or _record(entry)
    apart |= _shut_out_but_another(adult, stored, children, fields.get("sure", ""))
    return Newcomer(account, None if account else entry, relation, frozenset(apart))


def _another(known: Collection[AdultRecord], entry: AdultEntry | None) -> str:
    return f"another:{key_of(*(one.username for one in known), *(_typed_parts(_record(entry)) if entry else ()))}"


def _typed_parts(adult: AdultRecord) -> tuple[str, str, str]:
    """What was typed of an adult, so that an answer holds for that alone."""
    return adult.key, address_key(adult.email), phone_key(adult.phone)


async def _chosen(username: str, stored: StoredFamilies) -> list[AdultRecord]:
    person = await holder(username)
    if person is None or person.id not in stored.adults:
        raise BadEntries({"username": "unknown"})
    return [stored.adults[person.id]]


def _alike(entry: AdultEntry | None, stored: StoredFamilies) -> list[AdultRecord]:
    """The accounts of this name with the same address or phone; and those of this address that have no name."""
    if entry is None:
        return []
    by_email = [*stored.by_email.called(entry.email, entry.key), *stored.by_email.unnamed(entry.email)]
    by_phone = stored.by_phone.called(phone_key(entry.phone), entry.key)
    return list({one.id: one for one in (*by_email, *by_phone)}.values())


def _seen_by(account: AdultRecord, stored: StoredFamilies) -> tuple[str, ...]:
    return tuple(
        stored.children[number].full_name
        for number, links in stored.links.items()
        for link in links
        if link.adult.id == account.id and link.ended_by == ACTIVE
    )


def _shut_out_but_another(
    adult: AdultRecord, stored: StoredFamilies, children: Collection[str], answer: str
) -> set[str]:
    """The usernames of those shut out who are like this adult, where the office said that it is another person. Raises
    `ShutOut` where it did not."""
    ended = [
        (link.adult, stored.children[number])
        for number in children
        for link in stored.links.get(number, ())
        if link.ended_by == OFFICE
    ]
    answered = set(answer.split("+"))
    another: dict[str, str] = {}  # usernames, by the answer about each
    for one, child in ended:
        certain = one.id == adult.id
        alike = certain or one.called(adult.key) or share_contact(one, adult)
        if not alike or not one.id or not child.id:
            continue
        another[key_of(str(one.id), *_typed_parts(adult))] = one.username
        if certain or not another.keys() <= answered:
            raise ShutOut(one.id, one.full_name, child.id, child.full_name, "" if certain else "+".join(another))
    return set(another.values())


def _record(entry: AdultEntry | None) -> AdultRecord:
    if entry is None:
        raise BadEntries({"first_name": "missing", "last_name": "missing"})
    return AdultRecord(None, "", entry.first_name, entry.last_name, entry.email, entry.phone, "")


def named(stored: StoredFamilies, first_name: str, last_name: str) -> list[str]:
    """The register numbers of the children with this name, those who left included."""
    key = name_key(first_name, last_name)
    return [number for number, child in stored.children.items() if key in child.keys]


def called_alike(stored: StoredFamilies, numbers: Collection[str]) -> list[str]:
    """The register numbers of these children and of all who have the name of one: a bar follows the child's name."""
    keys = {key for number in numbers if number in stored.children for key in stored.children[number].keys}
    return [number for number, child in stored.children.items() if not keys.isdisjoint(child.keys)]
