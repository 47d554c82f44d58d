"""A staff member's password: chosen after a token, or changed from the account."""

from litestar import get, post

from language.text import _
from models.access.password import PasswordRefused
from models.access.password_change import WrongPassword
from models.access.token_refused import TokenRefused
from models.staff import passwords
from models.staff.passwords import MINIMUM
from models.staff.sessions import PASSWORD
from routes.office.common.page import OfficePage
from routes.office.staff.first_connection import refusal as token_refusal
from routes.office.staff.first_connection import token_page
from routes.office.staff.sign_in import next_step
from routes.password import refusal
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.office import TEACHERS, Staff, step
from routes.web.onward import Onward
from routes.web.page import Page
from routes.web.request import Request


def _missing(form: dict[str, str], *names: str) -> tuple[Fault, ...]:
    sentences = {
        "current_password": _("Écrivez votre mot de passe actuel."),
        "password": _("Écrivez votre nouveau mot de passe."),
    }
    return tuple(Fault(name, sentences[name]) for name in names if not form.get(name))


def choose_page(*faults: Fault) -> OfficePage:
    """The form to choose a password, after a token."""
    return OfficePage("office/password/choose.html", minimum=MINIMUM, faults=faults, status=422 if faults else 200)


def change_page(*faults: Fault) -> OfficePage:
    """The form to change the password."""
    return OfficePage("office/password/change.html", minimum=MINIMUM, faults=faults, status=422 if faults else 200)


@get("/password", opt=step(PASSWORD))
async def show_choice() -> OfficePage:
    """The form to choose a password. The token is not spent yet."""
    return choose_page()


@post("/password", opt=step(PASSWORD))
async def choose(request: Request, staff: Staff, caller: FromClient) -> Page:
    """*Modifier*: spend the token and store the password."""
    form = await read_form(request)
    if missing := _missing(form, "password"):
        return choose_page(*missing)
    try:
        return next_step(await passwords.choose(staff, form["password"], caller))
    except PasswordRefused as refused:
        return choose_page(refusal(refused, MINIMUM))
    except TokenRefused as refused:
        return token_page(faults=(token_refusal(refused),), status=422)


@get("/account/password", opt=TEACHERS)
async def show_change() -> OfficePage:
    """The form to change the password."""
    return change_page()


@post("/account/password", opt=TEACHERS)
async def change(request: Request, staff: Staff, caller: FromClient) -> Page:
    """Change the password, which ends the other sessions."""
    form = await read_form(request)
    if missing := _missing(form, "current_password", "password"):
        return change_page(*missing)
    try:
        secret = await passwords.change(staff, form["current_password"], form["password"], caller)
    except WrongPassword:
        return change_page(Fault("current_password", _("Ce n’est pas votre mot de passe actuel.")))
    except PasswordRefused as refused:
        return change_page(refusal(refused, MINIMUM))
    return Onward("/office/account?notice=password", [cookie.OFFICE.keep(secret)])
