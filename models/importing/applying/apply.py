"""A plan → the database, whole or not at all.

Every write is conditional on what the plan saw, so that an office page working at the same moment loses nothing:
what the office ends meanwhile stays ended.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.core.address import address_key
from models.core.clock import now
from models.database import execute_many, query, transaction
from models.families import directory, event
from models.importing.applying import import_answer, import_run, journal, telling
from models.importing.applying.turn import take_turn
from models.importing.comparing.compare import compare
from models.importing.comparing.held import Held
from models.importing.comparing.plan import Access, Plan
from models.importing.reading import cells, names
from models.importing.reading.answers import Answers, Decisions
from models.importing.reading.families import Families
from models.importing.reading.persons import Adult, Child

CHUNK = 2000  # rows a statement, between two steps of a progress bar
Step = tuple[str, list[tuple[Any, ...]]]


class ImportRefused(Exception):
    """Nothing was changed; `plan` says what would have been. `reason` is `unclear`, `faults` or `leavers`."""

    def __init__(self, reason: str, plan: Plan) -> None:
        super().__init__(reason)
        self.reason, self.plan = reason, plan


async def preview(families: Families, decisions: Decisions | None = None, thread: Executor | None = None) -> Plan:
    """What importing would do at this moment. Changes nothing. Compared in a thread: others are at the pages."""
    try:
        answers = Answers(decisions, await import_answer.memory())
        held, loop = await Held.load(), asyncio.get_running_loop()
        return await loop.run_in_executor(thread, compare, families, held, answers)
    finally:
        for remembered in (cells.trimmed, cells.phone_key, names.name_key, names.squash):
            remembered.cache_clear()  # the families of a school are not kept in memory for the process's life


async def carry_out(
    families: Families,
    decisions: Decisions | None = None,
    *,
    skip_bad_rows: bool = False,
    allow_leavers: bool = False,
    actor: str = "cli",
    client: str = "",
    file_name: str = "",
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> Plan:
    """Import, and return what was done; `plan.run` is its number in the history. Raises `ImportRefused`.

    The plan is made inside the transaction that applies it: two imports at once follow each other.
    `progress` is told how many of how many rows are written.
    """
    async with transaction():
        await take_turn()
        plan = await preview(families, decisions)
        if plan.unanswered:
            raise ImportRefused("unclear", plan)
        if plan.faults and not skip_bad_rows:
            raise ImportRefused("faults", plan)
        if plan.doubtful and not allow_leavers:
            raise ImportRefused("leavers", plan)
        before = await journal.before(plan)
        await _write(plan, progress)
        if not plan.changes_nothing:
            await directory.refresh_all()
        counts = {"rows": plan.rows, "bad_rows": len(plan.faults), **plan.counts}
        written = await journal.written(before)
        run = await import_run.record(actor, file_name, counts, written)
        await telling.after_import(written)
        if plan.unclear:
            await import_answer.remember(plan, (await _ids())[0], run)
        detail = {"file": file_name, **counts, "answers": import_answer.told(plan)}
        await event.record("import", actor=actor, client=client, detail=json.dumps(detail))
    return replace(plan, run=run)


async def _write(plan: Plan, progress: Callable[[int, int], None]) -> None:
    moment = now()
    people = [*_children(plan, moment), *_adults(plan, moment)]
    whole = sum(len(rows) for _, rows in people) + sum(
        map(len, (plan.begun, plan.carried, plan.closed, plan.ended, plan.changed_relations))
    )
    done = 0
    for step in _chunks(people):
        await execute_many(*step)
        progress(done := done + len(step[1]), whole)
    for step in _chunks(_accesses(plan, moment, await _ids())):
        await execute_many(*step)
        progress(done := done + len(step[1]), whole)


def _chunks(steps: list[Step]) -> Iterator[Step]:
    for sql, rows in steps:
        for start in range(0, len(rows), CHUNK):
            yield sql, rows[start : start + CHUNK]


def _children(plan: Plan, moment: datetime) -> list[Step]:
    def words(child: Child) -> tuple[str, ...]:
        return child.register_number, child.first_name, child.last_name, child.class_name

    return [
        (
            "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, ?, ?, ?)",
            [words(child) for child in plan.new_children],
        ),
        (
            "UPDATE child SET register_number = ?, first_name = ?, last_name = ?, class_name = ? WHERE id = ?",
            [(*words(each.child), each.child.id) for each in plan.changed_children],
        ),
        ("UPDATE child SET left_at = NULL WHERE id = ?", [(child.id,) for child in plan.returned_children]),
        (
            "UPDATE child SET left_at = ? WHERE id = ? AND left_at IS NULL",
            [(moment, child.id) for child in plan.gone_children],
        ),
    ]


def _adults(plan: Plan, moment: datetime) -> list[Step]:
    def words(adult: Adult) -> tuple[str, ...]:
        email = adult.email
        return adult.first_name, adult.last_name, email, address_key(email), adult.phone, adult.language

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
            "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(adult.username, *words(adult), moment) for adult in plan.new_adults],
        ),
        (
            "UPDATE guardian SET first_name = ?, last_name = ?, email = ?, email_key = ?, phone = ?, language = ?,"
            " file_first_name = ?, file_last_name = ?, file_email = ?, version = version + 1"
            " WHERE id = ? AND version = ?",  # what the office wrote since the plan was made stays
            [(*words(adult), *adult.marks, adult.id, adult.version) for adult in changed],
        ),
        (  # models.desk.correction.REMEMBER, for many
            "UPDATE guardian SET former_contact = former_contact || ? WHERE id = ? AND EXISTS"
            " (SELECT 1 FROM guardianship s WHERE s.guardian = guardian.id AND s.ended_by = 'office')",
            former,
        ),
        (
            "UPDATE guardian SET refused_at = NULL, refused_words = '' WHERE id = ? AND refused_at IS NOT NULL",
            [(id,) for id in moved],
        ),
        (  # models.access.token.revoke(guardian, "address"), for many
            "UPDATE token SET revoked_at = ?, revoked_because = 'address'"
            " WHERE guardian = ? AND spent_at IS NULL AND revoked_at IS NULL",
            [(moment, id) for id in moved],
        ),
    ]


def _accesses(plan: Plan, moment: datetime, ids: tuple[dict[str, int], dict[str, int]]) -> list[Step]:
    adults, children = ids

    def pair(access: Access) -> tuple[int, int]:
        return adults[access.adult.username], children[access.child.register_number]

    return [
        (
            "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, ?, '')"
            " ON CONFLICT (guardian, child) DO UPDATE SET relation = excluded.relation, ended_at = NULL, ended_by = ''"
            " WHERE guardianship.ended_by = 'import'",
            [(*pair(access), access.relation) for access in plan.begun],
        ),
        (
            "INSERT INTO guardianship (guardian, child, relation, ended_at, ended_by, ended_because)"
            " VALUES (?, ?, ?, ?, 'office', ?) ON CONFLICT (guardian, child) DO UPDATE SET"
            " ended_at = excluded.ended_at, ended_by = 'office', ended_because = excluded.ended_because"
            " WHERE guardianship.ended_by <> 'office'",
            [
                (*pair(access), access.relation, access.until or moment, access.because)
                for access in (*plan.carried, *plan.closed)
            ],
        ),
        (
            # What the office ends on a day to come ends today, and stays the office's.
            "UPDATE guardianship SET ended_at = ?,"
            " ended_by = CASE WHEN ended_by = 'office' THEN 'office' ELSE 'import' END"
            " WHERE guardian = ? AND child = ? AND (ended_at IS NULL OR ended_at > ?)",
            [(moment, *pair(access), moment) for access in plan.ended],
        ),
        (
            "UPDATE guardianship SET relation = ? WHERE guardian = ? AND child = ?",
            [(access.relation, *pair(access)) for access in plan.changed_relations],
        ),
    ]


async def _ids() -> tuple[dict[str, int], dict[str, int]]:
    adults = await query("SELECT username, id FROM guardian")
    children = await query("SELECT register_number, id FROM child")
    return (
        {row["username"]: row["id"] for row in adults},
        {row["register_number"]: row["id"] for row in children},
    )
