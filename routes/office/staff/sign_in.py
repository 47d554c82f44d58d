"""Sign-in and sign-out of the office."""

from typing import Any

from litestar import get, post

from language.text import _
from models.access.sign_in import WrongCredentials
from models.staff import sign_ins
from models.staff.sessions import ENROL, IN, PASSWORD, SECOND, Step
from routes.office.common.page import OfficePage
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import CREDENTIALS, Fault, query_value, read_form
from routes.web.office import OPEN, StaffVisitor
from routes.web.onward import Onward, office_path, with_next
from routes.web.page import Page
from routes.web.request import Request

STEPS = {PASSWORD: "/office/password", SECOND: "/office/second-factor", ENROL: "/office/enrol"}


def sign_in_page(
    *, onward: str = "", username: str = "", faults: tuple[Fault, ...] = (), status: int = 200, **options: Any
) -> OfficePage:
    """The sign-in form of the office; `onward` is the page to open afterwards."""
    options = {"notice_text": "", **options}
    return OfficePage(
        "office/sign_in.html", onward=office_path(onward), username=username, faults=faults, status=status, **options
    )


def notices() -> dict[str, str]:
    """The sentences above the form, by the `notice` of the query."""
    return {
        "signed-out": _("Vous êtes déconnecté."),
        "ended": _(
            "Vous n’êtes plus connecté. Ce que vous venez d’envoyer n’est pas fait. Connectez-vous, puis refaites-le."
        ),
    }


def next_step(step: Step, onward: str = "") -> Page:
    """Redirect to the next step of the sign-in, or after the last step to `onward`."""
    if step.stage == IN:
        return Onward(onward, cookie.comes_in(step.secret))
    return Onward(with_next(STEPS[step.stage], onward), [cookie.OFFICE.keep(step.secret)])


@get(["/sign-in", "/language"], opt=OPEN)
async def show_sign_in(request: Request, staff: StaffVisitor) -> Page:
    """The form; with a session, a redirect to `onward`. `/language`: a reload of what language.py answers."""
    onward = query_value(request.scope, "next")
    if staff and staff.stage == IN:
        return Onward(onward)
    return sign_in_page(onward=onward, notice_text=notices().get(query_value(request.scope, "notice"), ""))


@post("/sign-in", opt=OPEN)
async def open_session(request: Request, staff: StaffVisitor, caller: FromClient) -> Page:
    """Check the password, then ask for the second factor. Every failure is the same page (catalogue 12)."""
    form = await read_form(request)
    username, onward = form.get("username", "").strip(), form.get("next", "")
    missing = {"username": _("Écrivez votre nom d’utilisateur."), "password": _("Écrivez votre mot de passe.")}
    if faults := tuple(Fault(name, sentence) for name, sentence in missing.items() if not form.get(name, "").strip()):
        return sign_in_page(onward=onward, username=username, faults=faults, status=422)
    try:
        replaces, device = staff.session if staff else 0, cookie.DEVICE.read(request.scope)
        step = await sign_ins.sign_in(username, form["password"], caller, replaces=replaces, device=device)
    except WrongCredentials:
        refusal = _("Le nom d’utilisateur ou le mot de passe n’est pas bon.")
        return sign_in_page(onward=onward, username=username, faults=CREDENTIALS, refusal=refusal, status=422)
    return next_step(step, onward)


@post("/sign-out", opt=OPEN)
async def close_session(staff: StaffVisitor, caller: FromClient) -> Page:
    """End the session. Without one the page is the same (catalogue 32)."""
    if staff:
        await sign_ins.sign_out(staff, caller.client)
    return sign_in_page(
        notice_text=notices()["signed-out"],
        at="/office/sign-in?notice=signed-out",
        staff=None,
        cookies=[cookie.OFFICE.forget()],
        headers={"Clear-Site-Data": '"cache"'},
    )
