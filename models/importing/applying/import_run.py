"""The history of imports: what each changed, and how to undo the last one."""

import json
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns import BigSerial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import Values, advisory_lock, fetch, fetch_one, transaction
from models.families import directory, event
from models.importing.applying import import_change, journal, undoing
from models.importing.applying.memory import forget_answers
from models.importing.applying.undoing import UndoRefused

__all__ = ["ImportRun", "Run", "UndoRefused", "record", "run", "runs", "take_turn", "undo", "undoable"]

LOCK = 7303  # the number of PostgreSQL's advisory lock; 7302 is that of models/database/migrate


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
    """One import in the history."""

    id: int
    at: datetime
    actor: str
    file_name: str
    counts_json: str
    undoable: bool
    undone_at: datetime | None
    undone_by: str

    @property
    def counts(self) -> dict[str, int]:
        """`rows`, `bad_rows` and the names of `plan.COUNTED`."""
        counts: dict[str, int] = json.loads(self.counts_json)
        return counts


@dataclass(frozen=True, slots=True)
class _Changes:
    changes: str
    at: datetime


async def take_turn() -> None:
    """Wait until no other import or undo writes. Inside a transaction; the turn ends with it."""
    await advisory_lock(LOCK)


async def record(actor: str, file_name: str, counts: dict[str, int], written: journal.Journal) -> int:
    """Write the run, within the transaction of its import; returns its number.

    One that changed nothing leaves the one before it undoable.
    """
    changes = journal.as_json(written)
    if changes:
        await ImportRun.update({ImportRun.changes: ""}).where(UNDOABLE)
    row = ImportRun(
        actor=actor,
        file_name=file_name[:200],
        counts=json.dumps(counts),
        changes=json.dumps(changes) if changes else "",
    )
    (number,) = await fetch(int, ImportRun.insert(row).returning(ImportRun.id))
    return number


# Raw: whether a journal is there, without reading it.
HISTORY = (
    "SELECT id, at, actor, file_name, counts AS counts_json, changes <> '' AS undoable, undone_at, undone_by"
    " FROM import_run"
)


async def runs(most: int = 50) -> list[Run]:
    """The latest first."""
    return await fetch(Run, f"{HISTORY} ORDER BY id DESC LIMIT ?", most)


async def run(number: int) -> Run:
    """One of them; `LookupError` when there is none."""
    if (found := await fetch_one(Run, f"{HISTORY} WHERE id = ?", number)) is None:
        raise LookupError(number)
    return found


async def undoable() -> int | None:
    """The number of the one import that may still be undone, as far as can be seen without reading each row."""
    return await fetch_one(int, ImportRun.select(ImportRun.id).where(UNDOABLE))


async def undo(number: int, actor: str, *, client: str = "") -> None:
    """Restore what this import changed. Raises `UndoRefused`, and then nothing was changed."""
    this = ImportRun.id == number
    async with transaction():
        await take_turn()
        journaled = ImportRun.select(ImportRun.changes, ImportRun.at).where(this & UNDOABLE)
        if (found := await fetch_one(_Changes, journaled)) is None:
            raise UndoRefused("not_last")
        await forget_answers(number)
        await import_change.forget(number)
        await undoing.undo(journal.from_json(json.loads(found.changes)), found.at)
        undone: Values = {ImportRun.changes: "", ImportRun.undone_at: now(), ImportRun.undone_by: actor}
        await ImportRun.update(undone).where(this)
        await event.record("import undone", actor=actor, client=client, detail=json.dumps({"run": number}))
    await directory.refresh_all()
