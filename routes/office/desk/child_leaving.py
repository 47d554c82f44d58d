"""*L'élève quitte l'école*, on a day that may be past or to come, and *L'élève revient* or stays."""

from typing import Any

from litestar import get, post

from language.text import _, written
from models.core.clock import now
from models.core.days import BadDay, day_of, typed_day
from models.desk import pupil_changes
from models.desk.pupils import OFFICE, ChildChanged, EditableChild
from models.families.child import year_begins
from routes.office.common.page import OfficePage
from routes.office.desk.child import done, found_child
from routes.office.desk.guardian import as_posted, existing, version
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


def _page(child: EditableChild, action: str, *, meanwhile: bool = False, **options: Any) -> OfficePage:
    template = f"office/children/{action}.html"
    return OfficePage(template, section="families", child=child, meanwhile=meanwhile, **options)


def _leave_page(child: EditableChild, typed: str | None = None, **options: Any) -> OfficePage:
    """`typed` is the day as typed; without it the field shows the stored one, or today."""
    shown = day_of(child.left_at or now()).isoformat() if typed is None else typed
    datable = not child.left or child.left_by == OFFICE
    return _page(child, "leave", left_on=shown, datable=datable, **options)


@get("/children/{child_id:str}/leave")
async def show_leave(child_id: RowId) -> OfficePage:
    """The effects, the day, and the button; of one who left by hand, or is to leave, the day can be changed."""
    return _leave_page(await found_child(child_id))


@post("/children/{child_id:str}/leave")
async def leave(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """The pupil leaves on that day; today or earlier: from the next request on nobody sees it."""
    form, child = await read_form(request), await found_child(child_id)
    typed = form.get("left_on", "")
    try:
        if not typed.strip() and child.left_at and not child.left:
            raise BadDay("missing")
        day = typed_day(typed)
        with existing():
            await pupil_changes.leave(child.id, version(form), by, day)
    except BadDay as bad:
        return _leave_page(as_posted(child, form), typed, faults=(Fault("left_on", _no_day(bad)),), status=422)
    except ChildChanged:
        return _leave_page(await found_child(child_id), typed, meanwhile=True, status=409)
    return await done(by, child.id, "left" if day <= day_of(now()) else "leaving")


def _no_day(bad: BadDay) -> str:
    begun = written(year_begins(day_of(now())))
    return {
        "missing": _("Écrivez le jour, ou choisissez : L’élève reste à l’école."),
        "unreadable": _("Cette date n’existe pas. Exemple : 31/12/2026"),
        "before": _("Cette date est avant le début de l’année scolaire, le {day}. Vérifiez l’année.").format(day=begun),
        "far": _("Cette date est très loin. Vérifiez l’année."),
        "left": _(
            "L’élève a déjà quitté l’école : écrivez un jour passé, ou aujourd’hui."
            " L’élève est encore là jusqu’à ce jour ? Notez d’abord son retour."
        ),
    }[bad.problem]


@get("/children/{child_id:str}/return")
async def show_return(child_id: RowId) -> OfficePage:
    """The effects, and the button."""
    return _page(await found_child(child_id), "return")


@post("/children/{child_id:str}/return")
async def come_back(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """The pupil is at the school again, or stays."""
    form, child = await read_form(request), await found_child(child_id)
    try:
        with existing():
            await pupil_changes.come_back(child.id, version(form), by)
    except ChildChanged:
        return _page(await found_child(child_id), "return", meanwhile=True, status=409)
    return await done(by, child.id, "returned" if child.left else "stays")
