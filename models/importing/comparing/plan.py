"""What an import would do, as data: the dry run prints it, the office page shows it, applying carries it out."""

from dataclasses import dataclass
from datetime import datetime

from models.importing.reading.names import name_key
from models.importing.reading.persons import Adult, Child
from models.importing.reading.question import Question
from models.importing.reading.remarks import Remark
from models.importing.reading.unclear import Unclear


@dataclass(frozen=True, slots=True)
class Change:
    """One field, from what to what."""

    field: str
    before: str
    after: str


def differences(before: Child | Adult, after: Child | Adult, fields: tuple[str, ...]) -> tuple[Change, ...]:
    """The fields that are no longer the same."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in fields)
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


@dataclass(frozen=True, slots=True)
class ChangedChild:
    child: Child
    changes: tuple[Change, ...]

    @property
    def somebody_else(self) -> bool:
        """Whether neither name is as it was: the register number now stands before another child."""
        other = {one.field for one in self.changes if name_key(one.before, "") != name_key(one.after, "")}
        return {"first_name", "last_name"} <= other


@dataclass(frozen=True, slots=True)
class ChangedAdult:
    adult: Adult
    changes: tuple[Change, ...]

    @property
    def moved(self) -> bool:
        """Whether the mail address changed: what was sent to the old one must open nothing (catalogue 7)."""
        return self.new_address is not None

    @property
    def new_address(self) -> Change | None:
        """From what to what the mail address changed, either may be empty; None where it is the same (catalogue 63)."""
        return next((change for change in self.changes if change.field == "email"), None)


@dataclass(frozen=True, slots=True)
class Access:
    """One adult's access to one child. `until` is when one ends that the office ends on a day to come, and `because`
    why."""

    adult: Adult
    child: Child
    relation: str
    until: datetime | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do, and everything there is to say about the file.

    `withheld` are accesses that the file has and the office ended: no import restores them. `carried` are
    bars of the office that a child gets from the same child under another register number. `closed` are accesses that
    the office closes on the file's word, such as `Autorité parentale : Non`, the reason in `because`. `unclear` is what
    only the school knows: without an answer to each the plan is not carried out. `protected` are children
    of faulty rows, who keep what they have. `settled` are unchanged adults of whom the file now says what the office
    had written. `shared_by_strangers` are the shared addresses of adults who have no child in common. `by_hand` is as
    in `Families`. `present` counts the children there before. `run` is the number of the import that carried the plan
    out.
    """

    new_children: tuple[Child, ...]
    changed_children: tuple[ChangedChild, ...]
    unchanged_children: tuple[Child, ...]
    gone_children: tuple[Child, ...]
    returned_children: tuple[Child, ...]
    protected_children: tuple[Child, ...]
    new_adults: tuple[Adult, ...]
    changed_adults: tuple[ChangedAdult, ...]
    unchanged_adults: tuple[Adult, ...]
    begun: tuple[Access, ...]
    ended: tuple[Access, ...]
    changed_relations: tuple[Access, ...]
    withheld: tuple[Access, ...]
    carried: tuple[Access, ...]
    without_address: tuple[Adult, ...]
    shared_addresses: tuple[tuple[Adult, ...], ...]
    shared_by_strangers: tuple[tuple[Adult, ...], ...]
    questions: tuple[Question, ...]
    faults: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    rows: int
    present: int
    closed: tuple[Access, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    settled: tuple[Adult, ...] = ()
    by_hand: str | None = None
    run: int | None = None

    @property
    def unanswered(self) -> list[Unclear]:
        """What keeps this plan from being carried out until somebody has answered."""
        return [one for one in self.unclear if one.answer is None]

    @property
    def too_many_leavers(self) -> bool:
        """More than half of the school would leave, or more than a quarter and more than ten: somebody exported a part
        of it, or the register numbers changed (docs/decisions/import.md)."""
        return self._many(len(self.gone_children))

    @property
    def too_many_others(self) -> bool:
        """As many register numbers now stand before another child's name: they were given out anew, or the file is
        another school's. Who sees whom would be somebody else's."""
        return self._many(len(self.replaced_children))

    @property
    def replaced_children(self) -> tuple[ChangedChild, ...]:
        return tuple(one for one in self.changed_children if one.somebody_else)

    @property
    def doubtful(self) -> bool:
        """Not to be carried out unless somebody says that it is meant."""
        return self.too_many_leavers or self.too_many_others

    def _many(self, children: int) -> bool:
        return children * 2 > self.present or (children > 10 and children * 4 > self.present)

    @property
    def changes_nothing(self) -> bool:
        return not any(self.counts[name] for name in COUNTED if not name.startswith("unchanged"))

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for the audit."""
        return {name: len(getattr(self, name)) for name in COUNTED}


CHILDREN = "new_children", "changed_children", "unchanged_children", "gone_children", "returned_children"
ADULTS = "new_adults", "changed_adults", "unchanged_adults"
ACCESSES = "begun", "ended", "changed_relations", "carried", "closed"
COUNTED = CHILDREN + ADULTS + ACCESSES
