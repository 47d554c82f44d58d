"""The file beside the database → a `Plan`. Pure: reads nothing, writes nothing, the same for the same two."""

from collections import defaultdict

from models.importing import adults, people
from models.importing.families import Adult as Mention
from models.importing.families import Families, Pupil
from models.importing.held import ACTIVE, OFFICE, Held
from models.importing.names import better, name_key, same_name, squash
from models.importing.people import Mentions
from models.importing.plan import Access, Adult, Change, ChangedAdult, ChangedChild, Child, Plan
from models.importing.remarks import Remark, remark


def compare(families: Families, held: Held) -> Plan:
    """What importing these families would do."""
    notices: list[Remark] = []
    children = Children(families, held, notices)
    who = people.gather(families.adults, held)
    accounts, rivals = people.match(who, held)
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


def differences(before: Child | Adult, after: Child | Adult, fields: tuple[str, ...]) -> tuple[Change, ...]:
    """The fields that are no longer the same."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in fields)
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


def _shared(grown: dict[int, Adult]) -> tuple[tuple[Adult, ...], ...]:
    by_address: defaultdict[str, list[Adult]] = defaultdict(list)
    for adult in grown.values():
        if adult.email:
            by_address[adult.email].append(adult)
    return tuple(tuple(some) for some in by_address.values() if len(some) > 1)


class Children:
    """The pupils of the file beside those of the school."""

    def __init__(self, families: Families, held: Held, notices: list[Remark]) -> None:
        self.held = held
        self.now: dict[str, Child] = {}
        self.new: list[Child] = []
        self.changed: list[ChangedChild] = []
        self.unchanged: list[Child] = []
        self.returned: list[Child] = []
        self.gone: list[Child] = []
        self.protected: list[Child] = []
        for pupil in families.pupils.values():
            self._add(pupil, notices)
        for number, child in held.children.items():
            if number in held.left:
                continue
            if number in families.in_doubt or name_key(child.first_name, child.last_name) in families.names_in_doubt:
                self.protected.append(child)
            elif number not in families.pupils:
                self.gone.append(child)

    def _add(self, pupil: Pupil, notices: list[Remark]) -> None:
        number, known = pupil.register_number, self.held.children.get(pupil.register_number)
        if known is None:
            child = Child(None, number, pupil.first_name, pupil.last_name, pupil.class_name)
            self.new.append(child)
        else:
            names = better(known.first_name, pupil.first_name), better(known.last_name, pupil.last_name)
            child = Child(known.id, number, *names, pupil.class_name or known.class_name)
            self._note_another_child(known, child, pupil.line, notices)
            if number in self.held.left:
                self.returned.append(child)
            if changes := differences(known, child, ("first_name", "last_name", "class_name")):
                self.changed.append(ChangedChild(child, changes))
            elif number not in self.held.left:
                self.unchanged.append(child)
        self.now[number] = child

    @staticmethod
    def _note_another_child(known: Child, child: Child, line: int, notices: list[Remark]) -> None:
        if squash(known.first_name) != squash(child.first_name) and squash(known.last_name) != squash(child.last_name):
            names = {"before": known.full_name, "after": child.full_name}
            notices.append(remark(line, "child_replaced", register=known.register_number, **names))


class Accesses:
    """Who may see whom: what begins, ends, and what the office's word keeps closed."""

    def __init__(self, held: Held, children: Children, grown: dict[int, Adult], notices: list[Remark]) -> None:
        self.held, self.children, self.notices = held, children, notices
        self.by_id = {adult.id: adult for adult in grown.values()}
        self.wanted: set[tuple[str, int]] = set()
        self.begun: list[Access] = []
        self.ended: list[Access] = []
        self.changed: list[Access] = []
        self.withheld: list[Access] = []

    def of(self, adult: Adult, mentions: Mentions) -> None:
        """The accesses of one person, as the file has them."""
        once: dict[str, Mention] = {}
        for mention in mentions:
            once.setdefault(mention.register_number, mention)
        for number, mention in once.items():
            child = self.children.now[number]
            link = self.held.link(number, adult.id) if adult.id is not None else None
            relation = mention.relation or (link.relation if link else "")
            access = Access(adult, child, relation)
            if adult.id is not None:
                self.wanted.add((number, adult.id))
            if link is not None and link.ended_by == ACTIVE:
                if relation.casefold() != link.relation.casefold():
                    self.changed.append(access)
                continue
            shut = [other.adult for other in self.held.links.get(number, ()) if other.ended_by == OFFICE]
            barred = [self.by_id.get(one.id, one) for one in shut]  # under the name that the file gives them
            # By name, not by account alone: a second account must not let in whom the office shut out.
            if any(same_name(mention.key, name_key(one.first_name, one.last_name)) for one in barred):
                self.withheld.append(access)
                continue
            self.begun.append(access)
            self._note_shared_contact(access, barred, mention.line)

    def _note_shared_contact(self, access: Access, barred: list[Adult], line: int) -> None:
        for one in barred:
            if adults.share_contact(one, access.adult):
                names = {"adult": access.adult.full_name, "child": access.child.full_name, "barred": one.full_name}
                self.notices.append(remark(line, "barred_contact", **names))

    def end_the_others(self) -> None:
        """Accesses that the file no longer has, those of children who are gone included."""
        protected = {child.register_number for child in self.children.protected}
        gone = {child.register_number: child for child in self.children.gone}
        for number, links in self.held.links.items():
            child = self.children.now.get(number) or gone.get(number)
            if child is None or number in protected:
                continue
            for link in links:
                if link.ended_by == ACTIVE and link.adult.id is not None and (number, link.adult.id) not in self.wanted:
                    self.ended.append(Access(link.adult, child, link.relation))
