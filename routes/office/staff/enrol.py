"""Setting up the second factor: at the first sign-in, or later from the account for another phone."""

import io
from typing import Any

from litestar import Response, get, post

from language.text import _
from models.access.throttle import Caller
from models.staff import enrolment, second_factor
from models.staff.sessions import ENROL, StaffVisit
from models.staff.sign_ins import WrongCode
from routes.office.common.page import OfficePage
from routes.web import cookie
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.office import TEACHERS_CONFIRMED, Staff, step
from routes.web.page import Page
from routes.web.request import Request

FIRST, LATER = "/office/enrol", "/office/account/second-factor"


async def _secret(visit: StaffVisit) -> str:
    return second_factor.secret_of(await second_factor.offered(visit.session))


async def _page(visit: StaffVisit, *faults: Fault) -> OfficePage:
    return OfficePage(
        "office/second_factor/enrol.html",
        action=FIRST if visit.stage == ENROL else LATER,
        first=visit.stage == ENROL,
        replaces=visit.enrolled,
        secret=second_factor.shown(await _secret(visit)),
        faults=faults,
        status=422 if faults else 200,
    )


async def _picture(visit: StaffVisit) -> Response[bytes]:
    """The QR code of the secret that this session may enrol. Neither server nor browser stores it."""
    import segno  # with what it imports 1 MB, seldom needed

    svg = io.BytesIO()
    address = second_factor.address(await _secret(visit), visit.username)
    segno.make(address, micro=False).save(svg, kind="svg", scale=5, dark="#000", light="#fff", nl=False)
    return Response(svg.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


async def _enrol(request: Request, staff: StaffVisit, caller: Caller) -> Page:
    code = (await read_form(request)).get("code", "").strip()
    if not code:
        return await _page(staff, Fault("code", _("Écrivez le code que montre votre téléphone.")))
    try:
        enrolled = await enrolment.enrol(staff, code, caller)
    except WrongCode:
        sentence = _("Ce n’est pas le bon code. Prenez celui que votre téléphone montre maintenant.")
        return await _page(staff, Fault("code", sentence))
    onward = "/office" if staff.stage == ENROL else "/office/account"
    return codes_page(enrolled.codes, onward, cookies=cookie.comes_in(enrolled.step.secret))


def codes_page(codes: list[str], onward: str, **options: Any) -> OfficePage:
    """The recovery codes, in the response to the form. No URL shows them again."""
    return OfficePage("office/second_factor/codes.html", codes=codes, onward=onward, **options)


@get("/enrol", opt=step(ENROL))
async def show_enrol(staff: Staff) -> OfficePage:
    """The QR code, and the secret to type."""
    return await _page(staff)


@get("/enrol/qr.svg", opt=step(ENROL))
async def show_picture(staff: Staff) -> Response[bytes]:
    """The QR code of this session."""
    return await _picture(staff)


@post("/enrol", opt=step(ENROL))
async def enrol(request: Request, staff: Staff, caller: FromClient) -> Page:
    """Enrol the phone. A first code proves that it has the secret."""
    return await _enrol(request, staff, caller)


@get("/account/second-factor", opt=TEACHERS_CONFIRMED)
async def show_another(staff: Staff) -> OfficePage:
    """The QR code and the secret, for another phone."""
    return await _page(staff)


@get("/account/second-factor/qr.svg", opt=TEACHERS_CONFIRMED)
async def show_another_picture(staff: Staff) -> Response[bytes]:
    """The QR code of this session."""
    return await _picture(staff)


@post("/account/second-factor", opt=TEACHERS_CONFIRMED)
async def enrol_another(request: Request, staff: Staff, caller: FromClient) -> Page:
    """Enrol another phone. The earlier phone's codes become invalid, and every other session ends."""
    return await _enrol(request, staff, caller)


@get("/account/recovery-codes", opt=TEACHERS_CONFIRMED)
async def show_renewal() -> OfficePage:
    """The form to replace the recovery codes."""
    return OfficePage("office/second_factor/renew.html")


@post("/account/recovery-codes", opt=TEACHERS_CONFIRMED)
async def renew_codes(staff: Staff, caller: FromClient) -> Page:
    """Replace the recovery codes by ten new ones."""
    return codes_page(await enrolment.renew_codes(staff, caller.client), "/office/account")
