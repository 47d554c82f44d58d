"""The child picker, and each child's dashboard."""

import secrets
from typing import Any

from litestar import get
from litestar.background_tasks import BackgroundTask

from models.access import session, welcome
from models.access.session import Started, Visit
from models.announcements import board, calendar_feed
from models.announcements.calendar_feed import Feed
from models.calendar import free_day
from models.families.child import Pupil, children_of
from routes import announcements
from routes.web import cookie, tongue
from routes.web.number import RowId
from routes.web.own_child import own_child
from routes.web.page import Page
from routes.web.refusals import NotSignedIn
from routes.web.visitor import SignedIn

DASHBOARDS = "/children"  # the office looks at the same pages under another path (routes/office/desk/as_parent.py)


async def entered(started: Started) -> Visit:
    """The visit of a session that has just started. Raises `NotSignedIn` if the session has ended meanwhile."""
    visit = await session.find(started.secret)
    if visit is None:
        raise NotSignedIn("ended")
    await tongue.keep(visit)
    return visit


async def home(started: Started, path: str = "") -> Page:
    """The page after a sign-in, with cookies: the dashboard or announcement at `path`, else the dashboard of an only
    child, else the picker."""
    return await arrive(await entered(started), path, cookies=[cookie.keep(started), cookie.know()])


async def arrive(visit: Visit, path: str = "", **options: Any) -> Page:
    """The same page for a session that exists already."""
    if page := await announcements.at_path(visit, path, **options):
        return page
    children = await children_of(visit.guardian)
    for child in children:
        if path == f"{DASHBOARDS}/{child.id}":
            return await dashboard(visit, child, children, at=path, **options)
    at = f"/children/{children[0].id}" if len(children) == 1 else "/children"
    return await _page(visit, children, at=at, **options)


async def _page(visit: Visit, children: list[Pupil], **options: Any) -> Page:
    if len(children) == 1:
        return await dashboard(visit, children[0], children, **options)
    unseen = board.unseen(await board.counted(visit.guardian))
    return Page("children/index.html", visit=visit, children=children, dashboards=DASHBOARDS, unseen=unseen, **options)


async def dashboard(visit: Visit, child: Pupil, children: list[Pupil], **options: Any) -> Page:
    """One child's page. A card is a file in `templates/children/cards/`, listed in `children/dashboard.html`."""
    posted = await board.counted(visit.guardian)
    return Page(
        "children/show.html",
        visit=visit,
        child=child,
        children=children,
        dashboards=DASHBOARDS,
        posted=posted.get(child.id),
        announcements=await board.of_child(visit.guardian, child.id, most=board.FIRST) if child.id in posted else [],
        unseen=board.unseen(posted),
        free_days=await free_day.coming(),
        read_under=f"{DASHBOARDS}/{child.id}/announcements",
        background=BackgroundTask(welcome.welcomed, visit.session) if visit.welcome else None,
        feed=(await calendar_feed.of_guardian(visit.guardian)).get(child.id, Feed(child.id)),
        form_key=secrets.token_urlsafe(12),
        **options,
    )


@get("/children")
async def show_children(visit: SignedIn) -> Page:
    """The picker; with one child, that child's dashboard; with none, a plain page saying so."""
    children = await children_of(visit.guardian)
    return await _page(visit, children, at=f"/children/{children[0].id}" if len(children) == 1 else "")


@get("/children/{child_id:str}")
async def show_child(visit: SignedIn, child_id: RowId) -> Page:
    """The dashboard. Another guardian's child, or an id that does not exist, is 404 (catalogue 43)."""
    children = await children_of(visit.guardian)
    child = own_child(children, child_id)
    return await dashboard(visit, child, children)
