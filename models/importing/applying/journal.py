"""What an import wrote, row by row: enough to detect that a row was changed since, and to restore it.

Of a new row the id and a digest are kept; of a changed one also its old values. No row is kept twice.
"""

import functools
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.database import execute_many, fetch, fetch_one, for_update
from models.importing.comparing.plan import Plan

COLUMNS = {
    "child": "register_number, first_name, last_name, class_name, left_at, left_by, added_by_hand_at, file_first_name,"
    " file_last_name, file_class_name",
    "guardian": "username, first_name, last_name, email, email_key, phone, language, password_digest, activated_at,"
    " disabled_at, version, file_first_name, file_last_name, file_email, refused_at, refused_words, reminders,"
    " former_contact, file_phone, name_from",
    "guardianship": "guardian, child, relation, ended_at, ended_by, ended_because, added_by_hand_at, ended_from,"
    " kept_closed",
    "token": "guardian, opened_at, spent_at, revoked_at, revoked_because",
}
MOMENTS = (
    *("left_at", "activated_at", "disabled_at", "refused_at", "ended_at", "opened_at", "spent_at", "revoked_at"),
    "added_by_hand_at",
)
VERSIONED = ("child", "guardian")  # tables that count their changes
# Columns that are younger than the journals of 0.2.0: where one is empty, a digest leaves it out.
LATER: dict[str, tuple[str, ...]] = {
    "child": ("left_by", "added_by_hand_at", "file_first_name", "file_last_name", "file_class_name"),
    "guardian": ("file_phone", "name_from"),
    "guardianship": ("added_by_hand_at", "ended_from", "kept_closed"),
}
# What mail servers said of the address, and the values before they said anything: nobody changed the row by that.
FATE: dict[str, str | None] = {"refused_at": None, "refused_words": ""}
CHUNK = 1000  # ids a statement
Row = dict[str, Any]  # by column: rows of four tables are journaled alike, and stored as JSON
Rows = dict[int, Row]


@dataclass(slots=True)
class Written:
    """The rows of one table: `new` and `changed` by id, each with the digest of what the import left; of a changed
    one the columns that it changed, as they were."""

    new: dict[int, str] = field(default_factory=dict)
    changed: dict[int, tuple[str, Row]] = field(default_factory=dict)


Journal = dict[str, Written]


@dataclass(frozen=True, slots=True)
class Before:
    """The rows that a plan will change, and the last id that each table had given."""

    rows: dict[str, Rows]
    last: dict[str, int]


async def before(plan: Plan) -> Before:
    """What there is to be changed. Inside the transaction of the import, before it writes.

    The rows are locked: an edit of the office at the same moment waits. Else it would pass for the import's, and be
    undone with it. The order is that of the office's edits: an account, its accesses, its tokens.
    """
    children = {each.child.id for each in plan.changed_children}
    children |= {child.id for child in (*plan.returned_children, *plan.gone_children)}
    children |= {child.id for child in (*plan.settled_children, *plan.confirmed_children)}
    changed = (*(each.adult for each in plan.changed_adults), *plan.settled)
    guardians = {adult.id for adult in changed if adult.id is not None}
    moved = {each.adult.id for each in plan.changed_adults if each.moved and each.adult.id is not None}
    accesses = (
        *plan.begun,
        *plan.ended,
        *plan.carried,
        *plan.closed,
        *plan.reopened,
        *plan.kept_closed,
        *plan.changed_relations,
        *plan.confirmed_accesses,
    )
    pairs = {(access.adult.id, access.child.id) for access in accesses}
    locked = functools.partial(read, lock=True, delete=False)
    rows = {
        "child": await locked("child", {one for one in children if one is not None}),
        "guardian": await locked("guardian", guardians),
    }
    links = await locked("guardianship", {adult for adult, child in pairs if adult and child}, "guardian")
    tokens = await locked("token", moved, "guardian")
    rows |= {
        "guardianship": {id: row for id, row in links.items() if (row["guardian"], row["child"]) in pairs},
        "token": {id: row for id, row in tokens.items() if row["spent_at"] is None and row["revoked_at"] is None},
    }
    last = {table: await fetch_one(int, f"SELECT COALESCE(MAX(id), 0) FROM {table}") or 0 for table in COLUMNS}  # noqa: S608 names of our own
    return Before(rows, last)


