"""The families of the file and those of the database → a `Plan`. A pure function: no I/O, deterministic."""

from collections import defaultdict
from collections.abc import Iterable

from models.importing.comparing import adults, many_children, people
from models.importing.comparing.accesses import AccessComparison
from models.importing.comparing.children import ChildComparison, renumber
from models.importing.comparing.identities import Identities
from models.importing.comparing.people import Groups, Mentions
from models.importing.comparing.plan import ChangedAdult, Plan, differences
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading.families import Families
from models.importing.reading.questions import Answers
from models.importing.reading.records import AdultRecord
from models.importing.reading.remarks import Remark, remark


def compare(families: Families, stored: StoredFamilies, answers: Answers | None = None) -> Plan:
    """What importing these families would do, by these answers of the office."""
    notices: list[Remark] = []
    answers = answers or Answers()
    answers.fitting |= {one.key for one in families.blocking_questions if one.key in answers.decisions}
    renumber(families, stored, notices)
    children = ChildComparison(families, stored, notices)
    identities = _identities(families, stored, children, answers)
    persons = identities.settle()
    who, accounts = persons.who, persons.accounts
    notices += people.renamed_remarks(persons.other_names, who)
    changed, same = _adults(who, accounts, stored, notices)
    settled = [
        one for one in same.values() if one.id is not None and one.file_values != stored.adults[one.id].file_values
    ]
    grown = {**{place: each.adult for place, each in changed.items()}, **same}
    many_children_asked, out = many_children.ask(who, grown, children.now, answers)
    accesses = AccessComparison(stored, children, grown, who, notices, answers)
    for place, mentions in enumerate(who):
        if place not in out:
            accesses.of(grown[place], mentions)
    accesses.end_the_others()
    # An adult whom the office shut out of every child gets no new account: it would show nothing.
    opened = {access.adult.username for access in (*accesses.begun, *accesses.closed)}
    grown = {place: adult for place, adult in grown.items() if adult.id is not None or adult.username in opened}
    notices += adults.homonyms(grown, who, stored, persons.decided)
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
        blocking_questions=(*families.blocking_questions, *many_children_asked),
        without_address=tuple(adult for adult in grown.values() if not adult.email),
        shared_addresses=tuple(tuple(some.values()) for some in shared),
        shared_by_strangers=tuple(tuple(some.values()) for some in shared if not _one_family(some, who)),
        questions=(*accesses.questions, *identities.questions),
        faults=tuple(families.faults),
        notices=(*families.notices, *notices),
        rows=families.rows,
        present=stored.present,
        settled=tuple(settled),
        by_hand=families.by_hand,
    )


def _identities(families: Families, stored: StoredFamilies, children: ChildComparison, answers: Answers) -> Identities:
    who = people.gather(families.adults, stored)
    accounts, rivals = people.match(who, stored)
    found = people.renamed(who, accounts, stored)
    accounts |= {place: some[0].adult for place, some in found.items() if some[0].sure}
    return Identities(who, accounts, rivals, found, stored, children.now, answers)


def _adults(
    who: list[Mentions], accounts: dict[int, AdultRecord], stored: StoredFamilies, notices: list[Remark]
) -> tuple[dict[int, ChangedAdult], dict[int, AdultRecord]]:
    """The new and changed adults, and the unchanged ones, by index in `who`."""
    changed: dict[int, ChangedAdult] = {}
    same: dict[int, AdultRecord] = {}
    usernames = adults.Usernames(stored.usernames)
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


def _shared(grown: dict[int, AdultRecord]) -> list[dict[int, AdultRecord]]:
    """The adults who share an address, by index in `who`."""
    by_address: defaultdict[str, dict[int, AdultRecord]] = defaultdict(dict)
    for place, adult in grown.items():
        if adult.email:
            by_address[adult.email][place] = adult
    return [some for some in by_address.values() if len(some) > 1]


def _one_family(some: Iterable[int], who: list[Mentions]) -> bool:
    """Whether these persons are connected by common children, if only through others of them."""
    places = list(some)
    groups = Groups(len(places))
    for index, place in enumerate(places):
        for mention in who[place]:
            groups.join(mention.register_number, index)
    return len({groups.root(index) for index in range(len(places))}) == 1
