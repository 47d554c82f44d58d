"""The file beside the database → a `Plan`. Pure: reads nothing, writes nothing, the same for the same two."""

from collections import defaultdict
from collections.abc import Iterable

from models.importing.comparing import adults, crowds, people, renamed
from models.importing.comparing.accesses import Accesses
from models.importing.comparing.children import Children
from models.importing.comparing.held import Held
from models.importing.comparing.identities import Identities
from models.importing.comparing.people import Groups, Mentions
from models.importing.comparing.plan import ChangedAdult, Plan, differences
from models.importing.comparing.renumbering import renumber
from models.importing.reading.answers import Answers
from models.importing.reading.families import Families
from models.importing.reading.persons import Adult
from models.importing.reading.remarks import Remark, remark


def compare(families: Families, held: Held, answers: Answers | None = None) -> Plan:
    """What importing these families would do, where the office answered so."""
    notices: list[Remark] = []
    answers = answers or Answers()
    answers.fitting |= {one.key for one in families.unclear if one.key in answers.decisions}
    renumber(families, held, notices)
    children = Children(families, held, notices)
    identities = _identities(families, held, children, answers)
    persons = identities.settle()
    who, accounts = persons.who, persons.accounts
    notices += renamed.remarks(persons.other_names, who)
    changed, same = _adults(who, accounts, held, notices)
    settled = [one for one in same.values() if one.id is not None and one.marks != held.adults[one.id].marks]
    grown = {**{place: each.adult for place, each in changed.items()}, **same}
    crowds_asked, out = crowds.ask(who, grown, children.now, answers)
    accesses = Accesses(held, children, grown, who, notices, answers)
    for place, mentions in enumerate(who):
        if place not in out:
            accesses.of(grown[place], mentions)
    accesses.end_the_others()
    # Whom the office shut out of every child gets no new account: it would open nothing.
    opened = {access.adult.username for access in (*accesses.begun, *accesses.closed)}
    grown = {place: adult for place, adult in grown.items() if adult.id is not None or adult.username in opened}
    notices += adults.homonyms(grown, who, held, persons.decided)
    notices += adults.several_accounts(grown, who, persons.rivals)
    if answers.unfit:
        notices.append(remark(0, "answers_unfit", count=answers.unfit))
    shared = _shared(grown)
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
        closed=tuple(accesses.closed),
        unclear=(*families.unclear, *crowds_asked),
        without_address=tuple(adult for adult in grown.values() if not adult.email),
        shared_addresses=tuple(tuple(some.values()) for some in shared),
        shared_by_strangers=tuple(tuple(some.values()) for some in shared if not _one_family(some, who)),
        questions=(*accesses.questions, *identities.questions),
        faults=tuple(families.faults),
        notices=(*families.notices, *notices),
        rows=families.rows,
        present=held.present,
        settled=tuple(settled),
        by_hand=families.by_hand,
    )


def _identities(families: Families, held: Held, children: Children, answers: Answers) -> Identities:
    who = people.gather(families.adults, held)
    accounts, rivals = people.match(who, held)
    found = renamed.renamed(who, accounts, held)
    accounts |= {place: some[0].adult for place, some in found.items() if some[0].sure}
    return Identities(who, accounts, rivals, found, held, children.now, answers)


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


def _shared(grown: dict[int, Adult]) -> list[dict[int, Adult]]:
    """The adults who have one address, by place in `who`."""
    by_address: defaultdict[str, dict[int, Adult]] = defaultdict(dict)
    for place, adult in grown.items():
        if adult.email:
            by_address[adult.email][place] = adult
    return [some for some in by_address.values() if len(some) > 1]


def _one_family(some: Iterable[int], who: list[Mentions]) -> bool:
    """Whether these persons all have a child in common with one another, be it through a third of them."""
    places = list(some)
    groups = Groups(len(places))
    for index, place in enumerate(places):
        for mention in who[place]:
            groups.join(mention.register_number, index)
    return len({groups.root(index) for index in range(len(places))}) == 1
