"""Opening a staff token, for a first or a new password."""

from typing import Any

from litestar import get, post

from language.text import _, day, hour
from models.access.token_refused import TokenExpired, TokenRefused, TokenReplaced, TokenSpent
from models.core import crockford
from models.staff import passwords
from routes.office.common.page import OfficePage
from routes.office.staff.sign_in import next_step
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.office import OPEN, StaffVisitor
from routes.web.page import Page
from routes.web.request import Request


def token_page(token: str = "", *, faults: tuple[Fault, ...] = (), status: int = 200, **options: Any) -> OfficePage:
    """The form for a token, with the typed text."""
    return OfficePage("office/first_connection.html", token=token, faults=faults, status=status, **options)


def refusal(refused: TokenRefused) -> Fault:
    """The sentence that says why a token is refused, and what to do."""
    if isinstance(refused, TokenExpired):
        moment = refused.expired_at
        sentence = _("Ce jeton était valable jusqu’au {day} à {hour}. Demandez un nouveau jeton à l’administration.")
        return Fault("token", sentence.format(day=day(moment), hour=hour(moment)))
    if isinstance(refused, TokenSpent):
        return Fault("token", _("Ce jeton a déjà servi. Connectez-vous avec le mot de passe que vous avez choisi."))
    if isinstance(refused, TokenReplaced):
        return Fault("token", _("Ce jeton est remplacé. Utilisez le dernier jeton que vous avez reçu."))
    return Fault("token", _("Nous ne connaissons pas ce jeton. Demandez un nouveau jeton à l’administration."))


@get("/first-connection", opt=OPEN)
async def show_first_connection(request: Request) -> OfficePage:
    """The form with the token of the link. Opening the link changes nothing (catalogue 8)."""
    return token_page(query_value(request.scope, "token").strip())


@post("/first-connection", opt=OPEN)
async def open_token(request: Request, staff: StaffVisitor, caller: FromClient) -> Page:
    """A valid token opens the password step."""
    token = (await read_form(request)).get("token", "").strip()
    if not token:
        return token_page(faults=(Fault("token", _("Écrivez votre jeton de connexion.")),), status=422)
    try:
        step = await passwords.open_token(token, caller, replaces=staff.session if staff else 0)
    except crockford.Slip:
        sentence = _("Il y a une petite faute dans ce jeton. Comparez chaque lettre et chaque chiffre.")
        return token_page(token, faults=(Fault("token", sentence),), status=422)
    except TokenRefused as refused:
        return token_page(token, faults=(refusal(refused),), status=422)
    return next_step(step)
