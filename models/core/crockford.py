"""The code that a parent types: 12 characters of Crockford base 32, or 8 where it is read out on the phone. The last
one is a check character (catalogue 1–3).

The check is a weighted sum in GF(32) with a different weight for each position. It detects every wrong character and
every transposition of two. Crockford's own check (modulo 37) needs characters that are not in the alphabet.
"""

import functools
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, SHORT = 12, 8
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", ".": "", "_": "", "\u2212": ""})
UNSAID = ("Pd", "Cf")  # hyphens and dashes of all kinds, and what nobody sees


class Slip(ValueError):
    """The code cannot be right: a wrong length, a character outside the alphabet, or a failed check."""


def _times_x(value: int) -> int:
    """Multiply by x in GF(32) = GF(2)[x] / (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value


def _check(digits: list[int]) -> int:
    """By Horner's rule: the digit at distance i from the end has the weight x^i; these powers all differ."""
    return functools.reduce(lambda total, digit: _times_x(total) ^ digit, digits, 0)


def encode(random: bytes, length: int = LENGTH) -> str:
    """A code from the first 55 bits of `random` (35 for `SHORT`), five for each character. It needs 7 bytes or more."""
    number = int.from_bytes(random[:7], "big")
    digits = [number >> 51 - 5 * position & 31 for position in range(length - 1)]
    digits.append(_times_x(_check(digits)))
    return "".join(ALPHABET[digit] for digit in digits)


def read(text: str) -> str:
    """The characters of a typed code; case, spaces, hyphens and what nobody sees do not matter, O is 0, I and L are 1.
    Raises `Slip`.

    A whole link or line of the mail may be pasted: only the text after `token=` or the colon is read.
    """
    text = unicodedata.normalize("NFKC", text).rpartition("token=")[2].rpartition(":")[2]
    said = (letter for letter in text if unicodedata.category(letter) not in UNSAID)
    code = "".join("".join(said).split()).upper().translate(FORGIVEN)
    if len(code) not in (LENGTH, SHORT) or any(c not in ALPHABET for c in code):
        raise Slip
    digits = [ALPHABET.index(c) for c in code]
    if digits[-1] != _times_x(_check(digits[:-1])):
        raise Slip
    return code


def show(code: str) -> str:
    """`XXXX-XXXX-XXXX`, as mails and letters print it; `XXXX-XXXX` a short one."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
