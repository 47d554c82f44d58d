"""`/office/welcome`: the first steps of a school, from a mail of trial to everybody."""

import secrets
from typing import Any

from litestar import get, post

from language.text import _
from models.core.address import BadAddress
from models.office import mails, trial, welcome
from routes.office.page import OfficePage
from routes.office.post.mail_warning import mail_warning
from routes.office.post.server_words import meaning
from routes.office.when import when
from routes.web.client import client_of
from routes.web.form import Fault, read_form
from routes.web.office import ADMIN, staff
from routes.web.request import Request

HERE = "/office/welcome"


@get("/welcome", opt=ADMIN)
async def show_welcome(request: Request) -> OfficePage:
    """How far the school is, and what comes next."""
    return await _welcome_page(request)


async def _welcome_page(request: Request, **options: Any) -> OfficePage:
    found = await welcome.find(staff(request))
    return OfficePage(
        "office/welcome/index.html",
        found=found,
        warning=await mail_warning() if found.waiting else ("", ""),
        meaning=meaning,
        when=when,
        once=secrets.token_urlsafe(16),
        **{"email": staff(request).email, **options},
    )


@post("/welcome/mail", opt=ADMIN, status_code=200)
async def send_test(request: Request) -> OfficePage:
    """A mail of trial; the page then says what the mail server made of it."""
    form, who = await read_form(request), staff(request)
    try:
        await mails.test(form.get("email", ""), form.get("once", ""), actor=who.actor, client=client_of(request.scope))
    except BadAddress:
        return await _bad_address(request, form.get("email", ""))
    return await _welcome_page(request, at=HERE)


@post("/welcome/trial", opt=ADMIN, status_code=200)
async def begin_trial(request: Request) -> OfficePage:
    """An invitation to oneself."""
    form = await read_form(request)
    try:
        await trial.begin(staff(request), form.get("email", ""), client=client_of(request.scope))
    except BadAddress:
        return await _bad_address(request, form.get("email", ""))
    return await _welcome_page(request, at=HERE)


async def _bad_address(request: Request, typed: str) -> OfficePage:
    sentence = _("Écrivez une adresse mail complète, par exemple marie@exemple.be.")
    return await _welcome_page(request, faults=(Fault("email", sentence),), email=typed, status=422)


@post("/welcome/trial/remove", opt=ADMIN, status_code=200)
async def remove_trial(request: Request) -> OfficePage:
    """The trial account goes, and all that hangs on it."""
    who = staff(request)
    await trial.remove(who.staff, actor=who.actor, client=client_of(request.scope))
    return await _welcome_page(request, at=HERE)


@post("/welcome/hide", opt=ADMIN, status_code=200)
async def hide_guide(request: Request) -> OfficePage:
    """Whether `/office` leads here; the page itself stays."""
    hidden = (await read_form(request)).get("hidden") == "yes"
    await welcome.hide(hidden, actor=staff(request).actor, client=client_of(request.scope))
    return await _welcome_page(request, at=HERE)
