"""One past import: what it changed, and its undo."""

from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from models.importing.applying import import_run
from models.importing.applying.import_run import Run, UndoRefused
from models.importing.comparing.summary import parts
from routes.office.common.page import OfficePage
from routes.web.client import FromClient
from routes.web.form import Fault
from routes.web.number import RowId
from routes.web.office import Staff


async def _run(number: int) -> Run:
    try:
        return await import_run.run(number)
    except LookupError:
        raise NotFoundException from None


def _page(run: Run, **options: Any) -> OfficePage:
    return OfficePage("office/imports/run.html", section="imports", run=run, parts=parts(run.counts), **options)


@get("/imports/history/{number:str}")
async def show_run(number: RowId) -> OfficePage:
    """The counts of one import, and the button to undo it."""
    return _page(await _run(number))


@post("/imports/history/{number:str}/undo", status_code=200)
async def undo_run(staff: Staff, caller: FromClient, number: RowId) -> OfficePage:
    """Undo the whole import or nothing. A second request changes nothing."""
    run = await _run(number)
    try:
        await import_run.undo(run.id, staff.actor, client=caller.client)
    except UndoRefused as refusal:
        run = await _run(number)
        if run.undone_at is None:
            return _page(run, faults=(Fault("undo", refusal.sentence),), status=409)
    return _page(await _run(number), at=f"/office/imports/history/{run.id}")
