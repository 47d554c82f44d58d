"""What an import would do, as data: printed by the dry run, shown on the office's page, carried out by applying/."""

from dataclasses import dataclass
from datetime import datetime

from models.importing.reading.columns.read_columns import ReadColumn
from models.importing.reading.mail.mends import Mend
from models.importing.reading.names import name_key
from models.importing.reading.questions import BlockingQuestion, Question
from models.importing.reading.records import AdultRecord, ChildRecord
from models.importing.reading.remarks import Remark


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changes."""

    field: str
    before: str
    after: str


def differences(
    before: ChildRecord | AdultRecord, after: ChildRecord | AdultRecord, fields: tuple[str, ...]
) -> tuple[Change, ...]:
    """The fields that differ."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in fields)
    return tuple(Change(name, old, new) for name, old, new in pairs if old != new)


@dataclass(frozen=True, slots=True)
class ChangedChild:
    child: ChildRecord
    changes: tuple[Change, ...]

    @property
    def replaced(self) -> bool:
        """Whether first and last name both changed: the register number now belongs to another child."""
        other = {one.field for one in self.changes if name_key(one.before, "") != name_key(one.after, "")}
        return {"first_name", "last_name"} <= other


@dataclass(frozen=True, slots=True)
class ChangedAdult:
    adult: AdultRecord
    changes: tuple[Change, ...]

    @property
    def moved(self) -> bool:
        """Whether the mail address changed: a token sent to the old one must not be valid any more (catalogue 7)."""
        return self.new_address is not None

    @property
    def new_address(self) -> Change | None:
        """The change of the mail address, either of which may be empty; None where it is the same (catalogue 63)."""
        return next((change for change in self.changes if change.field == "email"), None)


@dataclass(frozen=True, slots=True)
class PlannedAccess:
    """One adult's access to one child. Where the office ends it, `because` is the stored reason, and `until` when, if
    later than today; `by_file`, if a cell closed it. `permission` is the key of the cell in spite of which it stays
    closed."""

    adult: AdultRecord
    child: ChildRecord
    relation: str
    until: datetime | None = None
    because: str = ""
    by_file: bool = False
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do, and all remarks on the file.

    `present` counts the children at the school before. `by_hand` is as in `Families`. `run` is the number of the import
    that carried the plan out. Of the lists, these need a word:
    - `protected_children`: children of faulty rows, who keep what they have.
    - `withheld`: accesses that the file has and the office ended; no import restores them.
    - `carried`: accesses ended by the office that stay ended under the child's other register number.
    - `closed`: accesses that the office ends because of the file, as by `Autorité parentale : Non`; why in `because`.
    - `reopened`: accesses closed so by an earlier file, of which this one says the contrary, and the office agrees.
    - `kept_closed`: those of which the office does not agree; and those that the file closes again.
    - `blocking_questions`: without an answer to each, the plan is not carried out.
    - `mends`: addresses of the file that are not stored, which the office may correct.
    - `columns`: what each column of the file is read as.
    - `confirmed_…`: what the office added by hand, or a child whom it made leave, and the file now says the same.
    - `kept_…`: what the office added by hand, and the file does not name: it stays.
    - `settled`, `settled_children`: unchanged ones of whom the file now says what the office had written.
    - `shared_by_unrelated`: addresses shared by adults who have no child in common.
    """

    new_children: tuple[ChildRecord, ...]
    changed_children: tuple[ChangedChild, ...]
    unchanged_children: tuple[ChildRecord, ...]
    gone_children: tuple[ChildRecord, ...]
    returned_children: tuple[ChildRecord, ...]
    protected_children: tuple[ChildRecord, ...]
    new_adults: tuple[AdultRecord, ...]
    changed_adults: tuple[ChangedAdult, ...]
    unchanged_adults: tuple[AdultRecord, ...]
    begun: tuple[PlannedAccess, ...]
    ended: tuple[PlannedAccess, ...]
    changed_relations: tuple[PlannedAccess, ...]
    withheld: tuple[PlannedAccess, ...]
    carried: tuple[PlannedAccess, ...]
    without_address: tuple[AdultRecord, ...]
    shared_addresses: tuple[tuple[AdultRecord, ...], ...]
    shared_by_unrelated: tuple[tuple[AdultRecord, ...], ...]
    questions: tuple[Question, ...]
    faults: tuple[Remark, ...]
    notices: tuple[Remark, ...]
    rows: int
    present: int
    closed: tuple[PlannedAccess, ...] = ()
    reopened: tuple[PlannedAccess, ...] = ()
    kept_closed: tuple[PlannedAccess, ...] = ()
    blocking_questions: tuple[BlockingQuestion, ...] = ()
    mends: tuple[Mend, ...] = ()
    columns: tuple[ReadColumn, ...] = ()
    settled: tuple[AdultRecord, ...] = ()
    settled_children: tuple[ChildRecord, ...] = ()
    confirmed_children: tuple[ChildRecord, ...] = ()
    confirmed_accesses: tuple[PlannedAccess, ...] = ()
    kept_children: tuple[ChildRecord, ...] = ()
    kept_accesses: tuple[PlannedAccess, ...] = ()
    by_hand: str | None = None
    run: int | None = None

    @property
    def unanswered(self) -> list[BlockingQuestion]:
        """The questions that block this plan."""
        return [one for one in self.blocking_questions if one.answer is None]

    @property
    def open_questions(self) -> list[Question]:
        """The questions to which nobody has answered yet. Without an answer the most careful one counts."""
        return [one for one in self.questions if not (one.decided or one.apart)]

    @property
    def too_many_leavers(self) -> bool:
        """More than half of the school would leave, or more than a quarter and more than ten: probably the file is of a
        part of the school, or the register numbers changed (docs/decisions/import.md)."""
        return self._many(len(self.gone_children))

    @property
    def too_many_others(self) -> bool:
        """As many register numbers belong to another child: probably they were assigned anew, or the file is another
        school's. Parents would see other children than their own."""
        return self._many(len(self.replaced_children))

    @property
    def replaced_children(self) -> tuple[ChangedChild, ...]:
        return tuple(one for one in self.changed_children if one.replaced)

    @property
    def doubtful(self) -> bool:
        """Whether to carry it out only after a confirmation."""
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
CONFIRMED = "confirmed_children", "confirmed_accesses"
ADULTS = "new_adults", "changed_adults", "unchanged_adults"
ACCESSES = "begun", "ended", "changed_relations", "carried", "closed", "reopened", "kept_closed"
COUNTED = CHILDREN + ADULTS + ACCESSES + CONFIRMED
