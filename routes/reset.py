"""*Mot de passe oublié*: asking for a mail with a link to a new password."""

import secrets

from litestar import get, post
from litestar.datastructures import Cookie

from language.text import _
from models.access import password_reset
from models.core.address import BadAddress
from routes.web import tongue
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import EVERYONE


@get("/reset", opt=EVERYONE)
async def show_reset(request: Request) -> Page:
    """The form, with one field: the mail address that the school has."""
    return _form(cookies=tongue.reads_on(request.scope))


def _form(email: str = "", faults: tuple[Fault, ...] = (), cookies: list[Cookie] | None = None) -> Page:
    return Page(
        "reset/index.html",
        status=422 if faults else 200,
        email=email,
        faults=faults,
        form_key=secrets.token_urlsafe(12),
        cookies=cookies,
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
    """The page to which *Soumettre* redirects a browser without htmx."""
    return Page("reset/sent.html", fixed="sent")


def sent_page() -> Page:
    """What to expect, and what to do if no mail comes."""
    return Page("reset/sent.html", at="/reset/sent")
