"""A file that the office has uploaded: kept in the database until it is imported, so that any process can continue."""

import asyncio
import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from piccolo.columns import BigSerial, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.core.confined.sandbox import Sandbox
from models.database import fetch, fetch_one
from models.importing import Families, Unreadable
from models.importing.applying import apply as applying
from models.importing.applying import memory
from models.importing.applying.import_run import ImportRun
from models.importing.comparing import confined_comparing, stored_rows
from models.importing.comparing.preview import Preview, preview_of
from models.importing.reading import confined_reading
from models.importing.reading.columns.by_hand import Columns
from models.importing.reading.questions import Answers, Decisions, Memory
from models.importing.reading.remarks import quoted
from models.importing.reading.table_preview import TablePreview
from models.staff.accounts import Staff

LARGEST = 5_000_000  # bytes of a file
LARGE = 200_000  # bytes: a thousand pupils
NAME_MOST = 200  # characters of its name
_one_at_a_time = asyncio.Lock()


class Upload(Table, tablename="upload"):
    """`content` is the file, compressed and in base 64, empty once it is imported; `columns` and `decisions` are JSON
    of what was chosen. `answered_by` gave the last of the decisions. Until `lease` an import of it is under way;
    `outcome` is how the last one ended that changed nothing (import_task.py)."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    name = Varchar(200)
    content = Text()
    columns = Text(default="{}")
    decisions = Text(default="{}")
    answered_by = ForeignKey(references=Staff, null=True, default=None, on_delete=OnDelete.set_null)
    answered_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz(default=now)
    import_run = ForeignKey(references=ImportRun, null=True, default=None, on_delete=OnDelete.set_null)
    lease = Timestamptz(null=True, default=None)
    outcome = Varchar(16, default="")


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An upload without its bytes; `uploader` is the name of the colleague, `answered_by` that of who answered last."""

    id: int
    name: str
    uploader: str
    created_at: datetime
    columns_json: str
    decisions_json: str
    import_run: int | None
    lease: datetime | None
    outcome: str
    answered_by: str
    answered_at: datetime | None

    @property
    def columns(self) -> dict[str, list[str]]:
        """The columns named for this file alone, by the key of its headings (reading/columns/by_hand.py)."""
        columns: dict[str, list[str]] = json.loads(self.columns_json)
        return columns

    @property
    def decisions(self) -> dict[str, str]:
        """The answers given for this file, by the key of the question."""
        decisions: dict[str, str] = json.loads(self.decisions_json)
        return decisions

    @property
    def answers_key(self) -> str:
        """The same for the same answers."""
        return hashlib.sha256(json.dumps(self.decisions, sort_keys=True).encode()).hexdigest()[:32]

    def answered(self, answers: Mapping[str, str]) -> "Uploaded":
        """With these answers too."""
        return replace(self, decisions_json=json.dumps({**self.decisions, **answers}))


# Raw: a join.
UPLOADED = (
    "SELECT u.id, u.name, u.created_at, u.columns AS columns_json, u.decisions AS decisions_json, u.import_run,"
    " u.lease, u.outcome, COALESCE(NULLIF(f.full_name, ''), f.username) AS uploader,"
    " COALESCE(NULLIF(a.full_name, ''), a.username, '') AS answered_by, u.answered_at"
    " FROM upload u JOIN staff f ON f.id = u.staff LEFT JOIN staff a ON a.id = u.answered_by"
)


async def store(staff: int, name: str, data: bytes) -> int:
    """Keep a file of at most `LARGEST` bytes; returns its number."""
    content = await asyncio.to_thread(lambda: base64.b64encode(zlib.compress(data)).decode())
    row = Upload(staff=staff, name=file_name(name), content=content)
    (number,) = await fetch(int, Upload.insert(row).returning(Upload.id))
    return number


def file_name(given: str) -> str:
    """The name to show: without a path or invisible characters, whatever the browser sent."""
    last = quoted(given.replace("\\", "/").rpartition("/")[2].strip())
    return last[:NAME_MOST] or "…"


