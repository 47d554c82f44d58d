"""*Corriger l'adresse mail* of one adult."""

from typing import Any

from litestar import get, post

from language.text import _
from models.core.address import BadAddress
from models.desk.correction import correct_address
from models.desk.editing import EditableGuardian, GuardianChanged
from models.families.guardian import with_address
from routes.office.desk.guardian import done, existing, found, version
from routes.office.page import OfficePage
from routes.web.client import FromClient
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import CONFIRMED, Staff
from routes.web.request import Request


def _page(adult: EditableGuardian, *, typed: str | None = None, meanwhile: bool = False, **options: Any) -> OfficePage:
    return OfficePage(
        "office/guardian/address.html",
        section="families",
        adult=adult,
        email=adult.email if typed is None else typed,
        meanwhile=meanwhile,
        **options,
    )


@get("/guardians/{guardian_id:str}/address", opt=CONFIRMED)
async def show_address(guardian_id: RowId) -> OfficePage:
    """The address that the school has."""
    return _page(await found(guardian_id))


@post("/guardians/{guardian_id:str}/address", opt=CONFIRMED)
async def save_address(request: Request, staff: Staff, caller: FromClient, guardian_id: RowId) -> OfficePage:
    """Another one. Who had not seen a colleague's change is shown it, and may press again."""
    form, adult = await read_form(request), await found(guardian_id)
    typed = form.get("email", "")
    try:
        with existing():
            await correct_address(adult.id, typed, version(form), actor=staff.actor, client=caller.client)
    except BadAddress:
        sentence = _("Cette adresse mail n'est pas complète. Exemple : nom@exemple.be")
        return _page(adult, typed=typed, faults=(Fault("email", sentence),), status=422)
    except GuardianChanged:
        return _page(await found(guardian_id), typed=typed, meanwhile=True, status=409)
    return await done(staff, caller, adult.id, await _notice(typed))


async def _notice(typed: str) -> str:
    if not typed.strip():
        return "no-address"
    return "address-shared" if len(await with_address(typed)) > 1 else "address"
