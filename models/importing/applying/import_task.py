"""An import under way: a task of the server's process, so that the person who started it may leave the page.

The file is claimed in the database by a lease, so that a double click or two processes make one import. The task renews
the lease. A server that is killed loses it after `LEASE`, and its transaction is rolled back. Only the process that
runs the import knows its progress; its outcome is in the database.
"""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from piccolo.columns.combination import And

from models.core.clock import now
from models.database import DatabaseUnavailable, Values, transaction
from models.importing import Families, Unreadable
from models.importing.applying import answering, import_run, upload
from models.importing.applying import apply as applying
from models.importing.applying.apply import ImportRefused
from models.importing.applying.upload import Upload, Uploaded

log = logging.getLogger("preau.import")

LEASE = timedelta(seconds=30)
RENEW = 5.0  # seconds
# Outcomes of an import that changed nothing, besides the reasons of `ImportRefused`.
STOPPED, UNREADABLE, BUSY, FAULT = "stopped", "unreadable", "busy", "fault"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What was confirmed on the preview, and by whom: the plan with this fingerprint, with the `answers` that were sent
    together with the confirmation."""

    plan: str
    answers: Mapping[str, str]
    staff: int
    skip_bad_rows: bool
    allow_leavers: bool
    actor: str
    client: str


@dataclass(slots=True)
class ImportProgress:
    """Rows written of how many; `whole` is 0 while the file is read and compared."""

    done: int = 0
    whole: int = 0

    def tell(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole


_running: dict[int, tuple[asyncio.Task[None], ImportProgress]] = {}


async def start(file: Uploaded, options: ImportOptions) -> bool:
    """Begin, and return at once; False when this file is being imported, or has been, or when somebody answered a
    question about it since it was read. The answers are stored with the claim."""
    moment = now()
    claim: Values = {Upload.lease: moment + LEASE, Upload.outcome: ""}
    claim |= answering.with_answers(file, options.answers, options.staff)
    free = _not_imported(file) & (Upload.lease.is_null() | (Upload.lease <= moment)) & answering.answered_as(file)
    claimed = bool(await Upload.update(claim).where(free).returning(Upload.id))
    if claimed:
        progress = ImportProgress()
        _running[file.id] = asyncio.create_task(_whole(file, options, progress)), progress
        await asyncio.sleep(0)  # let it start: a task that is cancelled before that does not record how it ended
    return claimed


def _not_imported(file: Uploaded) -> And:
    return (Upload.id == file.id) & Upload.import_run.is_null()


def running() -> int:
    """How many imports are under way in this process."""
    return len(_running)


def progress(file: Uploaded) -> ImportProgress | None:
    """How far the import of this file is; None when none is under way."""
    if file.id in _running:
        return _running[file.id][1]
    living = file.import_run is None and file.lease is not None and file.lease > now()
    return ImportProgress() if living else None


def failure(file: Uploaded) -> str:
    """How the last import of this file ended that changed nothing, or the empty string."""
    if file.import_run is not None or progress(file):
        return ""
    answered_since = file.lease and file.answered_at and file.answered_at > file.lease
    return file.outcome or (STOPPED if file.lease and not answered_since else "")


async def stop() -> None:
    """For the end of the server: roll back every import of this process; their files may be imported again."""
    tasks = [task for task, _ in _running.values()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _whole(file: Uploaded, options: ImportOptions, progress: ImportProgress) -> None:
    """The import from its claim to its end, and the outcome where it changed nothing."""
    renewing = asyncio.create_task(_renew(file))
    outcome = FAULT
    try:
        await _carry_out(file, options, progress)
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
    except Exception as error:  # shown on the page; the server continues
        log.error("fault in an import", exc_info=error)
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        if outcome:
            with contextlib.suppress(DatabaseUnavailable):  # then the lease expires
                failed: Values = {Upload.lease: None, Upload.outcome: outcome}
                await Upload.update(failed).where(_not_imported(file))
        del _running[file.id]


async def _carry_out(file: Uploaded, options: ImportOptions, progress: ImportProgress) -> None:
    """The import, where its plan is the confirmed one. Answers sent with the confirmation may have made it another:
    then the plan without them must be the confirmed one."""
    answered = file.answered(options.answers)
    families = await upload.families(answered)
    try:
        await _apply(answered, families, options, progress, options.plan)
    except ImportRefused as refusal:
        if refusal.reason != "changed" or answered.decisions == file.decisions:
            raise
        shown = await upload.families(file)
        async with transaction():
            await import_run.take_turn()
            await applying.must_be(options.plan, await applying.preview(shown, file.decisions))
            await _apply(answered, families, options, progress)


async def _apply(
    file: Uploaded,
    families: Families,
    options: ImportOptions,
    progress: ImportProgress,
    confirmed: str | None = None,
) -> None:
    async with transaction():
        plan = await applying.carry_out(
            families,
            file.decisions,
            confirmed=confirmed,
            skip_bad_rows=options.skip_bad_rows,
            allow_leavers=options.allow_leavers,
            actor=options.actor,
            client=options.client,
            file_name=file.name,
            progress=progress.tell,
        )
        # The content is in the database now, and is not kept twice.
        done: Values = {Upload.import_run: plan.run, Upload.content: "", Upload.lease: None}
        await Upload.update(done).where(Upload.id == file.id)


async def _renew(file: Uploaded) -> None:
    while True:
        await asyncio.sleep(RENEW)
        claimed = _not_imported(file) & Upload.lease.is_not_null()
        with contextlib.suppress(DatabaseUnavailable):  # on SQLite the import itself holds the write lock
            await Upload.update({Upload.lease: now() + LEASE}).where(claimed)
