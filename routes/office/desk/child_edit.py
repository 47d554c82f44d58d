"""*Corriger l'élève*: name, class, and the register number of one who has none."""

from collections.abc import Mapping
from typing import Any

from litestar import get, post

from language.text import _
from models.desk import entries
from models.desk.entries import BadEntries
from models.desk.pupil_changes import NumberTaken, correct_pupil
from models.desk.pupils import ChildChanged, EditableChild
from models.families import classes
from routes.office.common.page import OfficePage
from routes.office.desk import entry_words
from routes.office.desk.child import done, found_child
from routes.office.desk.guardian import as_posted, existing, version
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


async def _page(
    child: EditableChild,
    typed: Mapping[str, str] | None = None,
    *,
    meanwhile: bool = False,
    holder: EditableChild | None = None,
    **options: Any,
) -> OfficePage:
    known = {"register_number": child.number, "class_name": child.class_name}
    known |= {"first_name": child.first_name, "last_name": child.last_name}
    return OfficePage(
        "office/children/edit.html",
        section="families",
        child=child,
        typed=known if typed is None else typed,
        classes=await classes.names(),
        meanwhile=meanwhile,
        holder=holder,
        **options,
    )


@get("/children/{child_id:str}/edit")
async def show_edit(child_id: RowId) -> OfficePage:
    """The form, with what is stored."""
    return await _page(await found_child(child_id))


@post("/children/{child_id:str}/edit")
async def save_edit(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """Store it. If a colleague has changed the pupil meanwhile, the form shows that, with 409."""
    form, child = await read_form(request), await found_child(child_id)
    try:
        with existing():
            await correct_pupil(child.id, entries.pupil(form), version(form), by)
    except BadEntries as bad:
        return await _page(as_posted(child, form), form, faults=entry_words.faults(bad), status=422)
    except NumberTaken as taken:
        fault = Fault("register_number", number_taken(taken.holder))
        return await _page(as_posted(child, form), form, faults=(fault,), holder=taken.holder, status=422)
    except ChildChanged:
        return await _page(await found_child(child_id), form, meanwhile=True, status=409)
    return await done(by, child.id, "corrected")


def number_taken(holder: EditableChild) -> str:
    """Whose register number it is, and what to do."""
    words = {"child": holder.full_name, "class_name": holder.class_name or "—"}
    if holder.left:
        return _("Ce matricule est celui de {child}, qui a quitté l’école. L’élève revient ? Ouvrez sa page.").format(
            **words
        )
    return _(
        "Ce matricule est celui de {child} ({class_name}). Vérifiez le numéro, ou ouvrez la page de cet élève."
    ).format(**words)
