"""Re-authentication: the password is asked again before sensitive actions."""

from litestar import get, post
from litestar.datastructures import Cookie

from language.text import _
from models.access.password_change import WrongPassword
from models.access.throttle import Caller
from models.staff import passwords
from models.staff.sessions import StaffVisit
from routes.office.common.page import OfficePage
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.office import TEACHERS, Staff
from routes.web.onward import Onward, office_path
from routes.web.page import Page
from routes.web.request import Request


def confirm_page(onward: str, *faults: Fault) -> OfficePage:
    """The form; `onward` is the page that needs the password."""
    return OfficePage("office/confirm.html", onward=office_path(onward), faults=faults, status=422 if faults else 200)


@get("/confirm", opt=TEACHERS)
async def show_confirm(request: Request) -> OfficePage:
    """The form for the password."""
    return confirm_page(query_value(request.scope, "next"))


@post("/confirm", opt=TEACHERS)
async def confirm(request: Request, staff: Staff, caller: FromClient) -> Page:
    """Check the password, and redirect to the page that needs it. The confirmation is valid for ten minutes."""
    form = await read_form(request)
    onward = form.get("next", "")
    answer = await give_password(staff, caller, form, _("Écrivez votre mot de passe."))
    return confirm_page(onward, answer) if isinstance(answer, Fault) else Onward(onward, [answer])


async def give_password(staff: StaffVisit, caller: Caller, form: dict[str, str], missing: str) -> Cookie | Fault:
    """The session's cookie with its new secret, or the error of the field `password`."""
    if not form.get("password"):
        return Fault("password", missing)
    try:
        return cookie.OFFICE.keep(await passwords.confirm(staff, form["password"], caller))
    except WrongPassword:
        return Fault("password", _("Ce n’est pas votre mot de passe."))
