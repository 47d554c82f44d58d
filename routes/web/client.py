"""Whose phone line a request comes from, and what kind of device it is."""

import ipaddress

from litestar.types import Scope

from models import school
from routes.web.page import header
from text import _

# A mark in the user agent, and the name people know; the first that fits, since most agents name several.
BROWSERS = {
    "Edg": "Edge",
    "SamsungBrowser": "Samsung Internet",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def _trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in school.settings().trusted_proxies)


def client_of(scope: Scope) -> str:
    """The client's address. `X-Forwarded-For` counts only as far as trusted proxies wrote it (catalogue 19)."""
    address = (scope.get("client") or ("", 0))[0]
    forwarded = [part.strip() for part in header(scope, b"x-forwarded-for").split(",") if part.strip()]
    while _trusted(address) and forwarded:
        nearer = forwarded.pop()
        try:
            address = str(ipaddress.ip_address(nearer))
        except ValueError:
            break  # no address at all: keep the proxy's, which is true at least
    return address


def device_of(scope: Scope) -> str:
    """`Chrome, Android`: what a parent recognises in the list of devices; nothing else of the user agent is kept."""
    agent = header(scope, b"user-agent")
    found = [next((name for mark, name in marks.items() if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("Appareil inconnu")
