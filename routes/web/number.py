"""Whole numbers in addresses and forms, accepted in one spelling."""

import re
from typing import TypeAlias

from litestar.exceptions import HTTPException
from litestar.params import FromPath

MOST_PAGES = 999_999
LARGEST = 2**63 - 1  # of a BIGINT, on both databases


def whole(text: str, most: int = LARGEST) -> int | None:
    """The number from 0 to `most` in plain decimal form; None for anything else, such as a sign, a space, a leading
    zero, an underscore or a non-ASCII digit."""
    number = int(text) if re.fullmatch("0|[1-9][0-9]{0,18}", text) else None
    return number if number is not None and number <= most else None


class RowNumber(int):
    """The id of a row, parsed from a path."""


RowId: TypeAlias = FromPath[RowNumber]  # for handlers: `guardian_id: RowId`


def row_id(text: str) -> RowNumber:
    """The row id in a path. Raises an `HTTPException` with 404 if `text` is no number.

    Not `NotFoundException`: it is a `ValueError`, which msgspec turns into a validation error and Litestar into a 400.
    """
    number = whole(text)
    if number is None:
        raise HTTPException(status_code=404)
    return RowNumber(number)


def page_number(text: str) -> int:
    """The number of a list's page, from 1, in a query; 1 for an empty text. Raises an `HTTPException` with 404 for
    anything else, and for a number that no list here reaches."""
    number = whole(text or "1", MOST_PAGES)
    if not number:
        raise HTTPException(status_code=404)
    return number


# For Litestar's `type_decoders`. They run after the guards, so a visitor without a session is redirected to the
# sign-in. Litestar's own `{id:int}` runs before the guards, and accepts `+1` and `1_0`.
DECODERS = [(lambda kind: kind is RowNumber, lambda _kind, text: row_id(text))]
