"""The office's notes on one adult: the form, and what is written so far."""

import re
import secrets
from typing import Any

from litestar import get, post

from language.text import _
from models.desk import notes
from models.desk.editing import EditableGuardian
from models.desk.notes import MOST, BadNote
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import existing, found
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


async def _page(adult: EditableGuardian, *, typed: str = "", form_key: str = "", **options: Any) -> OfficePage:
    return OfficePage(
        "office/guardian/notes.html",
        section="families",
        adult=adult,
        notes=await notes.notes_on([adult.id]),
        typed=typed,
        most=MOST,
        form_key=form_key or secrets.token_urlsafe(12),
        **options,
    )


@get("/guardians/{guardian_id:str}/notes")
async def show_notes(guardian_id: RowId) -> OfficePage:
    """The notes, and the form for another one."""
    return await _page(await found(guardian_id))


@post("/guardians/{guardian_id:str}/notes")
async def write_note(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Keep a note."""
    form, adult = await read_form(request), await found(guardian_id)
    typed, form_key = form.get("note", ""), form.get("once", "")
    if not re.fullmatch(r"[\w-]{8,64}", form_key, re.A):
        return await _page(adult, typed=typed, status=422)
    try:
        with existing():
            await notes.write(adult.id, typed, by, form_key)
    except BadNote as bad:
        fault = Fault("note", _sentence(str(bad), len(notes.clean(typed))))
        return await _page(adult, typed=typed, form_key=form_key, faults=(fault,), status=422)
    return await _page(adult, at=f"/office/guardians/{adult.id}/notes")


@post("/guardians/{guardian_id:str}/notes/{note:str}/remove")
async def remove_note(by: StaffActor, guardian_id: RowId, note: RowId) -> OfficePage:
    """Delete a note."""
    adult = await found(guardian_id)
    await notes.remove(adult.id, note, by)
    return await _page(adult, at=f"/office/guardians/{adult.id}/notes")


def _sentence(problem: str, length: int) -> str:
    if problem == "empty":
        return _("Écrivez la note.")
    if problem == "many":
        return _("Il y a déjà beaucoup de notes. Effacez-en une.")
    return _("Votre note a {length} caractères. Elle peut en avoir {most}.").format(length=length, most=MOST)
