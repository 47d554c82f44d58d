"""An import under way: a task of the server's own process, so that whoever started it may leave the page.

Claimed in the database by a lease: two presses, or two processes, make one import. The task renews it; a server that
was killed has lost it after `LEASE`, and its transaction with it: nothing was changed. How far an import is, is known
in the process that runs it alone; what becomes of it is in the database.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import timedelta

from models.core.clock import now
from models.database import DatabaseUnavailable, query, transaction
from models.importing import Unreadable
from models.importing.applying import apply as applying
from models.importing.applying import upload
from models.importing.applying.apply import ImportRefused
from models.importing.applying.upload import Uploaded

log = logging.getLogger("preau.import")

LEASE = timedelta(seconds=30)
RENEW = 5.0  # seconds
# How an import ended that changed nothing, besides the reasons of `ImportRefused`: `unclear`, `faults` and `leavers`.
STOPPED, UNREADABLE, BUSY, FAULT = "stopped", "unreadable", "busy", "fault"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the office said to the questions of the preview, and who said it."""

    skip_bad_rows: bool
    allow_leavers: bool
    actor: str
    client: str


@dataclass(slots=True)
class Progress:
    """Rows written of how many; `whole` is 0 while the file is read and compared."""

    done: int = 0
    whole: int = 0

    def tell(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole


_running: dict[int, tuple[asyncio.Task[None], Progress]] = {}


async def start(file: Uploaded, choices: Choices) -> bool:
    """Begin, and return at once; False when this file is being imported, or has been."""
    moment = now()
    rows = await query(
        "UPDATE upload SET lease = ?, outcome = '' WHERE id = ? AND import_run IS NULL"
        " AND (lease IS NULL OR lease <= ?) RETURNING id",
        *(moment + LEASE, file.id, moment),
    )
    if rows:
        progress = Progress()
        _running[file.id] = asyncio.create_task(_whole(file, choices, progress)), progress
        await asyncio.sleep(0)  # it has begun: cancelled before that it could not say how it ended
    return bool(rows)


def running() -> int:
    """How many imports are under way in this process."""
    return len(_running)


def progress(file: Uploaded) -> Progress | None:
    """How far the import of this file is; None when none is under way."""
    if file.id in _running:
        return _running[file.id][1]
    living = file.import_run is None and file.lease is not None and file.lease > now()
    return Progress() if living else None


def trouble(file: Uploaded) -> str:
    """How the last import of this file ended that changed nothing, or the empty string."""
    if file.import_run is not None or progress(file):
        return ""
    return file.outcome or (STOPPED if file.lease else "")


async def stop() -> None:
    """The server stops: every import of this process is rolled back, and its file may be imported again."""
    tasks = [task for task, _ in _running.values()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _whole(file: Uploaded, choices: Choices, progress: Progress) -> None:
    """The import from its claim to its end, whatever that is."""
    renewing = asyncio.create_task(_renew(file))
    outcome = FAULT
    try:
        await _carry_out(file, choices, progress)
        outcome = ""
    except ImportRefused as refusal:
        outcome = refusal.reason
    except Unreadable:
        outcome = UNREADABLE
    except DatabaseUnavailable as error:
        log.warning("An import was not carried out: %s", error)
        outcome = BUSY
    except asyncio.CancelledError:
        outcome = STOPPED
    except Exception as error:  # the page says so; the server goes on
        log.error("fault in an import", exc_info=error)
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        if outcome:
            with contextlib.suppress(DatabaseUnavailable):  # then the lease runs out
                await query(
                    "UPDATE upload SET lease = NULL, outcome = ? WHERE id = ? AND import_run IS NULL",
                    *(outcome, file.id),
                )
        del _running[file.id]


async def _carry_out(file: Uploaded, choices: Choices, progress: Progress) -> None:
    families = await upload.families(file)
    async with transaction():
        plan = await applying.carry_out(
            families,
            file.decisions,
            skip_bad_rows=choices.skip_bad_rows,
            allow_leavers=choices.allow_leavers,
            actor=choices.actor,
            client=choices.client,
            file_name=file.name,
            progress=progress.tell,
        )
        # What was imported need not be kept twice.
        await query("UPDATE upload SET import_run = ?, content = '', lease = NULL WHERE id = ?", plan.run, file.id)


async def _renew(file: Uploaded) -> None:
    while True:
        await asyncio.sleep(RENEW)
        with contextlib.suppress(DatabaseUnavailable):  # on SQLite the import itself is the one who writes
            await query(
                "UPDATE upload SET lease = ? WHERE id = ? AND import_run IS NULL AND lease IS NOT NULL",
                *(now() + LEASE, file.id),
            )
