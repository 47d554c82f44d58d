"""The list of families, which htmx updates while the search is typed, and the classes."""

import functools
from urllib.parse import urlencode

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.types import Scope

from models.desk import classes
from models.desk.directory import SEARCH_MOST, DirectorySearch, search_directory
from models.families.standing import STANDINGS
from routes.office.common.backup_words import backup_warning
from routes.office.common.page import OfficePage
from routes.office.outbox.words import fault_warning
from routes.web.form import query_value
from routes.web.number import page_number
from routes.web.office import Staff
from routes.web.request import Request


@get("/families")
async def show_families(request: Request, staff: Staff) -> OfficePage:
    """The adults that match the search and the filters, and how many there are of each standing."""
    wanted, known = _wanted(request.scope), await classes.names()
    if wanted.class_name and wanted.class_name not in known:
        raise NotFoundException
    listed = await search_directory(wanted)
    if wanted.page > listed.pages:
        raise NotFoundException
    return OfficePage(
        "office/families/index.html",
        section="families",
        backup=backup_warning(staff),
        wanted=wanted,
        listed=listed,
        classes=known,
        standings=STANDINGS,
        warning=await fault_warning(),
        address=functools.partial(_address, wanted),
    )


def _wanted(scope: Scope) -> DirectorySearch:
    standing, page = query_value(scope, "standing"), page_number(query_value(scope, "page"))
    if standing and standing not in STANDINGS:
        raise NotFoundException
    return DirectorySearch(query_value(scope, "q")[:SEARCH_MOST], standing, query_value(scope, "class"), page)


def _address(wanted: DirectorySearch, standing: str | None = None) -> str:
    """The URL of this list's first page, or of the list with this standing."""
    filters = {
        "q": wanted.search,
        "class": wanted.class_name,
        "standing": wanted.standing if standing is None else standing,
    }
    query = urlencode({name: value for name, value in filters.items() if value})
    return f"/office/families?{query}" if query else "/office/families"


@get("/classes")
async def show_classes() -> OfficePage:
    """Each class, with the number of children whose parents have signed in."""
    return OfficePage("office/families/classes.html", section="classes", classes=await classes.progress())
