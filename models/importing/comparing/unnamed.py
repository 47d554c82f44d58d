"""Adults of whom the file has an address and no name: which mentions are one person, and whose account that may be."""

from collections import defaultdict
from collections.abc import Collection

from models.importing.comparing.groups import Groups, Mentions, known_beside
from models.importing.comparing.stored import ACTIVE, StoredFamilies
from models.importing.reading.file_people import FileAdult
from models.importing.reading.records import AdultRecord


def join(groups: Groups, adults: list[FileAdult], stored: StoredFamilies) -> None:
    """One person are mentions of an address beside the children of one account that has it. Other mentions of the
    address are that person too, where there is one alone; else they are one person of their own."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    strays = []
    for index, adult in enumerate(adults):
        if not adult.unnamed:
            continue
        if known := sharers(adult, stored) or known_beside(adult, stored):
            groups.join(("known", min(known)), index)
            found[adult.email].add(min(known))
        else:
            strays.append(index)
    for index in strays:
        address = adults[index].email
        only = found[address] if len(found[address]) == 1 else ()
        for account in only:
            groups.join(("known", account), index)
        if not only:
            groups.join(("address", address), index)


def sharers(mention: FileAdult, stored: StoredFamilies) -> list[int]:
    """The accounts that have access to the child and this address: a file that has the address alone names them all."""
    links = stored.links.get(mention.register_number, ()) if mention.unnamed else ()
    here = [link.adult for link in links if link.ended_by == ACTIVE and link.adult.called(mention.key)]
    return [adult.id for adult in here if adult.id is not None]


def perhaps(mentions: Mentions, stored: StoredFamilies, in_file: Collection[str]) -> list[AdultRecord]:
    """Accounts that a person may have whose address is another now: beside a child of this person, with no address that
    the file has; and only one of both has a name."""
    links = (link for mention in mentions for link in stored.links.get(mention.register_number, ()))
    found = {
        link.adult.id: link.adult
        for link in links
        if link.ended_by == ACTIVE
        and link.adult.addresses.isdisjoint(in_file)
        and (mentions[0].unnamed or link.adult.unnamed)
    }
    return list(found.values())
