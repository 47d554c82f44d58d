"""*L'élève quitte l'école* and *L'élève revient*."""

from litestar import get, post

from models.desk import pupil_changes
from models.desk.pupils import ChildChanged, EditableChild
from routes.office.common.page import OfficePage
from routes.office.desk.child import done, found_child
from routes.office.desk.guardian import existing, version
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


def _page(child: EditableChild, action: str, *, meanwhile: bool = False, status: int = 200) -> OfficePage:
    template = f"office/children/{action}.html"
    return OfficePage(template, section="families", child=child, meanwhile=meanwhile, status=status)


@get("/children/{child_id:str}/leave")
async def show_leave(child_id: RowId) -> OfficePage:
    """The effects, and the button."""
    return _page(await found_child(child_id), "leave")


@post("/children/{child_id:str}/leave")
async def leave(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """The pupil has left, from the next request on."""
    form, child = await read_form(request), await found_child(child_id)
    try:
        with existing():
            await pupil_changes.leave(child.id, version(form), by)
    except ChildChanged:
        return _page(await found_child(child_id), "leave", meanwhile=True, status=409)
    return await done(by, child.id, "left")


@get("/children/{child_id:str}/return")
async def show_return(child_id: RowId) -> OfficePage:
    """The effects, and the button."""
    return _page(await found_child(child_id), "return")


@post("/children/{child_id:str}/return")
async def come_back(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """The pupil is at the school again."""
    form, child = await read_form(request), await found_child(child_id)
    try:
        with existing():
            await pupil_changes.come_back(child.id, version(form), by)
    except ChildChanged:
        return _page(await found_child(child_id), "return", meanwhile=True, status=409)
    return await done(by, child.id, "returned")
