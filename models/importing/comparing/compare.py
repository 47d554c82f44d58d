"""The families of the file and those of the database → a `Plan`. A pure function: no I/O, deterministic."""

from collections import defaultdict
from collections.abc import Collection

from models.importing.comparing import adults, many_children, people
from models.importing.comparing.accesses import AccessComparison
from models.importing.comparing.children import ChildComparison, renumber
from models.importing.comparing.groups import Groups, Mentions
from models.importing.comparing.identities import Identities
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
    keys = {one.key for one in families.blocking_questions} | {one.key for one in families.mends}
    answers.fitting |= keys & answers.decisions.keys()
    renumber(families, stored, notices)
    children = ChildComparison(families, stored, notices, answers)
    identities = _identities(families, stored, children, answers)
    answered = identities.settle()
    persons, accounts = answered.persons, answered.accounts
    notices += people.renamed_remarks(answered.other_names, persons)
    changed, same = _adults(persons, accounts, stored, notices)
    settled = [
        one for one in same.values() if one.id is not None and one.file_values != stored.adults[one.id].file_values
    ]
    planned = {**{index: each.adult for index, each in changed.items()}, **same}
    many_children_asked, excluded = many_children.ask(persons, planned, children.now, answers, stored)
    accesses = AccessComparison(stored, children, planned, persons, notices, answers)
    for index, mentions in enumerate(persons):
        if index not in excluded:
            accesses.of(planned[index], mentions)
    accesses.end_missing(families)
    # An adult whom the office shut out of every child gets no new account: it would show nothing.
    opened = {access.adult.username for access in (*accesses.begun, *accesses.closed)}
    planned = {index: adult for index, adult in planned.items() if adult.id is not None or adult.username in opened}
    notices += adults.homonyms(planned, persons, stored, answered.decided)
    notices += adults.names_given(changed, stored)
    notices += adults.several_accounts(planned, persons, answered.rivals)
    if answers.unfit:
        notices.append(remark(0, "answers_unfit", count=answers.unfit))
    shared = _shared(planned)
    return Plan(
        new_children=tuple(children.new),
        changed_children=tuple(children.changed),
        unchanged_children=tuple(children.unchanged),
        gone_children=tuple(children.gone),
        returned_children=tuple(children.returned),
        protected_children=tuple(children.protected),
        settled_children=tuple(children.settled),
        confirmed_children=tuple(children.confirmed),
        kept_children=tuple(children.kept),
        new_adults=tuple(adult for adult in planned.values() if adult.id is None),
        changed_adults=tuple(each for each in changed.values() if each.adult.id is not None),
        unchanged_adults=tuple(same.values()),
        begun=tuple(accesses.begun),
        ended=tuple(accesses.ended),
        changed_relations=tuple(accesses.changed),
        confirmed_accesses=tuple(accesses.confirmed),
        kept_accesses=tuple(accesses.kept),
        withheld=tuple(accesses.withheld),
        carried=tuple(accesses.carried),
        closed=tuple(accesses.closed),
        reopened=tuple(accesses.reopening.opened),
        kept_closed=tuple(accesses.reopening.kept_closed),
        blocking_questions=(*families.blocking_questions, *many_children_asked),
        without_address=tuple(adult for adult in planned.values() if not adult.email),
        shared_addresses=tuple(tuple(some.values()) for some in shared),
        shared_by_unrelated=tuple(tuple(some.values()) for some in shared if not _one_family(some, persons)),
        questions=(*children.questions, *accesses.questions.asked, *identities.questions),
        faults=tuple(families.faults),
        notices=(*families.notices, *notices),
        rows=families.rows,
        present=stored.present,
        mends=tuple(families.mends),
        columns=tuple(families.columns),
        settled=tuple(settled),
        by_hand=families.by_hand,
    )


def _identities(families: Families, stored: StoredFamilies, children: ChildComparison, answers: Answers) -> Identities:
    persons = people.gather(families.adults, stored)
    accounts, rivals = people.match(persons, stored)
    found = people.renamed(persons, accounts, stored)
    accounts |= {index: some[0].adult for index, some in found.items() if some[0].sure}
    return Identities(persons, accounts, rivals, found, stored, children.now, answers)


def _adults(
    persons: list[Mentions], accounts: dict[int, AdultRecord], stored: StoredFamilies, notices: list[Remark]
) -> tuple[dict[int, ChangedAdult], dict[int, AdultRecord]]:
    """The new and changed adults, and the unchanged ones, by index in `persons`."""
    changed: dict[int, ChangedAdult] = {}
    same: dict[int, AdultRecord] = {}
    usernames = adults.Usernames(stored.usernames)
    for index, mentions in enumerate(persons):
        known = accounts.get(index)
        adult = adults.newly(mentions, usernames, notices) if known is None else adults.again(known, mentions, notices)
        if known is None:
            changed[index] = ChangedAdult(adult, ())
        elif changes := differences(known, adult, ("first_name", "last_name", "email", "phone", "language")):
            changed[index] = ChangedAdult(adult, changes)
        else:
            same[index] = adult
    return changed, same


def _shared(planned: dict[int, AdultRecord]) -> list[dict[int, AdultRecord]]:
    """The adults who share an address, by index in `persons`."""
    by_address: defaultdict[str, dict[int, AdultRecord]] = defaultdict(dict)
    for index, adult in planned.items():
        if adult.email:
            by_address[adult.email][index] = adult
    return [some for some in by_address.values() if len(some) > 1]


def _one_family(family: Collection[int], persons: list[Mentions]) -> bool:
    """Whether these persons are connected by common children, if only through others of them."""
    groups = Groups(len(family))
    for position, index in enumerate(family):
        for mention in persons[index]:
            groups.join(mention.register_number, position)
    return len({groups.root(position) for position in range(len(family))}) == 1
