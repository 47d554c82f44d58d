"""Whether two names are the same, and which of two spellings to keep.

In a file saved as Windows-1252, each letter outside of it is lost and stands as `?`: `?urcanu` may be Țurcanu.
"""

import functools
import unicodedata

from anyascii import anyascii

LOST = "?\ufffd"
DROPPED = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) not in LOST}
BY_ADDRESS = "@|"  # begins the key of a person without a name; no name has it


def damaged(name: str) -> bool:
    return "?" in name or "\ufffd" in name  # each of `LOST`


@functools.lru_cache(100_000)
def squash(name: str) -> str:
    """The name without case, accents, spaces, hyphens and apostrophes; a lost letter stays `?`.

    Only Latin letters become ASCII (Ł, ø): two Chinese names with the same transcription are two names.
    """
    if name.isascii():
        if name.isalnum():  # most of them, at little cost
            return name.lower()
        return name.translate(DROPPED).lower()
    kept = []
    for letter in unicodedata.normalize("NFKD", name):
        if letter in LOST:
            kept.append("?")
        elif letter.isascii():
            kept.append(letter if letter.isalnum() else "")
        elif letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN"):
            kept.append(anyascii(letter))
        elif letter.isalnum() or (unicodedata.category(letter)[0] == "M" and not unicodedata.combining(letter)):
            kept.append(letter)
    return "".join(kept).casefold()


@functools.lru_cache(100_000)
def name_key(first_name: str, last_name: str) -> str:
    """The key of a name, the same when first and last name are exchanged."""
    return "|".join(sorted((squash(first_name), squash(last_name))))


def name_keys(first_name: str, last_name: str, file_first: str | None, file_last: str | None) -> set[str]:
    """The keys of a name, and of the file's where the office wrote another one, in each combination."""
    if file_first is file_last is None:
        return {name_key(first_name, last_name)}
    firsts, lasts = {first_name, file_first or first_name}, {last_name, file_last or last_name}
    return {name_key(first, last) for first in firsts for last in lasts}


def unnamed_key(address: str) -> str:
    """The key of a person of whom the file has an address and no name."""
    return BY_ADDRESS + address.replace("|", "%7c").replace("?", "%3f")


def nameless(key: str) -> bool:
    """Whether first or last name has lost every letter: `????? Dupont` may be either parent."""
    one, _between, other = key.partition("|")
    return not (one.strip("?") and other.strip("?"))


def same_name(one: str, other: str) -> bool:
    """Whether two name keys are one name, where a lost letter matches any."""
    if one == other:
        return True
    if "?" not in one and "?" not in other:
        return False
    a, b = one.split("|")
    c, d = other.split("|")
    return (_fits(a, c) and _fits(b, d)) or (_fits(a, d) and _fits(b, c))


def shape(key: str) -> tuple[int, ...]:
    """The lengths of both names: equal for any two keys that are one name."""
    return tuple(sorted(map(len, key.split("|"))))


def _fits(one: str, other: str) -> bool:
    return len(one) == len(other) and all(x == y or x == "?" or y == "?" for x, y in zip(one, other, strict=True))


def alike(one: str, other: str) -> bool:
    """Whether two first or last names are one, where a lost letter matches any."""
    return _fits(squash(one), squash(other))


def better(known: str, given: str) -> str:
    """The name to keep: the file's, unless it has lost letters, or is the known one in capitals."""
    if damaged(given) and not damaged(known):
        return known
    if given.isupper() and not known.isupper() and squash(given) == squash(known):
        return known
    return given or known


def corrected(known: str, from_file: str | None, given: str) -> tuple[str, str | None]:
    """A first or last name to keep, and its `file_…` value: a correction of the office stays while the file has the
    same value as before. A change of case or accents is nothing new."""
    if from_file is not None and given != known and alike(given, from_file):
        return known, from_file
    return better(known, given), None


class NamedPerson:
    """Base of all records with a first and a last name."""

    __slots__ = ()
    first_name: str
    last_name: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def key(self) -> str:
        return name_key(self.first_name, self.last_name)
