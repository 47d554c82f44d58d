"""The history of imports: what each changed, and how to undo the last one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.columns import BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import query, transaction
from models.families import directory, event
from models.importing.applying import import_answer, journal, undoing
from models.importing.applying.turn import take_turn
from models.importing.applying.undoing import UndoRefused

__all__ = ["ImportRun", "Run", "UndoRefused", "record", "run", "runs", "undo", "undoable"]


class ImportRun(Table, tablename="import_run"):
    """One import that was carried out. `counts` is JSON; `changes` is the journal of the last one as JSON, and empty
    where there is nothing to undo: of older ones no personal data is kept."""

    id = BigSerial(primary_key=True)
    at = Timestamptz(default=now)
    actor = Varchar(80)
    file_name = Varchar(200)
    counts = Text()
    changes = Text()
    undone_at = Timestamptz(null=True, default=None)
    undone_by = Varchar(80, default="")


UNDOABLE = ImportRun.changes != ""


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the history; `counts` has `rows`, `bad_rows` and the names of `plan.COUNTED`."""

    id: int
    at: datetime
    actor: str
    file_name: str
    counts: dict[str, int]
    undoable: bool
    undone_at: datetime | None
    undone_by: str


async def record(actor: str, file_name: str, counts: dict[str, int], written: journal.Journal) -> int:
    """Write the run, within the transaction of its import; returns its number.

    One that changed nothing leaves the one before it undoable.
    """
    changes = journal.as_json(written)
    if changes:
        await query("UPDATE import_run SET changes = '' WHERE changes <> ''")
    rows = await query(
        "INSERT INTO import_run (at, actor, file_name, counts, changes, undone_by) VALUES (?, ?, ?, ?, ?, '')"
        " RETURNING id",
        *(now(), actor, file_name[:200], json.dumps(counts), json.dumps(changes) if changes else ""),
    )
    return int(rows[0]["id"])


async def runs(most: int = 50) -> list[Run]:
    """The latest first."""
    return await _runs("1 = 1", most)


async def run(number: int) -> Run:
    """One of them; `LookupError` when there is none."""
    if not (found := await _runs("id = ?", 1, number)):
        raise LookupError(number)
    return found[0]


async def undoable() -> int | None:
    """The number of the one import that may still be undone, as far as can be told without looking at each row."""
    rows = await query("SELECT id FROM import_run WHERE changes <> ''")
    return int(rows[0]["id"]) if rows else None


async def undo(number: int, actor: str, *, client: str = "") -> None:
    """Make everything as it was before this import. Raises `UndoRefused`, and then nothing was changed."""
    async with transaction():
        await take_turn()
        rows = await query("SELECT changes, at FROM import_run WHERE id = ? AND changes <> ''", number)
        if not rows:
            raise UndoRefused("not_last")
        await import_answer.forget(number)
        await undoing.undo(journal.from_json(json.loads(rows[0]["changes"])), rows[0]["at"])
        await query(
            "UPDATE import_run SET changes = '', undone_at = ?, undone_by = ? WHERE id = ?", now(), actor, number
        )
        await event.record("import undone", actor=actor, client=client, detail=json.dumps({"run": number}))
    await directory.refresh_all()


async def _runs(where: str, most: int, *values: Any) -> list[Run]:
    rows: Iterable[dict[str, Any]] = await query(
        "SELECT id, at, actor, file_name, counts, CASE WHEN changes <> '' THEN 1 ELSE 0 END AS undoable, undone_at,"
        f" undone_by FROM import_run WHERE {where} ORDER BY id DESC LIMIT ?",
        *values,
        most,
    )
    return [Run(**{**row, "counts": json.loads(row["counts"]), "undoable": bool(row["undoable"])}) for row in rows]
