"""An adult beside a known child under another surname: who married or divorced is the same person."""

from collections import defaultdict
from collections.abc import Iterator

from models.importing.cells import phone_key
from models.importing.held import IMPORT, Held
from models.importing.names import damaged, squash
from models.importing.people import Mentions
from models.importing.plan import Adult
from models.importing.remarks import Remark, remark


def renamed(
    who: list[Mentions], accounts: dict[int, Adult], held: Held, notices: list[Remark]
) -> Iterator[tuple[int, Adult]]:
    """Persons without an account (by place in `who`) and the account each had under another surname.

    Same child, first name and address, and nobody else in the file has that account or could have it. With the phone
    alone, or where several could be meant, the office is told, and there are two accounts: better that than a
    stranger in one of them.
    """
    taken = {account.id for account in accounts.values()}
    found: dict[int, list[tuple[Adult, bool]]] = {}
    claims: defaultdict[int | None, int] = defaultdict(int)
    for place, mentions in enumerate(who):
        if place in accounts:
            continue
        found[place] = [(one, sure) for one, sure in _beside(mentions, held) if one.id not in taken]
        for one, _ in found[place]:
            claims[one.id] += 1
    for place, some in found.items():
        now = who[place][0]
        sure = len(some) == 1 and some[0][1] and claims[some[0][0].id] == 1
        for one, _ in some:
            words = {"before": one.full_name, "after": now.full_name, "username": one.username}
            notices.append(remark(now.line, "renamed" if sure else "perhaps_renamed", **words))
        if sure:
            yield place, some[0][0]


def _beside(mentions: Mentions, held: Held) -> list[tuple[Adult, bool]]:
    """Accounts beside a child of this person's with the same first name and address, or phone; True for the address."""
    found: dict[int, tuple[Adult, bool]] = {}
    for mention in mentions:
        for link in held.links.get(mention.register_number, ()):
            known = link.adult
            if known.id is None or link.ended_by == IMPORT or damaged(known.full_name + mention.full_name):
                continue
            if squash(known.first_name) != squash(mention.first_name):
                continue
            address = bool(mention.email) and mention.email == known.email
            phone = bool(phone_key(mention.phone)) and phone_key(mention.phone) == phone_key(known.phone)
            if address or phone:
                before = found.get(known.id, (known, False))[1]
                found[known.id] = (known, address or before)
    return list(found.values())
