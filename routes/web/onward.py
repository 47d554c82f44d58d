"""The page to open after a sign-in: for parents only their pages, for staff only the office's (catalogue 40)."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from litestar.datastructures import Cookie
from litestar.response.base import ASGIResponse
from litestar.types import HTTPScope, Scope

from routes.web.page import VARY, Page, block_wanted, page_before
from routes.web.request import Request

ANNOUNCEMENT = "/announcements(?:/[0-9]{1,18})?"
PARENTS_PAGES = re.compile(rf"/account|/password|(?:/children(?:/[0-9]{{1,18}}(?:{ANNOUNCEMENT})?)?|{ANNOUNCEMENT})")
OF_A_FILE = re.compile("(.*/announcements/[0-9]{1,18})/files/[0-9]{1,18}")


def parents_path(path: str) -> str:
    """This path if it is a page for parents, else the empty string. For a file it is the announcement that names it:
    a browser saves the file, and would stay on the form of the sign-in."""
    page = found[1] if (found := OF_A_FILE.fullmatch(path)) else path
    return page if PARENTS_PAGES.fullmatch(page) else ""


def parents_page(scope: HTTPScope) -> str:
    """The page for parents that this request asked for, or that its form was sent from."""
    return parents_path(scope["path"] if scope["method"] in ("GET", "HEAD") else page_before(scope))


def office_path(path: str) -> str:
    """Where to go after signing in: an address of the office, or its home (catalogue 40)."""
    plain = path.isascii() and path.isprintable() and "\\" not in path  # valid in a header
    return path if plain and path.startswith("/office") and "//" not in path else "/office"


def with_next(path: str, onward: str) -> str:
    """`path` with `onward` in its query, as the page to open next."""
    onward = office_path(onward)
    return f"{path}?next={quote(onward)}" if onward.rstrip("/") != "/office" else path


def came_from(scope: Scope) -> str:
    """The page of the office that a form was sent from, or its home."""
    return office_path(page_before(scope))


class Onward(Page):
    """Another page of the office, with 303; htmx gets it into `#page`, and its address into the address bar."""

    def __init__(self, path: str, cookies: list[Cookie] | None = None) -> None:
        super().__init__("", at=office_path(path), cookies=cookies)

    def to_asgi_response(
        self,
        app: Any,
        request: Request,
        *,
        cookies: Iterable[Cookie] | None = None,
        headers: dict[str, str] | None = None,
        **_: Any,
    ) -> ASGIResponse:
        """A redirect, in the form that a browser or htmx follows."""
        all_headers = {**(headers or {}), **self.headers, "Vary": VARY, "Cache-Control": "no-store"}
        if block_wanted(request.scope):
            status, all_headers["HX-Location"] = 200, json.dumps({"path": self.at, "target": "#page"})
        else:
            status, all_headers["Location"] = 303, self.at
        return ASGIResponse(
            status_code=status, headers=all_headers, cookies=[*(cookies or ()), *self.cookies], media_type="text/plain"
        )
