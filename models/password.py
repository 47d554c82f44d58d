"""Which passwords are accepted (catalogue 22, 24–26; NIST SP 800-63B-4 §3.1.1.2)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from models import school
from models.hashing import pool

MINIMUM = 12  # characters
GUESSES = 1e8  # zxcvbn's estimate; below it a password falls in an afternoon of online guesses from many addresses
LOOKED_AT = (
    24  # characters given to the estimator: of 60 hostile ones it would take seconds, and many are strong by then
)


class PasswordRefused(ValueError):
    """`reason` is `short`, `nul`, `common`, `name`, or `same` (as the current one)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Named(Protocol):
    """Whose password it is to be: `names` are what it may not be made of."""

    @property
    def names(self) -> list[str]: ...


def normal(password: str) -> str:
    """NFKC, so that é typed on two phones is one password (catalogue 24)."""
    return unicodedata.normalize("NFKC", password)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _mostly(password: str, names: Iterable[str]) -> bool:
    """Whether little is left once the names are taken out: `marie.dupont2026` says only who she is."""
    rest = plain = _plain(password)
    for name in sorted({_plain(name) for name in names}, key=len, reverse=True):
        if len(name) >= 3:
            rest = rest.replace(name, "")
    return rest != plain and len(rest) < 6


def _guessable(password: str, names: list[str]) -> bool:
    import zxcvbn  # 14 MB of word lists: loaded by the first parent who chooses, in the pool's thread

    return float(zxcvbn.zxcvbn(password[:LOOKED_AT], user_inputs=names)["guesses"]) < GUESSES


async def accept(typed: str, person: Named, line: str = "", minimum: int = MINIMUM) -> str:
    """The password as it will be hashed. Raises `PasswordRefused` with the reason, or `TooBusy`."""
    password = normal(typed)
    if "\0" in password:
        raise PasswordRefused("nul")
    if min(len(typed), len(password)) < minimum:  # NFKC makes eighteen characters of one ﷺ
        raise PasswordRefused("short")
    names, school_name = person.names, school.settings().school_name
    names = [*names, *re.split(r"[\s.@'’-]+", " ".join(names)), school_name, *school_name.split()]
    names = [name for name in dict.fromkeys(names) if len(name) >= 3]
    if _mostly(password, names):
        raise PasswordRefused("name")
    if await pool.run(lambda: _guessable(password, names), line):
        raise PasswordRefused("common")
    return password
