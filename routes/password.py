"""`/password`: choosing a password after a token, or changing it when signed in."""

from typing import Any

from litestar import get, post

from language.text import _
from models.access import first_connection, password_change, session
from models.access.first_connection import AlreadyDone
from models.access.password import MINIMUM, PasswordRefused
from models.access.password_change import WrongPassword
from models.access.session import Started, Visit
from models.access.throttle import Caller
from models.access.token_refused import TokenRefused
from routes.account import account_page
from routes.children import home
from routes.refused_token import refused_page
from routes.web import cookie, tongue
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.page import Page
from routes.web.refusals import NotSignedIn
from routes.web.request import Request
from routes.web.visitor import CHOOSING, SignedIn


async def choose_page(
    *, visit: Visit | None = None, started: Started | None = None, faults: tuple[Fault, ...] = (), status: int = 200
) -> Page:
    """The password step after a token. `started` is the session that *Connexion* has just made."""
    cookies = []
    if started:
        visit = await session.find(started.secret)
        tongue.settle(visit)
        cookies = [cookie.keep(started)]
    if visit is None:
        raise NotSignedIn("ended")
    return Page(
        "password/choose.html",
        at="/password" if started else "",
        status=status,
        who=visit,
        minimum=MINIMUM,
        faults=faults,
        cookies=cookies,
    )


def change_page(visit: Visit, *, faults: tuple[Fault, ...] = (), **options: Any) -> Page:
    """The form to change the password, for a signed-in parent."""
    return Page("password/change.html", visit=visit, who=visit, minimum=MINIMUM, faults=faults, **options)


def refusal(refused: PasswordRefused, minimum: int = MINIMUM) -> Fault:
    """The sentence that says why a password is not accepted, and how to choose another."""
    sentences = {
        "short": _("Ce mot de passe est trop court. Il faut au moins {minimum} caractères.").format(minimum=minimum),
        "nul": _("Ce mot de passe contient un caractère que nous ne pouvons pas garder. Écrivez-le au clavier."),
        "common": _("Ce mot de passe est trop facile à deviner. Prenez par exemple quatre mots au hasard."),
        "name": _("Ce mot de passe ressemble à votre nom ou à celui de l’école. Choisissez autre chose."),
        "same": _("C’est déjà votre mot de passe. Choisissez-en un autre."),
    }
    return Fault("password", sentences[refused.reason])


@get("/password", opt=CHOOSING)
async def show_password(visit: SignedIn) -> Page:
    """The password step, or the change of password."""
    return change_page(visit) if visit.signed_in else await choose_page(visit=visit)


@post("/password", opt=CHOOSING)
async def save_password(request: Request, caller: FromClient, visit: SignedIn) -> Page:
    """*Modifier*: store the password of either form."""
    form = await read_form(request)
    return await (_change(caller, visit, form) if visit.signed_in else _choose(caller, visit, form))


async def _choose(caller: Caller, visit: Visit, form: dict[str, str]) -> Page:
    if not form.get("password"):
        return await choose_page(visit=visit, status=422, faults=(_missing("password"),))
    where = {"client": caller.client, "device": caller.device}
    try:
        started = await first_connection.choose_password(visit, form["password"], **where)
    except PasswordRefused as refused:
        return await choose_page(visit=visit, status=422, faults=(refusal(refused),))
    except TokenRefused as refused:
        return refused_page(refused, "", visit)
    except AlreadyDone as done:
        return Page(
            "password/done.html",
            status=409,
            cookies=[cookie.keep(done.started), cookie.know()],
            headers={"Refresh": "0; url=/children"},
        )
    return await home(started)


async def _change(caller: Caller, visit: Visit, form: dict[str, str]) -> Page:
    missing = tuple(_missing(name) for name in ("current_password", "password") if not form.get(name))
    if missing:
        return change_page(visit, status=422, faults=missing)
    where = {"client": caller.client, "device": caller.device}
    try:
        started = await password_change.change_password(visit, form["current_password"], form["password"], **where)
    except WrongPassword:
        fault = Fault("current_password", _("Ce n’est pas votre mot de passe actuel."))
        return change_page(visit, status=422, faults=(fault,))
    except PasswordRefused as refused:
        return change_page(visit, status=422, faults=(refusal(refused),))
    visit = await session.find(started.secret) or visit
    return await account_page(visit, notice="password", at="/account?notice=password", cookies=[cookie.keep(started)])


def _missing(name: str) -> Fault:
    return Fault(
        name,
        {
            "password": _("Écrivez votre nouveau mot de passe."),
            "current_password": _("Écrivez votre mot de passe actuel."),
        }[name],
    )
