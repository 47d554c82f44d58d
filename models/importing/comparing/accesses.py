"""Which adult sees which child after the import: accesses that begin, that end, and that the office keeps closed."""

from collections import defaultdict
from dataclasses import replace

from models.importing.comparing import adults, lookalikes, unnamed
from models.importing.comparing.access_questions import AccessQuestions
from models.importing.comparing.children import ChildComparison
from models.importing.comparing.groups import Mentions
from models.importing.comparing.plan import PlannedAccess
from models.importing.comparing.reopening import Reopening
from models.importing.comparing.stored import ACTIVE, OFFICE, StoredAccess, StoredFamilies
from models.importing.reading.families import Families
from models.importing.reading.file_people import FileAdult
from models.importing.reading.names import same_name
from models.importing.reading.questions import (
    BARRED_CONTACT,
    BARRED_ELSEWHERE,
    BESIDE_BARRED,
    BESIDE_LOOKALIKE,
    OPEN,
    Answers,
)
from models.importing.reading.records import AdultRecord, ChildRecord
from models.importing.reading.remarks import Remark


class AccessComparison:
    """Collects what becomes of each access, and the questions about accesses that may have to stay closed.

    `wanted` are accesses that the file has, by register number and account. `barred` are, by register number, the
    adults whose access the office ended, `trusted` the accounts that have access. `arriving` are register numbers that
    belonged to no child, or to another.
    """

    def __init__(
        self,
        stored: StoredFamilies,
        children: ChildComparison,
        planned: dict[int, AdultRecord],
        persons: list[Mentions],
        notices: list[Remark],
        answers: Answers,
    ) -> None:
        self.stored, self.children = stored, children
        self.questions = AccessQuestions(answers, notices)
        self.by_id = {adult.id: adult for adult in planned.values()}
        self.wanted: set[tuple[str, int | None]] = set()
        self.begun: list[PlannedAccess] = []
        self.ended: list[PlannedAccess] = []
        self.changed: list[PlannedAccess] = []
        self.confirmed: list[PlannedAccess] = []
        self.kept: list[PlannedAccess] = []
        self.withheld: list[PlannedAccess] = []
        self.carried: list[PlannedAccess] = []
        self.closed: list[PlannedAccess] = []
        self.arriving = {number for number, child in children.now.items() if self._arrives(child)}
        self.barred = {
            number: [link.adult for link in stored.links.get(number, ()) if link.ended_by == OFFICE]
            for number in children.now
        }
        self.closed_to = {
            link.adult.id: stored.children[number].full_name
            for number, links in stored.links.items()
            for link in links
            if link.ended_by == OFFICE
        }
        self.trusted = {number: self._with_access(number) for number in children.now}
        self._carry_bars()
        self.reopening = Reopening(stored, self.arriving, self.questions)
        self.lookalikes = lookalikes.find(stored, children, planned, persons)

    def _with_access(self, number: str) -> set[int | None]:
        """The accounts with access to this child; of a child who left, those that had access until then."""
        links = self.stored.links.get(number, ())
        if number in self.stored.left:
            return {link.adult.id for link in links if link.ended_by != OFFICE}
        return {link.adult.id for link in links if link.ended_by == ACTIVE}

    def _arrives(self, child: ChildRecord) -> bool:
        """Whether this register number did not belong to this child until now."""
        known = self.stored.children.get(child.register_number)
        return known is None or not same_name(known.key, child.key)

    def _carry_bars(self) -> None:
        """What the office ended stays ended when a child of the same name has another register number."""
        bars: defaultdict[str, dict[int | None, tuple[str, StoredAccess]]] = defaultdict(dict)  # by name, then adult
        for number, links in self.stored.links.items():
            for link in links:
                for key in self.stored.children[number].keys if link.ended_by == OFFICE else ():
                    bars[key].setdefault(link.adult.id, (number, link))
        lost = [key for key in bars if "?" in key]
        for number in self.arriving if bars else ():
            child = self.children.now[number]
            known = {adult.id for adult in self.barred[number]}
            for key in bars if "?" in child.key else {child.key: None, **dict.fromkeys(lost)}:
                for id, (other, link) in bars.get(key, {}).items() if same_name(key, child.key) else ():
                    if id not in known:
                        known.add(id)
                        self.barred[number].append(link.adult)
                        self.trusted[number] |= self._with_access(other)
                        ended = link.until, link.because, link.by_file
                        self.carried.append(PlannedAccess(link.adult, child, link.relation, *ended))

    def of(self, adult: AdultRecord, mentions: Mentions) -> None:
        """Add the accesses of one person, as the file has them."""
        by_child: dict[str, FileAdult] = {}
        for mention in mentions:
            if mention.closed or mention.register_number not in by_child:
                by_child[mention.register_number] = mention
        for number, mention in by_child.items():
            if number in self.children.away:
                continue
            child = self.children.now[number]
            self.wanted |= {(number, one) for one in unnamed.sharers(mention, self.stored)}
            link = self.stored.link(number, adult.id) if adult.id is not None else None
            said = {one.relation.casefold() for one in mentions if one.register_number == number and one.relation}
            before = link.relation if link else ""  # of several in the file the known one, as with an address
            relation = before if not said or before.casefold() in said else mention.relation or before
            access = PlannedAccess(adult, child, relation)
            if mention.closed:  # not `wanted`: an access that was to end on a later day ends today
                known = link is not None and link.ended_by == OFFICE
                (self.withheld if known else self.closed).append(replace(access, because=mention.closed, by_file=True))
                self.reopening.closed_again(access, link)
                continue
            # An adult who had this access before is never in doubt, for the office knows this family.
            shut = self._shut(adult, mention)
            if shut and link is not None and self.reopening.asked(access, link, mentions):
                continue
            if shut or (link is None and self._shut_in_doubt(access, mention.line)):
                self.withheld.append(replace(access, until=link.until) if link else access)
                if link is not None and mention.insisted:
                    self.questions.say_closed(access, mention)
                if link is not None and link.until:
                    self.wanted.add((number, link.adult.id))
                continue
            if adult.id is not None:
                self.wanted.add((number, adult.id))
            if link is not None and link.ended_by == ACTIVE:
                if link.by_hand:
                    self.confirmed.append(access)
                if relation.casefold() != link.relation.casefold():
                    self.changed.append(access)
                continue
            self.begun.append(access)

    def _shut(self, adult: AdultRecord, mention: FileAdult) -> bool:
        """Whether the office ended this access. By name (the one known here, and the file's), not by account alone: a
        second account must not let in an adult whom the office shut out."""
        number = mention.register_number
        link = self.stored.link(number, adult.id)
        if link is not None and link.ended_by == ACTIVE and number not in self.arriving:
            return False
        if not (barred := self.barred[number]):
            return False
        names = [*barred, *(self.by_id[one.id] for one in barred if one.id in self.by_id)]
        keys = {mention.key, adult.key} if mention.unnamed and not adult.unnamed else {mention.key}
        return any((adult.id is not None and one.id == adult.id) or any(map(one.called, keys)) for one in names)

    def _shut_in_doubt(self, access: PlannedAccess, line: int) -> bool:
        """Whether an access that would begin may be one that the office ended, under another spelling: it then stays
        closed until the office confirms that it is another person's.

        In doubt is an adult who:
        - shares a contact with somebody shut out of this child: one that the barred adult has, had since then, or has
          after this import, else the second import would open the access;
        - is new beside a child that somebody was shut out of, or beside one who may be that child (lookalikes.py);
        - was shut out of another child.
        """
        number, adult = access.child.register_number, access.adult
        for one in self.barred[number]:
            if any(adults.share_contact(known, adult) for known in (one, self.by_id.get(one.id, one))):
                return self._stays_closed(BARRED_CONTACT, access, line, one.username, one.full_name)
        if adult.id is not None and adult.id in self.trusted[number]:
            return False
        for one in self.barred[number]:
            return self._stays_closed(BESIDE_BARRED, access, line, one.username, one.full_name)
        left = self.lookalikes.get(number, ())
        if left and all(adult.id not in one.trusted for one in left):
            one = left[0].barred
            return self._stays_closed(BESIDE_LOOKALIKE, access, line, one.username, one.full_name)
        if adult.id in self.closed_to and adult.id is not None:
            return self._stays_closed(BARRED_ELSEWHERE, access, line, adult.username, self.closed_to[adult.id])
        return False

    def _stays_closed(self, kind: str, access: PlannedAccess, line: int, about: str, barred: str) -> bool:
        return self.questions.ask(kind, access, line, about, barred) != OPEN

    def end_missing(self, families: Families) -> None:
        """Add as ended the accesses that the file no longer has, those of children who left included.

        Beside some pupils an adult of the file could not be read: none of theirs ends. Nor does that of an adult who
        has no address, where the file has addresses alone. What the office gave by hand, and no file has named since,
        is kept; but not where the file has another child under that number.
        """
        addresses_alone = any(adult.unnamed for adult in families.adults)
        unclear = {child.register_number for child in self.children.protected}.union(
            families.incomplete, self.children.away
        )
        gone = {child.register_number: child for child in self.children.gone}
        for number, links in self.stored.links.items():
            child = self.children.now.get(number) or gone.get(number)
            if child is None or number in unclear:
                continue
            for link in links:
                if addresses_alone and not link.adult.addresses and number not in gone:
                    continue
                still_open = link.ended_by == ACTIVE or link.until
                if still_open and link.adult.id is not None and (number, link.adult.id) not in self.wanted:
                    access = PlannedAccess(link.adult, child, link.relation)
                    if not link.by_hand or self._another_child(number):
                        self.ended.append(access)
                    elif number not in gone:
                        self.kept.append(access)

    def _another_child(self, number: str) -> bool:
        """Whether the file may have another child under this register number: another name, and nobody beside it who
        had access before. A number typed wrongly must not show that child to the adults added by hand."""
        return number in self.arriving and not any((number, adult) in self.wanted for adult in self.trusted[number])
