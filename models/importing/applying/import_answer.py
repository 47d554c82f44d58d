"""What was answered of an import, kept for the next file with the same headings (unclear.py)."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from piccolo.columns import BigSerial, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from models.core.clock import now
from models.database import query
from models.families.guardian import Guardian
from models.importing.comparing import crowds
from models.importing.comparing.plan import Plan
from models.importing.reading.answers import Memory
from models.importing.reading.question import OPEN
from models.importing.reading.unclear import MANY, Kept

if TYPE_CHECKING:
    from models.importing.applying.import_run import ImportRun

RUN = LazyTableReference("ImportRun", module_path="models.importing.applying.import_run")  # which imports this module


class ImportAnswer(Table, tablename="import_answer"):
    """`topic` and `marks`, JSON, are as in `Unclear`; `guardian` the account of whom it was said that all those
    children are his or hers; `run` the import that it was said for, while there is one."""

    id = BigSerial(primary_key=True)
    topic = Varchar(64, unique=True)
    answer = Varchar(80)
    marks = Text()
    guardian = ForeignKey(references=Guardian, null=True, default=None)
    run: "ForeignKey[ImportRun]" = ForeignKey(references=RUN, null=True, default=None, on_delete=OnDelete.set_null)
    at = Timestamptz(default=now)


async def memory() -> Memory:
    """All of them: a school has a handful."""
    rows = await query("SELECT topic, answer, marks FROM import_answer")
    return {row["topic"]: Kept(row["answer"], frozenset(json.loads(row["marks"]))) for row in rows}


async def remember(plan: Plan, accounts: Mapping[str, int], run: int) -> None:
    """What was answered of this plan, in place of what was remembered. Inside the transaction that imports it, where
    `accounts` are the ids by username."""
    for one in plan.unclear:
        account = accounts[one.value] if one.kind == MANY and one.answer == OPEN else None
        topic = crowds.topic(account) if account is not None else one.topic
        if topic and one.answer is not None and not one.remembered:
            await query(
                "INSERT INTO import_answer (topic, answer, marks, guardian, run, at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (topic) DO UPDATE SET answer = excluded.answer, marks = excluded.marks,"
                " guardian = excluded.guardian, run = excluded.run, at = excluded.at",
                *(topic, one.answer, json.dumps(sorted(one.marks)), account, run, now()),
            )


def told(plan: Plan) -> list[dict[str, Any]]:
    """The answers for the audit; of a person the username alone."""
    return [
        {
            "kind": one.kind,
            "about": one.value if one.kind == MANY else f"{one.heading} : {one.value}",
            "answer": one.answer,
            "of": len(one.marks),
            "before": one.remembered,
        }
        for one in plan.unclear
    ]


async def forget(run: int) -> None:
    """The answers of an import that is undone: they may have been its mistake."""
    await query("DELETE FROM import_answer WHERE run = ?", run)
