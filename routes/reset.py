"""*Mot de passe oublié*: also for a token expired, a username forgotten, a password wrong."""

import secrets

from litestar import get, post

from language.text import _
from models.access import password_reset
from models.core.address import BadAddress
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import EVERYONE


@get("/reset", opt=EVERYONE)
async def show_reset() -> Page:
    """The one field: the address the school has."""
    return _form()


def _form(email: str = "", faults: tuple[Fault, ...] = ()) -> Page:
    return Page(
        "reset/index.html",
        status=422 if faults else 200,
        email=email,
        faults=faults,
        form_key=secrets.token_urlsafe(12),
    )


@post("/reset", opt=EVERYONE)
async def ask_reset(request: Request, caller: FromClient) -> Page:
    """*Soumettre*: the same page, at the same speed, whether or not the address is known (catalogue 14)."""
    form = await read_form(request)
    email = form.get("email", "").strip()
    try:
        await password_reset.ask(email, caller.client, form.get("once", ""))
    except BadAddress:
        sentence = _("Écrivez une adresse mail complète, par exemple marie@exemple.be.")
        return _form(email, (Fault("email", sentence),))
    return sent_page()


@get("/reset/sent", opt=EVERYONE)
async def show_sent() -> Page:
    """Where a plain browser lands after *Soumettre*."""
    return Page("reset/sent.html", fixed="sent")


def sent_page() -> Page:
    """What to expect, and what to do if no mail comes."""
    return Page("reset/sent.html", at="/reset/sent")
