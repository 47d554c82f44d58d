"""`Page`: one handler, one template, for a whole page or the block htmx asked for (docs/decisions/pages.md)."""

import functools
import re
import zlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import brotli
from jinja2 import Template
from litestar import Response
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import Cookie
from litestar.response.base import ASGIResponse
from litestar.types import Scope

from language import text
from language.templating import environment
from language.typography import set_spaces
from models.core.clock import today
from models.families.child import school_year
from routes.web.assets import accepts
from routes.web.request import Request, context

EMPTY_LINES = re.compile(r"\n\s*\n")
HEAD_END = b"</style>"  # everything before it is the same in every page
LAYOUT, OFFICE_LAYOUT = "layouts/base.html", "layouts/office.html"
BLOCKS = frozenset({"page", "results", "live"})  # ids that htmx swaps: each is a block of the template or its layout
VARY = "HX-Request, HX-Target, Cookie, Accept-Encoding, Accept-Language"


def header(connection: Scope, name: bytes) -> str:
    """One request header, or the empty string."""
    return next((value for key, value in connection["headers"] if key == name), b"").decode("latin-1")


def address_before(scope: Scope) -> str:
    """Path and query of the page that a form was sent from, or a link was on. Not parsed by urllib, which caches
    addresses."""
    address = header(scope, b"hx-current-url") or header(scope, b"referer")
    return "/" + address.partition("://")[2].partition("/")[2].partition("#")[0]


def page_before(scope: Scope) -> str:
    """The same without the query."""
    return address_before(scope).partition("?")[0]


def block_wanted(scope: Scope) -> str:
    """The block htmx asked for; empty for the whole page (plain, boosted, restored from history, unknown target)."""
    if header(scope, b"hx-request") != "true" or header(scope, b"hx-boosted"):
        return ""
    target = header(scope, b"hx-target")
    return target if target in BLOCKS and not header(scope, b"hx-history-restore-request") else ""


def _render(template: Template, block: str, context: dict[str, Any]) -> str:
    if not block:
        return template.render(context)
    scope = template.new_context(context)
    for layout in (OFFICE_LAYOUT, LAYOUT) if (template.name or "").startswith("office/") else (LAYOUT,):
        for name, function in environment().get_template(layout).blocks.items():
            scope.blocks.setdefault(name, []).append(function)
    title = "".join(scope.blocks["title"][0](scope))
    return f"<title>{title}</title>" + "".join(scope.blocks[block][0](scope))


def _in_type(html: str) -> str:
    return set_spaces(html) if text.language() == text.SOURCE else html


@functools.lru_cache(16)
def _begun(head: bytes) -> tuple[bytes, Any]:
    """A gzip stream after the head of a page, with its stylesheet: the same for every visitor in one language."""
    # gzip, in a window of 8 kB, the size of a page; with 6 in place of 8 a stream takes half of the memory.
    stream = zlib.compressobj(6, zlib.DEFLATED, 16 + 13, 6)
    return stream.compress(head), stream


def _compress(body: bytes, encoding: str, quality: int) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    if encoding == "gzip":
        head = body[: body.find(HEAD_END) + 1]
        start, stream = _begun(head)
        stream = stream.copy()
        return bytes(start + stream.compress(body[len(head) :]) + stream.flush())
    return body


class Page(Response[None]):
    """A screen.

    `at` is its address if that differs from the one requested, as after a POST: a plain browser is redirected there
    with 303, htmx gets the page in this response with `HX-Push-Url`, or `HX-Replace-Url` where it is there already. A
    page that is `another` screen than the one asked for replaces that screen, whichever block htmx asked for. A `fixed`
    page, of this name, is the same for every visitor, and is rendered and compressed once. `background` is done when
    the page itself was sent, not a redirect to it.
    """

    def __init__(
        self,
        template: str,
        *,
        status: int = 200,
        at: str = "",
        fixed: str = "",
        another: bool = False,
        headers: dict[str, str] | None = None,
        cookies: list[Cookie] | None = None,
        background: BackgroundTask | None = None,
        **context: Any,
    ) -> None:
        super().__init__(None, status_code=status, headers=headers, cookies=cookies, background=background)
        self.template, self.at, self.fixed, self.another, self.context = template, at, fixed, another, context

    def to_asgi_response(
        self,
        app: Any,
        request: Request,
        *,
        cookies: Iterable[Cookie] | None = None,
        headers: dict[str, str] | None = None,
        **_: Any,
    ) -> ASGIResponse:
        """The answer: a page, a block of it, or a redirect."""
        block = block_wanted(request.scope)
        all_headers = {**(headers or {}), **self.headers, "Vary": VARY, "Cache-Control": "no-store"}
        template = environment().get_template(self.template)
        if block not in ("", "page") and (self.another or block not in template.blocks):
            # htmx asked for a block of another screen (a session has ended, say): the whole page replaces that screen.
            block, all_headers["HX-Retarget"] = "page", "#page"
        all_cookies = [*(cookies or ()), *self.cookies]
        if self.at and not block:
            # An htmx request for no block (boosted, restored) follows the redirect like a browser.
            all_headers["Location"] = self.at
            return ASGIResponse(status_code=303, headers=all_headers, cookies=all_cookies, media_type="text/html")
        if block == "page" and (address := self._in_another_language(request.scope)):
            all_headers["HX-Redirect"] = address
            return ASGIResponse(headers=all_headers, cookies=all_cookies, media_type="text/html")
        if self.at:
            stays = address_before(request.scope) == self.at  # the same address twice would take two steps back
            all_headers["HX-Replace-Url" if stays else "HX-Push-Url"] = self.at
        # Of a whole page gzip compresses only the part after the head (`_begun`), in a fifth of brotli's time.
        best = ("br", "gzip") if self.fixed or block else ("gzip", "br")
        if encoding := accepts(request.scope, best):
            all_headers["Content-Encoding"] = encoding
        body = self.body(request.scope, block, encoding)
        return ASGIResponse(
            status_code=self.status_code,
            body=body,
            headers=all_headers,
            cookies=all_cookies,
            media_type="text/html",
            background=self.background,
        )

    def _in_another_language(self, scope: Scope) -> str:
        """The address of this page, where the page that asked for it (static/preau.js) has another language: language,
        direction and what stands outside the block change with a new document alone."""
        before = header(scope, b"preau-language")
        if not before or before == text.language():
            return ""
        query = scope["query_string"].decode("latin-1")
        asked = quote(scope["path"]) + (f"?{query}" if query else "")
        return self.at or (asked if scope.get("method") == "GET" else "")

    def body(self, scope: Scope, block: str, encoding: str) -> bytes:
        """The bytes to send, compressed."""
        layout = context(scope).layout
        key = (self.template, self.fixed, block, encoding, text.language())
        if self.fixed and (known := layout.fixed.get(key)):
            return known
        shown = {**layout.context, "school_year": school_year(today()), **self.context}
        plain = _in_type(_render(environment().get_template(self.template), block, shown))
        if self.fixed:
            plain = EMPTY_LINES.sub("\n", plain)  # the entrance fits into the first flight of the network
        made = _compress(plain.encode(), encoding, 11 if self.fixed else 5)
        if self.fixed:
            layout.fixed[key] = made
        return made
