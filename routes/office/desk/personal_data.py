"""A parent's personal data: export and erasure (GDPR art. 15, 17, 20)."""

import json
from typing import Any

from litestar import Response, get, post

from language.text import _
from models.desk import erasure, personal_data
from models.desk.editing import EditableGuardian
from models.families import event
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import existing, found
from routes.web.form import Fault, read_form
from routes.web.number import RowId
from routes.web.office import ADMIN_CONFIRMED, CONFIRMED, StaffActor
from routes.web.request import Request


@get("/guardians/{guardian_id:str}/data", opt=CONFIRMED)
async def show_data(guardian_id: RowId) -> OfficePage:
    """The page with both forms."""
    return await _page(await found(guardian_id))


async def _page(known: EditableGuardian, *, username: str = "", children: bool = False, **options: Any) -> OfficePage:
    only = await erasure.only_children(known.id)
    return OfficePage(
        "office/guardian/data.html",
        section="families",
        adult=known,
        only=only,
        shut_out=await erasure.shut_out_of(known.id),
        username=username,
        children=children,
        **options,
    )


@post("/guardians/{guardian_id:str}/data/export", opt=CONFIRMED, status_code=200)
async def export_data(by: StaffActor, guardian_id: RowId) -> Response[bytes]:
    """The data as a JSON file. The form is never sent by htmx, which cannot save an answer as a file."""
    known = await found(guardian_id)
    held = await personal_data.gather(known.id)
    await event.record("data exported", guardian=known.id, actor=by.name, client=by.client)
    headers = {
        "Content-Disposition": f'attachment; filename="{known.username}.json"',
        "Cache-Control": "no-store",
    }
    return Response(
        json.dumps(held, ensure_ascii=False, indent=1).encode(), media_type="application/json", headers=headers
    )


@post("/guardians/{guardian_id:str}/data/erase", opt=ADMIN_CONFIRMED)
async def erase_data(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Erase the adult. This cannot be undone, so the username must be typed."""
    form = await read_form(request)
    known = await found(guardian_id)
    username, children = form.get("username", "").strip(), bool(form.get("children"))
    if username.lower() != known.username:
        sentence = _("Écrivez le nom d’utilisateur de cette personne, pour être sûr que c’est la bonne.")
        return await _page(
            known, username=username, children=children, faults=(Fault("username", sentence),), status=422
        )
    with existing():  # of two requests at once the second finds no such adult
        await erasure.erase(known.id, by, with_children=children)
    return OfficePage("office/guardian/erased.html", at="/office/erased", section="families")


@get("/erased")
async def show_erased() -> OfficePage:
    """The page after an erasure."""
    return OfficePage("office/guardian/erased.html", section="families")
