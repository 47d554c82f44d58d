"""*Ajouter un parent*: an adult gets access to a pupil, and to brothers and sisters that are ticked.

The password is asked again, as before an access is given back: what a pupil's page shows is opened to somebody.
"""

import secrets
from collections.abc import Mapping

from litestar import get, post

from models.desk import granting, pupils
from models.desk.granting import PupilLeft, Unsettled
from models.desk.pupils import EditableChild
from routes.office.common.page import OfficePage
from routes.office.desk import adult_form
from routes.office.desk.child import done, found_child
from routes.office.desk.child_new import FORM_KEY, MOST
from routes.office.desk.guardian import existing
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import CONFIRMED, StaffActor
from routes.web.request import Request


async def _page(
    child: EditableChild,
    form: Mapping[str, str],
    wrong: Unsettled | None = None,
    *,
    incomplete: bool = False,
    gone: EditableChild | None = None,
    status: int = 200,
) -> OfficePage:
    siblings = await pupils.siblings(child.id)
    return OfficePage(
        "office/children/parent.html",
        section="families",
        child=child,
        siblings=siblings,
        ticked=[one.id for one in siblings if form.get(f"child-{one.id}") == "yes"],
        forms=[adult_form.adult_form(0, "", adult_form.read(form, 0), wrong)],
        form_key=form.get("once") or secrets.token_urlsafe(12),
        incomplete=incomplete,
        gone=gone,
        faults=adult_form.faults(wrong),
        status=422 if wrong or incomplete else status,
    )


@get("/children/{child_id:str}/parents/new", opt=CONFIRMED)
async def show_parent(child_id: RowId) -> OfficePage:
    """The form, for this pupil alone."""
    return await _page(await found_child(child_id), {})


@post("/children/{child_id:str}/parents/new", opt=CONFIRMED)
async def add_parent(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """Give the access, once for each form. Nothing that was typed is lost where something is wrong."""
    form, child = await read_form(request, MOST), await found_child(child_id)
    if not FORM_KEY.fullmatch(form.get("once", "")):
        return await _page(child, {**form, "once": ""}, incomplete=True)
    siblings = await pupils.siblings(child.id, also_left=True)  # one who has left meanwhile is not passed over
    ticked = [one for one in siblings if form.get(f"child-{one.id}") == "yes"]
    try:
        with existing():
            await granting.add_parent(adult_form.read(form, 0), [child, *ticked], form["once"], by)
    except Unsettled as wrong:
        return await _page(child, form, wrong)
    except PupilLeft as left:
        return await _page(await found_child(child_id), form, gone=left.child, status=409)
    return await done(by, child.id, "parent-added")
