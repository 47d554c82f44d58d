"""*Connexion* with a token, and the new token for one that has expired."""

from litestar import post

from language.text import _
from models.access import first_connection, password_reset
from models.access.token_refused import TokenRefused
from models.core import crockford
from routes.entrance import FIRST, entrance
from routes.password import choose_page
from routes.refused_token import refused_page
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.page import Page
from routes.web.request import Request
from routes.web.visitor import EVERYONE, Visitor


@post("/first-connection", opt=EVERYONE)
async def open_token(request: Request, visit: Visitor, caller: FromClient) -> Page:
    """A valid token opens the password step; for any other the page says why it is refused."""
    form = await read_form(request)
    token = form.get("token", "").strip()
    if not token:
        return entrance(
            FIRST, token=token, status=422, faults=(Fault("token", _("Écrivez votre jeton de connexion.")),)
        )
    if visit and visit.signed_in and not form.get("switch"):
        person = await first_connection.owner(token, caller.client)
        if person and person.id != visit.guardian:  # another account is signed in: the parent chooses (catalogue 35)
            return Page("entrance/signed_in.html", visit=visit, token=token)
    try:
        started = await first_connection.open_token(
            token,
            client=caller.client,
            device=caller.device,
            replaces=visit.session if visit else 0,
        )
    except crockford.Slip:
        sentence = _(
            "Il y a une petite faute dans ce jeton. Comparez chaque lettre et chaque chiffre avec le mail ou le papier."
        )
        return entrance(FIRST, token=token, status=422, faults=(Fault("token", sentence),))
    except TokenRefused as refused:
        return refused_page(refused, token, visit)
    return await choose_page(started=started)


@post("/first-connection/renew", opt=EVERYONE)
async def renew_token(request: Request, visit: Visitor, caller: FromClient) -> Page:
    """Ask for a new token. The answer is the same whether or not one is sent."""
    form = await read_form(request)
    if visit and not visit.signed_in and not form.get("token"):  # it expired on the password page
        await password_reset.ask_for(visit.guardian, caller.client)
    else:
        await password_reset.ask_again(form.get("token", ""), caller.client)
    return Page("reset/sent.html", at="/reset/sent")
