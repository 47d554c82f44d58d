"""The numbers in the office's addresses."""

from litestar.exceptions import NotFoundException


def number(text: str) -> int:
    """A row's number as it stands in an address. Raises `NotFoundException` for what cannot be one."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFoundException
    return int(text)
