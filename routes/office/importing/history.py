"""One past import: what it changed, by name, and its undo."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar import get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.importing.applying import import_change, import_run
from models.importing.applying.import_change import NamedChange
from models.importing.applying.import_run import Run, UndoRefused
from models.importing.comparing.count_words import parts
from models.importing.comparing.summary import changes_text
from routes.office.common.page import OfficePage
from routes.web.client import FromClient
from routes.web.form import Fault, query_value
from routes.web.number import RowId
from routes.web.office import Staff
from routes.web.request import Request

SHOWN = 50  # names of a list, unless all are asked for


@dataclass(frozen=True, slots=True)
class NamedList:
    """The people of one kind of change, under the name of the kind."""

    kind: str
    title: str
    changes: list[NamedChange]


@get("/imports/history/{number:str}")
async def show_run(request: Request, number: RowId) -> OfficePage:
    """What one import changed, and the button to undo it; `all` names the list that is shown whole."""
    return await _page(await _run(number), whole=query_value(request.scope, "all"))


@post("/imports/history/{number:str}/undo", status_code=200)
async def undo_run(staff: Staff, caller: FromClient, number: RowId) -> OfficePage:
    """Undo the whole import or nothing. A second request changes nothing."""
    run = await _run(number)
    try:
        await import_run.undo(run.id, staff.actor, client=caller.client)
    except UndoRefused as refusal:
        run = await _run(number)
        if run.undone_at is None:
            return await _page(run, faults=(Fault("undo", refusal.sentence),), status=409)
    return await _page(await _run(number), at=f"/office/imports/history/{run.id}")


async def _run(number: int) -> Run:
    try:
        return await import_run.run(number)
    except LookupError:
        raise NotFoundException from None


async def _page(run: Run, **options: Any) -> OfficePage:
    lists = [*_lists(await import_change.changes(run.id))]
    options = {"whole": "", **options, "parts": parts(run.counts), "lists": lists, "shown": SHOWN}
    return OfficePage("office/imports/run.html", section="imports", run=run, changes_text=changes_text, **options)


def _lists(changes: list[NamedChange]) -> Iterator[NamedList]:
    titles = {
        "gone_children": _("Élèves qui sont partis"),
        "new_children": _("Nouveaux élèves"),
        "returned_children": _("Élèves qui sont revenus"),
        "changed_children": _("Élèves qui ont changé"),
        "new_adults": _("Nouveaux comptes de parents"),
        "changed_adults": _("Parents qui ont changé"),
        "begun": _("Nouveaux accès"),
        "ended": _("Accès terminés"),
        "closed": _("Accès fermés d’après le fichier"),
        "reopened": _("Accès rouverts"),
        "changed_relations": _("Liens de parenté changés"),
    }
    for kind, title in titles.items():
        if of_kind := [one for one in changes if one.kind == kind]:
            yield NamedList(kind, title, of_kind)
