"""The link of mails about announcements: when they come to its reader, chosen without a sign-in.

GET changes nothing: mail programs and their scanners follow links.
"""

from typing import Any

from litestar import get, post
from litestar.params import FromPath

from models.announcements import mail_choice
from models.core import school
from routes.account import chosen_weekly, mails_kept, no_choice
from routes.web.client import FromClient
from routes.web.form import query_value, read_form
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import EVERYONE


@get(f"{mail_choice.PAGE}/{{signed:str}}", opt=EVERYONE)
async def show_mails(request: Request, signed: FromPath[str]) -> Page:
    """Both choices, the present one checked."""
    kept = query_value(request.scope, "notice") == "kept"
    return await _page(signed, notice_text=mails_kept() if kept else "")


@post(mail_choice.PAGE, opt=EVERYONE)
async def keep_mails(request: Request, caller: FromClient) -> Page:
    """*Garder ce choix*."""
    form = await read_form(request)
    signed, weekly = form.get("link", ""), chosen_weekly(form)
    if weekly is None:
        return await _page(signed, faults=no_choice(), status=422)
    try:
        guardian, _before = await mail_choice.adult_of(signed)
    except LookupError:
        return await _page(signed)
    await mail_choice.choose(guardian, weekly=weekly, client=caller.client, by_link=True)
    return await _page(signed, notice_text=mails_kept(), at=f"{mail_choice.PAGE}/{signed}?notice=kept")


async def _page(signed: str, notice_text: str = "", **options: Any) -> Page:
    """The choice, or where to sign in for it if the link is nobody's."""
    try:
        _guardian, weekly = await mail_choice.adult_of(signed)
    except LookupError:
        return Page("account/mails_by_link.html", signed="", visit=None, notice_text="", status=404)
    return Page(
        "account/mails_by_link.html",
        signed=signed,
        into=mail_choice.PAGE,
        weekly=weekly,
        weekly_mail_day=school.settings().weekly_mail_day,
        visit=None,
        notice_text=notice_text,
        **options,
    )


ROUTES = (show_mails, keep_mails)
