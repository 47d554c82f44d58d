"""Mails that notify a parent of a changed address or password, queued in the transaction of the change, wherever it
was made (catalogue 63; docs/decisions/notices.md). For staff: models/staff/notices.py.

They contain no new address, child or link, so a wrong recipient learns nothing and cannot sign in. The username is
only in mails to the address on file.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from models.access import token
from models.core.address import address_key
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
    """Notify both addresses of each, `wait` from now. Inside a transaction."""
    before = ((move.before, move.guardian, ()) for move in moves if move.before)
    after = ((move.after, move.guardian, ()) for move in moves if move.after)
    await mail.queue_each(mail.ADDRESS_CHANGED, before, wait=wait)
    await mail.queue_each(mail.ADDRESS_NEW, after, wait=wait)


async def password_chosen(person: Person, carrier: str) -> None:
    """Notify the address on file. `person` is as before the change; `carrier` is the token's (models/access/token.py).

    A first password that was chosen with a mailed token needs no notice: that mail has just arrived there.
    """
    if person.email and person.activated:
        await mail.queue(mail.PASSWORD_CHANGED, person.email, person.id)
    elif person.email and carrier != token.MAIL:
        await mail.queue(mail.FIRST_PASSWORD, person.email, person.id)


async def accounts_merged(kept: int, address: str, other_account: int, other: str) -> None:
    """Notify the `address` of the kept account, and the `other` one, to which nothing is sent any more.

    Either is empty where there is none, or where no mail arrives. `other_account` is whose it was: the mail greets that
    name. Inside a transaction.
    """
    if address:
        await mail.queue(mail.ACCOUNTS_MERGED, address, kept)
    if other and address_key(other) != address_key(address):
        await mail.queue(mail.ACCOUNT_ABSORBED, other, other_account)


async def accounts_parted(addresses: Mapping[int, str], without_password: int | None = None) -> None:
    """Notify each address, by account, that a merge was undone; that of the account `without_password` also that its
    password was deleted, and where to choose another. Inside a transaction."""
    others_first = sorted(addresses.items(), key=lambda one: one[0] == without_password)
    told = {address_key(address): (address, guardian) for guardian, address in others_first if address}
    for address, guardian in told.values():
        deleted = guardian == without_password
        await mail.queue(mail.PASSWORD_DELETED if deleted else mail.ACCOUNTS_PARTED, address, guardian)


async def child_added(guardian: int, address: str) -> None:
    """Notify an active account that it sees one child more, which the mail does not name. Inside a transaction."""
    if address:
        await mail.queue(mail.CHILD_ADDED, address, guardian)
