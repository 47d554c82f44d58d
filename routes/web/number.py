"""Whole numbers in addresses and forms: each has one spelling."""

import re
from typing import TypeAlias

from litestar.exceptions import HTTPException
from litestar.params import FromPath

MOST_PAGES = 999_999
LARGEST = 2**63 - 1  # of a BIGINT, on both databases


def whole(text: str, most: int = LARGEST) -> int | None:
    """The number from 0 to `most` that this is the plain decimal form of; None for a sign, a space, a leading zero, an
    underscore, a digit beyond ASCII, and anything else."""
    number = int(text) if re.fullmatch("0|[1-9][0-9]{0,18}", text) else None
    return number if number is not None and number <= most else None


class RowNumber(int):
    """A row's number, as a path has it."""


RowId: TypeAlias = FromPath[RowNumber]  # for handlers: `guardian_id: RowId`


def row_id(text: str) -> RowNumber:
    """The row that an address names. Raises an `HTTPException` with 404 where `text` is no number.

    Not `NotFoundException`: that is a `ValueError`, of which msgspec makes a validation error, and Litestar a 400.
    """
    number = whole(text)
    if number is None:
        raise HTTPException(status_code=404)
    return RowNumber(number)


def page_number(text: str) -> int:
    """The page of a list that a query asks for, from 1; the first where it names none. Raises an `HTTPException` with
    404 for anything else, and for what no list here has."""
    number = whole(text or "1", MOST_PAGES)
    if not number:
        raise HTTPException(status_code=404)
    return number


# For Litestar's `type_decoders`. They run after the guards: who is not signed in is led to the sign-in, and the page of
# a wrong number knows who is there. Litestar's own `{id:int}` runs before them, and reads `+1` and `1_0` as well.
DECODERS = [(lambda kind: kind is RowNumber, lambda _kind, text: row_id(text))]
