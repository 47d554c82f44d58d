"""Telling a person of the office what was changed about the account: by mail, in the transaction of the change
(catalogue 63; docs/decisions/notices.md). Who has no address sees it from the next sign-in on, and the admins get a
mail that says so.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.core.clock import now
from models.database import query, transaction
from models.families import event
from models.outbox import mail
from models.staff.accounts import ADMIN, Staff


class StaffNotice(Table, tablename="staff_notice"):
    """What somebody without an address was not told yet; `what` is the kind of the mail that there would have been."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    what = Varchar(24)
    at = Timestamptz(default=now)


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of it."""

    id: int
    what: str
    at: datetime


async def notify(staff: int, what: str) -> None:
    """`what` is one of `mail.TOLD_STAFF`. Inside a transaction."""
    rows = await query("SELECT email FROM staff WHERE id = ?", staff)
    if address := rows[0]["email"]:
        await mail.queue(what, address)
        return
    await query("INSERT INTO staff_notice (staff, what, at) VALUES (?, ?, ?)", staff, what, now())
    for admin in await query(
        "SELECT DISTINCT email FROM staff WHERE role = ? AND disabled_at IS NULL AND email <> ''", ADMIN
    ):
        await mail.queue(mail.COLLEAGUE_CHANGED, admin["email"])


async def unread(staff: int) -> list[Notice]:
    """What this person has not said to have seen, oldest first."""
    rows: list[dict[str, Any]] = await query("SELECT id, what, at FROM staff_notice WHERE staff = ? ORDER BY id", staff)
    return [Notice(**row) for row in rows]


async def seen(staff: int, last: int, *, actor: str, client: str) -> None:
    """The person has seen those up to the number `last`. Later ones stay."""
    async with transaction():
        if await query("DELETE FROM staff_notice WHERE staff = ? AND id <= ? RETURNING id", staff, last):
            await event.record("staff notice seen", actor=actor, client=client)
