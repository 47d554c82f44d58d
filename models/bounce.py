"""Mails that come back: what a delivery report (RFC 3464) says of a mail of ours, and what the office then sees.

Anybody can write such a report. It counts only when it names the Message-ID of a mail that left here, which nobody but
its reader and the servers on the way have seen, together with the address that this mail went to.
"""

import logging
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser
from typing import Any

from models import event, mail, mail_fate
from models.address import address_key
from models.clock import now
from models.database import query, transaction
from models.mail_row import LETTER, letters
from models.server_words import one_line

log = logging.getLogger("preau.mail")

MOST = 256 * 1024  # bytes: a report holds our mail at most, which is a tenth of that
# Parts within parts, and lines without end, would keep the parser busy for seconds, and every page waiting.
LINES, BOUNDARIES = 10_000, 20  # a report has one boundary, our mail in it another
BLOCKS = 50  # recipients in one report; a mail of ours has one


@dataclass(frozen=True, slots=True)
class Failure:
    """One address that mail will never reach: the names that the report has for it, and the server's words."""

    addresses: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a delivery report says: about which mail, and for whom it failed for good."""

    message_id: str
    failures: tuple[Failure, ...]


def read(raw: bytes) -> Report | None:
    """The report in a mail, or None for anything else: malformed, too large, or no report at all."""
    if len(raw) > MOST or raw.count(b"\n") > LINES or raw.lower().count(b"boundary") > BOUNDARIES:
        return None
    try:
        message: Message = message_from_bytes(raw)
        return _report(message)
    except Exception:  # a stranger's bytes: the parser knows many ways to stumble, and none of them is our business
        return None


def _report(message: Message) -> Report | None:
    """RFC 3462: the parts of a report stand directly in it, so what is nested deeper is never looked at."""
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
    failures = (_failure(block) for block in blocks[1:])  # the first block tells of the report itself
    return Report(message_id, tuple(filter(None, failures))) if message_id and blocks else None


def _failure(block: Message) -> Failure | None:
    """None for an address that may still be reached: delayed, relayed, or a status that is not final (RFC 3463)."""
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
    return Failure(addresses, one_line(_field(block, "Diagnostic-Code").partition(";")[2]) or status)


def _field(block: Message, name: str) -> str:
    return str(block.get(name, "")).replace("\0", "").strip()


async def take(raw: bytes) -> bool:
    """Note what this mail reports; whether it is a report about a mail of ours. Twice the same changes nothing more."""
    report = read(raw)
    if report is None:
        return False
    rows = await query("SELECT id, address FROM mail WHERE message_id = {}", report.message_id[:200])
    for row in rows:
        for failure in report.failures:
            if address_key(row["address"]) in failure.addresses:
                await _bounced(row["id"], failure.words)
                return True
    if rows:
        log.info("A report about mail %s says nothing final", rows[0]["id"])
    return bool(rows)


async def _bounced(number: int, words: str) -> None:
    """The server had taken it, and could not deliver it: it counts as refused after all."""
    async with transaction():
        rows = await query(
            "UPDATE mail SET state = {}, server_words = {}, finished_at = {} WHERE id = {} AND state = {}"
            f" RETURNING {LETTER}",
            *(mail.REFUSED, words, now(), number, mail.SENT),
        )
        for letter in letters(rows):
            people = mail_fate.people(letter)
            await mail_fate.mark_refused(people, letter.address, words)
            for guardian in people:
                await event.record("mail bounced", guardian=guardian, result=letter.kind, actor="system", detail=words)
