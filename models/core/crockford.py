"""The code a parent types: 12 characters of Crockford base 32, 8 when it is read out on the phone; the last one is a
check character (catalogue 1–3).

The check is a weighted sum in GF(32), each place with a weight of its own: every slip of one character and
every exchange of two is caught, which the plain mod-37 check of the original could say only with letters that
are not in the alphabet.
"""

import functools
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, SHORT = 12, 8
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "–": "", "—": "", "‑": "", ".": "", "_": ""})


class Slip(ValueError):
    """The code cannot be right: a wrong length, a character outside the alphabet, or a failed check."""


def _times_x(value: int) -> int:
    """Multiply by x in GF(32) = GF(2)[x] / (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value


def _check(digits: list[int]) -> int:
    """Horner's rule: the last digit but i is weighted by x^i; those powers all differ."""
    return functools.reduce(lambda total, digit: _times_x(total) ^ digit, digits, 0)


def encode(random: bytes, length: int = LENGTH) -> str:
    """The first bits of `random` (7 bytes or more), five a character, and their check character: 55 bits, or 35."""
    number = int.from_bytes(random[:7], "big")
    digits = [number >> 51 - 5 * place & 31 for place in range(length - 1)]
    digits.append(_times_x(_check(digits)))
    return "".join(ALPHABET[digit] for digit in digits)


def read(text: str) -> str:
    """What was typed, as twelve plain characters or eight; case, spaces, hyphens, O/0, I/L/1 forgiven. Raises `Slip`.

    A whole link or line of the mail may have been pasted: what counts then is what follows `token=` or the colon.
    """
    text = unicodedata.normalize("NFKC", text).rpartition("token=")[2].rpartition(":")[2]
    code = "".join(text.split()).upper().translate(FORGIVEN)
    if len(code) not in (LENGTH, SHORT) or any(c not in ALPHABET for c in code):
        raise Slip
    digits = [ALPHABET.index(c) for c in code]
    if digits[-1] != _times_x(_check(digits[:-1])):
        raise Slip
    return code


def show(code: str) -> str:
    """`XXXX-XXXX-XXXX`, as mails and letters print it; `XXXX-XXXX` a short one."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
