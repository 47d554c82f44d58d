"""A file that the office has uploaded and not yet imported: kept in the database, so any process may go on."""

import asyncio
import base64
import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.columns import BigSerial, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import query
from models.importing import Families, Plan, Unreadable
from models.importing.applying import apply as applying
from models.importing.applying import column_mapping, import_answer
from models.importing.applying.import_run import ImportRun
from models.importing.reading import reading_apart
from models.importing.reading.answers import Decisions
from models.importing.reading.by_hand import Columns
from models.importing.reading.remarks import quoted
from models.staff.accounts import Staff

LARGEST = 5_000_000  # bytes of a file
NAME_MOST = 200  # characters of its name


class Upload(Table, tablename="upload"):
    """`content` is the file, compressed and in base 64, empty once it is imported; `columns` and `decisions` are JSON
    of what was chosen. `lease`: until then an import of it is under way; `outcome` is how the last one ended that
    changed nothing (models/importing/applying/import_task.py)."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    name = Varchar(200)
    content = Text()
    columns = Text(default="{}")
    decisions = Text(default="{}")
    created_at = Timestamptz(default=now)
    import_run = ForeignKey(references=ImportRun, null=True, default=None, on_delete=OnDelete.set_null)
    lease = Timestamptz(null=True, default=None)
    outcome = Varchar(16, default="")


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An upload without its bytes; `uploader` is who brought it."""

    id: int
    name: str
    uploader: str
    created_at: datetime
    columns: dict[str, Any]
    decisions: dict[str, Any]
    import_run: int | None
    lease: datetime | None
    outcome: str


async def store(staff: int, name: str, data: bytes) -> int:
    """Keep a file of at most `LARGEST` bytes; returns its number."""
    content = await asyncio.to_thread(lambda: base64.b64encode(zlib.compress(data)).decode())
    rows = await query(
        "INSERT INTO upload (staff, name, content, columns, decisions, created_at) VALUES (?, ?, ?, ?, ?, ?)"
        " RETURNING id",
        *(staff, file_name(name), content, "{}", "{}", now()),
    )
    return int(rows[0]["id"])


def file_name(given: str) -> str:
    """What the office calls the file: no path, nothing invisible, whatever a browser sent."""
    last = quoted(given.replace("\\", "/").rpartition("/")[2].strip())
    return last[:NAME_MOST] or "…"


async def find(number: int) -> Uploaded | None:
    """Any colleague may go on with it."""
    found = await _found("u.id = ?", number, 1)
    return found[0] if found else None


async def choose(number: int, what: str, choice: dict[str, Any]) -> None:
    """Remember what was chosen by hand: `what` is `columns` or `decisions`."""
    await query(f"UPDATE upload SET {what} = ? WHERE id = ?", json.dumps(choice), number)


async def decide(number: int, answers: dict[str, str]) -> None:
    """Add to what was decided, whoever else does so at this moment."""
    while file := await find(number):
        together = json.dumps({**file.decisions, **answers})
        if await query(
            "UPDATE upload SET decisions = ? WHERE id = ? AND decisions = ? RETURNING id",
            *(together, number, json.dumps(file.decisions)),
        ):
            return


async def bytes_of(number: int) -> bytes:
    """The file itself; empty once it is imported."""
    rows = await query("SELECT content FROM upload WHERE id = ?", number)
    content = rows[0]["content"] if rows else ""
    return await asyncio.to_thread(lambda: zlib.decompress(base64.b64decode(content))) if content else b""


async def read(data: bytes, columns: Columns | None = None, decisions: Decisions | None = None) -> Families:
    """The families of a file, read apart, by `columns` and `decisions` and those remembered. Raises `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", size=-(-len(data) // 1_000_000), most=LARGEST // 1_000_000)
    known = {**await column_mapping.remembered(), **(columns or {})}
    return await reading_apart.read(data, known, decisions, await import_answer.memory())


async def families(file: Uploaded) -> Families:
    """What the file says, as its columns were chosen and its questions answered. Raises `Unreadable`."""
    return await read(await bytes_of(file.id), file.columns, file.decisions)


async def preview(file: Uploaded) -> Plan:
    """What importing it would do. One file is read or compared at a time. Raises `Unreadable`."""
    return await applying.preview(await families(file), file.decisions, reading_apart.WORK.thread)


async def waiting(most: int = 5) -> list[Uploaded]:
    """The latest files that nobody has imported yet."""
    return await _found("u.import_run IS NULL", most)


async def _found(where: str, *values: int) -> list[Uploaded]:
    rows = await query(
        "SELECT u.id, u.name, u.created_at, u.columns, u.decisions, u.import_run, u.lease, u.outcome,"
        " COALESCE(NULLIF(f.full_name, ''), f.username) AS uploader FROM upload u JOIN staff f ON f.id = u.staff"
        f" WHERE {where} ORDER BY u.id DESC LIMIT ?",
        *values,
    )
    return [
        Uploaded(**{**row, "columns": json.loads(row["columns"]), "decisions": json.loads(row["decisions"])})
        for row in rows
    ]
