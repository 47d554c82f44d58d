"""Notices to a person of the office about a change of the account: by mail, in the transaction of the change
(catalogue 63; docs/decisions/notices.md). Without an address the notice is shown on the pages from the next sign-in on,
and the admins get a mail that says so.
"""

from dataclasses import dataclass
from datetime import datetime

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import fetch, fetch_one, transaction
from models.families import event
from models.outbox import mail
from models.staff.accounts import ADMIN, ENABLED, Staff


class StaffNotice(Table, tablename="staff_notice"):
    """An unread notice to somebody without an address; `what` is the kind of mail that it replaces."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    what = Varchar(24)
    at = Timestamptz(default=now)


@dataclass(frozen=True, slots=True)
class Notice:
    """An unread notice, as the account page shows it."""

    id: int
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Recipient:
    email: str
    language: str


async def notify(staff: int, what: str) -> None:
    """Send or store the notice `what`, one of `mail.STAFF_NOTICES`. Inside a transaction."""
    who = await fetch_one(_Recipient, Staff.select(Staff.email, Staff.language).where(Staff.id == staff))
    if who and who.email:
        await mail.queue(what, who.email, language=who.language)
        return
    await StaffNotice.insert(StaffNotice(staff=staff, what=what))
    reachable_admins = (Staff.role == ADMIN) & ENABLED & (Staff.email != "")
    admins = await fetch(_Recipient, Staff.select(Staff.email, Staff.language).where(reachable_admins))
    for address, language in {admin.email: admin.language for admin in admins}.items():
        await mail.queue(mail.COLLEAGUE_CHANGED, address, language=language)


async def unread(staff: int) -> list[Notice]:
    """What this person has not marked as read, oldest first."""
    return await fetch(Notice, StaffNotice.select().where(StaffNotice.staff == staff).order_by(StaffNotice.id))


async def mark_read(staff: int, last: int, *, actor: str, client: str) -> None:
    """The person has read those up to the number `last`. Later ones stay."""
    read = (StaffNotice.staff == staff) & (StaffNotice.id <= last)
    async with transaction():
        if await StaffNotice.delete().where(read).returning(StaffNotice.id):
            await event.record("staff notice seen", actor=actor, client=client)
