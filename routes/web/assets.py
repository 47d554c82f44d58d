"""Static files, compressed once at start and served from memory: ETag, `immutable`, 304."""

import functools
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli
from litestar.types import Receive, Scope, Send

from models import school

FOLDER = Path(__file__).parents[2] / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
SERVED = ("htmx.min.js", "preau.js", "icon.svg", "office.css", "letters.css")
HEADER_MOST = 200  # characters; browsers send 13 to 30
FOREVER = b"public, max-age=31536000, immutable"


def accepts(scope: Scope, best: tuple[str, ...] = ("br", "gzip")) -> str:
    """The first of `best` that may be answered with, or none. `q=0` means no (RFC 9110 §12.5.3)."""
    header = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"").decode("latin-1")
    return _chosen(header.lower(), best) if len(header) <= HEADER_MOST else ""  # no browser's: not to be remembered


@functools.lru_cache(64)
def _chosen(header: str, best: tuple[str, ...]) -> str:
    offered = {}
    for part in header.split(","):
        name, _, parameter = part.strip().partition(";")
        offered[name.strip()] = parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in best if offered.get(name)), "")


@dataclass(frozen=True)
class Asset:
    """One file in its three encodings."""

    media_type: str
    etag: str
    bodies: dict[str, bytes]


def compressed(body: bytes) -> dict[str, bytes]:
    """The file in each encoding, as small as it gets: this is done once."""
    return {"br": brotli.compress(body, quality=11), "gzip": gzip.compress(body, 9, mtime=0)}


class Assets:
    """Every static file of this installation. `url("htmx.min.js")` carries a hash, so it may be kept for ever."""

    def __init__(self) -> None:
        self.by_path: dict[str, Asset] = {}
        self.urls: dict[str, str] = {}
        for name in SERVED:
            self._add(name, FOLDER / name)
        self.installed = school.installed().logo
        if self.installed:
            self._add("logo", self.installed)

    def show_logo(self) -> None:
        """The picture that an admin gave, or none, where the installation has no logo of its own."""
        if self.installed:
            return
        self.by_path.pop(self.urls.pop("logo", ""), None)
        if picture := school.settings().picture:
            self._serve("logo", picture.media_type, picture.body)

    def _add(self, name: str, path: Path) -> None:
        self._serve(name, TYPES[path.suffix.lower()], path.read_bytes())

    def _serve(self, name: str, media_type: str, body: bytes) -> None:
        tag = hashlib.sha256(body).hexdigest()[:12]
        bodies = {"": body}
        if media_type.startswith(("text/", "image/svg")):
            bodies |= compressed(body)
        self.urls[name] = f"/static/{tag}-{name}"
        self.by_path[self.urls[name]] = Asset(media_type, f'"{tag}"', bodies)

    def url(self, name: str) -> str:
        """The address of a static file; empty for a logo that is not set."""
        return self.urls.get(name, "")

    async def serve(self, asset: Asset, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET or HEAD for this file."""
        encoding = accepts(scope)
        encoding = encoding if encoding in asset.bodies else ""
        body = asset.bodies[encoding]
        headers = [
            (b"content-type", asset.media_type.encode()),
            (b"etag", asset.etag.encode()),
            (b"cache-control", FOREVER),
            (b"vary", b"Accept-Encoding"),
        ]
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
        if asset.etag.encode() in known:
            status, body = 304, b""
        else:
            status = 200
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})
