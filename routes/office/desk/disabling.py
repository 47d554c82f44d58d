"""*Fermer le compte* of one adult, and *Rouvrir le compte*."""

from litestar import get, post

from models.desk import disabling
from models.desk.editing import EditableGuardian, GuardianChanged
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import done, existing, found, version
from routes.web.form import read_form
from routes.web.number import RowId
from routes.web.office import CONFIRMED, StaffActor
from routes.web.request import Request


def _page(adult: EditableGuardian, action: str, *, meanwhile: bool = False, status: int = 200) -> OfficePage:
    template = f"office/guardian/{action}.html"
    return OfficePage(template, section="families", adult=adult, meanwhile=meanwhile, status=status)


@get("/guardians/{guardian_id:str}/disable", opt=CONFIRMED)
async def show_disable(guardian_id: RowId) -> OfficePage:
    """The effects of disabling, and the button."""
    return _page(await found(guardian_id), "disable")


@post("/guardians/{guardian_id:str}/disable", opt=CONFIRMED)
async def disable(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Disable the account, from the next request on."""
    form, adult = await read_form(request), await found(guardian_id)
    try:
        with existing():
            await disabling.disable(adult.id, version(form), by)
    except GuardianChanged:
        return _page(await found(guardian_id), "disable", meanwhile=True, status=409)
    return await done(by, adult.id, "disabled")


@get("/guardians/{guardian_id:str}/enable", opt=CONFIRMED)
async def show_enable(guardian_id: RowId) -> OfficePage:
    """The effects of enabling, and the button."""
    return _page(await found(guardian_id), "enable")


@post("/guardians/{guardian_id:str}/enable", opt=CONFIRMED)
async def enable(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Enable the account again, with the same password."""
    form, adult = await read_form(request), await found(guardian_id)
    try:
        with existing():
            await disabling.enable(adult.id, version(form), by)
    except GuardianChanged:
        return _page(await found(guardian_id), "enable", meanwhile=True, status=409)
    return await done(by, adult.id, "enabled")
