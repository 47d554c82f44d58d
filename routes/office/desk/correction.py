"""*Corriger l'adresse mail* and *Corriger le nom* of one adult."""

from typing import Any

from litestar import get, post

from language.text import _
from models.core.address import BadAddress
from models.desk.correction import BadName, correct_address, correct_name
from models.desk.editing import EditableGuardian, GuardianChanged
from models.desk.other_family import OtherFamily
from models.families.guardian import with_address
from routes.office.common.page import OfficePage
from routes.office.desk import entry_words
from routes.office.desk.guardian import as_posted, done, existing, found, version
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import CONFIRMED, StaffActor
from routes.web.request import Request


def _address_page(
    adult: EditableGuardian,
    *,
    typed: str | None = None,
    meanwhile: bool = False,
    shared: OtherFamily | None = None,
    answered: str = "",
    **options: Any,
) -> OfficePage:
    """`shared` is asked about; `answered` is the answer that was posted."""
    return OfficePage(
        "office/guardian/address.html",
        section="families",
        adult=adult,
        email=adult.email if typed is None else typed,
        meanwhile=meanwhile,
        shared=shared,
        answered=answered,
        **options,
    )


@get("/guardians/{guardian_id:str}/address", opt=CONFIRMED)
async def show_address(guardian_id: RowId) -> OfficePage:
    """The form, with the address that is stored."""
    return _address_page(await found(guardian_id))


@post("/guardians/{guardian_id:str}/address", opt=CONFIRMED)
async def save_address(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Store another address. If a colleague has changed the adult meanwhile, the form shows that, with 409."""
    form, adult = await read_form(request), await found(guardian_id)
    typed, answer = form.get("email", ""), form.get("shared", "")
    try:
        with existing():
            await correct_address(adult.id, typed, version(form), by, sure=answer)
    except BadAddress:
        sentence = _("Cette adresse mail n’est pas complète. Exemple : nom@exemple.be")
        return _address_page(as_posted(adult, form), typed=typed, faults=(Fault("email", sentence),), status=422)
    except OtherFamily as other:
        fault = Fault("shared", entry_words.other_family(other))
        return _address_page(as_posted(adult, form), typed=typed, shared=other, faults=(fault,), status=422)
    except GuardianChanged:
        return _address_page(await found(guardian_id), typed=typed, answered=answer, meanwhile=True, status=409)
    return await done(by, adult.id, await _address_notice(typed))


async def _address_notice(typed: str) -> str:
    if not typed.strip():
        return "no-address"
    return "address-shared" if len(await with_address(typed)) > 1 else "address"


def _name_page(
    adult: EditableGuardian,
    *,
    first_name: str | None = None,
    last_name: str | None = None,
    meanwhile: bool = False,
    **options: Any,
) -> OfficePage:
    return OfficePage(
        "office/guardian/name.html",
        section="families",
        adult=adult,
        first_name=adult.first_name if first_name is None else first_name,
        last_name=adult.last_name if last_name is None else last_name,
        meanwhile=meanwhile,
        **options,
    )


@get("/guardians/{guardian_id:str}/name")
async def show_name(guardian_id: RowId) -> OfficePage:
    """The form, with the name that is stored."""
    return _name_page(await found(guardian_id))


@post("/guardians/{guardian_id:str}/name")
async def save_name(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Store another name. The username does not change."""
    form, adult = await read_form(request), await found(guardian_id)
    first_name, last_name = form.get("first_name", ""), form.get("last_name", "")
    try:
        with existing():
            await correct_name(adult.id, first_name, last_name, version(form), by)
    except BadName as bad:
        return _name_page(
            as_posted(adult, form),
            first_name=first_name,
            last_name=last_name,
            faults=(Fault(bad.field, _name_sentence(bad)),),
            status=422,
        )
    except GuardianChanged:
        return _name_page(
            await found(guardian_id), first_name=first_name, last_name=last_name, meanwhile=True, status=409
        )
    return await done(by, adult.id, "name")


def _name_sentence(bad: BadName) -> str:
    if bad.problem == "missing":
        return _("Écrivez le prénom.") if bad.field == "first_name" else _("Écrivez le nom.")
    if bad.problem == "too_long":
        return _("C’est trop long. Un nom peut avoir 200 caractères.")
    if bad.problem == "control":
        return _("Il y a un caractère invisible. Tapez le nom de nouveau.")
    return _("Ce n’est pas un nom.")
