"""Sessions of the office: a cookie and a table of their own, apart from the parents' (catalogue 29–34).

A session has a `stage`: `in`, or a step of the sign-in, which opens only that step's page.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, ForeignKey, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.access.session_life import is_live, is_to_be_noted, new_secret
from models.access.throttle import Caller
from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, Values, fetch_one
from models.staff.accounts import ADMIN, TEACHER, Staff
from models.staff.tokens import StaffToken

IN, PASSWORD, SECOND, ENROL = "in", "password", "second", "enrol"
STEP = timedelta(minutes=15)  # from the first step of a sign-in to its last
IDLE, MOST = timedelta(minutes=30), timedelta(hours=12)
CONFIRMED = timedelta(minutes=10)  # how long a repeated password counts


class SessionEnded(Exception):
    """Another request, or a colleague, has ended this session meanwhile."""


@dataclass(frozen=True, slots=True)
class Step:
    """A new session: the cookie's value, and how far it goes."""

    secret: str
    stage: str


class StaffSession(Table, tablename="staff_session"):
    """One browser of the office. `token` is set while a password is chosen with it; `confirmed_at` is when the
    password was last given; `searched` is the query of the list from which a family was last opened."""

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
    searched = Text(default="")


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A live session of the office and the account it belongs to."""

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
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    searched: str
    language: str  # chosen by this person, or empty
    noticed_at: datetime | None  # of the oldest unread notice (models/staff/notices.py)

    @property
    def has_notice(self) -> bool:
        """Whether there is an unread notice of a change made before this sign-in began."""
        return self.noticed_at is not None and self.noticed_at <= self.created_at - STEP

    @property
    def actor(self) -> str:
        """This person's name in the audit."""
        return f"office:{self.username}"

    @property
    def name(self) -> str:
        return self.full_name or self.username

    @property
    def admin(self) -> bool:
        return self.role == ADMIN

    @property
    def teacher(self) -> bool:
        return self.role == TEACHER

    @property
    def confirmed(self) -> bool:
        """Whether the password was given within the last `CONFIRMED`."""
        return self.confirmed_at is not None and abs(now() - self.confirmed_at) <= CONFIRMED


def _digest(secret: str) -> str:
    return school.keyed_digest("staff session", secret)


async def start(staff: int, stage: str, *, device: str = "", client: str = "", token: int | None = None) -> str:
    """Make a session and return the cookie's value; the caller ends the session that it replaces (catalogue 29)."""
    secret, moment = new_secret(), now()
    new = StaffSession(
        digest=_digest(secret),
        staff=staff,
        token=token,
        stage=stage,
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + (MOST if stage == IN else STEP),
        confirmed_at=moment if stage == IN else None,
        device=device[:100],
        client=client,
    )
    await StaffSession.insert(new)
    return secret


async def begin(staff: int, stage: str, caller: Caller, *, token: int | None = None) -> Step:
    """Like `start`, for a step of a sign-in."""
    return Step(await start(staff, stage, device=caller.device, client=caller.client, token=token), stage)


# Raw: read for each page of the office, and joins.
FOUND = (
    "SELECT s.id AS session, s.staff, f.username, f.full_name, f.email, f.role, s.stage, s.token, s.confirmed_at,"
    " f.totp_since IS NOT NULL AS enrolled, s.created_at, s.last_seen_at, s.expires_at, s.searched, f.language,"
    " n.at AS noticed_at"
    " FROM staff_session s JOIN staff f ON f.id = s.staff LEFT JOIN staff_notice n ON n.id ="
    " (SELECT MIN(id) FROM staff_notice WHERE staff = s.staff) WHERE s.digest = ? AND f.disabled_at IS NULL"
)


async def find(secret: str, *, active: bool = True) -> StaffVisit | None:
    """The live session of this cookie, or None: unknown, idle too long, too old, its account disabled, or opened with a
    password alone before PREAU_OFFICE_SECOND_FACTOR was set to `required`.

    `active` is False for a page that reloads itself: nobody need be there, so it does not extend the session.
    """
    visit = await fetch_one(StaffVisit, FOUND, _digest(secret))
    if visit is None or not is_live(visit.last_seen_at, visit.expires_at, IDLE):
        return None
    if visit.stage == IN and not visit.enrolled and school.settings().office_second_factor:
        return None
    if active and is_to_be_noted(visit.last_seen_at):
        with contextlib.suppress(DatabaseUnavailable):  # pages can still be read while an import writes
            await StaffSession.update({StaffSession.last_seen_at: now()}).where(StaffSession.id == visit.session)
    return visit


async def keep_search(visit: StaffVisit, query: str) -> None:
    """Keep the query of the list from which a family was opened, for the way back."""
    if query != visit.searched:
        with contextlib.suppress(DatabaseUnavailable):
            await StaffSession.update({StaffSession.searched: query}).where(StaffSession.id == visit.session)


async def renew(session: int) -> str:
    """The password was given again: the session goes on under a new secret (catalogue 29). Raises `SessionEnded`."""
    secret, moment = new_secret(), now()
    renewed: Values = {
        StaffSession.digest: _digest(secret),
        StaffSession.confirmed_at: moment,
        StaffSession.last_seen_at: moment,
    }
    if not await StaffSession.update(renewed).where(StaffSession.id == session).returning(StaffSession.id):
        raise SessionEnded
    return secret


async def end(session: int) -> bool:
    """End one session; False when it had ended before."""
    return bool(await StaffSession.delete().where(StaffSession.id == session).returning(StaffSession.id))


async def end_of(staff: int, session: int) -> bool:
    """End one session of this person; False when they have none with this number."""
    own = (StaffSession.id == session) & (StaffSession.staff == staff)
    return bool(await StaffSession.delete().where(own).returning(StaffSession.id))


async def end_all(staff: int, *, but: int = 0) -> None:
    """End every session of this person except the one numbered `but`."""
    await StaffSession.delete().where((StaffSession.staff == staff) & (StaffSession.id != but))
