"""A cell's value as text, as it is displayed, and what a workbook calls a cell."""

import re
from datetime import date, datetime, time

MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00(:00(\.0+)?)?")


def text_of(cell: object) -> str:
    """A register number stored as 240001.0 is `240001`, a day `2026-01-31`, true `TRUE`."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return day_of(cell.isoformat()) if isinstance(cell, date | datetime | time) else str(cell)


def number_of(text: str) -> str:
    """A number as XML has it, `2.40001E5`, as text."""
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() else text


def day_of(text: str) -> str:
    """A date in ISO format, without a time at midnight."""
    return found[1] if (found := MIDNIGHT.fullmatch(text)) else text


def column_letters(index: int) -> str:
    """`A` for 0, `AB` for 27."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """0 for `A`."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
