"""A person of the school office."""

import re
from dataclasses import dataclass
from datetime import datetime

from piccolo.columns import BigSerial, Timestamptz, Varchar
from piccolo.table import Table

from models.core.address import clean_address
from models.core.clock import now
from models.core.username import username_key
from models.database import fetch, fetch_one

SECRETARY, TEACHER, ADMIN = "secretary", "teacher", "admin"
ROLES = (SECRETARY, TEACHER, ADMIN)
NAME_MOST = 200  # characters


class StaffExists(Exception):
    """There is a staff account of that name already."""


class BadStaffName(ValueError):
    """Not usable as a staff username."""


class NameTooLong(ValueError):
    """A full name of more than `NAME_MOST` characters."""


class Staff(Table, tablename="staff"):
    """An account of the office; parents have `Guardian`. `totp_seed` gives the second factor's secret together with a
    key that is not in the database. `language` is the chosen one, or empty."""

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
    language = Varchar(8, default="")


ENABLED = Staff.disabled_at.is_null()
ADMINS = (Staff.role == ADMIN) & ENABLED


@dataclass(frozen=True, slots=True)
class Colleague:
    """A staff account as the flows and the pages need it."""

    id: int
    username: str
    full_name: str
    email: str
    role: str
    password_digest: str | None
    disabled_at: datetime | None
    totp_since: datetime | None
    signed_in_at: datetime | None
    language: str

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def enrolled(self) -> bool:
        """Whether a second factor is set."""
        return self.totp_since is not None

    @property
    def name(self) -> str:
        return self.full_name or self.username

    @property
    def names(self) -> list[str]:
        """What their password must not consist of."""
        return [self.username, self.full_name, self.email]

    @property
    def actor(self) -> str:
        """This person's name in the audit."""
        return f"office:{self.username}"

    @property
    def admin(self) -> bool:
        return self.role == ADMIN

    @property
    def teacher(self) -> bool:
        return self.role == TEACHER


async def all_colleagues() -> list[Colleague]:
    """Every account of the office, by username."""
    return await fetch(Colleague, Staff.select().order_by(Staff.username))


async def colleague(staff_id: int) -> Colleague:
    """The account with this number; `LookupError` when there is none."""
    if (found := await fetch_one(Colleague, Staff.select().where(Staff.id == staff_id))) is None:
        raise LookupError(staff_id)
    return found


async def named(text: str) -> Colleague | None:
    """The account whose username was typed; case, accents and outer spaces are ignored."""
    if "\0" in text:  # PostgreSQL refuses it, and no account has one
        return None
    return await fetch_one(Colleague, Staff.select().where(Staff.username == username_key(text)))


async def has_admin(*, with_password: bool = False) -> bool:
    """Whether there is an admin who is not disabled, and who has chosen a password if that is asked."""
    return await Staff.exists().where(ADMINS & Staff.password_digest.is_not_null() if with_password else ADMINS)


async def managers() -> list[int]:
    """The admins who can sign in: with a password, and not disabled. Before any of them has chosen one, all of them."""
    with_password = await fetch(int, Staff.select(Staff.id).where(ADMINS & Staff.password_digest.is_not_null()))
    return with_password or await fetch(int, Staff.select(Staff.id).where(ADMINS))


async def unchanged(who: Colleague) -> bool:
    """Whether the account is still as it was read: the same password, not disabled. False without a password.

    Locks its row until the transaction ends (`guardian.unchanged` says why).
    """
    as_read = (Staff.id == who.id) & (Staff.password_digest == (who.password_digest or "")) & ENABLED
    return bool(await Staff.update({Staff.password_digest: Staff.password_digest}).where(as_read).returning(Staff.id))


async def set_password(staff_id: int, digest: str) -> bool:
    """Store it; False where the account is disabled."""
    enabled = (Staff.id == staff_id) & ENABLED
    return bool(await Staff.update({Staff.password_digest: digest}).where(enabled).returning(Staff.id))


async def choose_language(staff_id: int, language: str) -> bool:
    """Store the language; False where it is the same."""
    other = (Staff.id == staff_id) & (Staff.language != language)
    return bool(await Staff.update({Staff.language: language}).where(other).returning(Staff.id))


async def adopt_language(staff_id: int, language: str) -> bool:
    """Store the language where the person has chosen none; False where there is a choice."""
    none = (Staff.id == staff_id) & (Staff.language == "")
    return bool(await Staff.update({Staff.language: language}).where(none).returning(Staff.id))


async def add(username: str, role: str, full_name: str = "", email: str = "") -> int:
    """Make an account without a password yet. Raises `StaffExists`, `BadStaffName`, `NameTooLong`, `BadAddress`."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,62}", username) or role not in ROLES:
        raise BadStaffName(username)
    full_name = " ".join("".join(c if c.isprintable() else " " for c in full_name).split())  # no NUL, no RTL marks
    if len(full_name) > NAME_MOST:
        raise NameTooLong
    address = clean_address(email) if email.strip() else ""
    new = Staff(username=username, role=role, full_name=full_name, email=address)
    made = await fetch_one(int, Staff.insert(new).on_conflict(Staff.username).returning(Staff.id))
    if made is None:
        raise StaffExists(username)
    return made
