"""Telling a parent what was changed about who may come in: the mails are queued in the transaction of the change, by
whatever road it came (catalogue 63; docs/decisions/notices.md). Colleagues: models/staff/notices.py.

They name no new address, child, username or link: whoever reads them wrongly learns nothing, and opens nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models.access import token
from models.families.guardian import Person
from models.outbox import mail

NOW = timedelta(0)


@dataclass(frozen=True, slots=True)
class Move:
    """A parent's mail address, before and after. Either is empty where there is none, or where no mail arrives."""

    guardian: int
    before: str
    after: str


async def addresses_moved(moves: Collection[Move], *, wait: timedelta = NOW) -> None:
    """Tell both addresses, so long after now. Inside a transaction."""
    before = ((move.before, move.guardian, dict[str, Any]()) for move in moves if move.before)
    after = ((move.after, move.guardian, dict[str, Any]()) for move in moves if move.after)
    await mail.queue_each(mail.ADDRESS_CHANGED, before, wait=wait)
    await mail.queue_each(mail.ADDRESS_NEW, after, wait=wait)


async def password_chosen(person: Person, carrier: str) -> None:
    """Tell the address on file, `person` being as before and `carrier` that of the token (models/access/token.py).

    A first password chosen with a mail needs no other: that mail has just come there.
    """
    if person.email and person.activated:
        await mail.queue(mail.PASSWORD_CHANGED, person.email, person.id)
    elif person.email and carrier != token.MAIL:
        await mail.queue(mail.FIRST_PASSWORD, person.email, person.id)
