"""The choice of the office's language, before the sign-in and on one's own account."""

from litestar import post

from language import text
from models.families.event import Actor
from models.staff import account_changes
from models.staff.accounts import colleague
from models.staff.sessions import IN
from routes.office.staff.account import account_page, here
from routes.office.staff.first_connection import token_page
from routes.office.staff.sign_in import sign_in_page
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import read_form
from routes.web.office import OPEN, StaffVisitor
from routes.web.onward import with_next
from routes.web.page import Page
from routes.web.refusals import BadForm
from routes.web.request import Request


@post("/language", opt=OPEN)
async def choose_language(request: Request, staff: StaffVisitor, caller: FromClient) -> Page:
    """Keep the choice on the account of who is signed in, else in this browser, for the next sign-in too
    (routes/web/tongue.py). What was typed stays, but the password."""
    form = await read_form(request)
    language = form.get("language", "")
    if not text.office_speaks(language):
        raise BadForm
    text.speak(language)
    if staff and staff.stage == IN:
        who = await colleague(staff.staff)
        await account_changes.choose_language(who, language, Actor(staff.actor, caller.client))
        return await account_page(staff, await here(request), "language", at="/office/account?notice=language")
    cookies = cookie.speaks_office(language)
    if (token := form.get("token")) is not None:
        return token_page(token.strip(), at="" if token else "/office/first-connection", cookies=cookies)
    onward, username = form.get("next", ""), form.get("username", "").strip()
    at = "" if username else with_next("/office/sign-in", onward)
    return sign_in_page(onward=onward, username=username, at=at, cookies=cookies)
