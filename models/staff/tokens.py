"""The one-time token of a staff account, with which its owner chooses a first or another password."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.access.token_refused import TokenUnknown, refusal
from models.core import crockford, school
from models.core.clock import now
from models.database import fetch_one
from models.staff.accounts import Staff

LIFE = timedelta(hours=24)  # handed over in person


class StaffToken(Table, tablename="staff_token"):
    """Only its keyed digest is stored, as of a parent's."""

    id = BigSerial(primary_key=True)
    staff = ForeignKey(references=Staff, null=False)
    digest = Varchar(64, unique=True)
    created_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    spent_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)


UNUSED = StaffToken.spent_at.is_null() & StaffToken.revoked_at.is_null()


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token to hand over: its code, as it is typed, and the link that fills it in. It cannot be shown again."""

    code: str
    expires_at: datetime

    @property
    def link(self) -> str:
        return f"{school.settings().base_url}/office/first-connection?token={self.code}"


@dataclass(frozen=True, slots=True)
class LiveStaffToken:
    """A token that opens the password step of its account."""

    id: int
    staff: int


@dataclass(frozen=True, slots=True)
class _Found(LiveStaffToken):
    """Any token, dead ones included, and whether its account is disabled."""

    expires_at: datetime
    spent_at: datetime | None
    revoked_at: datetime | None
    disabled_at: datetime | None


def _digest(code: str) -> str:
    return school.keyed_digest("staff token", code)


async def issue(staff: int) -> Issued:
    """Make one, ending the older ones. Inside a transaction."""
    code, moment = crockford.encode(secrets.token_bytes(8)), now()
    new = StaffToken(staff=staff, digest=_digest(code), created_at=moment, expires_at=moment + LIFE)
    await revoke(staff)
    await StaffToken.insert(new)
    return Issued(crockford.show(code), new.expires_at)


async def revoke(staff: int) -> None:
    """End every unspent one of this account."""
    await StaffToken.update({StaffToken.revoked_at: now()}).where((StaffToken.staff == staff) & UNUSED)


async def find(code: str) -> LiveStaffToken:
    """The live token of this code, whose account is not disabled.

    Raises `TokenUnknown`, `TokenReplaced`, `TokenSpent` or `TokenExpired`.
    """
    return _alive(await fetch_one(_Found, f"{FOUND} t.digest = ?", _digest(code)))


async def find_by_id(token_id: int) -> LiveStaffToken:
    """Like `find`, for a browser that opened this token earlier."""
    return _alive(await fetch_one(_Found, f"{FOUND} t.id = ?", token_id))


async def spend(token_id: int) -> bool:
    """Use the token up. Of any number of requests at once exactly one gets True, on both databases (catalogue 5)."""
    moment = now()
    alive = (StaffToken.id == token_id) & UNUSED & (StaffToken.expires_at > moment)
    return bool(await StaffToken.update({StaffToken.spent_at: moment}).where(alive).returning(StaffToken.id))


FOUND = (
    "SELECT t.id, t.staff, t.expires_at, t.spent_at, t.revoked_at, f.disabled_at"
    " FROM staff_token t JOIN staff f ON f.id = t.staff WHERE"
)


def _alive(found: _Found | None) -> LiveStaffToken:
    if found is None or found.disabled_at is not None:
        raise TokenUnknown
    refused = refusal(spent_at=found.spent_at, revoked=found.revoked_at is not None, expires_at=found.expires_at)
    if refused:
        raise refused
    return found
