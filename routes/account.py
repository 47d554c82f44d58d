"""One's own account: username, address, devices, sign-out everywhere."""

from typing import Any

from litestar import Request, get

from models import session
from models.address import masked
from models.session import Started, Visit
from routes.web import cookie
from routes.web.form import asked
from routes.web.page import Page
from routes.web.visitor import signed_in
from text import _


@get("/account")
async def show_account(request: Request[Any, Any, Any]) -> Page:
    """The account, and every device that is signed in to it (catalogue 33)."""
    saved = asked(request.scope, "notice") == "password"
    return await account_page(signed_in(request), saved=saved)


async def account_page(visit: Visit, *, started: Started | None = None, saved: bool = False) -> Page:
    """The account page; right after a change of password the session is the one just `started`."""
    cookies = []
    if started:
        visit = await session.find(started.secret) or visit
        cookies = [cookie.keep(started)]
    return Page(
        "account/index.html",
        at="/account?notice=password" if started else "",
        visit=visit,
        address=masked(visit.email),
        devices=await session.devices(visit.guardian),
        notice_text=_("Votre nouveau mot de passe est enregistré.") if started or saved else "",
        cookies=cookies,
    )
