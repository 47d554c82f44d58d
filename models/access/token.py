"""*Jeton de connexion*: the one-time code of an invitation or a reset.

The code itself is nowhere at rest. A mail waiting in the outbox holds a random seed, from which the code can
be made again with the secret key; the seed is erased once the mail has left (docs/decisions/outbox.md).
"""

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import ForeignKey, Serial, Timestamptz, Varchar
from piccolo.table import Table

from models.core import crockford, school
from models.core.clock import now
from models.database import engine, query, transaction
from models.families import standing
from models.families.guardian import Guardian
from models.outbox import mail
from models.outbox.mail_row import Letter

INVITATION, RESET = "invitation", "reset"
MAIL, LETTER, PHONE = "mail", "letter", "phone"  # what carries it to the parent
SILENT = ("disabled", "ended")  # the account is disabled, or the office ended its last access: no other token is coming


class TokenRefused(Exception):
    """This token does not open anything. `guardian` is whose it was, when that is known."""

    guardian: int | None = None


class TokenUnknown(TokenRefused):
    """No such token was ever made here, or so long ago that it is forgotten."""


class TokenExpired(TokenRefused):
    """The validity has passed; `expired_at` says when (catalogue 6)."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__()
        self.expired_at = expired_at


class TokenReplaced(TokenRefused):
    """A newer token was made for this parent, or the address changed (catalogue 7)."""


class TokenSpent(TokenRefused):
    """A password was chosen with it, or with another one since (catalogue 5, 7)."""

    def __init__(self, spent_at: datetime | None) -> None:
        super().__init__()
        self.spent_at = spent_at

    def within(self, span: timedelta) -> bool:
        """Whether it was this token that was spent, and no longer ago than that."""
        return self.spent_at is not None and now() - self.spent_at <= span


class Token(Table, tablename="token"):
    """One issued token, known by its keyed digest only. `carrier` is `mail`, `letter` or `phone`; `failed_at` is when a
    password was last refused after it had been opened."""

    id: Serial
    guardian = ForeignKey(references=Guardian)
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


def code_of(seed: str) -> str:
    """The code that belongs to a seed: 55 bits of a keyed hash of 128 random ones (A6.5.3)."""
    return crockford.encode(school.keyed("token code", bytes.fromhex(seed)))


def digest_of(code: str) -> str:
    return school.keyed("token", code.encode()).hex()


def validity(kind: str) -> timedelta:
    settings = school.settings()
    return timedelta(days=settings.invitation_days) if kind == INVITATION else timedelta(hours=settings.reset_hours)


async def issue(guardian: int, kind: str) -> tuple[str, datetime]:
    """Make a token, ending the guardian's older ones; returns its seed and when it expires.

    Call it inside the transaction that queues the mail with that seed.
    """
    expires_at = now() + validity(kind)
    seeds = await issue_each([guardian], kind, expires_at)
    return seeds[guardian], expires_at


async def issue_each(
    guardians: Collection[int], kind: str, expires_at: datetime, carrier: str = MAIL
) -> dict[int, str]:
    """One token for each guardian, in as few statements as for one; returns their seeds. Inside a transaction."""
    moment = now()
    seeds = {guardian: secrets.token_hex(16) for guardian in guardians}
    await engine().many(
        "UPDATE token SET revoked_at = ?, revoked_because = 'replaced'"
        " WHERE guardian = ? AND spent_at IS NULL AND revoked_at IS NULL",
        [(moment, guardian) for guardian in guardians],
    )
    await engine().many(
        "INSERT INTO token (guardian, kind, digest, created_at, expires_at, revoked_because, carrier)"
        " VALUES (?, ?, ?, ?, ?, '', ?)",
        [(guardian, kind, digest_of(code_of(seed)), moment, expires_at, carrier) for guardian, seed in seeds.items()],
    )
    await standing.refresh(seeds)
    return seeds


async def revoke(guardian: int, because: str) -> None:
    """End every unspent token of this guardian: `replaced`, `activated`, `address`, `disabled` or `ended`.

    The page of a dead token says which case it is (catalogue 7).
    """
    await query(
        "UPDATE token SET revoked_at = {}, revoked_because = {}"
        " WHERE guardian = {} AND spent_at IS NULL AND revoked_at IS NULL",
        now(),
        because,
        guardian,
    )
    await standing.refresh([guardian])


async def withdraw(seeds: Iterable[str]) -> None:
    """End the unspent tokens of these seeds: their mail never leaves, so nobody has them. Inside a transaction."""
    for seed in seeds:
        rows = await query(
            "UPDATE token SET revoked_at = {}, revoked_because = 'replaced'"
            " WHERE digest = {} AND spent_at IS NULL AND revoked_at IS NULL RETURNING guardian",
            now(),
            digest_of(code_of(seed)),
        )
        await standing.refresh([row["guardian"] for row in rows])


async def drop(letter: Letter) -> None:
    """What a mail says is no longer true: it is not sent, and its token, which nobody has, ends."""
    async with transaction():
        if await mail.drop(letter):
            await withdraw(seed for _, seed in letter.accounts if seed)


async def find(code: str) -> dict[str, Any]:
    """The row of a live token whose guardian may come in: `id`, `guardian`, `kind`, `carrier`, `expires_at`.

    Raises `TokenUnknown`, `TokenReplaced`, `TokenSpent` or `TokenExpired`.
    """
    return _living(await _row("t.digest = {}", digest_of(code)))


async def find_by_id(token_id: int) -> dict[str, Any]:
    """Like `find`, for a browser that opened this token earlier."""
    return _living(await _row("t.id = {}", token_id))


async def owner_of(code: str) -> int | None:
    """Whose token this is or was, whatever its state."""
    rows = await query("SELECT guardian FROM token WHERE digest = {}", digest_of(code))
    return rows[0]["guardian"] if rows else None


async def opened(token_id: int) -> None:
    """Remember the first time somebody pressed *Connexion* with it; the token stays good."""
    rows = await query(
        "UPDATE token SET opened_at = {} WHERE id = {} AND opened_at IS NULL RETURNING guardian", now(), token_id
    )
    await standing.refresh([row["guardian"] for row in rows])


async def spend(token_id: int) -> bool:
    """Use the token up. Of any number at once exactly one gets True, on both databases (catalogue 5)."""
    moment = now()
    rows = await query(
        "UPDATE token SET spent_at = {} WHERE id = {}"
        " AND spent_at IS NULL AND revoked_at IS NULL AND expires_at > {} RETURNING id",
        moment,
        token_id,
        moment,
    )
    return bool(rows)


async def _row(where: str, value: Any) -> dict[str, Any] | None:
    rows = await query(
        "SELECT t.id, t.guardian, t.kind, t.carrier, t.expires_at, t.spent_at, t.revoked_because, g.disabled_at"
        f" FROM token t JOIN guardian g ON g.id = t.guardian WHERE {where}",
        value,
    )
    return rows[0] if rows else None


def _living(row: dict[str, Any] | None) -> dict[str, Any]:
    if row is None or row["disabled_at"] is not None or row["revoked_because"] in SILENT:
        raise TokenUnknown  # it looks like none: the school's contact stands on the page
    refusal: TokenRefused | None = None
    if row["spent_at"] is not None or row["revoked_because"] == "activated":
        refusal = TokenSpent(row["spent_at"])
    elif row["revoked_because"]:
        refusal = TokenReplaced()
    elif row["expires_at"] <= now():
        refusal = TokenExpired(row["expires_at"])
    if refusal:
        refusal.guardian = row["guardian"]
        raise refusal
    return row
