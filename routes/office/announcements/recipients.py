"""To whom an announcement goes: the school, classes, or children chosen one by one."""

from dataclasses import replace
from typing import Any

from litestar import get, post

from models.announcements import audience
from models.announcements.audience import CHILDREN, CLASSES, SCHOOL, Audience
from models.announcements.reading import AnnouncementChanged, Written
from models.announcements.wording import BadAnnouncement
from models.staff.sessions import StaffVisit
from routes.office.announcements.common import found, version, within
from routes.office.announcements.faults import fault
from routes.office.announcements.one import one_page
from routes.office.common.class_ticks import FIELDS_MOST, ticked
from routes.office.common.page import OfficePage
from routes.web.form import query_value, read_form
from routes.web.number import RowId, whole
from routes.web.office import TEACHERS, Staff
from routes.web.refusals import BadForm
from routes.web.request import Request

SEARCH_MOST = 60  # characters
FOUND_MOST = 30  # children


async def recipients_page(
    one: Written, staff: StaffVisit, search: str = "", meanwhile: bool = False, **options: Any
) -> OfficePage:
    """The page on which it is chosen."""
    chosen, theirs = await audience.of(one.id), await within(staff)
    hits = await audience.search(search, FOUND_MOST + 1, theirs) if search else []
    return OfficePage(
        "office/announcements/recipients.html",
        section="announcements",
        announcement=one,
        chosen=chosen,
        children=await audience.named(chosen.children, theirs),
        classes=await audience.names(theirs),
        search=search,
        hits=[child for child in hits[:FOUND_MOST] if child.id not in chosen.children],
        more=len(hits) > FOUND_MOST,
        meanwhile=meanwhile,
        **options,
    )


@get("/announcements/{announcement:str}/recipients", opt=TEACHERS)
async def show_recipients(request: Request, staff: Staff, announcement: RowId) -> OfficePage:
    """The choices; `?q=` searches children."""
    search = query_value(request.scope, "q")[:SEARCH_MOST].strip()
    return await recipients_page(await found(announcement, staff), staff, search)


@post("/announcements/{announcement:str}/recipients", opt=TEACHERS)
async def choose_recipients(request: Request, staff: Staff, announcement: RowId) -> OfficePage:
    """The whole school, or the classes that are ticked."""
    form = await read_form(request, FIELDS_MOST)
    kind = form.get("kind", "")
    chosen = Audience(kind, classes=ticked(form)) if kind in (SCHOOL, CLASSES) else Audience("")
    return await _choose(replace(await found(announcement, staff), version=version(form)), chosen, staff)


@post("/announcements/{announcement:str}/recipients/child", opt=TEACHERS)
async def choose_child(request: Request, staff: Staff, announcement: RowId) -> OfficePage:
    """Add one child (`add`), or take one out (`remove`)."""
    one, form = await found(announcement, staff), await read_form(request)
    child = whole(form.get("child", ""), 10**18)
    if child is None:
        raise BadForm
    one = replace(one, version=version(form))
    before = (await audience.of(announcement)).children
    after = tuple(other for other in before if other != child) + ((child,) if form.get("action") != "remove" else ())
    search = form.get("q", "")[:SEARCH_MOST].strip()
    return await _choose(one, Audience(CHILDREN, children=after), staff, stay=True, search=search)


async def _choose(
    one: Written, chosen: Audience, staff: StaffVisit, *, stay: bool = False, search: str = ""
) -> OfficePage:
    at = f"/office/announcements/{one.id}"
    try:
        await audience.choose(one, chosen, await within(staff))
    except BadAnnouncement as bad:
        return await recipients_page(await found(one.id, staff), staff, search, faults=(fault(bad),), status=422)
    except AnnouncementChanged:
        return await recipients_page(await found(one.id, staff), staff, search, meanwhile=True, status=409)
    if stay:
        return await recipients_page(await found(one.id, staff), staff, search, at=f"{at}/recipients")
    return await one_page(await found(one.id, staff), staff, at=at)
