"""Parses delivery reports (RFC 3464). They are untrusted, so this runs in a confined process.

The standard library's parser is quadratic in the length of a header and in the depth of parts, so a mail that no mail
server would write is refused before it is parsed.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser
from typing import Any

from models.core.address import address_key
from models.core.server_words import of_one_address, one_line

MOST = 256 * 1024  # bytes: a report contains our mail, which is a tenth of that
LINES = 10_000
PARTS = 20  # boundaries, and mails within the mail: a report has one, and our mail in it another
FIELD = 2000  # bytes of one `Content-…` field, folded lines included
BLOCKS = 50  # recipients in one report; a mail of ours has one
END = rb"(?:\r\n|\r|\n)"  # the parser takes a bare CR for the end of a line too
LONG_FIELD = re.compile(rb"(?i)(?:^|[\r\n])content-[^\r\n]*(?:" + END + rb"[ \t][^\r\n]*)*")


@dataclass(frozen=True, slots=True)
class Failure:
    """One address that the mail did not reach: its names in the report, and the server's words.

    `of_address` is True where the address itself is at fault, and not the sender or the mail (catalogue 66).
    """

    addresses: frozenset[str]
    words: str
    of_address: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report: the Message-ID of the mail, and the permanent failures."""

    message_id: str
    failures: tuple[Failure, ...]


def read(raw: bytes) -> Report | None:
    """The report in a mail, or None where the mail is malformed, too large, or no report."""
    if not _plausible(raw):
        return None
    try:
        message: Message = message_from_bytes(raw)
        return _report(message)
    except (MemoryError, RecursionError):
        raise  # the confined process answers `exceeded`
    except Exception:  # the parser raises many kinds of errors for malformed mails
        return None


def _plausible(raw: bytes) -> bool:
    """Whether a mail server may have written this. Takes linear time."""
    if len(raw) > MOST or raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > LINES:
        return False
    small = raw.lower()
    if small.count(b"boundary") > PARTS or small.count(b"message/") > PARTS:
        return False
    return all(found.end() - found.start() <= FIELD for found in LONG_FIELD.finditer(raw))


def _report(message: Message) -> Report | None:
    """The report, from its direct parts (RFC 3462); deeper parts are not read."""
    parts: Any = message.get_payload()
    if message.get_content_type() != "multipart/report" or not isinstance(parts, list):
        return None
    blocks: list[Message] = []
    message_id = ""
    for part in parts[:10]:
        kind = part.get_content_type()
        if kind == "message/delivery-status" and not blocks:
            blocks = part.get_payload()[: BLOCKS + 1]
        elif kind == "message/rfc822" and not message_id:
            message_id = _field(part.get_payload(0), "Message-ID")
        elif kind == "text/rfc822-headers" and not message_id:
            returned = part.get_payload(decode=True).decode("ascii", "replace")
            message_id = _field(HeaderParser().parsestr(returned), "Message-ID")
    failures = (_failure(block) for block in blocks[1:])  # the first block is about the report itself
    return Report(message_id, tuple(filter(None, failures))) if message_id and blocks else None


def _failure(block: Message) -> Failure | None:
    """None where the failure is not permanent: delayed, relayed, or another status than 5.x.x (RFC 3463)."""
    action, status = _field(block, "Action").lower(), _field(block, "Status").partition(" ")[0]
    numbers = status.split(".")
    if action != "failed" or len(numbers) != 3 or numbers[0] != "5" or not all(n.isdecimal() for n in numbers):
        return None
    addresses = frozenset(
        address_key(address.strip().strip("<>"))
        for kind, _, address in (
            _field(block, name).partition(";") for name in ("Final-Recipient", "Original-Recipient")
        )
        if kind.strip().lower() == "rfc822"
    )
    words = one_line(_field(block, "Diagnostic-Code").partition(";")[2])
    return Failure(addresses, words or status, numbers[1] != "7" and of_one_address(words, status))


def _field(block: Message, name: str) -> str:
    value = str(block.get(name, "")).encode("utf-8", "replace").decode()
    return value.replace("\0", "").strip()
