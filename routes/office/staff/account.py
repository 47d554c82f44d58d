"""The caller's own account: notices, sessions."""

from typing import Any

from litestar import get, post

from language.text import _
from models.staff import account_changes, notices, recovery_codes, trusted_devices
from models.staff.accounts import colleague
from models.staff.devices import devices
from models.staff.sessions import StaffVisit
from models.staff.trusted_devices import ListedDevice
from routes.office.common.page import OfficePage
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import query_value, read_form
from routes.web.number import RowId, whole
from routes.web.office import TEACHERS, Staff, StaffActor
from routes.web.onward import Onward
from routes.web.page import Page
from routes.web.refusals import BadForm
from routes.web.request import Request

MOST_NOTICES = 999_999_999  # the largest number of a notice that a form may name


async def account_page(staff: StaffVisit, here: ListedDevice | None, notice: str = "", **options: Any) -> OfficePage:
    """The account page; `here` is the device in use where it is trusted, `notice` names the action just done."""
    notice_texts = {
        "password": _("Votre nouveau mot de passe est enregistré. Vos autres sessions sont fermées."),
        "recovery": _("Ce code de secours a servi. Si votre téléphone est perdu, réglez la double connexion ici."),
        "session": _("La session est fermée."),
        "device": _("Cet appareil est de confiance."),
        "language": _("Le secrétariat vous parle maintenant dans cette langue."),
    }
    return OfficePage(
        "office/account.html",
        notice_text=notice_texts.get(notice, ""),
        unread=await notices.unread(staff.staff),
        codes_left=await recovery_codes.left(staff.staff),
        sessions=await devices(staff.staff),
        here=here,
        **options,
    )


async def here(request: Request) -> ListedDevice | None:
    """The device in use, where it is trusted."""
    return await trusted_devices.known(cookie.DEVICE.read(request.scope))


@get("/account", opt=TEACHERS)
async def show_account(request: Request, staff: Staff) -> OfficePage:
    """The account, with the caller's open sessions."""
    return await account_page(staff, await here(request), query_value(request.scope, "notice"))


@post("/account/notices", opt=TEACHERS)
async def read_notices(request: Request, staff: Staff, caller: FromClient) -> Page:
    """*J'ai lu*: mark the notices that the page showed as read."""
    last = whole((await read_form(request)).get("last", ""), MOST_NOTICES)
    if last is None:
        raise BadForm
    await notices.mark_read(staff.staff, last, actor=staff.actor, client=caller.client)
    return Onward("/office/account")


@post("/account/sessions/{session:str}/end", opt=TEACHERS)
async def end_session(request: Request, staff: Staff, by: StaffActor, session: RowId) -> Page:
    """End one of the caller's own sessions; the id of any other session changes nothing (catalogue 43)."""
    await account_changes.end_session(await colleague(staff.staff), session, by)
    return await account_page(staff, await here(request), "session", at="/office/account?notice=session")


@post("/account/sessions/end", opt=TEACHERS)
async def end_others(request: Request, staff: Staff, by: StaffActor) -> Page:
    """End the caller's other sessions."""
    await account_changes.end_other_sessions(await colleague(staff.staff), staff.session, by)
    return await account_page(staff, await here(request), "session", at="/office/account?notice=session")
