"""`/office`, and `/office/welcome`: the first steps of a school, from a test mail to the invitations."""

import secrets
from typing import Any

from litestar import get, post
from litestar.response import Redirect

from language.text import _
from models.core.address import BadAddress
from models.office import mails, trial, welcome
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.office.outbox.words import mail_warning, meaning
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.office import ADMIN, TEACHERS, Staff
from routes.web.request import Request

HERE = "/office/welcome"


@get("/welcome", opt=ADMIN)
async def show_welcome(staff: Staff) -> OfficePage:
    """The steps, those done and the next one."""
    return await _welcome_page(staff)


async def _welcome_page(staff: StaffVisit, **options: Any) -> OfficePage:
    found = await welcome.find(staff)
    return OfficePage(
        "office/welcome/index.html",
        found=found,
        warning=await mail_warning() if found.waiting else ("", ""),
        meaning=meaning,
        form_key=secrets.token_urlsafe(16),
        **{"email": staff.email, **options},
    )


@post("/welcome/mail", opt=ADMIN, status_code=200)
async def send_test(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """Send a test mail. The page then shows the mail server's answer."""
    form = await read_form(request)
    try:
        await mails.test(form.get("email", ""), form.get("once", ""), actor=staff.actor, client=caller.client)
    except BadAddress:
        return await _bad_address(staff, form.get("email", ""))
    return await _welcome_page(staff, at=HERE)


@post("/welcome/trial", opt=ADMIN, status_code=200)
async def begin_trial(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """Create a trial account and invite it."""
    form = await read_form(request)
    try:
        await trial.begin(staff, form.get("email", ""), client=caller.client)
    except BadAddress:
        return await _bad_address(staff, form.get("email", ""))
    return await _welcome_page(staff, at=HERE)


async def _bad_address(staff: StaffVisit, typed: str) -> OfficePage:
    sentence = _("Écrivez une adresse mail complète, par exemple marie@exemple.be.")
    return await _welcome_page(staff, faults=(Fault("email", sentence),), email=typed, status=422)


@post("/welcome/trial/remove", opt=ADMIN, status_code=200)
async def remove_trial(staff: Staff, caller: FromClient) -> OfficePage:
    """Delete the trial account with everything that belongs to it."""
    await trial.remove(staff.staff, actor=staff.actor, client=caller.client)
    return await _welcome_page(staff, at=HERE)


@post("/welcome/hide", opt=ADMIN, status_code=200)
async def hide_guide(request: Request, staff: Staff, caller: FromClient) -> OfficePage:
    """Set whether `/office` redirects to this page. The page itself stays."""
    hidden = (await read_form(request)).get("hidden") == "yes"
    await welcome.hide(hidden, actor=staff.actor, client=caller.client)
    return await _welcome_page(staff, at=HERE)


@get("/", opt=TEACHERS)
async def show_home(staff: Staff) -> Redirect:
    """Redirect to the families, teachers to the announcements; before the first invitation, admins to the first
    steps."""
    if staff.teacher:
        return Redirect("/office/announcements", status_code=303)
    first = staff.admin and await welcome.wanted()
    return Redirect("/office/welcome" if first else "/office/families", status_code=303)
