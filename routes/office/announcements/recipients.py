"""To whom an announcement goes: the school, classes, or children chosen one by one."""

from dataclasses import replace
from typing import Any

from litestar import get, post

from models.announcements import audience
from models.announcements.audience import CHILDREN, CLASSES, SCHOOL, Audience
from models.announcements.reading import AnnouncementChanged, Written
from models.announcements.wording import BadAnnouncement
from models.families import classes
from routes.office.announcements.common import fault, found, version
from routes.office.announcements.one import one_page
from routes.office.common.page import OfficePage
from routes.web.form import query_value, read_form
from routes.web.number import RowId, whole
from routes.web.office import StaffActor
from routes.web.refusals import BadForm
from routes.web.request import Request

CLASS = "class:"  # and its name: a field of the form
MOST = 400  # fields: a school of 10,000 pupils has that many classes
SEARCH_MOST = 60  # characters
FOUND_MOST = 30  # children


async def recipients_page(one: Written, search: str = "", meanwhile: bool = False, **options: Any) -> OfficePage:
    """The page on which it is chosen."""
    chosen = await audience.of(one.id)
    hits = await audience.search(search, FOUND_MOST + 1) if search else []
    return OfficePage(
        "office/announcements/recipients.html",
        section="announcements",
        announcement=one,
        chosen=chosen,
        children=await audience.named(chosen.children),
        classes=await classes.names(),
        search=search,
        hits=[child for child in hits[:FOUND_MOST] if child.id not in chosen.children],
        more=len(hits) > FOUND_MOST,
        meanwhile=meanwhile,
        **options,
    )


@get("/announcements/{announcement:str}/recipients")
async def show_recipients(request: Request, announcement: RowId) -> OfficePage:
    """The choices; `?q=` searches children."""
    return await recipients_page(await found(announcement), query_value(request.scope, "q")[:SEARCH_MOST].strip())


@post("/announcements/{announcement:str}/recipients")
async def choose_recipients(request: Request, by: StaffActor, announcement: RowId) -> OfficePage:
    """The whole school, or the classes that are ticked."""
    form = await read_form(request, MOST)
    named = tuple(name.removeprefix(CLASS) for name in form if name.startswith(CLASS))
    kind = form.get("kind", "")
    chosen = Audience(kind, classes=named) if kind in (SCHOOL, CLASSES) else Audience("")
    return await _choose(replace(await found(announcement), version=version(form)), chosen, by)


@post("/announcements/{announcement:str}/recipients/child")
async def choose_child(request: Request, by: StaffActor, announcement: RowId) -> OfficePage:
    """Add one child (`add`), or take one out (`remove`)."""
    one, form = await found(announcement), await read_form(request)
    child = whole(form.get("child", ""), 10**18)
    if child is None:
        raise BadForm
    one = replace(one, version=version(form))
    before = (await audience.of(announcement)).children
    after = tuple(other for other in before if other != child) + ((child,) if form.get("action") != "remove" else ())
    search = form.get("q", "")[:SEARCH_MOST].strip()
    return await _choose(one, Audience(CHILDREN, children=after), by, stay=True, search=search)


async def _choose(
    one: Written, chosen: Audience, by: StaffActor, *, stay: bool = False, search: str = ""
) -> OfficePage:
    at = f"/office/announcements/{one.id}"
    try:
        await audience.choose(one, chosen)
    except BadAnnouncement as bad:
        return await recipients_page(await found(one.id), search, faults=(fault(bad),), status=422)
    except AnnouncementChanged:
        return await recipients_page(await found(one.id), search, meanwhile=True, status=409)
    if stay:
        return await recipients_page(await found(one.id), search, at=f"{at}/recipients")
    return await one_page(await found(one.id), at=at)
