"""Usernames: made once from the name, readable, ASCII, unique, never changed; matched forgivingly."""

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii


def username_key(text: str) -> str:
    """The form under which what a parent typed is looked up: case, accents and outer spaces aside (PRODUCT 5)."""
    plain = unicodedata.normalize("NFKD", text.strip())
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def _part(name: str) -> str:
    plain = anyascii(unicodedata.normalize("NFC", name)).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)[:24]


def make_username(first_name: str, last_name: str, taken: Container[str]) -> str:
    """A free username such as `kevin.melnik` or, when that is taken, `kevin.melnik2`. At most 60 characters."""
    stem = ".".join(filter(None, (_part(first_name), _part(last_name)))) or "parent"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}{number}", number + 1
    return name
