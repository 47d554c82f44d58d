"""What the office answered about a file, remembered for the next one with the same headings: columns that it named, and
answers that it gave to blocking questions (reading/questions.py)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from piccolo.columns import BigSerial, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from models.core.clock import now
from models.database import fetch, fetch_one
from models.families.guardian import Guardian
from models.importing.comparing import many_children
from models.importing.comparing.plan import Plan
from models.importing.reading.questions import MANY, OPEN, PERMITTED_AGAIN, Memory, RememberedAnswer

if TYPE_CHECKING:
    from models.importing.applying.import_run import ImportRun

RUN = LazyTableReference("ImportRun", module_path="models.importing.applying.import_run")  # which imports this module


class ColumnMapping(Table, tablename="column_mapping"):
    """`headings` is the key of a row of headings, `columns` JSON of the fields below it
    (reading/columns/by_hand.py)."""

    id = BigSerial(primary_key=True)
    headings = Varchar(64, unique=True)
    columns = Text()
    at = Timestamptz(default=now)


class ImportAnswer(Table, tablename="import_answer"):
    """`topic` and `marks` (JSON) are a `BlockingQuestion`'s `topic` and `people_keys`. `guardian` is the account of
    whom it was confirmed that all those children are his or hers. `run` is the import that it was answered for."""

    id = BigSerial(primary_key=True)
    topic = Varchar(64, unique=True)
    answer = Varchar(80)
    marks = Text()
    guardian = ForeignKey(references=Guardian, null=True, default=None)
    run: "ForeignKey[ImportRun]" = ForeignKey(references=RUN, null=True, default=None, on_delete=OnDelete.set_null)
    at = Timestamptz(default=now)


@dataclass(frozen=True, slots=True)
class _MappingRow:
    headings: str
    columns: str


@dataclass(frozen=True, slots=True)
class _AnswerRow:
    topic: str
    answer: str
    marks: str


async def named_columns() -> dict[str, list[str]]:
    """All of them, as `reading.file.read` needs them: a school has a handful."""
    rows = await fetch(_MappingRow, ColumnMapping.select(ColumnMapping.headings, ColumnMapping.columns))
    return {row.headings: json.loads(row.columns) for row in rows}


async def columns_named_at(key: str) -> datetime | None:
    """When the columns under these headings were named; None where they never were."""
    return await fetch_one(datetime, ColumnMapping.select(ColumnMapping.at).where(ColumnMapping.headings == key))


async def remember_columns(key: str, fields: Sequence[str]) -> None:
    """For every later file with these headings, in place of what was remembered of them."""
    row = ColumnMapping(headings=key, columns=json.dumps(list(fields)))
    replaced = [ColumnMapping.columns, ColumnMapping.at]
    await ColumnMapping.insert(row).on_conflict(ColumnMapping.headings, "DO UPDATE", replaced)


async def forget_columns(key: str) -> None:
    """The next file is read by its headings again."""
    await ColumnMapping.delete().where(ColumnMapping.headings == key)


async def answers() -> Memory:
    """All of them, by topic: a school has a handful."""
    rows = await fetch(_AnswerRow, ImportAnswer.select(ImportAnswer.topic, ImportAnswer.answer, ImportAnswer.marks))
    return {row.topic: RememberedAnswer(row.answer, frozenset(json.loads(row.marks))) for row in rows}


async def remember_answers(plan: Plan, accounts: Mapping[str, int], run: int) -> None:
    """The answers that this plan was made with, in place of earlier ones of the same topic. `accounts` are the ids by
    username. Inside the transaction of the import."""
    replaced = [ImportAnswer.answer, ImportAnswer.marks, ImportAnswer.guardian, ImportAnswer.run, ImportAnswer.at]
    for one in plan.blocking_questions:
        account = accounts[one.value] if one.kind == MANY and one.answer == OPEN else None
        topic = many_children.topic(account) if account is not None else one.topic
        if topic and one.answer is not None and not (one.remembered or one.by_file):
            keys = json.dumps(sorted(one.people_keys))
            row = ImportAnswer(topic=topic, answer=one.answer, marks=keys, guardian=account, run=run)
            await ImportAnswer.insert(row).on_conflict(ImportAnswer.topic, "DO UPDATE", replaced)


async def forget_answers(run: int) -> None:
    """The answers given for an import that is undone: they may have been its mistake."""
    await ImportAnswer.delete().where(ImportAnswer.run == run)


def audited(plan: Plan) -> list[dict[str, str | int | bool | None]]:
    """The answers for the audit; of a person the username alone."""
    return [
        {
            "kind": one.kind,
            "about": one.value if one.kind == MANY else f"{one.heading} : {one.value}",
            "answer": one.answer,
            "of": len(one.people_keys),
            "before": one.remembered,
        }
        for one in plan.blocking_questions
    ] + [
        {
            "kind": one.kind,
            "about": f"{one.barred} → {one.said}",
            "answer": one.answer,
            "of": 1,
            "before": one.remembered,
        }
        for one in plan.questions
        if one.kind == PERMITTED_AGAIN and one.decided
    ]