async def find(number: int) -> Uploaded | None:
    """Any colleague may continue with it."""
    return await fetch_one(Uploaded, f"{UPLOADED} WHERE u.id = ?", number)


async def choose_columns(number: int, columns: Columns) -> None:
    """Read this file by these columns, in place of those chosen before."""
    await Upload.update({Upload.columns: json.dumps(columns)}).where(Upload.id == number)


async def bytes_of(number: int) -> bytes:
    """The file itself; empty once it is imported."""
    content = await fetch_one(str, Upload.select(Upload.content).where(Upload.id == number))
    return await asyncio.to_thread(lambda: zlib.decompress(base64.b64decode(content))) if content else b""


async def read(data: bytes) -> None:
    """Read a file that is not stored yet. Raises `Unreadable`."""
    await _read_packed(data, {}, {}, await memory.answers())


async def _read_packed(data: bytes, columns: Columns, decisions: Decisions, remembered: Memory) -> bytes:
    """What the confined process reads by these columns and decisions and by the remembered ones."""
    if len(data) > LARGEST:
        raise Unreadable("too_large", size=-(-len(data) // 1_000_000), most=LARGEST // 1_000_000)
    known = {**await memory.named_columns(), **columns}
    return await confined_reading.read_packed(data, known, decisions, remembered)


async def families(file: Uploaded) -> Families:
    """The families of this upload, by the columns and answers given for it. Raises `Unreadable`."""
    remembered = await memory.answers()
    packed = await _read_packed(await bytes_of(file.id), file.columns, file.decisions, remembered)
    return await asyncio.to_thread(confined_reading.families_of, packed)  # megabytes, not on the event loop


async def look(file: Uploaded, sheet: int | None = None, row: int | None = None) -> TablePreview:
    """The first rows of this upload, and what its columns seem to be. Raises as `confined_reading.look`."""
    columns = {**await memory.named_columns(), **file.columns}
    return await confined_reading.look(await bytes_of(file.id), columns, sheet, row)


async def preview(file: Uploaded, shown: int, whole: str) -> Preview:
    """What importing it would do, cut as by `preview_of`. One file at a time. Raises `Unreadable`."""
    data = await bytes_of(file.id)
    async with _one_at_a_time:
        if len(data) > LARGE:
            return await _preview_apart(file, data, shown, whole)
        earlier = await _imported_since(file)
        plan = await applying.preview(await families(file), file.decisions, aside=True, earlier=earlier)
        return await asyncio.to_thread(preview_of, plan, shown, whole)


async def _preview_apart(file: Uploaded, data: bytes, shown: int, whole: str) -> Preview:
    """The same in two confined processes: a big school would take the server's time and memory."""
    async with Sandbox(confined_comparing.WORK) as comparing:
        comparing.start()
        holding = asyncio.create_task(_hold_school(comparing))  # while the file is read
        try:
            answers = Answers(file.decisions, await memory.answers(), earlier=await _imported_since(file))
            families = await _read_packed(data, file.columns, file.decisions, answers.memory)
            await holding
            return await confined_comparing.previewed(comparing, families, answers, shown, whole)
        finally:
            holding.cancel()


async def _hold_school(comparing: Sandbox) -> None:
    await confined_comparing.hold(comparing, await stored_rows.read_packed())


async def _imported_since(file: Uploaded) -> bool:
    """Whether the school was imported, or an import undone, since the last answer about this file."""
    if file.answered_at is None:
        return False
    return await ImportRun.exists().where((ImportRun.at > file.answered_at) | (ImportRun.undone_at > file.answered_at))


async def waiting(most: int = 5) -> list[Uploaded]:
    """The latest files that nobody has imported yet."""
    return await fetch(Uploaded, f"{UPLOADED} WHERE u.import_run IS NULL ORDER BY u.id DESC LIMIT ?", most)
