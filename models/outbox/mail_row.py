"""One row of the outbox: as it is made, and as a worker has it in hand (models/outbox/mail.py holds the verbs)."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import BigSerial, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from models.core import school
from models.core.clock import now
from models.database import Rows
from models.families.guardian import Guardian
from models.outbox.sending import Sending

INSERT = (
    "INSERT INTO mail (kind, address, guardian, payload, message_id, state, attempts, due_at, created_at,"
    " server_words, sending) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, '', ?)"
)
LETTER = "id, kind, address, guardian, payload, message_id, attempts, created_at"


class Mail(Table, tablename="mail"):
    """One mail. `queued` → `sent`, `refused` (with the server's words) or `dropped` (no longer true when due, or
    called back). `held`: its sending was stopped. `tried_at` is when the mail server was last given it."""

    id = BigSerial(primary_key=True)
    kind = Varchar(24)
    address = Varchar(254)
    guardian = ForeignKey(references=Guardian, null=True, default=None)
    payload = Text(default="{}")
    message_id = Varchar(200, unique=True)
    state = Varchar(16, default="queued")
    attempts = Integer(default=0)
    due_at = Timestamptz(default=now)
    created_at = Timestamptz(default=now)
    finished_at = Timestamptz(null=True, default=None)
    server_words = Text(default="")
    sending = ForeignKey(references=Sending, null=True, default=None, on_delete=OnDelete.set_null)
    tried_at = Timestamptz(null=True, default=None)


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
        """Each account that the mail lets in: its guardian, and the seed of its token; none once it is finished."""
        return [(account["guardian"], account.get("seed", "")) for account in self.payload.get("accounts", [])]


def letters(rows: Rows) -> list[Letter]:
    """From the columns named in `LETTER`."""
    return [Letter(**{**row, "payload": json.loads(row["payload"])}) for row in rows]


def new_row(
    kind: str,
    address: str,
    guardian: int | None,
    payload: dict[str, Any],
    *,
    sending: int | None = None,
    mark: str = "",
    wait: timedelta = timedelta(0),
) -> tuple[Any, ...]:
    """The values of `INSERT`, due after `wait`.

    `mark` makes the Message-ID, which no two mails share; without one it is random.
    """
    domain = school.settings().mail_from.rpartition("@")[2].strip("> ")
    moment = now()
    message_id = f"<{mark or secrets.token_hex(16)}@{domain}>"
    return kind, address, guardian, json.dumps(payload), message_id, "queued", moment + wait, moment, sending
