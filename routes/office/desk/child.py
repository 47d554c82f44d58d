"""`/office/children/{id}`: one pupil, the adults beside it, and what can be changed by hand."""

from typing import Any

from litestar import get

from language.text import _
from models.desk import pupils
from models.desk.family import record_view
from models.desk.pupils import EditableChild
from models.families.event import Actor
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import existing
from routes.web.form import query_value
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.request import Request


async def found_child(child_id: int) -> EditableChild:
    """The pupil with this id. Raises `NotFoundException`."""
    with existing():
        return await pupils.editable_child(child_id)


async def child_page(by: Actor, child_id: int, *, notice: str = "", **options: Any) -> OfficePage:
    """The page of this pupil; `notice` is a name of `_notice`. Who looked is recorded, as with a family's page."""
    child = await found_child(child_id)
    adults = await pupils.beside(child.id)
    for adult in adults:
        await record_view(adult.id, by)
    return OfficePage(
        "office/children/show.html",
        section="families",
        child=child,
        adults=adults,
        notice_text=_notice(notice),
        **options,
    )


async def done(by: Actor, child_id: int, notice: str) -> OfficePage:
    """The pupil's page, with the notice of what was done."""
    return await child_page(by, child_id, notice=notice, at=f"/office/children/{child_id}?notice={notice}")


def _notice(name: str) -> str:
    return {
        "added": _("L’élève est ajouté. Ses parents sont ci-dessous : ouvrez leur page pour les inviter."),
        "parent-added": _(
            "C’est fait : ce parent voit l’élève. Ouvrez sa page pour l’inviter, s’il n’a pas de compte."
        ),
        "corrected": _("L’élève est corrigé."),
        "left": _("C’est noté : l’élève a quitté l’école. Ses parents ne voient plus cet élève."),
        "leaving": _("C’est noté : l’élève part ce jour-là. Jusque-là, ses parents voient l’élève."),
        "stays": _("C’est noté : l’élève reste à l’école."),
        "returned": _("C’est noté : l’élève est à l’école. Ses parents voient de nouveau cet élève."),
    }.get(name, "")


@get("/children/{child_id:str}")
async def show_child(request: Request, by: StaffActor, child_id: RowId) -> OfficePage:
    """One pupil."""
    return await child_page(by, child_id, notice=query_value(request.scope, "notice"))