async def written(since: Before) -> Journal:
    """What was written since then. Inside the same transaction: only imports make such rows, and one at a time."""
    journal: Journal = {}
    for table, rows in since.rows.items():
        one = journal[table] = Written()
        for id, row in (await read(table, rows)).items():
            if row != rows[id]:
                change = {name: old for name, old in rows[id].items() if old != row[name] and name != "version"}
                if "email" in change:  # what mail servers say of the new address is undone with it
                    change |= {name: rows[id][name] for name in FATE}
                one.changed[id] = digest(table, row), change
        if table != "token":  # an import makes none
            new = f"SELECT id, {COLUMNS[table]} FROM {table} WHERE id > ? ORDER BY id"  # noqa: S608 names of our own
            one.new = {row.pop("id"): digest(table, row) for row in await fetch(dict[str, Any], new, since.last[table])}
    return journal


async def read(table: str, ids: Iterable[int], column: str = "id", *, lock: bool = False, delete: bool = True) -> Rows:
    """The rows with these ids, by id; with `lock` nobody else changes them until the transaction ends, which without
    `delete` deletes none."""
    wanted = sorted(ids)
    end = for_update(keys=delete) if lock else ""
    found: Rows = {}
    for start in range(0, len(wanted), CHUNK):
        some = ", ".join(map(str, wanted[start : start + CHUNK]))
        those = f"SELECT id, {COLUMNS[table]} FROM {table} WHERE {column} IN ({some}) ORDER BY id{end}"  # noqa: S608 names of our own and row numbers
        rows = await fetch(dict[str, Any], those)
        found.update({row.pop("id"): row for row in rows})
    return found


def digest(table: str, row: Row) -> str:
    """A short digest of a row of `COLUMNS`: detects accidental change; not tamper-proof.

    Without a refused mail and what the office changes by hand it is the same as in 0.1.0, so that the last import of
    0.1.0 can be undone after the upgrade.
    """
    later = LATER.get(table, ())
    values = tuple(FATE.get(name, value) for name, value in row.items() if value or name not in later)
    return hashlib.blake2b(repr(values).encode(), digest_size=6).hexdigest()


async def put_back(journal: Journal) -> None:
    """Restore every row. Inside the transaction that locked them and found them unchanged."""
    for table, one in journal.items():
        for columns in {tuple(change) for _, change in one.changed.values()}:
            to = ", ".join(f"{column} = ?" for column in columns)
            bump = ", version = version + 1" if table in VERSIONED else ""  # never back: an older page may be open
            rows = [(*change.values(), id) for id, (_, change) in one.changed.items() if tuple(change) == columns]
            await execute_many(f"UPDATE {table} SET {to}{bump} WHERE id = ?", rows)  # noqa: S608 names of our own and constants
    for table in ("guardianship", "guardian", "child"):
        if table in journal and journal[table].new:
            await execute_many(f"DELETE FROM {table} WHERE id = ?", [(id,) for id in journal[table].new])  # noqa: S608 names of our own


def as_json(journal: Journal) -> dict[str, Any]:
    """For `json.dumps`; empty where nothing was written."""
    return {
        table: {
            "new": list(one.new.items()),
            "changed": [(id, digest, _to_json(change)) for id, (digest, change) in one.changed.items()],
        }
        for table, one in journal.items()
        if one.new or one.changed
    }


def from_json(tables: dict[str, Any]) -> Journal:
    return {
        table: Written(
            dict(one["new"]),
            {id: (digest, _from_json(change)) for id, digest, change in one["changed"]},
        )
        for table, one in tables.items()
    }


def _to_json(change: Row) -> Row:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in change.items()}


def _from_json(change: Row) -> Row:
    return {
        name: datetime.fromisoformat(value) if name in MOMENTS and value else value for name, value in change.items()
    }


def touched(journal: Journal, table: str, found: Rows) -> Collection[int]:
    """The ids of rows that have changed since the import, or are deleted."""
    one = journal.get(table, Written())
    digests = {**one.new, **{id: left for id, (left, _) in one.changed.items()}}
    return [id for id, left in digests.items() if id not in found or digest(table, found[id]) != left]
