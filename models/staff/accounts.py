"""A person of the school office."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.columns import BigSerial, Timestamptz, Varchar
from piccolo.table import Table

from models.core.address import clean_address
from models.core.clock import now
from models.core.username import username_key
from models.database import query

SECRETARY, ADMIN = "secretary", "admin"
ROLES = (SECRETARY, ADMIN)
NAME_MOST = 200  # characters


class StaffExists(Exception):
    """There is a staff account of that name already."""


class BadStaffName(ValueError):
    """Not usable as a staff username."""


class NameTooLong(ValueError):
    """A full name of more than `NAME_MOST` characters."""


class Staff(Table, tablename="staff"):
    """A staff account is never a guardian's, nor the other way. `totp_seed` makes the second factor's secret with a key
    that is not in the database."""

    id = BigSerial(primary_key=True)
    username = Varchar(64, unique=True)
    role = Varchar(16)
    password_digest = Varchar(200, null=True, default=None)
    created_at = Timestamptz(default=now)
    disabled_at = Timestamptz(null=True, default=None)
    full_name = Varchar(200, default="")
    email = Varchar(254, default="")
    totp_seed = Varchar(64, default="")
    totp_since = Timestamptz(null=True, default=None)
    signed_in_at = Timestamptz(null=True, default=None)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A staff account as the flows and the pages need it."""

    id: int
    username: str
    full_name: str
    email: str
    role: str
    password_digest: str | None
    disabled: bool
    enrolled: bool
    signed_in_at: datetime | None

    @property
    def name(self) -> str:
        return self.full_name or self.username

    @property
    def names(self) -> list[str]:
        """What no password of theirs may be made of."""
        return [self.username, self.full_name, self.email]

    @property
    def actor(self) -> str:
        """How the audit names this person."""
        return f"office:{self.username}"

    @property
    def admin(self) -> bool:
        return self.role == ADMIN


async def _colleagues(condition: str, *values: object) -> list[Colleague]:
    rows: list[dict[str, Any]] = await query(
        "SELECT id, username, full_name, email, role, password_digest, disabled_at, totp_since, signed_in_at"
        f" FROM staff WHERE {condition} ORDER BY username",
        *values,
    )
    return [
        Colleague(
            row["id"],
            row["username"],
            row["full_name"],
            row["email"],
            row["role"],
            row["password_digest"],
            row["disabled_at"] is not None,
            row["totp_since"] is not None,
            row["signed_in_at"],
        )
        for row in rows
    ]


async def everybody() -> list[Colleague]:
    """Every account of the office, by username."""
    return await _colleagues("1 = 1")


async def colleague(staff_id: int) -> Colleague:
    """The account with this number; `LookupError` when there is none."""
    if not (found := await _colleagues("id = ?", staff_id)):
        raise LookupError(staff_id)
    return found[0]


async def named(text: str) -> Colleague | None:
    """Whose username was typed; case, accents and outer spaces aside."""
    if "\0" in text:  # PostgreSQL takes none, and no account has one
        return None
    found = await _colleagues("username = ?", username_key(text))
    return found[0] if found else None


async def has_admin() -> bool:
    """Whether there is an admin who is not disabled."""
    return bool(await query("SELECT 1 AS n FROM staff WHERE role = ? AND disabled_at IS NULL LIMIT 1", ADMIN))


async def unchanged(who: Colleague) -> bool:
    """Whether the account is still as it was read; locks its row until the transaction ends (`guardian.unchanged`)."""
    return bool(
        await query(
            "UPDATE staff SET password_digest = password_digest"
            " WHERE id = ? AND password_digest = ? AND disabled_at IS NULL RETURNING id",
            who.id,
            who.password_digest,
        )
    )


async def set_password(staff_id: int, digest: str) -> bool:
    """Store it; False where the account is disabled."""
    return bool(
        await query(
            "UPDATE staff SET password_digest = ? WHERE id = ? AND disabled_at IS NULL RETURNING id", digest, staff_id
        )
    )


async def add(username: str, role: str, full_name: str = "", email: str = "") -> int:
    """Make an account without a password yet. Raises `StaffExists`, `BadStaffName`, `NameTooLong`, `BadAddress`."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,62}", username) or role not in ROLES:
        raise BadStaffName(username)
    full_name = " ".join("".join(c if c.isprintable() else " " for c in full_name).split())  # no NUL, no RTL marks
    if len(full_name) > NAME_MOST:
        raise NameTooLong
    made = await query(
        "INSERT INTO staff (username, role, created_at, full_name, email) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (username) DO NOTHING RETURNING id",
        username,
        role,
        now(),
        full_name,
        clean_address(email) if email.strip() else "",
    )
    if not made:
        raise StaffExists(username)
    return int(made[0]["id"])
