"""*Jeton de connexion*: the one-time code of an invitation or a reset.

The code itself is not stored. A waiting mail has a random seed, from which the code is computed with the secret key;
the seed is erased once the mail has left (docs/decisions/outbox.md).
"""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from piccolo.columns import BigSerial, ForeignKey, Timestamptz, Varchar
from piccolo.table import Table

from models.access.token_refused import TokenMerged, TokenUnknown, refusal
from models.core import crockford, school
from models.core.clock import now
from models.database import Values, execute_many, fetch, fetch_one, transaction
from models.families import standing
from models.families.guardian import Guardian
from models.outbox import delivery
from models.outbox.mail import OutboxMail

INVITATION, RESET = "invitation", "reset"
MAIL, LETTER, PHONE = "mail", "letter", "phone"  # what carries it to the parent
SILENT = ("disabled", "ended")  # the account is disabled, or the office ended its last access


class Token(Table, tablename="token"):
    """One issued token, known by its keyed digest only. `carrier` is `mail`, `letter` or `phone`; `failed_at` is when a
    password was last refused after it had been opened."""

    id = BigSerial(primary_key=True)
    guardian = ForeignKey(references=Guardian, null=False)
    kind = Varchar(16)
    digest = Varchar(64, unique=True)
    created_at = Timestamptz(default=now)
    expires_at = Timestamptz()
    opened_at = Timestamptz(null=True, default=None)
    spent_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    revoked_because = Varchar(16, default="")
    carrier = Varchar(16, default="mail")
    failed_at = Timestamptz(null=True, default=None)


UNUSED = Token.spent_at.is_null() & Token.revoked_at.is_null()
UNUSED_SQL = "t.spent_at IS NULL AND t.revoked_at IS NULL"  # the same in raw SQL, of a token `t`


@dataclass(frozen=True, slots=True)
class LiveToken:
    """A token that opens the password step of its guardian."""

    id: int
    guardian: int
    kind: str
    carrier: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class _Found(LiveToken):
    """Any token, dead ones included, and whether its account is disabled, or merged into another."""

    spent_at: datetime | None
    revoked_because: str
    disabled_at: datetime | None
    merged_into: int | None


def code_of(seed: str) -> str:
    """The code of a seed: 55 bits of the keyed hash of its 128 random bits (ASVS 6.5.3)."""
    return crockford.encode(school.keyed("token code", bytes.fromhex(seed)))


def digest_of(code: str) -> str:
    return school.keyed_digest("token", code)


def validity(kind: str) -> timedelta:
    settings = school.settings()
    return timedelta(days=settings.invitation_days) if kind == INVITATION else timedelta(hours=settings.reset_hours)


async def issue(guardian: int, kind: str) -> tuple[str, datetime]:
    """Make a token and revoke the guardian's older ones; returns its seed and when it expires.

    Call it inside the transaction that queues the mail with the seed.
    """
    expires_at = now() + validity(kind)
    seeds = await issue_each([guardian], kind, expires_at)
    return seeds[guardian], expires_at


async def issue_each(
    guardians: Collection[int], kind: str, expires_at: datetime, carrier: str = MAIL
) -> dict[int, str]:
    """Make a token for each guardian by bulk statements; returns their seeds. Inside a transaction."""
    moment = now()
    seeds = {guardian: secrets.token_hex(16) for guardian in guardians}
    await execute_many(
        "UPDATE token SET revoked_at = ?, revoked_because = 'replaced'"
        " WHERE guardian = ? AND spent_at IS NULL AND revoked_at IS NULL",
        [(moment, guardian) for guardian in guardians],
    )
    await execute_many(
        "INSERT INTO token (guardian, kind, digest, created_at, expires_at, revoked_because, carrier)"
        " VALUES (?, ?, ?, ?, ?, '', ?)",
        [(guardian, kind, digest_of(code_of(seed)), moment, expires_at, carrier) for guardian, seed in seeds.items()],
    )
    await standing.refresh(seeds)
    return seeds


