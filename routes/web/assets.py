"""Static files, compressed once and served from memory: ETag, `immutable`, 304."""

import asyncio
import functools
import gzip
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from litestar.types import Receive, Scope, Send

from models.core import school
from routes.web import colours

FOLDER = Path(__file__).parents[2] / "static"
TYPES = {
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
SERVED = (
    *("htmx.min.js", "preau.js", "icon.svg", "icon-192.png", "icon-512.png"),
    *("office.css", "letters.css", "preview.css", "roll.css", "sheets.css"),
)
AFTER = {"htmx.min.js": "htmx-config.js"}  # sent at the end of the file, which stays as its authors made it
AT_THE_ROOT = ("favicon.ico", "robots.txt")  # requested under these names
MANIFEST = "application/manifest+json"
COMPRESS: dict[str, Callable[[bytes], bytes]] = {  # the highest level: each file is compressed once
    "br": lambda body: bytes(brotli.compress(body, quality=11)),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
HEADER_MOST = 200  # characters; browsers send 13 to 30
FOREVER = b"public, max-age=31536000, immutable"
A_DAY = b"public, max-age=86400"


def stylesheet(name: str) -> str:
    """A stylesheet as it is sent: without its comments and line ends."""
    return re.sub(r"/\*.*?\*/|\n", "", (FOLDER / name).read_text())


def accepts(scope: Scope, best: tuple[str, ...] = ("br", "gzip")) -> str:
    """The first encoding of `best` that the client accepts; empty for none. `q=0` refuses one (RFC 9110 §12.5.3)."""
    header = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"").decode("latin-1")
    return _chosen(header.lower(), best) if len(header) <= HEADER_MOST else ""  # keeps long ones out of the cache


@functools.lru_cache(64)
def _chosen(header: str, best: tuple[str, ...]) -> str:
    offered = {}
    for part in header.split(","):
        name, _, parameter = part.strip().partition(";")
        offered[name.strip()] = parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in best if offered.get(name)), "")


@dataclass(frozen=True)
class Asset:
    """One file, and how long browsers may keep it. `bodies` has its bytes in each encoding requested so far."""

    media_type: str
    etag: str
    bodies: dict[str, bytes]
    kept: bytes = FOREVER
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_text(self) -> bool:
        """Whether it is worth compressing."""
        return self.media_type.startswith(("text/", "image/svg", MANIFEST))

    async def body(self, encoding: str) -> bytes:
        """The file in this encoding. The first request compresses it in a thread; concurrent ones wait for that."""
        if encoding not in self.bodies:
            async with self.turn:
                if encoding not in self.bodies:
                    self.bodies[encoding] = await asyncio.to_thread(COMPRESS[encoding], self.bodies[""])
        return self.bodies[encoding]


class Assets:
    """Every static file of this installation. `url("htmx.min.js")` carries a hash, so it may be kept for ever."""

    def __init__(self) -> None:
        self.by_path: dict[str, Asset] = {}
        self.urls: dict[str, str] = {}
        for name in SERVED:
            self._add(name, FOLDER / name)
        for name in AT_THE_ROOT:
            path = FOLDER / name
            self.by_path[f"/{name}"] = self._asset(TYPES[path.suffix], path.read_bytes(), A_DAY)
        self.installed = school.installed().logo
        if self.installed:
            self._add("logo", self.installed)

    def show_school(self) -> None:
        """Make the files again that depend on settings an admin may change: name, colours and picture.

        The picture is used if PREAU_LOGO is not set.
        """
        self._forget("manifest.webmanifest")
        self._serve("manifest.webmanifest", MANIFEST, self._manifest())
        if self.installed:
            return
        self._forget("logo")
        if picture := school.settings().picture:
            self._serve("logo", picture.media_type, picture.body)

    def _manifest(self) -> bytes:
        """The Web Application Manifest (W3C), for a phone's home screen. `minimal-ui` keeps the address visible."""
        settings = school.settings()
        icons = [
            {"src": self.url(f"icon-{size}.png"), "sizes": f"{size}x{size}", "purpose": "any maskable"}
            for size in (192, 512)
        ]
        manifest = {
            "id": "/",
            "start_url": "/",
            "name": settings.school_name,
            "short_name": settings.school_name,
            "display": "minimal-ui",
            "background_color": colours.DAY.paper,
            "theme_color": colours.bars(settings.colour)[0],
            "icons": icons,
        }
        return json.dumps(manifest, ensure_ascii=False).encode()

    def _add(self, name: str, path: Path) -> None:
        body = stylesheet(name).encode() if path.suffix == ".css" else path.read_bytes()
        if after := AFTER.get(name):
            body += b"\n" + (FOLDER / after).read_bytes()
        self._serve(name, TYPES[path.suffix.lower()], body)

    def _serve(self, name: str, media_type: str, body: bytes) -> None:
        asset = self._asset(media_type, body, FOREVER)
        self.urls[name] = "/static/" + asset.etag.strip('"') + f"-{name}"
        self.by_path[self.urls[name]] = asset

    def _asset(self, media_type: str, body: bytes, kept: bytes) -> Asset:
        tag = hashlib.sha256(body).hexdigest()[:8]
        return Asset(media_type, f'"{tag}"', {"": body}, kept)

    def _forget(self, name: str) -> None:
        self.by_path.pop(self.urls.pop(name, ""), None)

    def url(self, name: str) -> str:
        """The address of a static file; empty for a logo that is not set."""
        return self.urls.get(name, "")

    async def serve(self, asset: Asset, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET or HEAD for this file."""
        encoding = accepts(scope) if asset.is_text else ""
        headers = [
            (b"content-type", asset.media_type.encode()),
            (b"etag", asset.etag.encode()),
            (b"cache-control", asset.kept),
            (b"vary", b"Accept-Encoding"),
        ]
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
        if known.strip() == b"*" or asset.etag.encode() in known:  # RFC 9110 §13.1.2
            status, body = 304, b""
        else:
            status, body = 200, await asset.body(encoding)
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})
