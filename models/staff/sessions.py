"""Who of the office is at the page: a cookie and a table of its own, apart from the parents' (catalogue 29–34).

A session has a `stage`: `in`, or a step on the way there, which opens that step's page alone.
"""

import contextlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.access import throttle
from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, query
from models.staff.accounts import ADMIN, Staff
from models.staff.tokens import StaffToken

IN, PASSWORD, SECOND, ENROL = "in", "password", "second", "enrol"
STEP = timedelta(minutes=15)  # from the first step of a sign-in to its last
IDLE, MOST = timedelta(minutes=30), timedelta(hours=12)
CONFIRMED = timedelta(minutes=10)  # how long a repeated password counts
SEEN_EVERY = timedelta(seconds=60)
CLOCK_SLACK = timedelta(minutes=5)  # seen further ahead than this: the clock was set back since


class SessionEnded(Exception):
    """Another request, or a colleague, has ended this session meanwhile."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a sign-in comes from."""

    client: str
    device: str = ""

    @property
    def client_network(self) -> str:
        return throttle.client_key(self.client)


@dataclass(frozen=True, slots=True)
class Step:
    """A new session: the cookie's value, and how far it goes."""

    secret: str
    stage: str


class StaffSession(Table, tablename="staff_session"):
    """One browser of the office. `token` is set while a password is chosen with it; `confirmed_at` is when the
    password was last given."""

    id = BigSerial(primary_key=True)
    digest = Varchar(64, unique=True)
    staff = ForeignKey(references=Staff, null=False)
    token = ForeignKey(references=StaffToken, null=True, default=None)
    stage = Varchar(16)
    created_at = Timestamptz(default=now)
    last_seen_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)
    device = Varchar(100, default="")
    client = Varchar(64, default="")


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A live session of the office and whose it is."""

    session: int
    staff: int
    username: str
    full_name: str
    email: str
    role: str
    stage: str
    token: int | None
    confirmed_at: datetime | None
    enrolled: bool
    has_notice: bool = False  # of a change before this sign-in began; changes made while signing in are left out

    @property
    def actor(self) -> str:
        """How the audit names this person."""
        return f"office:{self.username}"

    @property
    def name(self) -> str:
        return self.full_name or self.username

    @property
    def admin(self) -> bool:
        return self.role == ADMIN

    @property
    def confirmed(self) -> bool:
        """Whether the password was given a short while ago."""
        return self.confirmed_at is not None and abs(now() - self.confirmed_at) <= CONFIRMED


@dataclass(frozen=True, slots=True)
class StaffDevice:
    """One line of the list of somebody's sessions."""

    session: int
    device: str
    client: str
    since: datetime
    last_seen: datetime


def _digest(secret: str) -> str:
    return school.keyed("staff session", secret.encode()).hex()


async def start(staff: int, stage: str, *, device: str = "", client: str = "", token: int | None = None) -> str:
    """Make a session and return the cookie's value; the caller ends the session that it replaces (catalogue 29)."""
    secret, moment = secrets.token_urlsafe(32), now()
    await query(
        "INSERT INTO staff_session (digest, staff, token, stage, created_at, last_seen_at, expires_at, confirmed_at,"
        " device, client) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(_digest(secret), staff, token, stage, moment, moment, moment + (MOST if stage == IN else STEP)),
        *(moment if stage == IN else None, device[:100], client),
    )
    return secret


async def find(secret: str, *, active: bool = True) -> StaffVisit | None:
    """The live session of this cookie, or None: unknown, idle too long, too old, or its account disabled.

    Not `active` is a page that asks by itself: nobody need be there, so it does not put the end of the session off.
    """
    moment = now()
    rows: list[dict[str, Any]] = await query(
        "SELECT s.id, s.staff, f.username, f.full_name, f.email, f.role, s.stage, s.token, s.confirmed_at,"
        " f.totp_since, s.last_seen_at, s.expires_at, f.disabled_at, s.created_at, n.at AS changed_at"
        " FROM staff_session s JOIN staff f ON f.id = s.staff LEFT JOIN staff_notice n ON n.id ="
        " (SELECT MIN(id) FROM staff_notice WHERE staff = s.staff) WHERE s.digest = ?",
        _digest(secret),
    )
    if not rows:
        return None
    row = rows[0]
    idle = moment - row["last_seen_at"]
    if row["disabled_at"] is not None or row["expires_at"] <= moment or not -CLOCK_SLACK < idle < IDLE:
        return None
    if active and idle >= SEEN_EVERY:
        with contextlib.suppress(DatabaseUnavailable):  # while an import writes, pages can still be read
            await query("UPDATE staff_session SET last_seen_at = ? WHERE id = ?", moment, row["id"])
    return StaffVisit(
        row["id"],
        row["staff"],
        row["username"],
        row["full_name"],
        row["email"],
        row["role"],
        row["stage"],
        row["token"],
        row["confirmed_at"],
        row["totp_since"] is not None,
        row["changed_at"] is not None and row["changed_at"] <= row["created_at"] - STEP,
    )


async def renew(session: int) -> str:
    """The password was given again: the session goes on under a new secret (catalogue 29). Raises `SessionEnded`."""
    secret, moment = secrets.token_urlsafe(32), now()
    rows = await query(
        "UPDATE staff_session SET digest = ?, confirmed_at = ?, last_seen_at = ? WHERE id = ? RETURNING id",
        *(_digest(secret), moment, moment, session),
    )
    if not rows:
        raise SessionEnded
    return secret


async def end(session: int) -> bool:
    """End one session; False when it had ended before."""
    return bool(await query("DELETE FROM staff_session WHERE id = ? RETURNING id", session))


async def end_of(staff: int, session: int) -> bool:
    """End one session of this person's, and of nobody else's."""
    return bool(await query("DELETE FROM staff_session WHERE id = ? AND staff = ? RETURNING id", session, staff))


async def end_all(staff: int, *, but: int = 0) -> None:
    """End every session of this person except the one numbered `but`."""
    await query("DELETE FROM staff_session WHERE staff = ? AND id <> ?", staff, but)


async def devices(staff: int) -> list[StaffDevice]:
    """This person's live sessions, the latest used first (catalogue 33)."""
    moment = now()
    rows: list[dict[str, Any]] = await query(
        "SELECT id, device, client, created_at, last_seen_at FROM staff_session"
        " WHERE staff = ? AND stage = ? AND expires_at > ? AND last_seen_at > ?"
        " ORDER BY last_seen_at DESC, id DESC",
        *(staff, IN, moment, moment - IDLE),
    )
    return [
        StaffDevice(row["id"], row["device"], row["client"], row["created_at"], row["last_seen_at"]) for row in rows
    ]


async def last_seen() -> dict[int, datetime]:
    """When each person of the office was last there: in a session not swept yet, or when they last came in."""
    seen: dict[int, datetime] = {}
    for row in await query(
        "SELECT staff, last_seen_at AS at FROM staff_session WHERE stage = ?"
        " UNION ALL SELECT id, signed_in_at FROM staff WHERE signed_in_at IS NOT NULL",
        IN,
    ):
        seen[row["staff"]] = max(row["at"], seen.get(row["staff"], row["at"]))
    return seen
