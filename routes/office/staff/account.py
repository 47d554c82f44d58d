"""One's own account in the office: password, second factor, sessions."""

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from language.text import _
from models.staff import account_changes, notices, recovery_codes
from models.staff.accounts import colleague
from models.staff.devices import devices
from routes.office.number import number
from routes.office.page import OfficePage
from routes.office.staff.onward import Onward
from routes.office.when import when
from routes.web.client import client_of
from routes.web.form import asked, read_form
from routes.web.office import by, staff
from routes.web.page import Page
from routes.web.refusals import BadForm
from routes.web.request import Request


async def account_page(request: Request, notice: str = "", **options: Any) -> OfficePage:
    """`notice` names what has just been done."""
    notice_texts = {
        "password": _("Votre nouveau mot de passe est enregistré. Vos autres sessions sont fermées."),
        "recovery": _("Ce code de secours a servi. Si votre téléphone est perdu, réglez la double connexion ici."),
        "session": _("La session est fermée."),
    }
    visit = staff(request)
    return OfficePage(
        "office/account.html",
        notice_text=notice_texts.get(notice, ""),
        unread=await notices.unread(visit.staff),
        codes_left=await recovery_codes.left(visit.staff),
        when=when,
        sessions=await devices(visit.staff),
        **options,
    )


@get("/account")
async def show_account(request: Request) -> OfficePage:
    """Every session that is open, this one named."""
    return await account_page(request, asked(request.scope, "notice"))


@post("/account/notices")
async def read_notices(request: Request) -> Page:
    """*J'ai lu*: what the page showed is not shown again."""
    visit, last = staff(request), (await read_form(request)).get("last", "")
    if not (last.isascii() and last.isdecimal() and len(last) < 10):
        raise BadForm
    await notices.mark_read(visit.staff, int(last), actor=visit.actor, client=client_of(request.scope))
    return Onward("/office/account")


@post("/account/sessions/{session:str}/end")
async def end_session(request: Request, session: FromPath[str]) -> Page:
    """One of one's own; anybody else's is not found, and nothing happens (catalogue 43)."""
    await account_changes.end_session(await colleague(staff(request).staff), number(session), by(request))
    return await account_page(request, "session", at="/office/account?notice=session")


@post("/account/sessions/end")
async def end_others(request: Request) -> Page:
    """All but this one."""
    visit = staff(request)
    await account_changes.end_other_sessions(await colleague(visit.staff), visit.session, by(request))
    return await account_page(request, "session", at="/office/account?notice=session")
