"""Settings that are addresses: URLs, hosts, mail addresses, networks.

A reader raises `ValueError` with the rest of a sentence that begins with the setting's name. No reader repeats a
value that may hold a password.
"""

import ipaddress
import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from settings.version import ROOT

HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*", re.I)
LABEL_MOST = 63  # characters between two dots of a name (RFC 1035 §2.3.4)
MAIL_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
ENCODE = "a / ? # or @ within the password is written %2F %3F %23 %40"


@dataclass(frozen=True)
class MailServer:
    """Where mail goes. `tls` is `none`, `starttls` (required, never optional) or `implicit`."""

    host: str
    port: int
    tls: str
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class MailStore:
    """Where bounced mails are read, by IMAP. `tls` is `starttls` or `implicit`."""

    host: str
    port: int
    tls: str
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def parts(value: str) -> tuple[SplitResult, str, int | None]:
    """A URL, its host and its port; the library's own words would repeat what may be a password."""
    try:
        url = urlsplit(value)
        return url, url.hostname or "", url.port
    except ValueError:
        raise ValueError(f"is not a well-formed address: look at the host and the port ({ENCODE})") from None


def _is_host(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        labels = name.split(".")  # no name ends in a number: that is an address with a slip, such as 999.1.1.1
        return bool(HOST_NAME.fullmatch(name)) and not labels[-1].isdigit() and max(map(len, labels)) <= LABEL_MOST
    return True


def loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def base_url(value: str) -> str:
    shown = "" if "@" in value else f"is {value!r}: "
    url, host, port = parts(value)
    if url.scheme not in ("http", "https") or not host:
        raise ValueError(f"{shown}give the address parents open, such as https://parents.school.example")
    if not _is_host(host) or port == 0:
        raise ValueError(f"{shown}give the host as browsers send it: plain letters, xn--… for accents")
    if url.path not in ("", "/") or url.query or url.fragment or "@" in url.netloc:
        raise ValueError(f"{shown}give scheme and host only, without a path: Préau lives at the root")
    if port == {"http": 80, "https": 443}[url.scheme]:
        port = None  # browsers leave the usual port out of Host and Origin
    return f"{url.scheme}://" + (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")


def database_url(value: str) -> str:
    if value.startswith("sqlite:///") and len(value) > len("sqlite:///"):
        path = Path(value.removeprefix("sqlite:///"))
        if path.name == ":memory:" or path.is_dir():
            raise ValueError(
                "must name a file: sqlite:///path/to/preau.sqlite (four slashes begin a path from the root)"
            )
        if not path.parent.is_dir():
            raise ValueError(f"points into the folder {str(path.parent)!r}, which does not exist: make it first")
        return value
    if value.startswith(("postgresql://", "postgres://")):
        url, _, _ = parts(value)
        if url.fragment or "@" in url.path + url.query:
            raise ValueError(f"is cut short by a character of the password: {ENCODE}")
        if find_spec("asyncpg") is None:
            raise ValueError(f"is of PostgreSQL, whose driver is not installed: run `make postgres` in {ROOT}")
        return value
    raise ValueError("is not understood: give sqlite:///path/to/file or postgresql://user:password@host/name")


def smtp_url(value: str) -> MailServer:
    url, host, port = parts(value)
    modes = {"smtp": ("none", 25), "smtps": ("implicit", 465), "smtp+starttls": ("starttls", 587)}
    if url.scheme not in modes or not _is_host(host) or port == 0:
        raise ValueError("is not understood: give smtp://, smtps:// or smtp+starttls:// user:password@host:port")
    if url.path not in ("", "/") or url.query or url.fragment:
        raise ValueError(f"goes on after host and port: {ENCODE}")
    if bool(url.username) != bool(url.password):
        raise ValueError("has a user name without a password, or the other way round: give both or neither")
    tls, usual = modes[url.scheme]
    return MailServer(host, port or usual, tls, unquote(url.username or ""), unquote(url.password or ""))


def imap_url(value: str) -> MailStore:
    url, host, port = parts(value)
    modes = {"imaps": ("implicit", 993), "imap+starttls": ("starttls", 143)}
    if url.scheme not in modes or not _is_host(host) or port == 0:
        raise ValueError("is not understood: give imaps:// or imap+starttls:// user:password@host:port/folder")
    if not url.username or not url.password or url.query or url.fragment:
        raise ValueError(f"needs a user name and a password, and nothing after the folder: {ENCODE}")
    tls, usual = modes[url.scheme]
    folder = unquote(url.path.strip("/")) or "INBOX"
    return MailStore(host, port or usual, tls, unquote(url.username), unquote(url.password), folder)


def address(value: str) -> str:
    """One bare mail address."""
    if not re.fullmatch(MAIL_ADDRESS, value):
        raise ValueError(f"{_shown(value)}give one mail address without accents, such as school@example.org")
    return value


def sender(value: str) -> str:
    """A mail address, bare or after a name: `École du Tilleul <ecole@example.org>`."""
    bare = re.fullmatch(rf"(?:[^<>]*<)?({MAIL_ADDRESS})>?", value)
    if not bare or ("<" in value) != value.endswith(">"):
        raise ValueError(
            f"{_shown(value)}give one mail address, such as school@example.org or Our School <school@example.org>"
        )
    if parseaddr(value)[1] != bare[1]:
        raise ValueError(f'{_shown(value)}put the name between double quotes: "Name, or other" <{bare[1]}>')
    return value


def _shown(value: str) -> str:
    return "" if "://" in value else f"is {value!r}: "


def listener(value: str) -> tuple[str, int] | None:
    """`address:port`, or a port on this machine alone; None for `off`."""
    if value == "off":
        return None
    place, _, port = value.rpartition(":")
    place = place.removeprefix("[").removesuffix("]") if place.startswith("[") else place
    good = re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 65536
    if not good or (":" in value and not _is_host(place)):
        raise ValueError(f"is {value!r}: give a port, an address and a port such as 10.0.0.5:9100, or off")
    return place or "127.0.0.1", int(port)


def networks(value: str) -> tuple[Network, ...]:
    try:
        found = tuple(ipaddress.ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(f"{error}: give addresses or networks, such as 127.0.0.1,10.0.0.0/8") from None
    if any(network.prefixlen == 0 for network in found):
        raise ValueError("would believe anybody who claims an address: name the proxy's own, such as 127.0.0.1")
    return found


def host(value: str) -> str:
    if not _is_host(value):
        raise ValueError(f"is {value!r}: give the address to listen on, such as 127.0.0.1, without http:// or port")
    return value
