"""One family as the office sees it: a guardian, those who share a child with them, and the state of each."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from models.access import throttle
from models.access.throttle import ACCOUNT
from models.access.token import UNUSED_SQL
from models.core.clock import now
from models.database import fetch, placeholders
from models.desk.custody import ACCESSES, ENDING, OPEN, Access
from models.desk.directory import STANDING_NOW
from models.families import event
from models.families.event import Actor
from models.families.marks import FROM_PUPIL
from models.families.standing import NOT_INVITED, Standing
from models.outbox import mail

OTHERS_MOST = 12  # guardians who share a child; a child has no more, unless a register number was used twice
VIEW_AGAIN = timedelta(minutes=5)  # one event for each view, not for each reload
SIGNED_IN, REFUSED = ("signed in", "token spent"), ("sign-in refused", "password refused")
ATTEMPTS_READ = 50  # the last events; whoever failed more often is shown as having failed that often
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class UnusedToken:
    """The one token of a guardian that was not used, replaced or ended. It may have expired."""

    guardian: int
    kind: str
    carrier: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    failed_at: datetime | None

    @property
    def good(self) -> bool:
        return self.expires_at > now()


@dataclass(frozen=True, slots=True)
class LastMail:
    """The last mail with a link for this guardian: its `state` (models/outbox/mail.py), and the server's words."""

    guardian: int
    state: str
    words: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Logins:
    """`refused`: sign-ins refused since the last successful one; `reason`: of the last password refused since then."""

    last_in: datetime | None
    refused: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Attempt:
    action: str
    result: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Account(Standing):
    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    phone: str
    activated_at: datetime | None
    disabled_at: datetime | None
    refused_words: str
    standing: str
    until: datetime | None
    name_from: str
    announcements_weekly: bool

    @property
    def unnamed(self) -> bool:
        """Whether the name is made up."""
        return self.name_from == FROM_PUPIL


@dataclass(frozen=True, slots=True)
class FamilyMember(_Account):
    """An adult of the family. `standing` as in models.families.standing; `pause`: seconds that sign-in must wait."""

    accesses: tuple[Access, ...]
    token: UnusedToken | None
    mail: LastMail | None
    logins: Logins
    pause: int

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.username

    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None

    @property
    def activated(self) -> bool:
        return self.activated_at is not None

    @property
    def with_child(self) -> bool:
        """Whether this adult has access to a child of the school."""
        return any(access.state in (OPEN, ENDING) and not access.left for access in self.accesses)


# Raw, also where one table is read: the page that is open during a phone call (bench/office.py).
SHARING = (
    "SELECT DISTINCT o.guardian FROM guardianship s JOIN guardianship o ON o.child = s.child WHERE s.guardian = ?"
    " AND o.guardian <> ? ORDER BY o.guardian LIMIT ?"
)
ACCOUNTS = (
    "SELECT g.id, g.username, g.first_name, g.last_name, g.email, g.phone, g.activated_at, g.disabled_at,"  # noqa: S608 constants
    f" g.refused_words, COALESCE({STANDING_NOW}, '{NOT_INVITED}') AS standing, d.until, g.name_from,"
    " g.announcements_weekly"
    " FROM guardian g LEFT JOIN directory d ON d.guardian = g.id WHERE g.id IN (<ids>)"
    " AND g.merged_into IS NULL"
)
TOKENS = (
    "SELECT guardian, kind, carrier, created_at AS made_at, expires_at, opened_at, failed_at FROM token WHERE id IN"  # noqa: S608 constants
    f" (SELECT MAX(t.id) FROM token t WHERE t.guardian IN (<ids>) AND {UNUSED_SQL} GROUP BY t.guardian)"
)
MAILS = (
    "SELECT guardian, state, server_words AS words, finished_at FROM mail WHERE id IN (SELECT MAX(id) FROM mail"  # noqa: S608 constants
    f" WHERE guardian IN (<ids>) AND kind IN ('{mail.INVITATION}', '{mail.REMINDER}', '{mail.RESET}',"
    f" '{mail.RESET_ASKED}') GROUP BY guardian)"
)


async def family(guardian: int) -> list[FamilyMember]:
    """This guardian first, then those who share a child, ended accesses included. `LookupError` when there is none, or
    it was merged into another."""
    ids = [guardian, *await fetch(int, SHARING, guardian, guardian, OTHERS_MOST)]
    accounts = {one.id: one for one in await _of(_Account, ACCOUNTS, ids, now())}
    if guardian not in accounts:
        raise LookupError(guardian)
    tokens = {one.guardian: one for one in await _of(UnusedToken, TOKENS, ids)}
    mails = {one.guardian: one for one in await _of(LastMail, MAILS, ids)}
    accesses = defaultdict(list)
    for access in await _of(Access, f"{ACCESSES} s.guardian IN (<ids>) ORDER BY c.first_name, c.id", ids):
        accesses[access.guardian].append(access)
    return [
        FamilyMember(
            **asdict(accounts[id_]),
            accesses=tuple(accesses[id_]),
            token=tokens.get(id_),
            mail=mails.get(id_),
            logins=await _logins(id_),
            pause=await throttle.pause_left(ACCOUNT, accounts[id_].username),
        )
        for id_ in ids
        if id_ in accounts
    ]


async def still_leaving(guardian: int) -> bool:
    """Whether the last mail with a link for this adult is about to leave."""
    last = await _of(LastMail, MAILS, [guardian])
    return bool(last) and last[0].state == mail.QUEUED


async def _of(row_type: type[RowT], sql: str, ids: list[int], *before: object) -> list[RowT]:
    return await fetch(row_type, sql.replace("<ids>", placeholders(ids)), *before, *ids)


async def _logins(guardian: int) -> Logins:
    attempts = await fetch(
        _Attempt,
        "SELECT action, result, at FROM event WHERE guardian = ? AND action IN (?, ?, ?, ?)"
        " ORDER BY at DESC, id DESC LIMIT ?",
        *(guardian, *SIGNED_IN, *REFUSED, ATTEMPTS_READ),
    )
    last = next((index for index, one in enumerate(attempts) if one.action in SIGNED_IN), None)
    since = attempts[:last]
    return Logins(
        last_in=None if last is None else attempts[last].at,
        refused=sum(one.action == "sign-in refused" for one in since),
        reason=next((one.result for one in since if one.action == "password refused"), ""),
    )


async def record_view(guardian: int, by: Actor) -> None:
    """Record who of the office looked at the family (catalogue 45), unless they did so within `VIEW_AGAIN`.

    Two requests at the very same moment may record two views, which does no harm.
    """
    recent = await fetch(
        int,
        "SELECT id FROM event WHERE guardian = ? AND at > ? AND action = 'family read' AND actor = ? LIMIT 1",
        *(guardian, now() - VIEW_AGAIN, by.name),
    )
    if not recent:
        await event.record("family read", guardian=guardian, client=by.client, actor=by.name)
