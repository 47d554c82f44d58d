"""The list of families, which htmx updates while the search is typed, and the classes."""

import functools

from litestar import get
from litestar.exceptions import NotFoundException

from models.desk import classes
from models.desk.directory import search_directory
from models.families.classes import names
from models.families.standing import STANDINGS
from models.staff import sessions
from routes.office.common.backup_words import backup_warning
from routes.office.common.page import OfficePage
from routes.office.desk import list_address
from routes.office.desk.family import family_page
from routes.office.outbox.words import fault_warning
from routes.web.form import query_fields
from routes.web.office import Staff, StaffActor
from routes.web.request import Request


@get("/families")
async def show_families(request: Request, staff: Staff, by: StaffActor) -> OfficePage:
    """The adults that match the search and the filters, and how many there are of each standing.

    `?open=yes`, of the key Enter and of the button, opens the family of the only hit.
    """
    fields, known = query_fields(request.scope["query_string"].decode("utf-8", "replace")), await names()
    wanted = list_address.wanted(fields)
    if wanted.class_name and wanted.class_name not in known:
        raise NotFoundException
    listed = await search_directory(wanted)
    if wanted.page > listed.pages:
        raise NotFoundException
    here = list_address.address(wanted, page=wanted.page)
    entered = fields.get("open") == "yes"
    if entered and wanted.search and listed.found == 1:
        (only,) = listed.adults
        await sessions.keep_search(staff, here)
        return await family_page(by, only.id, at=f"/office/families/{only.id}?only=yes", searched=here, another=True)
    return OfficePage(
        "office/families/index.html",
        at=here if entered else "",
        section="families",
        backup=backup_warning(staff),
        wanted=wanted,
        listed=listed,
        classes=known,
        standings=STANDINGS,
        warning=await fault_warning(),
        address=functools.partial(list_address.address, wanted),
    )


@get("/classes")
async def show_classes() -> OfficePage:
    """Each class, with the number of children whose parents have signed in."""
    return OfficePage("office/families/classes.html", section="classes", classes=await classes.progress())
