"""Where a request comes from: the client's address and the kind of device."""

import functools
import ipaddress
import logging
import re
from typing import TypeAlias

from litestar.di import NamedDependency
from litestar.types import Scope

from models.access.throttle import Caller
from models.core import school
from routes.web.page import header

log = logging.getLogger("preau")

# Part of the user agent → name to show. The first match counts, since most user agents contain several.
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


# Some proxies write the port too: `203.0.113.7:54321`, `[2001:db8::1]:443`.
WITH_PORT = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<four>[\d.]+))(?::\d+)?")


def _plain(address: str) -> str:
    """An address in canonical form: no port, no zone, no IPv4-mapped IPv6. Raises `ValueError`."""
    if parts := WITH_PORT.fullmatch(address):
        address = parts["six"] or parts["four"]
    ip = ipaddress.ip_address(address.partition("%")[0])
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def _trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in school.settings().trusted_proxies)


def client_of(scope: Scope) -> str:
    """The client's address. Of `X-Forwarded-For` only what trusted proxies wrote is used (catalogue 19)."""
    address = (scope.get("client") or ("", 0))[0]
    # Some proxies add a second header line after the one that the client sent: all lines are one list.
    lines = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").decode("latin-1")
    forwarded = [part.strip() for part in lines.split(",") if part.strip()]
    try:
        address = _plain(address)
        while _trusted(address) and forwarded:
            address = _plain(forwarded.pop())
    except ValueError:  # not an address: keep the proxy's
        _warn(address)
    return address


@functools.lru_cache(64)
def _warn(proxy: str) -> None:
    """Log it once for each proxy, without the header's value, which the client may have written."""
    log.warning("X-Forwarded-For from the proxy %s names no address: its clients are throttled as one", proxy)


def device_of(scope: Scope) -> str:
    """Browser and system, such as `Chrome, Android`, for the list of devices; empty where neither is known. Nothing
    else of the header is stored."""
    agent = header(scope, b"user-agent")
    found = [next((name for mark, name in marks.items() if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def caller_of(scope: Scope) -> Caller:
    """Where a request comes from: client address and name of the device."""
    return Caller(client_of(scope), device_of(scope))


FromClient: TypeAlias = NamedDependency[Caller]  # for handlers: `caller: FromClient`
