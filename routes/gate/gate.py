"""Checks every request, those for static files and unknown paths included: host, sender of the form, sizes.

Adds the security headers to every answer. Plain ASGI around the Litestar application: its middleware does not see
unknown paths.
"""

import asyncio
import re
from urllib.parse import urlsplit

import litestar
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, ReceiveMessage, Scope, Send

from language import text
from models.core import school
from routes.gate import errors, repeat
from routes.gate.refusal_log import RefusalLog
from routes.gate.security_headers import security_headers
from routes.web import tongue
from routes.web.assets import Assets
from routes.web.layout import Layout
from routes.web.page import header
from routes.web.refusals import (
    AddressTooLong,
    BadForm,
    BodyTooLarge,
    CrossSite,
    HeadersTooLarge,
    Stopping,
    TooSlow,
    WrongHost,
)
from routes.web.request import Request, begin, context, patience

BODY_LIMIT = 16 * 1024  # bytes, on parents' forms (catalogue 44)
BODY_SECONDS = 15.0  # for a body to arrive; cli/connection.py closes the connection a little later
UPLOAD_SECONDS = 240.0  # for a file of the office: 5 MB at 200 kbit/s
CLOSING_SECONDS = 5.0  # more than the gate's limit, until the server closes the connection
ADDRESS_LIMIT = 2048  # characters of path and query: Litestar remembers 1,024 paths
HEADERS_LIMIT = 16 * 1024  # bytes, names and values together
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Gate:
    """The application as the server calls it."""

    def __init__(self, app: Litestar, assets: Assets) -> None:
        self.app: ASGIApp = app
        self.litestar = app
        self.assets = assets
        self.refusals = RefusalLog()
        self._make_layout()
        base = urlsplit(school.settings().base_url)
        usual = {"http": 80, "https": 443}[base.scheme]
        names = ("127.0.0.1", "localhost", "[::1]") if base.hostname in LOOPBACK else (base.hostname or "",)
        ports = ("", f":{usual}") if base.port in (None, usual) else (f":{base.port}",)
        self.hosts = {base.netloc, *(name + port for name in names for port in ports)}
        self.origins = {f"{base.scheme}://{host}" for host in self.hosts}
        self.uploads: list[tuple[re.Pattern[str], int]] = [  # routes/web/upload.py: path → bytes
            (re.compile(re.sub(r"\{[^}]*\}", "[^/]+", route.path)), handler.opt["upload"])
            for route in app.routes
            for handler in getattr(route, "route_handlers", ())
            if "upload" in handler.opt
        ]

    def _make_layout(self) -> None:
        self.assets.show_school()
        self.layout = Layout(self.assets)
        self.headers = security_headers(self.layout.policy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Other kinds of scope (the lifespan) go to the application."""
        if scope["type"] == ScopeType.HTTP:
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        if self.layout.settings is not school.settings():  # an admin changed the school's
            self._make_layout()
        begin(scope, self.layout)
        outgoing = self._with_security_headers(scope, send)
        with text.speaking(tongue.of_request(scope)):  # until the visitor's account is known (routes/web/visitor.py)
            await tongue.prepare()
            await self._speak(scope, receive, outgoing)

    async def _speak(self, scope: HTTPScope, receive: Receive, outgoing: Send) -> None:
        if refusal := self._refusal(scope):
            await self._refuse(refusal, scope, receive, outgoing)
            await self.refusals.note(scope)
            return
        asset = self.assets.by_path.get(scope["path"])
        if asset and scope["method"] in ("GET", "HEAD"):
            await self.assets.serve(asset, scope, receive, outgoing)
            return
        if scope["method"] == "HEAD":  # answered like GET, without the body (catalogue 8)
            scope = {**scope, "method": "GET"}  # a copy: the server still needs HEAD
        try:
            await self.app(scope, self._limited(scope, receive), outgoing)
        except asyncio.CancelledError:  # by the server, which ends (cli/serve.py: GRACE)
            if not context(scope).answering:
                await self._refuse(Stopping(), scope, receive, outgoing)
        await self.refusals.note(scope)

    async def _refuse(self, refusal: Exception, scope: HTTPScope, receive: Receive, outgoing: Send) -> None:
        scope["litestar_app"] = self.litestar
        request: Request = litestar.Request(scope)
        await errors.page(request, refusal).to_asgi_response(None, request)(scope, receive, outgoing)

    def _refusal(self, scope: HTTPScope) -> Exception | None:
        if scope["path"] != "/health" and header(scope, b"host").lower() not in self.hosts:
            return WrongHost()
        if len(scope["path"]) + len(scope["query_string"]) > ADDRESS_LIMIT:
            return AddressTooLong()
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_LIMIT:
            return HeadersTooLarge()
        if scope["method"] in SAFE:
            return None
        ours = self._from_our_page(scope)
        if ours is None and scope["method"] == "POST" and repeat.known(scope["path"]):
            context(scope).unsaid = True
        elif not ours:
            return CrossSite()
        length = header(scope, b"content-length")
        if length and (not length.isdecimal() or len(length) > 9):
            return BodyTooLarge()
        # A file that is too large is refused as it is read: by then the guard knows who sends it.
        if length and int(length) > BODY_LIMIT and not self._upload(scope["path"]):
            return BodyTooLarge()
        return None

    def _upload(self, path: str) -> int:
        """How many bytes a handler takes at this path that sets a size; 0 for the others."""
        return next((most for pattern, most in self.uploads if pattern.fullmatch(path)), 0)

    def _from_our_page(self, scope: HTTPScope) -> bool | None:
        """Whether one of our pages sent this, by Sec-Fetch-Site, else Origin, else Referer (OWASP CSRF cheat sheet).

        None where the browser sends none of the three.
        """
        site = header(scope, b"sec-fetch-site")
        if site not in ("", "none"):
            return site == "same-origin"
        if origin := header(
            scope, b"origin"
        ):  # also with `none`: a request typed by the user has no Origin of another site
            return origin.lower() in self.origins
        if site == "none":
            return True
        sent = header(scope, b"referer")
        if not sent:
            return None
        try:
            referer = urlsplit(sent.partition("?")[0])  # without the query: urllib caches addresses
        except ValueError:  # not a URL
            return False
        return f"{referer.scheme}://{referer.netloc}".lower() in self.origins

    def _limited(self, scope: HTTPScope, receive: Receive) -> Receive:
        """A `receive` that limits the size and the time of a body.

        Both count from the first read, which comes after the guard.
        """
        received, until, whole = 0, 0.0, False
        upload = scope["method"] not in SAFE and self._upload(scope["path"])
        most = upload or BODY_LIMIT

        async def limited() -> ReceiveMessage:
            nonlocal received, until, whole
            if whole:  # after the body: waits for a disconnect
                return await receive()
            if not until:
                seconds = UPLOAD_SECONDS if upload else BODY_SECONDS
                until = asyncio.get_running_loop().time() + seconds
                if upload and (wait := patience(scope)):
                    wait(seconds + CLOSING_SECONDS)
                if int(header(scope, b"content-length") or 0) > most:
                    raise BodyTooLarge
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise TooSlow from None
            if message["type"] != "http.request":
                raise BadForm  # disconnected before the whole body: not a fault of ours
            received += len(message.get("body", b""))
            if received > most:
                raise BodyTooLarge
            whole = not message.get("more_body", False)
            return message

        return limited

    def _with_security_headers(self, scope: HTTPScope, send: Send) -> Send:
        headers, head = self.headers, scope["method"] == "HEAD"  # of the layout at the start of this request

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                context(scope).answering = True
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in headers if pair[0] not in own)]
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        return with_headers
