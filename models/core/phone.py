"""Telephone numbers and the pupils' register numbers, as they are compared."""

import functools
import re

LEAST = 6  # digits of a number that stands for somebody


def phone_digits(phone: str) -> str:
    """The digits without `+32` and leading zeros."""
    digits = phone if phone.isascii() and phone.isdecimal() else re.sub(r"[^0-9]", "", phone)
    if phone.startswith("+") or digits.startswith("00"):
        digits = digits.lstrip("0").removeprefix("32")
    return digits.lstrip("0")


@functools.lru_cache(100_000)
def phone_key(phone: str) -> str:
    """The digits by which phones are compared, without `+32` and leading zeros; empty for fewer than six."""
    digits = phone_digits(phone)
    return digits if len(digits) >= LEAST else ""


def masked_phone(phone: str) -> str:
    """`0478 12 34 56` as `•••56`: its owner recognises it, and nobody else learns it."""
    digits = phone_digits(phone)
    return f"•••{digits[-2:]}" if digits else ""


def number_key(number: str) -> str:
    """Letters and digits of a register number, in lower case."""
    return "".join(c for c in number.casefold() if c.isalnum())
