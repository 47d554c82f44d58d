"""Fetches the bytes of the school's calendar. Runs in a confined process (refreshing.py): a server may take for ever to
find, to answer, or to end its headers, and no limit of a connection counts all of that. The end of a process does."""

from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from models.calendar.found import Fetched

IN_ADDRESS = "%/:=&?~#+!$,;'@()*[]"  # what stays as it is; other letters are encoded (RFC 3986 §2)
PATIENCE = 10.0  # seconds for each answer of the calendar's server


def fetch(address: bytes, *, most: int) -> Fetched:
    """What the file or the server at this address says, as far as `most` bytes allow."""
    place = address.decode()
    try:
        if not place.startswith(("http://", "https://")):
            with Path(place).open("rb") as file:
                return Fetched(file.read(most))
        asked = Request(quote(place, safe=IN_ADDRESS), headers={"User-Agent": "Preau"})  # noqa: S310 http or https
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 as above
            return Fetched(answer.read(most))
    except HTTPError as error:
        return Fetched(fault=f"HTTP {error.code}")
    except (URLError, HTTPException, OSError, ValueError) as error:  # the address may hold a secret: it is not repeated
        return Fetched(fault=type(error).__name__)
