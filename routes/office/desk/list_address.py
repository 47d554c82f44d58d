"""The address of the list of families: what it asks for, and the way back to it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from litestar.exceptions import HTTPException
from litestar.types import Scope

from models.desk.directory import NOT_IN, SEARCH_MOST, DirectorySearch
from models.families.standing import STANDINGS
from routes.web.form import query_fields
from routes.web.number import page_number
from routes.web.page import address_before

PATH = "/office/families"


def wanted(fields: Mapping[str, str]) -> DirectorySearch:
    """What the fields of a query ask for. Raises an `HTTPException` with 404 for what no link of ours has."""
    standing = fields.get("standing", "")
    if standing and standing not in (*STANDINGS, NOT_IN):
        raise HTTPException(status_code=404)
    page = page_number(fields.get("page", ""))
    return DirectorySearch(fields.get("q", "")[:SEARCH_MOST], standing, fields.get("class", ""), page)


def address(of: DirectorySearch, standing: str | None = None, page: int = 1) -> str:
    """The URL of this list, or of the list with this standing."""
    filters = {
        "q": of.search,
        "class": of.class_name,
        "standing": of.standing if standing is None else standing,
        "page": str(page) if page > 1 else "",
    }
    query = urlencode({name: value for name, value in filters.items() if value})
    return f"{PATH}?{query}" if query else PATH


def came_from(scope: Scope) -> str | None:
    """The list that this family was opened from; None where it was opened from another page."""
    path, _mark, query = address_before(scope).partition("?")
    if path != PATH:
        return None
    try:
        before = wanted(query_fields(query))
    except HTTPException:
        return PATH
    return address(before, page=before.page)
