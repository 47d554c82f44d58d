"""What each setting may be: one reader per kind of value, from text to a checked value.

A reader raises `ValueError` with the rest of a sentence that begins with the setting's name. No reader repeats a
value that may hold a password.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from settings import links
from settings.addresses import (
    address,
    base_url,
    database_url,
    host,
    imap_url,
    listener,
    networks,
    parts,
    sender,
    smtp_url,
)

LOGO_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
LOGO_STARTS = {
    "image/png": rb"\x89PNG\r\n\x1a\n",
    "image/jpeg": rb"\xff\xd8\xff",
    "image/svg+xml": rb"(?s)(\xef\xbb\xbf)?\s*(<[?!].{0,2000}>\s*)?<svg[\s>]",
}
LOGO_LIMIT = 100_000  # bytes: a parent's phone loads it on every first visit
LANGUAGES = ("fr", "nl", "de", "en", "es", "pt", "it", "ro", "pl", "tr", "uk", "ar")  # in which parents read Préau
SECRET_MINIMUM = 32  # characters
LONGEST = 200  # characters of the school's name, telephone, address or hours


@dataclass(frozen=True)
class Picture:
    """An image as it is served."""

    media_type: str
    body: bytes


def text(value: str) -> str:
    """One line of readable text; every value is held to this first."""
    if any(unicodedata.category(c) == "Cc" for c in value):
        raise ValueError("contains a control character (a line break, perhaps): write it on one line")
    if any(unicodedata.category(c) == "Cs" for c in value):
        raise ValueError("is not UTF-8 text: set it from a UTF-8 terminal or file")
    return value


def _line(value: str) -> str:
    if len(value) > LONGEST:
        raise ValueError(f"has {len(value)} characters: {LONGEST} at most, for it is on every page and in every mail")
    return value


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            raise ValueError(f"is {value!r}: give a whole number from {low} to {high}")
        return int(value)

    return read


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValueError(f"is {value!r}: give a colour such as #0b6250")
    return value.lower()


def _switch(value: str) -> bool:
    if value not in ("on", "off"):
        raise ValueError(f"is {value!r}: give on or off")
    return value == "on"


def _second_factor(value: str) -> bool:
    if value not in ("required", "optional"):
        raise ValueError(
            f"is {value!r}: give required, or optional where anybody may look around, as in a demonstration"
        )
    return value == "required"


def _logo(value: str) -> Path:
    path = Path(value)
    kind = LOGO_TYPES.get(path.suffix.lower())
    if kind is None:
        raise ValueError(f"is {value!r}: give a .png, .jpg or .svg file")
    if not path.is_file():
        raise ValueError(f"is {value!r}: there is no such file")
    content = path.read_bytes()
    if len(content) > LOGO_LIMIT:
        raise ValueError(f"is {value!r}: the file is over {LOGO_LIMIT // 1000} kB, too heavy for parents' phones")
    if not re.match(LOGO_STARTS[kind], content):
        raise ValueError(f"is {value!r}: the file is no {path.suffix[1:].upper()} image, whatever its name says")
    return path


def _calendar(value: str) -> str:
    address = re.sub("^webcals?://", "https://", value, flags=re.IGNORECASE)
    address = re.sub("^https?://", lambda scheme: scheme[0].lower(), address, flags=re.IGNORECASE)
    if re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):
        url, found, _port = parts(address)
        if url.scheme not in ("http", "https") or not found or " " in address:
            raise ValueError("is no address of a calendar: give https://… of an iCalendar file, or the path of a file")
        if "@" in url.netloc:
            raise ValueError("has a name or password before the host: give an address that needs none")
        return address
    if not Path(value).is_file():
        raise ValueError(f"is {value!r}: {'that is no file' if Path(value).exists() else 'there is no such file'}")
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"is {value!r}: give one of {', '.join(LANGUAGES)}")
    return value


def time_zone(value: str) -> str:
    """The name of a zone that this machine knows, such as Europe/Brussels; a colon before it is POSIX's."""
    name = value.removeprefix(":")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"is {value!r}: give a time zone such as Europe/Brussels") from None
    return name


def secret(value: str) -> str:
    """The secret key; long enough not to be guessed."""
    if len(value) < SECRET_MINIMUM:
        raise ValueError(f"is shorter than {SECRET_MINIMUM} characters: leave it out and Préau makes one")
    return value


READERS: dict[str, Callable[[str], Any]] = {
    "base_url": base_url,
    "database_url": database_url,
    "secret_key": secret,
    "smtp_url": smtp_url,
    "mail_from": sender,
    "school_name": _line,
    "school_phone": _line,
    "school_email": address,
    "school_address": _line,
    "school_hours": _line,
    "logo": _logo,
    "links": links.read,
    "colour": _colour,
    "roof_colour": _colour,
    "trusted_proxies": networks,
    "host": host,
    "port": _whole(1, 65535),
    "metrics": listener,
    "bcrypt_cost": _whole(4, 16),
    "invitation_days": _whole(1, 90),
    "reset_hours": _whole(1, 168),
    "language": _language,
    "reminders": _switch,
    "weekly_mail_day": _whole(1, 7),
    "session_idle_minutes": _whole(1, 1440),
    "session_hours": _whole(1, 168),
    "mail_child_name": _switch,
    "mail_per_minute": _whole(0, 100_000),
    "bounce_imap_url": imap_url,
    "bounce_address": address,
    "office_second_factor": _second_factor,
    "calendar": _calendar,
}
