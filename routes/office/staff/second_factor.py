"""The second step of a sign-in: the phone's code, or one of the recovery codes."""

from litestar import get, post

from language.text import _
from models.core import crockford
from models.staff import sign_ins
from models.staff.sessions import SECOND
from models.staff.sign_ins import CodeUsed, WrongCode
from routes.office.common.page import OfficePage
from routes.office.staff.sign_in import next_step
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import Fault, query_value, read_form
from routes.web.office import Staff, step
from routes.web.onward import office_path, with_next
from routes.web.page import Page
from routes.web.request import Request

CODE, RECOVERY = "office/second_factor/code.html", "office/second_factor/recovery.html"
OTHER = {CODE: "/office/second-factor/recovery", RECOVERY: "/office/second-factor"}


def _page(template: str, onward: str, *faults: Fault) -> OfficePage:
    other = with_next(OTHER[template], onward)
    return OfficePage(template, onward=office_path(onward), other=other, faults=faults, status=422 if faults else 200)


@get("/second-factor", opt=step(SECOND))
async def show_code(request: Request) -> OfficePage:
    """The form for the code of six digits."""
    return _page(CODE, query_value(request.scope, "next"))


@post("/second-factor", opt=step(SECOND))
async def give_code(request: Request, staff: Staff, caller: FromClient) -> Page:
    """Check the code. A correct one completes the sign-in."""
    form = await read_form(request)
    onward, code = form.get("next", ""), form.get("code", "").strip()
    if not code:
        return _page(CODE, onward, Fault("code", _("Écrivez le code que montre votre téléphone.")))
    try:
        device = cookie.DEVICE.read(request.scope)
        return next_step(await sign_ins.give_code(staff, code, caller, device=device), onward)
    except CodeUsed:
        return _page(CODE, onward, Fault("code", _("Ce code a déjà servi. Attendez le code suivant.")))
    except WrongCode:
        sentence = _("Ce n’est pas le bon code. Prenez celui que votre téléphone montre maintenant.")
        return _page(CODE, onward, Fault("code", sentence))


@get("/second-factor/recovery", opt=step(SECOND))
async def show_recovery(request: Request) -> OfficePage:
    """The form for a recovery code."""
    return _page(RECOVERY, query_value(request.scope, "next"))


@post("/second-factor/recovery", opt=step(SECOND))
async def give_recovery_code(request: Request, staff: Staff, caller: FromClient) -> Page:
    """Check a recovery code, which is valid once. The account page shows how many are left."""
    form = await read_form(request)
    onward, code = form.get("next", ""), form.get("recovery", "").strip()
    if not code:
        return _page(RECOVERY, onward, Fault("recovery", _("Écrivez un de vos codes de secours.")))
    try:
        entered = await sign_ins.give_recovery_code(staff, code, caller)
    except crockford.Slip:
        sentence = _("Il y a une petite faute dans ce code. Comparez chaque lettre et chaque chiffre.")
        return _page(RECOVERY, onward, Fault("recovery", sentence))
    except WrongCode:
        sentence = _("Ce code n’est pas bon, ou il a déjà servi. Prenez-en un autre de votre liste.")
        return _page(RECOVERY, onward, Fault("recovery", sentence))
    return next_step(entered, "/office/account?notice=recovery")
