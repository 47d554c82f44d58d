"""Which passwords are accepted (catalogue 22, 24–26; NIST SP 800-63B-4 §3.1.1.2)."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from models.access.hashing import pool
from models.core import school

MINIMUM = 12  # characters
GUESSES = 1e8  # zxcvbn's estimate: fewer could be tried online within hours from many addresses
WINDOW = 24  # characters given to zxcvbn at once: its time grows faster than linearly, to seconds for 60
RATED = 1024  # characters that are rated, window by window
AGAIN = re.compile(rf"(.{{3,{WINDOW - 1}}}?)\1+", re.DOTALL)  # a repetition, which a window might cut


class PasswordRefused(ValueError):
    """`reason` is `short`, `nul`, `common`, `name`, or `same` (as the current one)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PasswordOwner(Protocol):
    """The person whose password it is: it must not consist of `names`."""

    @property
    def names(self) -> list[str]: ...


def normal(password: str) -> str:
    """NFKC, so that é typed on two phones is one password (catalogue 24)."""
    return unicodedata.normalize("NFKC", password)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _mostly(password: str, names: Iterable[str]) -> bool:
    """Whether fewer than 6 characters are left without the names, as in `marie.dupont2026`."""
    rest = plain = _plain(password)
    for name in sorted({_plain(name) for name in names}, key=len, reverse=True):
        if len(name) >= 3:
            rest = rest.replace(name, "")
    return rest != plain and len(rest) < 6


async def _guessable(password: str, names: list[str], client_network: str) -> bool:
    """Whether no part of it is hard to guess: a password is at least as hard as its hardest window.

    A window may cut a repetition so that the rest looks hard; so the text without repetitions must be hard as well.
    Each window is a separate job in the pool, so that a long weak password does not delay others for long.
    """
    password = password[:RATED]
    for text in dict.fromkeys((AGAIN.sub(r"\1", password), password)):
        for window in windows(text):
            if await pool.run(functools.partial(_hard, window, names), client_network):
                break
        else:
            return True
    return False


def windows(password: str) -> list[str]:
    """Pieces of `WINDOW` characters that overlap by half, each once: any part of half a window is whole in one."""
    half = WINDOW // 2
    return list(dict.fromkeys(password[at : at + WINDOW] for at in range(0, max(len(password) - half, 1), half)))


def _hard(part: str, names: list[str]) -> bool:
    from models.access.guesses import guesses  # loads word lists: at first use, in the pool's thread

    return guesses(part, names) >= GUESSES


async def accept(typed: str, person: PasswordOwner, client_network: str = "", minimum: int = MINIMUM) -> str:
    """The password as it will be hashed. Raises `PasswordRefused` with the reason, or `TooBusy`."""
    password = normal(typed)
    if "\0" in password:
        raise PasswordRefused("nul")
    if min(len(typed), len(password)) < minimum:  # NFKC turns one ﷺ into eighteen characters
        raise PasswordRefused("short")
    names, school_name = person.names, school.settings().school_name
    names = [*names, *re.split(r"[\s.@'’-]+", " ".join(names)), school_name, *school_name.split()]
    names = [name for name in dict.fromkeys(names) if len(name) >= 3]
    if _mostly(password, names):
        raise PasswordRefused("name")
    if await _guessable(password, names, client_network):
        raise PasswordRefused("common")
    return password
