"""Fetches the bytes of the school's calendar. Runs in a confined process (refreshing.py): a server may take for ever to
find, to answer, or to end its headers, and no limit of a connection counts all of that. The end of a process does."""

from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from models.calendar.found import Fetched

PATIENCE = 10.0  # seconds for each answer of the calendar's server


def fetch(address: bytes, *, most: int) -> Fetched:
    """What the file or the server at this address says, as far as `most` bytes allow."""
    place = address.decode()
    try:
        if not place.startswith(("http://", "https://")):
            with Path(place).open("rb") as file:
                return Fetched(file.read(most))
        with urlopen(Request(place, headers={"User-Agent": "Preau"}), timeout=PATIENCE) as answer:  # noqa: S310 http or https
            return Fetched(answer.read(most))
    except (URLError, HTTPException, OSError, ValueError) as error:  # the address may hold a secret: it is not repeated
        return Fetched(fault=type(error).__name__)
