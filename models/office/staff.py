"""A person of the school office."""

import re

from piccolo.columns import Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table

from models.clock import now
from models.database import query

SECRETARY, ADMIN = "secretary", "admin"
ROLES = (SECRETARY, ADMIN)


class StaffExists(Exception):
    """There is a staff account of that name already."""


class BadStaffName(ValueError):
    """Not usable as a staff username."""


class Staff(Table, tablename="staff"):
    """A staff account is never a guardian's, nor the other way."""

    id: Serial
    username = Varchar(64, unique=True)
    role = Varchar(16)
    password_digest = Varchar(200, null=True, default=None)
    created_at = Timestamptz(default=now)
    disabled_at = Timestamptz(null=True, default=None)
    full_name = Varchar(200, default="")
    email = Varchar(254, default="")
    totp_seed = Varchar(64, default="")
    totp_since = Timestamptz(null=True, default=None)
    totp_step = Integer(default=0)


async def add(username: str, role: str) -> None:
    """Make an account without a password yet. Raises `StaffExists`, `BadStaffName`."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,62}", username):
        raise BadStaffName(username)
    made = await query(
        "INSERT INTO staff (username, role, created_at) VALUES ({}, {}, {})"
        " ON CONFLICT (username) DO NOTHING RETURNING id",
        username,
        role,
        now(),
    )
    if not made:
        raise StaffExists(username)
