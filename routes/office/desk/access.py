"""Custody: end one adult's access to one child, at once or on a later day, or restore it."""

from typing import Any

from litestar import get, post

from language.text import _, zone
from models.core.days import BadDay
from models.desk import custody
from models.desk.custody import first_moment
from models.desk.editing import EditableGuardian, GuardianChanged
from models.desk.reasons import REASON_MOST, BadReason, clean_reason
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import as_posted, done, existing, found, version
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import CONFIRMED, StaffActor
from routes.web.request import Request

PATH = "/guardians/{guardian_id:str}/access/{child_id:str}"


async def _page(
    screen: str,
    adult: EditableGuardian,
    child_id: int,
    form: dict[str, str] | None = None,
    *,
    meanwhile: bool = False,
    **more: Any,
) -> OfficePage:
    """`form` is what was typed; without it the fields show the stored end."""
    with existing():
        access = await custody.access(adult.id, child_id)
    ending = access.ended_at if access.state == custody.ENDING else None
    known = {"because": access.because, "since": ending.astimezone(zone()).date().isoformat() if ending else ""}
    typed = {name: form.get(name, "") for name in known} if form is not None else known
    return OfficePage(
        f"office/guardian/{screen}.html",
        section="families",
        adult=adult,
        access=access,
        meanwhile=meanwhile,
        **typed,
        **more,
    )


@get(PATH)
async def show_access(guardian_id: RowId, child_id: RowId) -> OfficePage:
    """The access of this adult to this child, and the form to end it."""
    return await _page("access", await found(guardian_id), child_id)


@post(PATH)
async def end_access(
    request: Request,
    by: StaffActor,
    guardian_id: RowId,
    child_id: RowId,
) -> OfficePage:
    """End the access. The password is not asked again: a court's decision must take effect at once."""
    form, adult = await read_form(request), await found(guardian_id)
    reason, faults = form.get("because", ""), []
    try:
        clean_reason(reason)
    except BadReason as bad:
        faults.append(no_reason(bad))
    try:
        since = first_moment(form.get("since", ""))
    except BadDay as bad:
        faults.append(_no_day(bad))
    if faults:
        return await _page("access", as_posted(adult, form), child_id, form, faults=tuple(faults), status=422)
    try:
        with existing():
            which = adult.id, child_id, version(form)
            await custody.end(*which, by, because=reason, since=since)
    except GuardianChanged:
        return await _page("access", await found(guardian_id), child_id, form, meanwhile=True, status=409)
    return await done(by, adult.id, "access-later" if since else "access-ended")


@get(PATH + "/restore", opt=CONFIRMED)
async def show_restore(guardian_id: RowId, child_id: RowId) -> OfficePage:
    """The form to restore an access."""
    return await _page("restore", await found(guardian_id), child_id, {})


@post(PATH + "/restore", opt=CONFIRMED)
async def restore_access(
    request: Request,
    by: StaffActor,
    guardian_id: RowId,
    child_id: RowId,
) -> OfficePage:
    """Restore the access, from the next request on."""
    form, adult = await read_form(request), await found(guardian_id)
    try:
        with existing():
            which = adult.id, child_id, version(form)
            await custody.restore(*which, by, because=form.get("because", ""))
    except BadReason as bad:
        return await _page("restore", as_posted(adult, form), child_id, form, faults=(no_reason(bad),), status=422)
    except GuardianChanged:
        return await _page("restore", await found(guardian_id), child_id, form, meanwhile=True, status=409)
    return await done(by, adult.id, "access-restored")


def no_reason(bad: BadReason) -> Fault:
    """What is wrong with the field `because`."""
    sentences = {
        "missing": _("Écrivez la raison. Elle reste dans l’histoire de cette famille."),
        "long": _("C’est trop long. La raison peut avoir {most} caractères.").format(most=REASON_MOST),
        "control": _("Il y a un caractère invisible. Tapez la raison de nouveau."),
    }
    return Fault("because", sentences[bad.problem])


def _no_day(bad: BadDay) -> Fault:
    sentences = {
        "unreadable": _("Cette date n’existe pas. Exemple : 31/12/2026"),
        "past": _("Cette date est passée. Pour terminer l’accès tout de suite, laissez la date vide."),
        "far": _("Cette date est très loin. Vérifiez l’année."),
    }
    return Fault("since", sentences[bad.problem])
