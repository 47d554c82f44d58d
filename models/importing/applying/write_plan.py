"""The statements that carry out a plan, each for many rows.

Every write is conditional on what the plan saw, so that an edit of the office at the same moment is not lost, and an
access that the office ends meanwhile stays ended.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns.combination import And

from models.core.address import address_key
from models.core.clock import now
from models.database import Values, execute_many, fetch
from models.families.child import Child
from models.families.guardian import Guardian
from models.families.guardianship import BY_HAND, FROM_FILE, Guardianship
from models.importing.comparing.plan import Plan, PlannedAccess
from models.importing.reading.records import AdultRecord, ChildRecord

CHUNK = 2000  # rows a statement, between two steps of a progress bar
Step = tuple[str, Sequence[tuple[object, ...]]]  # SQL, and its arguments for each row


async def write(plan: Plan, progress: Callable[[int, int], None]) -> None:
    """Inside the transaction that made the plan. `progress` gets the rows written so far, and of how many."""
    moment = now()
    people = [*_children(plan, moment), *_adults(plan, moment)]
    whole = sum(len(rows) for _, rows in people) + sum(
        map(len, (plan.begun, plan.carried, plan.closed, plan.ended, _named(plan)))
    )
    done = 0
    for step in _chunks(people):
        await execute_many(*step)
        progress(done := done + len(step[1]), whole)
    for step in _chunks(_accesses(plan, moment, await ids_by_key())):
        await execute_many(*step)
        progress(done := done + len(step[1]), whole)
    await _answered(plan)


def _chunks(steps: list[Step]) -> Iterator[Step]:
    for sql, rows in steps:
        for start in range(0, len(rows), CHUNK):
            yield sql, rows[start : start + CHUNK]


def _children(plan: Plan, moment: datetime) -> list[Step]:
    def words(child: ChildRecord) -> tuple[str, ...]:
        return child.register_number, child.first_name, child.last_name, child.class_name

    # Of a child who is in the file, or whom the file too no longer has, nothing is by hand any more.
    now_so = (*(each.child for each in plan.changed_children), *plan.settled_children, *plan.confirmed_children)
    return [
        (
            "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, ?, ?, ?)",
            [words(child) for child in plan.new_children],
        ),
        (
            "UPDATE child SET register_number = ?, first_name = ?, last_name = ?, class_name = ?, file_first_name = ?,"
            " file_last_name = ?, file_class_name = ?, added_by_hand_at = NULL, version = version + 1,"
            # A departure that the office wrote for a later day is still the office's.
            " left_by = CASE WHEN left_at > ? THEN left_by ELSE '' END"
            " WHERE id = ? AND version = ?",  # an edit of the office since the plan was made stays
            [(*words(child), *child.file_values, moment, child.id, child.version) for child in dict.fromkeys(now_so)],
        ),
        (
            "UPDATE child SET left_at = NULL, left_by = '' WHERE id = ?",
            [(child.id,) for child in plan.returned_children],
        ),
        (
            "UPDATE child SET left_at = ?, left_by = '' WHERE id = ? AND (left_at IS NULL OR left_at > ?)",
            [(moment, child.id, moment) for child in plan.gone_children],
        ),
    ]


def _adults(plan: Plan, moment: datetime) -> list[Step]:
    def words(adult: AdultRecord) -> tuple[str, ...]:
        email = adult.email
        contact = email, address_key(email), adult.phone
        return adult.first_name, adult.last_name, *contact, adult.language, adult.name_from

    changed = [*(each.adult for each in plan.changed_adults), *plan.settled]
    moved = [each.adult.id for each in plan.changed_adults if each.moved]
    former = [
        (f"{change.before}\n", each.adult.id)
        for each in plan.changed_adults
        for change in each.changes
        if change.field in ("email", "phone") and change.before
    ]
    return [
        (
            "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language, name_from,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(adult.username, *words(adult), moment) for adult in plan.new_adults],
        ),
        (
            "UPDATE guardian SET first_name = ?, last_name = ?, email = ?, email_key = ?, phone = ?, language = ?,"
            " name_from = ?, file_first_name = ?, file_last_name = ?, file_email = ?, file_phone = ?,"
            " version = version + 1"
            " WHERE id = ? AND version = ?",  # an edit of the office since the plan was made stays
            [(*words(adult), *adult.file_values, adult.id, adult.version) for adult in changed],
        ),
        (  # models.desk.correction.CONTACT, for many rows
            "UPDATE guardian SET former_contact = former_contact || ? WHERE id = ? AND EXISTS"
            " (SELECT 1 FROM guardianship s WHERE s.guardian = guardian.id AND s.ended_by = 'office')",
            former,
        ),
        (
            "UPDATE guardian SET refused_at = NULL, refused_words = '' WHERE id = ? AND refused_at IS NOT NULL",
            [(id,) for id in moved],
        ),
        (  # models.access.token.revoke(guardian, "address"), for many rows
            "UPDATE token SET revoked_at = ?, revoked_because = 'address'"
            " WHERE guardian = ? AND spent_at IS NULL AND revoked_at IS NULL",
            [(moment, id) for id in moved],
        ),
    ]


def _accesses(plan: Plan, moment: datetime, ids: tuple[dict[str, int], dict[str, int]]) -> list[Step]:
    adults, children = ids

    def pair(access: PlannedAccess) -> tuple[int, int]:
        return adults[access.adult.username], children[access.child.register_number]

    return [
        (
            "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, ?, '')"
            " ON CONFLICT (guardian, child) DO UPDATE SET relation = excluded.relation, ended_at = NULL, ended_by = '',"
            " added_by_hand_at = NULL"
            " WHERE guardianship.ended_by = 'import'",
            [(*pair(access), access.relation) for access in plan.begun],
        ),
        (
            "INSERT INTO guardianship (guardian, child, relation, ended_at, ended_by, ended_because, ended_from)"
            " VALUES (?, ?, ?, ?, 'office', ?, ?) ON CONFLICT (guardian, child) DO UPDATE SET"
            " ended_at = excluded.ended_at, ended_by = 'office', ended_because = excluded.ended_because,"
            " ended_from = excluded.ended_from WHERE guardianship.ended_by <> 'office'",
            [
                (*pair(access), access.relation, access.until or moment, access.because, _ended_from(access))
                for access in (*plan.carried, *plan.closed)
            ],
        ),
        (
            # An access that the office ends on a later day ends today, and stays ended by the office.
            "UPDATE guardianship SET ended_at = ?,"
            " ended_by = CASE WHEN ended_by = 'office' THEN 'office' ELSE 'import' END"
            " WHERE guardian = ? AND child = ? AND (ended_at IS NULL OR ended_at > ?)",
            [(moment, *pair(access), moment) for access in plan.ended],
        ),
        (
            "UPDATE guardianship SET relation = ?, added_by_hand_at = NULL WHERE guardian = ? AND child = ?",
            [(access.relation, *pair(access)) for access in _named(plan)],
        ),
    ]


async def _answered(plan: Plan) -> None:
    """What the office answered about accesses that an earlier file closed: as many as it read, so one by one."""
    for access in plan.reopened:
        begins: Values = {
            Guardianship.relation: access.relation,
            Guardianship.ended_at: None,
            Guardianship.ended_by: "",
            Guardianship.ended_because: "",
            Guardianship.ended_from: "",
            Guardianship.kept_closed: "",
            Guardianship.added_by_hand_at: None,
        }
        await Guardianship.update(begins).where(_closed_by_file(access))
    for access in plan.kept_closed:
        kept: Values = {Guardianship.kept_closed: access.permission}
        await Guardianship.update(kept).where(_closed_by_file(access))


def _closed_by_file(access: PlannedAccess) -> And:
    """This access, unless somebody at the office has ended or restored it meanwhile. Both are in the database."""
    pair = (Guardianship.guardian == access.adult.id) & (Guardianship.child == access.child.id)
    return pair & (Guardianship.ended_by == "office") & (Guardianship.ended_from != BY_HAND)


def _ended_from(access: PlannedAccess) -> str:
    return FROM_FILE if access.by_file else BY_HAND


def _named(plan: Plan) -> list[PlannedAccess]:
    """The accesses that stay, and whose relation the file changes, or which it names for the first time."""
    return list(dict.fromkeys((*plan.changed_relations, *plan.confirmed_accesses)))


@dataclass(frozen=True, slots=True)
class _Id:
    key: str
    id: int


async def ids_by_key() -> tuple[dict[str, int], dict[str, int]]:
    """The ids of all adults by username, and of all children by register number."""
    adults = await fetch(_Id, Guardian.select(Guardian.username.as_alias("key"), Guardian.id))
    children = await fetch(_Id, Child.select(Child.register_number.as_alias("key"), Child.id))
    return {one.key: one.id for one in adults}, {one.key: one.id for one in children}
