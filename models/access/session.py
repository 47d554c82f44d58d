"""Parents' sessions: a random id in a cookie, and its keyed hash in a row (catalogue 29–35).

A session with a `token` is between *Connexion* and *Modifier*: it opens the password step only.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, Boolean, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.access.session_life import is_live, is_to_be_noted, is_used, new_secret
from models.access.token import Token
from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, fetch, fetch_one
from models.families.guardian import Guardian
from models.families.marks import FROM_PUPIL

STEP = timedelta(minutes=60)  # how long the password step stays open at most
REMEMBERED_IDLE, REMEMBERED_MOST = timedelta(days=30), timedelta(days=90)
MOST, MOST_STEPS = 30, 5  # sessions of one guardian; password steps that one token may have open


class Session(Table, tablename="session"):
    """One signed-in browser, or one that is choosing a password. `welcome`: see models/access/welcome.py."""

    id = BigSerial(primary_key=True)
    digest = Varchar(64, unique=True)
    guardian = ForeignKey(references=Guardian, null=False)
    token = ForeignKey(references=Token, null=True, default=None)
    created_at = Timestamptz(default=now)
    last_seen_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    remembered = Boolean(default=False)
    device = Varchar(100, default="")
    welcome = Boolean(default=False)


@dataclass(frozen=True, slots=True)
class Visit:
    """A session and its account. `token` is set during the password step, the only page that is then open."""

    session: int
    guardian: int
    token: int | None
    remembered: bool
    username: str
    first_name: str
    last_name: str
    email: str
    language: str
    chosen_language: str
    last_seen_at: datetime
    expires_at: datetime
    name_from: str = ""
    welcome: bool = False

    @property
    def unnamed(self) -> bool:
        """Whether the name is made up: nobody is greeted by it."""
        return self.name_from == FROM_PUPIL

    @property
    def signed_in(self) -> bool:
        return self.token is None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Started:
    """A new session: the cookie's value and its `Max-Age` in seconds, None until the browser closes."""

    secret: str
    max_age: int | None


@dataclass(frozen=True, slots=True)
class Device:
    """A session as the list of a parent's devices shows it."""

    session: int
    device: str
    since: datetime
    last_seen: datetime
    remembered: bool


def _digest(secret: str) -> str:
    return school.keyed_digest("session", secret)


def _idle_limit(remembered: bool) -> timedelta:
    return REMEMBERED_IDLE if remembered else timedelta(minutes=school.settings().session_idle_minutes)


async def start(
    guardian: int, *, device: str = "", remembered: bool = False, token: int | None = None, welcome: bool = False
) -> Started:
    """Make a session with a new id; the caller ends the session that it replaces (catalogue 29).

    Where the guardian has the greatest number of sessions already, the one unused for longest ends.
    """
    secret, moment = new_secret(), now()
    most = REMEMBERED_MOST if remembered else timedelta(hours=school.settings().session_hours)
    await _end_surplus(guardian, token)
    new = Session(
        digest=_digest(secret),
        guardian=guardian,
        token=token,
        created_at=moment,
        last_seen_at=moment,
        expires_at=moment + (STEP if token else most),
        remembered=remembered,
        device=device[:100],
        welcome=welcome,
    )
    await Session.insert(new)
    return Started(secret, int(most.total_seconds()) if remembered else None)


async def _end_surplus(guardian: int, token: int | None) -> None:
    """Make room for one more session of the same kind: signed in, or at the password step with this token."""
    same_kind = (Session.guardian == guardian) & (Session.token == token if token else Session.token.is_null())
    latest = Session.select(Session.id).where(same_kind).order_by(Session.last_seen_at, Session.id, ascending=False)
    kept = latest.limit((MOST_STEPS if token else MOST) - 1)
    await Session.delete().where(same_kind & Session.id.not_in(kept))


# Raw: read for each page, and a join.
FOUND = (
    "SELECT s.id AS session, s.guardian, s.token, s.remembered, g.username, g.first_name, g.last_name, g.email,"
    " g.language, g.chosen_language, s.last_seen_at, s.expires_at, g.name_from, s.welcome"
    " FROM session s JOIN guardian g ON g.id = s.guardian WHERE s.digest = ?"
    " AND g.disabled_at IS NULL AND g.merged_into IS NULL"
)


async def find(secret: str) -> Visit | None:
    """The live session of this cookie, or None: unknown, idle too long, too old, or its account disabled or
    merged into another."""
    visit = await fetch_one(Visit, FOUND, _digest(secret))
    if visit is None or not is_live(visit.last_seen_at, visit.expires_at, _idle_limit(visit.remembered)):
        return None
    if is_to_be_noted(visit.last_seen_at):
        with contextlib.suppress(DatabaseUnavailable):  # while an import writes, pages can still be read
            await Session.update({Session.last_seen_at: now()}).where(Session.id == visit.session)
    return visit


async def end(session: int) -> None:
    """End one session."""
    await Session.delete().where(Session.id == session)


async def end_all(guardian: int, *, but: int = 0) -> bool:
    """End every session of this guardian, those in the password step included, except the one numbered `but`.

    The row of a password step stays, with an expiry in the past, so that its browser can be told why (`ended_as`).
    False where no session was alive.
    """
    moment = now()
    theirs = (Session.guardian == guardian) & (Session.id != but)
    signed_in = Session.delete().where(theirs & Session.token.is_null()).returning(Session.expires_at)
    ended = await fetch(datetime, signed_in)
    steps = Session.update({Session.expires_at: Session.created_at}).where(theirs & (Session.expires_at > moment))
    return bool(await steps.returning(Session.id)) or any(expires_at > moment for expires_at in ended)


async def end_device(guardian: int, session: int, *, but: int) -> bool:
    """End one session of this guardian, but never `but`, the one that asks.

    False where there is none with this number; another guardian's is not found either.
    """
    own = (Session.guardian == guardian) & Session.token.is_null() & (Session.id == session) & (Session.id != but)
    return bool(await Session.delete().where(own).returning(Session.id))


async def exists(session: int) -> bool:
    """Whether this session was not ended meanwhile by another request."""
    return await Session.exists().where((Session.id == session) & (Session.expires_at > Session.created_at))


@dataclass(frozen=True, slots=True)
class _Ended:
    token: int | None
    chosen: bool


async def ended_as(secret: str) -> str:
    """What the session of this cookie was, when it is over: `signed in`, `step` (the password step), `chosen` (the
    same, and a password was chosen since), or empty when its row is gone."""
    found = await fetch_one(
        _Ended,
        "SELECT s.token, EXISTS (SELECT 1 FROM token t WHERE t.guardian = s.guardian AND t.spent_at >= s.created_at)"
        " AS chosen FROM session s WHERE s.digest = ?",
        _digest(secret),
    )
    if found is None:
        return ""
    return "signed in" if found.token is None else "chosen" if found.chosen else "step"


async def devices(guardian: int) -> list[Device]:
    """The guardian's live sessions, the latest used first (catalogue 33)."""
    live = (Session.guardian == guardian) & Session.token.is_null() & (Session.expires_at > now())
    columns = (
        Session.id.as_alias("session"),
        Session.device,
        Session.created_at.as_alias("since"),
        Session.last_seen_at.as_alias("last_seen"),
        Session.remembered,
    )
    latest_first = Session.select(*columns).where(live).order_by(Session.last_seen_at, Session.id, ascending=False)
    found = await fetch(Device, latest_first)
    return [one for one in found if is_used(one.last_seen, _idle_limit(one.remembered))]
