"""The file beside the database → a `Plan`. Pure: reads nothing, writes nothing, the same for the same two."""

from collections import defaultdict

from models.importing import adults, people
from models.importing.accesses import Accesses
from models.importing.children import Children
from models.importing.families import Families
from models.importing.held import Held
from models.importing.people import Mentions
from models.importing.plan import Adult, ChangedAdult, Plan, differences
from models.importing.remarks import Remark
from models.importing.renamed import renamed
from models.importing.renumbering import renumber


def compare(families: Families, held: Held) -> Plan:
    """What importing these families would do."""
    notices: list[Remark] = []
    renumber(families, held, notices)
    children = Children(families, held, notices)
    who = people.gather(families.adults, held)
    accounts, rivals = people.match(who, held)
    accounts.update(renamed(who, dict(accounts), held, notices))
    changed, same = _adults(who, accounts, held, notices)
    grown = {**{place: each.adult for place, each in changed.items()}, **same}
    accesses = Accesses(held, children, grown, notices)
    for place, mentions in enumerate(who):
        accesses.of(grown[place], mentions)
    accesses.end_the_others()
    # Whom the office shut out of every child gets no new account: it would open nothing.
    opened = {access.adult.username for access in accesses.begun}
    grown = {place: adult for place, adult in grown.items() if adult.id is not None or adult.username in opened}
    notices += adults.homonyms(grown, who, held)
    notices += adults.several_accounts(grown, who, rivals)
    return Plan(
        new_children=tuple(children.new),
        changed_children=tuple(children.changed),
        unchanged_children=tuple(children.unchanged),
        gone_children=tuple(children.gone),
        returned_children=tuple(children.returned),
        protected_children=tuple(children.protected),
        new_adults=tuple(adult for adult in grown.values() if adult.id is None),
        changed_adults=tuple(each for each in changed.values() if each.adult.id is not None),
        unchanged_adults=tuple(same.values()),
        begun=tuple(accesses.begun),
        ended=tuple(accesses.ended),
        changed_relations=tuple(accesses.changed),
        withheld=tuple(accesses.withheld),
        carried=tuple(accesses.carried),
        without_address=tuple(adult for adult in grown.values() if not adult.email),
        shared_addresses=_shared(grown),
        faults=tuple(families.faults),
        notices=(*families.notices, *notices),
        rows=families.rows,
        present=held.present,
    )


def _adults(
    who: list[Mentions], accounts: dict[int, Adult], held: Held, notices: list[Remark]
) -> tuple[dict[int, ChangedAdult], dict[int, Adult]]:
    """New and changed adults, and those who stay as they are, by place in `who`."""
    changed: dict[int, ChangedAdult] = {}
    same: dict[int, Adult] = {}
    usernames = adults.Usernames(held.usernames)
    for place, mentions in enumerate(who):
        known = accounts.get(place)
        adult = adults.newly(mentions, usernames, notices) if known is None else adults.again(known, mentions, notices)
        if known is None:
            changed[place] = ChangedAdult(adult, ())
        elif changes := differences(known, adult, ("first_name", "last_name", "email", "phone", "language")):
            changed[place] = ChangedAdult(adult, changes)
        else:
            same[place] = adult
    return changed, same


def _shared(grown: dict[int, Adult]) -> tuple[tuple[Adult, ...], ...]:
    by_address: defaultdict[str, list[Adult]] = defaultdict(list)
    for adult in grown.values():
        if adult.email:
            by_address[adult.email].append(adult)
    return tuple(tuple(some) for some in by_address.values() if len(some) > 1)
