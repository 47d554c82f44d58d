"""What an import would do (`preview`), and doing it, whole or not at all (`carry_out`)."""

import asyncio
import gc
import json
from collections.abc import Callable
from dataclasses import replace

from models.database import transaction
from models.families import directory, event
from models.importing.applying import address_notices, import_change, import_run, journal, memory, write_plan
from models.importing.comparing.compare import compare
from models.importing.comparing.fingerprint import fingerprint
from models.importing.comparing.plan import Plan
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading import cells, names
from models.importing.reading.families import Families
from models.importing.reading.questions import Answers, Decisions


class ImportRefused(Exception):
    """Nothing was changed; `plan` is what would have been done. `reason` is `changed`, `unclear`, `faults` or
    `leavers`."""

    def __init__(self, reason: str, plan: Plan) -> None:
        super().__init__(reason)
        self.reason, self.plan = reason, plan


async def preview(
    families: Families, decisions: Decisions | None = None, *, aside: bool = False, earlier: bool = False
) -> Plan:
    """What importing would do at this moment; changes nothing. Compared in a thread, since it may take seconds.

    `aside`: in the server, outside any transaction. `earlier`: the decisions are from before another import.
    """
    try:
        answers = Answers(decisions, await memory.answers(), earlier=earlier)
        stored = await StoredFamilies.load(aside=aside)
        return await asyncio.to_thread(_compare, families, stored, answers)
    finally:
        for remembered in (cells.trimmed, cells.phone_key, names.name_key, names.squash):
            remembered.cache_clear()  # the names of a school's families do not stay in memory


def _compare(families: Families, stored: StoredFamilies, answers: Answers) -> Plan:
    """Without garbage collection, which would find nothing and stop every request for a tenth of a second."""
    gc.disable()
    try:
        return compare(families, stored, answers)
    finally:
        gc.enable()


async def carry_out(
    families: Families,
    decisions: Decisions | None = None,
    *,
    confirmed: str | None = None,
    skip_bad_rows: bool = False,
    allow_leavers: bool = False,
    actor: str = "cli",
    client: str = "",
    file_name: str = "",
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> Plan:
    """Import, and return what was done; `plan.run` is its number in the history. Raises `ImportRefused`.

    The plan is made inside the transaction that applies it, so that of two imports at once the second waits.
    `confirmed` is the fingerprint of the plan that somebody read before; another is refused.
    `progress` is called with the rows written so far, and of how many.
    """
    async with transaction():
        await import_run.take_turn()
        plan = await preview(families, decisions)
        if confirmed is not None:
            await must_be(confirmed, plan)
        if plan.unanswered:
            raise ImportRefused("unclear", plan)
        if plan.faults and not skip_bad_rows:
            raise ImportRefused("faults", plan)
        if plan.doubtful and not allow_leavers:
            raise ImportRefused("leavers", plan)
        before = await journal.before(plan)
        await write_plan.write(plan, progress)
        if not plan.changes_nothing:
            await directory.refresh_all()
        counts = {"rows": plan.rows, "bad_rows": len(plan.faults), **plan.counts}
        written = await journal.written(before)
        run = await import_run.record(actor, file_name, counts, written)
        await import_change.record(run, plan)
        await address_notices.after_import(written)
        if plan.blocking_questions:
            await memory.remember_answers(plan, (await write_plan.ids_by_key())[0], run)
        detail = {"file": file_name, **counts, "answers": memory.audited(plan)}
        await event.record("import", actor=actor, client=client, detail=json.dumps(detail))
    return replace(plan, run=run)


async def must_be(confirmed: str, plan: Plan) -> None:
    """Raises `ImportRefused` where this is not the plan with that fingerprint."""
    if await asyncio.to_thread(fingerprint, plan) != confirmed:
        raise ImportRefused("changed", plan)
