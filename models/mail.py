"""The outbox: mails to be sent, kept until the mail server has taken them (catalogue 48–51; docs/decisions/outbox.md).

A row is written in the transaction of the fact that it announces. It holds who and what kind, never the text; a
seed stands in for a token, and both address and payload are wiped of seeds once the mail has left.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from models import school
from models.clock import now
from models.database import query
from models.guardian import Guardian

INVITATION, RESET, RESET_ASKED, PASSWORD_CHANGED = "invitation", "reset", "reset_asked", "password_changed"
QUEUED, SENT, REFUSED, DROPPED = "queued", "sent", "refused", "dropped"
CLAIM = timedelta(minutes=5)  # a worker that died gives its mails back after this
GIVE_UP = timedelta(days=3)
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360)]


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


async def queue(kind: str, address: str, guardian: int | None = None, **payload: Any) -> None:
    """Put one mail in the outbox, within the transaction of what it announces (catalogue 49)."""
    moment = now()
    domain = school.settings().mail_from.rpartition("@")[2].strip("> ")
    await query(
        "INSERT INTO mail (kind, address, guardian, payload, message_id, state, attempts, due_at, created_at,"
        " server_words) VALUES ({}, {}, {}, {}, {}, {}, 0, {}, {}, '')",
        kind,
        address,
        guardian,
        json.dumps(payload),
        f"<{secrets.token_hex(16)}@{domain}>",
        QUEUED,
        moment,
        moment,
    )
