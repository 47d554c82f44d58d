"""A parent's pages as the parent sees them. The templates are the same; no session of the parent is made. Each view is
recorded."""

from litestar import get

from models.access.session import Visit
from models.announcements import board
from models.calendar import free_day
from models.core.clock import now
from models.desk.editing import EditableGuardian
from models.families import event
from models.families.child import Pupil, children_of
from models.families.event import Actor
from routes.office.common.page import OfficePage
from routes.office.desk.guardian import found
from routes.web.number import RowId
from routes.web.office import StaffActor
from routes.web.own_child import own_child


@get("/guardians/{guardian_id:str}/as-parent")
async def show_children(by: StaffActor, guardian_id: RowId) -> OfficePage:
    """The parent's first page: the picker, the only child's dashboard, or the page for no child."""
    adult = await found(guardian_id)
    children = await children_of(adult.id)
    return await _page(by, adult, children, children[0] if len(children) == 1 else None)


@get("/guardians/{guardian_id:str}/as-parent/{child_id:str}")
async def show_child(
    by: StaffActor,
    guardian_id: RowId,
    child_id: RowId,
) -> OfficePage:
    """One child's dashboard; 404 for a child that this parent may not see."""
    adult = await found(guardian_id)
    children = await children_of(adult.id)
    child = own_child(children, child_id)
    return await _page(by, adult, children, child)


async def _page(by: Actor, adult: EditableGuardian, children: list[Pupil], child: Pupil | None) -> OfficePage:
    detail = child.full_name if child else ""
    await event.record("seen as parent", guardian=adult.id, detail=detail, actor=by.name, client=by.client)
    posted = await board.counted(adult.id)
    return OfficePage(
        "office/guardian/as_parent.html",
        section="families",
        adult=adult,
        visit=_visit_of(adult),
        children=children,
        child=child,
        dashboards=f"/office/guardians/{adult.id}/as-parent",
        posted=posted.get(child.id) if child else None,
        announcements=await board.of_child(adult.id, child.id, most=board.FIRST) if child else [],
        unseen=board.unseen(posted),
        free_days=await free_day.coming(),
        read_under="",  # no links: opening one would count as the parent's
        feed=None,
    )


def _visit_of(adult: EditableGuardian) -> Visit:
    """The `Visit` that the parents' templates need. It is not stored."""
    return Visit(
        session=0,
        guardian=adult.id,
        token=None,
        remembered=False,
        username=adult.username,
        first_name=adult.first_name,
        last_name=adult.last_name,
        email=adult.email,
        language="",
        chosen_language="",
        last_seen_at=now(),
        expires_at=now(),
        name_from=adult.name_from,
    )
