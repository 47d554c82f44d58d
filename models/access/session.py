"""Who is at the page: a random id in a cookie, its keyed hash a row (catalogue 29–35).

A session with a `token` is that of somebody between *Connexion* and *Modifier*: it opens the password step alone.
"""

import contextlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import BigSerial, Boolean, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.access.token import Token
from models.core import school
from models.core.clock import now
from models.database import DatabaseUnavailable, query
from models.families.guardian import Guardian

STEP = timedelta(minutes=60)  # how long the password step stays open at most
REMEMBERED_IDLE, REMEMBERED_MOST = timedelta(days=30), timedelta(days=90)
CLOCK_SLACK = timedelta(minutes=5)  # seen further ahead than this: the clock was set back since
MOST, MOST_STEPS = 30, 5  # sessions of one guardian; password steps that one token may have open
SEEN_EVERY = timedelta(seconds=60)  # `last_seen_at` is no finer than this: a write a minute, not a request


class Session(Table, tablename="session"):
    """One signed-in browser, or one that is choosing a password."""

    id = BigSerial(primary_key=True)
    digest = Varchar(64, unique=True)
    guardian = ForeignKey(references=Guardian, null=False)
    token = ForeignKey(references=Token, null=True, default=None)
    created_at = Timestamptz(default=now)
    last_seen_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    remembered = Boolean(default=False)
    device = Varchar(100, default="")


@dataclass(frozen=True, slots=True)
class Visit:
    """A live session and whose it is. `token` is set during the password step, when nothing else is open."""

    session: int
    guardian: int
    token: int | None
    remembered: bool
    username: str
    first_name: str
    last_name: str
    email: str

    @property
    def signed_in(self) -> bool:
        return self.token is None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Started:
    """A new session: the cookie's value, and its life in seconds, or None for as long as the browser is open."""

    secret: str
    max_age: int | None


@dataclass(frozen=True, slots=True)
class Device:
    """One line of the list of a parent's devices."""

    session: int
    device: str
    since: datetime
    last_seen: datetime
    remembered: bool


def _digest(secret: str) -> str:
    return school.keyed("session", secret.encode()).hex()


def _fresh(idle: timedelta, remembered: bool) -> bool:
    most = REMEMBERED_IDLE if remembered else timedelta(minutes=school.settings().session_idle_minutes)
    return -CLOCK_SLACK < idle < most


async def start(guardian: int, *, device: str = "", remembered: bool = False, token: int | None = None) -> Started:
    """Make a session with an id of our own making; the caller ends the one it replaces (catalogue 29).

    Where there are as many as one may have already, the one unused for longest ends.
    """
    secret = secrets.token_urlsafe(32)
    moment = now()
    most = REMEMBERED_MOST if remembered else timedelta(hours=school.settings().session_hours)
    kind = "guardian = ? AND COALESCE(token, 0) = ?"  # signed in, or at the password step with this token
    await query(
        f"DELETE FROM session WHERE {kind}"
        f" AND id NOT IN (SELECT id FROM session WHERE {kind} ORDER BY last_seen_at DESC, id DESC LIMIT ?)",
        guardian,
        token or 0,
        guardian,
        token or 0,
        (MOST_STEPS if token else MOST) - 1,
    )
    await query(
        "INSERT INTO session (digest, guardian, token, created_at, last_seen_at, expires_at, remembered, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        _digest(secret),
        guardian,
        token,
        moment,
        moment,
        moment + (STEP if token else most),
        remembered,
        device[:100],
    )
    return Started(secret, int(most.total_seconds()) if remembered else None)


async def find(secret: str) -> Visit | None:
    """The live session of this cookie, or None: unknown, idle too long, too old, or its account disabled."""
    moment = now()
    rows = await query(
        "SELECT s.id, s.guardian, s.token, s.remembered, s.last_seen_at, s.expires_at,"
        " g.username, g.first_name, g.last_name, g.email, g.disabled_at"
        " FROM session s JOIN guardian g ON g.id = s.guardian WHERE s.digest = ?",
        _digest(secret),
    )
    if not rows:
        return None
    row = rows[0]
    idle = moment - row["last_seen_at"]
    if row["disabled_at"] is not None or row["expires_at"] <= moment or not _fresh(idle, row["remembered"]):
        return None
    if idle >= SEEN_EVERY:
        with contextlib.suppress(DatabaseUnavailable):  # while an import writes, pages can still be read
            await query("UPDATE session SET last_seen_at = ? WHERE id = ?", moment, row["id"])
    return Visit(
        row["id"],
        row["guardian"],
        row["token"],
        row["remembered"],
        row["username"],
        row["first_name"],
        row["last_name"],
        row["email"],
    )


async def end(session: int) -> None:
    """End one session."""
    await query("DELETE FROM session WHERE id = ?", session)


async def end_all(guardian: int, *, but: int = 0) -> bool:
    """End every session of this guardian, those in the password step included, except the one numbered `but`.

    A password step's row stays, expired since it began, so that its browser can be told why (`ended_as`). False where
    no session was alive.
    """
    theirs = "guardian = ? AND id <> ?"
    ended = await query(f"DELETE FROM session WHERE {theirs} AND token IS NULL RETURNING expires_at", guardian, but)
    steps = await query(
        f"UPDATE session SET expires_at = created_at WHERE {theirs} AND expires_at > ? RETURNING id",
        *(guardian, but, now()),
    )
    return bool(steps) or any(row["expires_at"] > now() for row in ended)


async def end_device(guardian: int, typed: str, *, but: int) -> bool:
    """End the one session of this guardian whose number was sent, but never the one that asks.

    False where there is none: another guardian's is not found either.
    """
    return bool(
        await query(
            "DELETE FROM session WHERE guardian = ? AND token IS NULL AND id <> ? AND CAST(id AS TEXT) = ?"
            " RETURNING id",
            *(guardian, but, typed),
        )
    )


async def exists(session: int) -> bool:
    """Whether this session was not ended meanwhile by another request."""
    return bool(await query("SELECT id FROM session WHERE id = ? AND expires_at > created_at", session))


async def ended_as(secret: str) -> str:
    """What the session of this cookie was, when it is over: `signed in`, `step` (the password step), `chosen` (the
    same, and a password was chosen since), or empty when its row is gone."""
    rows = await query(
        "SELECT s.token, EXISTS (SELECT 1 FROM token t WHERE t.guardian = s.guardian AND t.spent_at >= s.created_at)"
        " AS chosen FROM session s WHERE s.digest = ?",
        _digest(secret),
    )
    if not rows:
        return ""
    return "signed in" if rows[0]["token"] is None else "chosen" if rows[0]["chosen"] else "step"


async def devices(guardian: int) -> list[Device]:
    """The guardian's live sessions, the latest used first (catalogue 33)."""
    moment = now()
    rows: list[dict[str, Any]] = await query(
        "SELECT id, device, created_at, last_seen_at, remembered FROM session"
        " WHERE guardian = ? AND token IS NULL AND expires_at > ? ORDER BY last_seen_at DESC, id DESC",
        guardian,
        moment,
    )
    return [
        Device(row["id"], row["device"], row["created_at"], row["last_seen_at"], row["remembered"])
        for row in rows
        if _fresh(moment - row["last_seen_at"], row["remembered"])
    ]
