"""The outbox: mails to be sent, kept until the mail server has taken them (catalogue 48–51; docs/decisions/outbox.md).

A row is written in the transaction of the fact that it announces. It holds who and what kind, never the text; a
seed stands in for a token, and the payload is wiped of seeds once the mail has left.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models import school
from models.clock import now
from models.database import Postgres, Rows, engine, query
from models.guardian import Guardian
from models.office.sending import Sending

INVITATION, RESET, RESET_ASKED, PASSWORD_CHANGED = "invitation", "reset", "reset_asked", "password_changed"
QUEUED, SENT, REFUSED, DROPPED = "queued", "sent", "refused", "dropped"
CLAIM = timedelta(minutes=5)  # a worker that died gives its mails back after this
GIVE_UP = timedelta(days=3)
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360)]  # the last one again and again


class Mail(Table, tablename="mail"):
    """One mail. `queued` → `sent`, `refused` (with the server's words) or `dropped` (no longer true when due)."""

    id: Serial
    kind = Varchar(24)
    address = Varchar(254)
    guardian = ForeignKey(references=Guardian, null=True, default=None)
    payload = Text(default="{}")
    message_id = Varchar(200, unique=True)
    state = Varchar(16, default=QUEUED)
    attempts = Integer(default=0)
    due_at = Timestamptz(default=now)
    created_at = Timestamptz(default=now)
    finished_at = Timestamptz(null=True, default=None)
    server_words = Text(default="")
    sending = ForeignKey(references=Sending, null=True, default=None)


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed mail, to be rendered and sent."""

    id: int
    kind: str
    address: str
    guardian: int | None
    payload: dict[str, Any]
    message_id: str
    attempts: int
    created_at: datetime

    @property
    def accounts(self) -> list[tuple[int, str]]:
        """Each account that the mail lets in: its guardian, and the seed of its token."""
        return [(account["guardian"], account["seed"]) for account in self.payload.get("accounts", [])]


class NotOurs(Exception):
    """The claim on this mail lapsed, and another worker has it."""


INSERT = (
    "INSERT INTO mail (kind, address, guardian, payload, message_id, state, attempts, due_at, created_at,"
    " server_words) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, '')"
)
LETTER = "id, kind, address, guardian, payload, message_id, attempts, created_at"


def _letters(rows: Rows) -> list[Letter]:
    return [Letter(**{**row, "payload": json.loads(row["payload"])}) for row in rows]


def _row(kind: str, address: str, guardian: int | None, payload: dict[str, Any]) -> tuple[Any, ...]:
    domain = school.settings().mail_from.rpartition("@")[2].strip("> ")
    moment = now()
    message_id = f"<{secrets.token_hex(16)}@{domain}>"
    return kind, address, guardian, json.dumps(payload), message_id, QUEUED, moment, moment


def to_account(guardian: int, seed: str) -> dict[str, Any]:
    """One entry of a payload's `accounts`."""
    return {"guardian": guardian, "seed": seed}


async def queue(kind: str, address: str, guardian: int | None = None, **payload: Any) -> None:
    """Put one mail in the outbox, within the transaction of what it announces (catalogue 49)."""
    await query(INSERT.replace("?", "{}"), *_row(kind, address, guardian, payload))


async def queue_each(kind: str, mails: Iterable[tuple[str, int, dict[str, Any]]]) -> None:
    """Put thousands in the outbox: address, guardian and payload of each. Call it inside a transaction."""
    await engine().many(INSERT, [_row(kind, *one) for one in mails])


async def claim(limit: int) -> list[Letter]:
    """Take up to `limit` mails that are due; no other worker gets them within `CLAIM` (catalogue 49).

    What a person waits for at the screen goes before invitations, of which there may be thousands.
    """
    moment = now()
    skip = " FOR UPDATE SKIP LOCKED" if isinstance(engine(), Postgres) else ""  # SQLite writes one at a time
    rows = await query(
        "WITH due AS MATERIALIZED (SELECT id AS chosen FROM mail WHERE state = {}"
        # Due further ahead than any pause: the clock was set back, and the mail should not wait for it.
        " AND (due_at <= {} OR due_at > {}) ORDER BY CASE WHEN kind = {} THEN 1 ELSE 0 END, due_at, id LIMIT {}"
        f"{skip}) UPDATE mail SET attempts = attempts + 1, due_at = {{}} FROM due WHERE id = chosen"
        f" RETURNING {LETTER}",
        QUEUED,
        moment,
        moment + PAUSES[-1] + CLAIM,
        INVITATION,
        limit,
        moment + CLAIM,
    )
    return sorted(_letters(rows), key=lambda letter: (letter.kind == INVITATION, letter.id))


async def give_back(letters: list[Letter]) -> None:
    """These were claimed and not tried: they are due again at once, and the attempt is not counted."""
    if letters:
        each = " OR ".join(["(id = {} AND attempts = {})"] * len(letters))
        await query(
            f"UPDATE mail SET attempts = attempts - 1, due_at = {{}} WHERE state = {{}} AND ({each})",
            now(),
            QUEUED,
            *(value for letter in letters for value in (letter.id, letter.attempts)),
        )


async def become(letter: Letter, kind: str, **payload: Any) -> Letter:
    """Make the claimed row another kind of mail. Raises `NotOurs`, which undoes the transaction it is in."""
    ours = letter.id, letter.kind, QUEUED, letter.attempts
    rows = await query(
        "UPDATE mail SET kind = {}, payload = {} WHERE id = {} AND kind = {} AND state = {} AND attempts = {}"
        " RETURNING id",
        *(kind, json.dumps(payload), *ours),
    )
    if not rows:
        raise NotOurs
    return replace(letter, kind=kind, payload=payload)


async def forget(letter: Letter) -> None:
    """Delete the row: an address that was typed here and belongs to nobody is not kept."""
    await query("DELETE FROM mail WHERE id = {} AND kind = {} AND state = {}", letter.id, letter.kind, QUEUED)


async def sent(letter: Letter) -> None:
    """The mail server has taken it."""
    await _finish(letter, SENT, "")


async def refuse(letter: Letter, words: str) -> None:
    """It will never be taken; the office sees the server's words (catalogue 50)."""
    await _finish(letter, REFUSED, words)


async def drop(letter: Letter) -> None:
    """What it says is no longer true: it is not sent."""
    await _finish(letter, DROPPED, "")


async def retry(letter: Letter, words: str) -> None:
    """Try again after a pause that grows; refused once `GIVE_UP` has passed since it was queued (catalogue 50)."""
    moment, last = now(), letter.created_at + GIVE_UP
    if moment >= last and letter.attempts > 1:  # one that had waited for a mail server to be set gets a second try
        await refuse(letter, words)
        return
    due = moment + PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    await query(
        "UPDATE mail SET due_at = {}, server_words = {} WHERE id = {} AND state = {} AND attempts = {}",
        *(min(due, last) if moment < last else due, words, letter.id, QUEUED, letter.attempts),
    )


async def _finish(letter: Letter, state: str, words: str) -> None:
    """Settle the row once and for all; of the payload only the guardians' numbers stay (catalogue 4)."""
    kept = {"accounts": [{"guardian": guardian} for guardian, _ in letter.accounts]} if letter.accounts else {}
    await query(
        "UPDATE mail SET state = {}, finished_at = {}, server_words = {}, payload = {} WHERE id = {} AND state = {}",
        *(state, now(), words, json.dumps(kept), letter.id, QUEUED),
    )
