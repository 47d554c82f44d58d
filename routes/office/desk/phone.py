"""*Corriger le téléphone* of one adult."""

from typing import Any

from litestar import get, post

from language.text import _
from models.desk.correction import BadPhone, correct_phone
from models.desk.editing import EditableGuardian, GuardianChanged
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import as_posted, done, existing, found, version
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


def _page(adult: EditableGuardian, typed: str, *, meanwhile: bool = False, **options: Any) -> OfficePage:
    template = "office/guardian/phone.html"
    return OfficePage(template, section="families", adult=adult, phone=typed, meanwhile=meanwhile, **options)


@get("/guardians/{guardian_id:str}/phone")
async def show_phone(guardian_id: RowId) -> OfficePage:
    """The form, with the phone that is stored."""
    adult = await found(guardian_id)
    return _page(adult, adult.phone)


@post("/guardians/{guardian_id:str}/phone")
async def save_phone(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Store another phone. If a colleague has changed the adult meanwhile, the form shows that, with 409."""
    form, adult = await read_form(request), await found(guardian_id)
    typed = form.get("phone", "")
    try:
        with existing():
            await correct_phone(adult.id, typed, version(form), by)
    except BadPhone as bad:
        return _page(as_posted(adult, form), typed, faults=(Fault("phone", phone_sentence(bad)),), status=422)
    except GuardianChanged:
        return _page(await found(guardian_id), typed, meanwhile=True, status=409)
    return await done(by, adult.id, "phone" if typed.strip() else "no-phone")


def phone_sentence(bad: BadPhone) -> str:
    """What is wrong with a phone."""
    return {
        "too_long": _("C’est trop long. Un téléphone peut avoir 60 caractères."),
        "control": _("Il y a un caractère invisible. Tapez le téléphone de nouveau."),
        "no_number": _("Ce n’est pas un numéro de téléphone. Exemple : 0478 12 34 56"),
    }[bad.problem]
