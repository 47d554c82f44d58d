"""Usernames: made once from the name, readable, ASCII, unique, never changed. Looked up without case and accents."""

import re
import unicodedata
from collections.abc import Container
from itertools import count, repeat

from anyascii import anyascii


def username_key(text: str) -> str:
    """The form in which a typed username is looked up: without case, accents and surrounding spaces (PRODUCT 5)."""
    plain = unicodedata.normalize("NFKD", text.strip())
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def _part(name: str) -> str:
    plain = anyascii(unicodedata.normalize("NFC", name)).casefold()
    if plain.isalnum() and plain.isascii():
        return plain[:24]
    return re.sub(r"[^a-z0-9]", "", plain)[:24]


def username_stem(first_name: str, last_name: str) -> str:
    """`kevin.melnik`: the username of the first person with this name."""
    return ".".join(filter(None, (_part(first_name), _part(last_name)))) or "parent"


def numbered(stem: str, number: int) -> str:
    """The stem itself, then `kevin.melnik2` and so on."""
    return f"{stem}{number}" if number > 1 else stem


def make_username(first_name: str, last_name: str, taken: Container[str]) -> str:
    """A free username such as `kevin.melnik` or, when that is taken, `kevin.melnik2`. At most 60 characters."""
    stem = username_stem(first_name, last_name)
    return next(name for name in map(numbered, repeat(stem), count(1)) if name not in taken)
