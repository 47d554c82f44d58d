"""The child picker, and each child's dashboard."""

from typing import Any

from litestar import get
from litestar.exceptions import NotFoundException

from models.access import session
from models.access.session import Started, Visit
from models.families.child import Pupil, children_of
from routes.web import cookie, tongue
from routes.web.number import RowId
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
    """The page after a sign-in, with cookies: the dashboard at `path`, else that of an only child, else the picker."""
    return await arrive(await entered(started), path, cookies=[cookie.keep(started), cookie.know()])


async def arrive(visit: Visit, path: str = "", **options: Any) -> Page:
    """The same page for a session that exists already."""
    children = await children_of(visit.guardian)
    for child in children:
        if path == f"{DASHBOARDS}/{child.id}":
            return dashboard(visit, child, children, at=path, **options)
    at = f"/children/{children[0].id}" if len(children) == 1 else "/children"
    return _page(visit, children, at=at, **options)


def _page(visit: Visit, children: list[Pupil], **options: Any) -> Page:
    if len(children) == 1:
        return dashboard(visit, children[0], children, **options)
    return Page("children/index.html", visit=visit, children=children, dashboards=DASHBOARDS, **options)


def dashboard(visit: Visit, child: Pupil, children: list[Pupil], **options: Any) -> Page:
    """One child's page. A card is a file in `templates/children/cards/`, listed in `children/dashboard.html`."""
    return Page(
        "children/show.html",
        visit=visit,
        child=child,
        children=children,
        dashboards=DASHBOARDS,
        **options,
    )


@get("/children")
async def show_children(visit: SignedIn) -> Page:
    """The picker; with one child, that child's dashboard; with none, a plain page saying so."""
    children = await children_of(visit.guardian)
    return _page(visit, children, at=f"/children/{children[0].id}" if len(children) == 1 else "")


@get("/children/{child_id:str}")
async def show_child(visit: SignedIn, child_id: RowId) -> Page:
    """The dashboard. Another guardian's child, or an id that does not exist, is 404 (catalogue 43)."""
    children = await children_of(visit.guardian)
    child = next((child for child in children if child.id == child_id), None)
    if child is None:
        raise NotFoundException
    return dashboard(visit, child, children)
