"""An adult beside a known child under another surname: who married or divorced is the same person."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models.importing.comparing.held import IMPORT, Held
from models.importing.comparing.people import Mentions
from models.importing.reading.cells import phone_key
from models.importing.reading.names import damaged, squash
from models.importing.reading.persons import Adult
from models.importing.reading.remarks import Remark, remark


@dataclass(frozen=True, slots=True)
class Known:
    """An account that somebody had under another surname; `sure` where nothing else can be meant."""

    adult: Adult
    sure: bool


def renamed(who: list[Mentions], accounts: dict[int, Adult], held: Held) -> dict[int, list[Known]]:
    """Persons without an account (by place in `who`) and the accounts that each may have had under another surname.

    Sure is: same child, first name and address, and nobody else in the file has that account or could have it. With
    the phone alone, or where several could be meant, the office is told, and there are two accounts: better that than
    a stranger in one of them.
    """
    taken = {account.id for account in accounts.values()}
    found: dict[int, list[tuple[Adult, bool]]] = {}
    claims: defaultdict[int | None, int] = defaultdict(int)
    for place, mentions in enumerate(who):
        if place in accounts:
            continue
        if some := [(one, address) for one, address in _beside(mentions, held) if one.id not in taken]:
            found[place] = some
        for one, _ in some:
            claims[one.id] += 1
    return {
        place: [Known(one, len(some) == 1 and address and claims[one.id] == 1) for one, address in some]
        for place, some in found.items()
    }


def remarks(found: dict[int, list[Known]], who: list[Mentions]) -> Iterator[Remark]:
    """What the office is told of each."""
    for place, some in found.items():
        now = who[place][0]
        for one in some:
            words = {"before": one.adult.full_name, "after": now.full_name, "username": one.adult.username}
            yield remark(now.line, "renamed" if one.sure else "perhaps_renamed", **words)


def _beside(mentions: Mentions, held: Held) -> list[tuple[Adult, bool]]:
    """Accounts beside a child of this person's with the same first name and address, or phone; True for the address."""
    found: dict[int, tuple[Adult, bool]] = {}
    for mention in mentions:
        for link in held.links.get(mention.register_number, ()):
            known = link.adult
            if known.id is None or link.ended_by == IMPORT or damaged(known.full_name + mention.full_name):
                continue
            if squash(mention.first_name) not in (squash(known.first_name), squash(known.file_first_name or "")):
                continue
            address = mention.email in known.addresses
            phone = bool(phone_key(mention.phone)) and phone_key(mention.phone) == phone_key(known.phone)
            if address or phone:
                before = found.get(known.id, (known, False))[1]
                found[known.id] = (known, address or before)
    return list(found.values())