async def revoke(guardian: int, because: str) -> None:
    """Revoke every unspent token of this guardian.

    `because` is `replaced`, `activated`, `address`, `disabled`, `ended` or `merged`; the page of the dead token says
    which (catalogue 7).
    """
    ended: Values = {Token.revoked_at: now(), Token.revoked_because: because}
    await Token.update(ended).where((Token.guardian == guardian) & UNUSED)
    await standing.refresh([guardian])


async def withdraw(seeds: Iterable[str]) -> None:
    """Revoke the unspent tokens of these seeds, whose mails never leave. Inside a transaction."""
    ended: Values = {Token.revoked_at: now(), Token.revoked_because: "replaced"}
    for seed in seeds:
        theirs = (Token.digest == digest_of(code_of(seed))) & UNUSED
        await standing.refresh(await fetch(int, Token.update(ended).where(theirs).returning(Token.guardian)))


async def revoke_each(tokens: Collection[int]) -> list[int]:
    """Revoke those of these tokens that are unspent, which nobody has; returns whose they were. Inside a
    transaction."""
    ended: Values = {Token.revoked_at: now(), Token.revoked_because: "replaced"}
    adults: list[int] = []
    for some in standing.chunks(tokens):
        theirs = Token.id.is_in(some) & UNUSED
        adults += await fetch(int, Token.update(ended).where(theirs).returning(Token.guardian))
    await standing.refresh(adults)
    return adults


async def drop(entry: OutboxMail) -> None:
    """Drop a mail that is out of date, and revoke its token, which nobody has."""
    async with transaction():
        if await delivery.drop(entry):
            await withdraw(seed for _, seed in entry.accounts if seed)


async def find(code: str) -> LiveToken:
    """The live token of this code, of an account that is not disabled.

    Raises `TokenUnknown`, `TokenMerged`, `TokenReplaced`, `TokenSpent` or `TokenExpired`.
    """
    return _alive(await fetch_one(_Found, f"{FOUND} t.digest = ?", digest_of(code)))


async def find_by_id(token_id: int) -> LiveToken:
    """Like `find`, for a browser that opened this token earlier."""
    return _alive(await fetch_one(_Found, f"{FOUND} t.id = ?", token_id))


async def owner_of(code: str) -> int | None:
    """Whose token this is or was, in any state."""
    return await fetch_one(int, Token.select(Token.guardian).where(Token.digest == digest_of(code)))


async def opened(token_id: int) -> None:
    """Record when *Connexion* was first pressed with it; the token stays valid."""
    first_time = (Token.id == token_id) & Token.opened_at.is_null()
    opening = Token.update({Token.opened_at: now()}).where(first_time).returning(Token.guardian)
    await standing.refresh(await fetch(int, opening))


async def spend(token_id: int) -> bool:
    """Spend the token. Of simultaneous calls exactly one returns True, on both databases (catalogue 5)."""
    moment = now()
    alive = (Token.id == token_id) & UNUSED & (Token.expires_at > moment)
    return bool(await Token.update({Token.spent_at: moment}).where(alive).returning(Token.id))


# Raw: read for each mail that leaves, and a join.
FOUND = (
    "SELECT t.id, t.guardian, t.kind, t.carrier, t.expires_at, t.spent_at, t.revoked_because,"
    " COALESCE(g.disabled_at, k.disabled_at) AS disabled_at, g.merged_into"
    " FROM token t JOIN guardian g ON g.id = t.guardian LEFT JOIN guardian k ON k.id = g.merged_into WHERE"
)


def _alive(found: _Found | None) -> LiveToken:
    if found is None or found.disabled_at is not None or found.revoked_because in SILENT:
        raise TokenUnknown  # the page names the school's contact, as for a code that nobody had
    refused = (
        TokenMerged()
        if found.merged_into is not None
        else refusal(
            spent_at=found.spent_at,
            chosen_elsewhere=found.revoked_because == "activated",
            revoked=bool(found.revoked_because),
            expires_at=found.expires_at,
        )
    )
    if refused:
        refused.guardian = found.guardian
        raise refused
    return found
