"""The one-time token of a staff account: how its owner gets a first password, or another one."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.access.token_refused import TokenExpired, TokenReplaced, TokenSpent, TokenUnknown
from models.core import crockford, school
from models.core.clock import now
from models.database import query
from models.staff.accounts import Staff

LIFE = timedelta(hours=24)  # handed over in person


class StaffToken(Table, tablename="staff_token"):
    """Known by its keyed digest only, as a parent's is."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    digest = Varchar(64, unique=True)
    created_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    spent_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token, to be handed over once: its code, as it is typed, and the link that fills it in."""

    code: str
    expires_at: datetime

    @property
    def link(self) -> str:
        return f"{school.settings().base_url}/office/first-connection?token={self.code}"


def _digest(code: str) -> str:
    return school.keyed("staff token", code.encode()).hex()


async def issue(staff: int) -> Issued:
    """Make one, ending the older ones. Inside a transaction."""
    code, moment = crockford.encode(secrets.token_bytes(8)), now()
    expires_at = moment + LIFE
    await revoke(staff)
    await query(
        "INSERT INTO staff_token (staff, digest, created_at, expires_at) VALUES (?, ?, ?, ?)",
        staff,
        _digest(code),
        moment,
        expires_at,
    )
    return Issued(crockford.show(code), expires_at)


async def revoke(staff: int) -> None:
    """End every unspent one of this account."""
    await query(
        "UPDATE staff_token SET revoked_at = ? WHERE staff = ? AND spent_at IS NULL AND revoked_at IS NULL",
        now(),
        staff,
    )


async def find(code: str) -> dict[str, Any]:
    """The row of a live token whose owner may come in: `id`, `staff`, `username`.

    Raises `TokenUnknown`, `TokenReplaced`, `TokenSpent` or `TokenExpired`.
    """
    return _living(await _rows("t.digest = ?", _digest(code)))


async def find_by_id(token_id: int) -> dict[str, Any]:
    """Like `find`, for a browser that opened this token earlier."""
    return _living(await _rows("t.id = ?", token_id))


async def spend(token_id: int) -> bool:
    """Use the token up. Of any number at once exactly one gets True, on both databases (catalogue 5)."""
    moment = now()
    rows = await query(
        "UPDATE staff_token SET spent_at = ? WHERE id = ?"
        " AND spent_at IS NULL AND revoked_at IS NULL AND expires_at > ? RETURNING id",
        moment,
        token_id,
        moment,
    )
    return bool(rows)


async def _rows(condition: str, value: object) -> list[dict[str, Any]]:
    return await query(
        "SELECT t.id, t.staff, f.username, t.expires_at, t.spent_at, t.revoked_at, f.disabled_at"
        f" FROM staff_token t JOIN staff f ON f.id = t.staff WHERE {condition}",
        value,
    )


def _living(rows: list[dict[str, Any]]) -> dict[str, Any]:
    if not rows or rows[0]["disabled_at"] is not None:
        raise TokenUnknown
    row = rows[0]
    if row["spent_at"] is not None:
        raise TokenSpent(row["spent_at"])
    if row["revoked_at"] is not None:
        raise TokenReplaced
    if row["expires_at"] <= now():
        raise TokenExpired(row["expires_at"])
    return row
