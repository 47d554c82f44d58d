"""Préau's settings: one frozen object, read once from the environment and `.env`.

Every name, default and meaning is PRODUCT.md's contract. A wrong value raises `SettingsError`
with one clear line per mistake; an unknown `PREAU_` name is a warning, since it is nearly always a slip.
"""

import contextlib
import difflib
import ipaddress
import os
import re
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
LOGO_LIMIT = 100_000  # bytes: a parent's phone loads it on every first visit
SECRET_MINIMUM = 32  # characters


class SettingsError(Exception):
    """One or more settings are wrong; `lines` says which and how to mend each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class MailServer:
    """Where mail goes. `tls` is `none`, `starttls` (required, never optional) or `implicit`."""

    host: str
    port: int
    tls: str
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Link:
    """One of the school's other tools, shown on the dashboard."""

    label: str
    url: str


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Settings:
    """Checked settings. Durations carry their unit in the name."""

    base_url: str = "http://127.0.0.1:8000"
    database_url: str = "sqlite:///preau.sqlite"
    secret_key: str = field(default="", repr=False)
    smtp: MailServer | None = None
    mail_from: str = "preau@localhost"
    school_name: str = "Préau"
    school_phone: str = ""
    school_email: str = ""
    school_address: str = ""
    logo: Path | None = None
    links: tuple[Link, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    bcrypt_cost: int = 12
    invitation_days: int = 14
    reset_hours: int = 24
    session_idle_minutes: int = 30
    session_hours: int = 12
    demo: bool = False
    unset: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def sqlite_path(self) -> Path | None:
        """The embedded database's file, or None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


def _text(value: str) -> str:
    if any(unicodedata.category(c) == "Cc" for c in value):
        raise ValueError("contains a control character (a line break, perhaps): write it on one line")
    return value


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            raise ValueError(f"is {value!r}: give a whole number from {low} to {high}")
        return int(value)

    return read


def _base_url(value: str) -> str:
    url = urlsplit(value)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ValueError(f"is {value!r}: give the address parents open, such as https://parents.school.example")
    if url.path not in ("", "/") or url.query or url.fragment or url.username:
        raise ValueError(f"is {value!r}: give scheme and host only, without a path: Préau lives at the root")
    _ = url.port  # raises ValueError when it is no port
    return f"{url.scheme}://{url.netloc.lower()}"


def _database_url(value: str) -> str:
    if value.startswith("sqlite:///") and len(value) > len("sqlite:///"):
        parent = Path(value.removeprefix("sqlite:///")).parent
        if not parent.is_dir():
            raise ValueError(f"points into the folder {str(parent)!r}, which does not exist: make it first")
        return value
    if value.startswith(("postgresql://", "postgres://")):
        return value
    raise ValueError("is not understood: give sqlite:///path/to/file or postgresql://user:password@host/name")


def _smtp_url(value: str) -> MailServer:
    url = urlsplit(value)
    modes = {"smtp": ("none", 25), "smtps": ("implicit", 465), "smtp+starttls": ("starttls", 587)}
    if url.scheme not in modes or not url.hostname:
        raise ValueError("is not understood: give smtp://, smtps:// or smtp+starttls:// user:password@host:port")
    tls, port = modes[url.scheme]
    try:
        port = url.port or port
    except ValueError:
        raise ValueError("has a port that is not a number from 1 to 65535") from None
    return MailServer(url.hostname, port, tls, unquote(url.username or ""), unquote(url.password or ""))


def _address(value: str) -> str:
    """A bare or named mail address; the name part may hold anything but what could forge a header."""
    found = re.fullmatch(r"(?:(?P<name>[^<>\r\n\x00]*)<)?(?P<bare>[^@\s<>,;\"]+@[^@\s<>,;\"]+)>?", value)
    if not found or ("<" in value) != value.endswith(">"):
        raise ValueError(f"is {value!r}: give one mail address, such as school@example.org")
    return _text(value)


def _logo(value: str) -> Path:
    path = Path(value)
    if path.suffix.lower() not in LOGO_TYPES:
        raise ValueError(f"is {value!r}: give a .png, .jpg or .svg file")
    if not path.is_file():
        raise ValueError(f"is {value!r}: there is no such file")
    if path.stat().st_size > LOGO_LIMIT:
        raise ValueError(f"is {value!r}: the file is over {LOGO_LIMIT // 1000} kB, too heavy for parents' phones")
    return path


def _links(value: str) -> tuple[Link, ...]:
    links = []
    for part in filter(None, (p.strip() for p in value.split(";"))):
        label, _, url = (p.strip() for p in part.partition("="))
        if not label or urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ValueError(f"has the part {part!r}: write Name=https://address, with ; between links")
        links.append(Link(_text(label), _text(url)))
    return tuple(links)


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise ValueError(f"{error}: give addresses or networks, such as 127.0.0.1,10.0.0.0/8") from None


def _secret(value: str) -> str:
    if len(value) < SECRET_MINIMUM:
        raise ValueError(f"is shorter than {SECRET_MINIMUM} characters: leave it out and Préau makes one")
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "base_url": _base_url,
    "database_url": _database_url,
    "secret_key": _secret,
    "smtp_url": _smtp_url,
    "mail_from": _address,
    "school_name": _text,
    "school_phone": _text,
    "school_email": _address,
    "school_address": _text,
    "logo": _logo,
    "links": _links,
    "trusted_proxies": _networks,
    "host": _text,
    "port": _whole(1, 65535),
    "bcrypt_cost": _whole(4, 16),
    "invitation_days": _whole(1, 90),
    "reset_hours": _whole(1, 168),
    "session_idle_minutes": _whole(1, 1440),
    "session_hours": _whole(1, 168),
}
WORTH_SETTING = ("base_url", "smtp_url", "mail_from", "school_name", "school_phone", "school_email")


def read_dotenv(path: Path) -> dict[str, str]:
    """`NAME=value` lines of a `.env` file; `#` starts a comment line, quotes around a value are dropped."""
    if not path.is_file():
        return {}
    values = {}
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        text = line.strip().removeprefix("export ").strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise SettingsError([f"{path}, line {number}: {text!r} is not NAME=value"])
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[name.strip()] = value
    return values


def load(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read and check every setting. The environment wins over `.env`; an empty value counts as not set.

    Raises `SettingsError` with a line for each mistake.
    """
    raw = {**read_dotenv(dotenv), **(os.environ if environ is None else environ)}
    given = {name: value.strip() for name, value in raw.items() if name.startswith("PREAU_") and value.strip()}
    known = {f"PREAU_{name.upper()}": name for name in (*READERS, "secret_key_file")}
    values: dict[str, Any] = {}
    mistakes = []
    for name, value in given.items():
        if (reader := READERS.get(known.get(name, ""))) is None:
            continue
        try:
            values[known[name]] = reader(value)
        except ValueError as error:
            mistakes.append(f"{name} {error}")
    if not mistakes and "secret_key" not in values:
        path = Path(given.get("PREAU_SECRET_KEY_FILE") or _beside_database(values.get("database_url")))
        try:
            values["secret_key"] = _secret_from(path)
        except (OSError, ValueError) as error:
            mistakes.append(f"PREAU_SECRET_KEY_FILE ({path}) {error}")
    if mistakes:
        raise SettingsError(mistakes)
    if "base_url" not in values:
        host = values.get("host", Settings.host)
        host = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104 compared, not bound
        values["base_url"] = f"http://{host}:{values.get('port', Settings.port)}"
    smtp = values.pop("smtp_url", None)
    return Settings(
        **values,
        smtp=smtp,
        unset=tuple(f"PREAU_{n.upper()}" for n in WORTH_SETTING if f"PREAU_{n.upper()}" not in given),
        warnings=tuple(_unknown(name, list(known)) for name in given if name not in known),
    )


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"{name} is not a setting of Préau and is ignored" + (f": did you mean {near[0]}?" if near else ".")


def _beside_database(database_url: str | None) -> Path:
    path = Settings(database_url=database_url or Settings.database_url).sqlite_path
    return (path.parent if path else Path()) / "preau.key"


def _secret_from(path: Path) -> str:
    """Read the key, or make it with mode 600 when the file is absent. Two processes starting at once agree."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
        with contextlib.suppress(FileExistsError):  # another process was first: its key is the one
            os.link(draft, path)
        draft.unlink()
    return _secret(path.read_text("ascii").strip())
