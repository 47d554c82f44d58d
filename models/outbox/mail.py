"""The outbox: mails to be sent, kept until the mail server has taken them (catalogue 48–51; docs/decisions/outbox.md).

A row is written in the transaction of the change that the mail announces. It has the recipient and the kind, but not
the text, and a seed instead of a token; the seeds are erased once the mail has left. How a worker claims and settles
a row: models/outbox/delivery.py.
"""

import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

from piccolo.columns import BigSerial, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from language.text import language_for, marked, office_language
from models.core import school
from models.core.clock import now
from models.database import execute_many, fetch, placeholders
from models.families import standing
from models.families.guardian import Guardian
from models.outbox.sending import Sending

INVITATION, RESET, RESET_ASKED, PASSWORD_CHANGED = "invitation", "reset", "reset_asked", "password_changed"
REMINDER, TEST = "reminder", "test"
ANNOUNCEMENT, WEEKLY = "announcement", "weekly"
OF_ANNOUNCEMENTS = (ANNOUNCEMENT, WEEKLY)
ADDRESS_CHANGED, ADDRESS_NEW, FIRST_PASSWORD = "address_changed", "address_new", "first_password"
CHILD_ADDED = "child_added"
ACCOUNTS_MERGED, ACCOUNT_ABSORBED = "accounts_merged", "account_absorbed"
ACCOUNTS_PARTED, PASSWORD_DELETED = "accounts_parted", "password_deleted"  # the second: and a password went with it
STAFF_ROLE, STAFF_TOKEN, STAFF_RESET = "staff_role", "staff_token", "staff_reset"
STAFF_PASSWORD, STAFF_PHONE, STAFF_CODES = "staff_password", "staff_phone", "staff_codes"
STAFF_DEVICE = "staff_device"
COLLEAGUE_CHANGED = "colleague_changed"
STAFF_NOTICES = (STAFF_ROLE, STAFF_TOKEN, STAFF_RESET, STAFF_PASSWORD, STAFF_PHONE, STAFF_CODES, STAFF_DEVICE)
FOR_OFFICE = (*STAFF_NOTICES, COLLEAGUE_CHANGED, TEST)  # their reader is a colleague
# They tell the person concerned of a change, let nobody in, and are called back by nobody (catalogue 63).
MERGES = (ACCOUNTS_MERGED, ACCOUNT_ABSORBED, ACCOUNTS_PARTED, PASSWORD_DELETED)
CHANGES = (PASSWORD_CHANGED, ADDRESS_CHANGED, ADDRESS_NEW, FIRST_PASSWORD, CHILD_ADDED, *MERGES)
NOTICES = (*CHANGES, *STAFF_NOTICES, COLLEAGUE_CHANGED)
NOT_PREPARED = marked("Préau n’a pas pu préparer ce mail.")  # in `server_words`; translated where it is shown
QUEUED, HELD, SENT, REFUSED, DROPPED = "queued", "held", "sent", "refused", "dropped"
TOGETHER = 200  # mails stored by one statement: a few milliseconds
STATES = (QUEUED, HELD, SENT, REFUSED, DROPPED)
WAITING = (QUEUED, HELD)  # a claimed mail may be held meanwhile: the worker still settles it


class Mail(Table, tablename="mail"):
    """One mail. `queued` → `sent`, `refused` (with the server's words) or `dropped` (no longer true when due, or
    called back). `held`: its sending was stopped. `tried_at` is when the mail server was last given it."""

    id = BigSerial(primary_key=True)
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
    sending = ForeignKey(references=Sending, null=True, default=None, on_delete=OnDelete.set_null)
    tried_at = Timestamptz(null=True, default=None)


@dataclass(frozen=True, slots=True)
class OutboxMail:
    """A mail of the outbox: the columns of `OUTBOX_COLUMNS`. `payload` is JSON."""

    id: int
    kind: str
    address: str
    guardian: int | None
    payload: str
    message_id: str
    attempts: int
    created_at: datetime
    sending: int | None

    @property
    def accounts(self) -> list[tuple[int, str]]:
        """Each account that the mail lets in: its guardian, and the seed of its token; none once it is finished."""
        return [(one["guardian"], one.get("seed", "")) for one in json.loads(self.payload).get("accounts", [])]

    @property
    def guardians(self) -> list[int]:
        """The adults it is for; nobody for a test mail."""
        return sorted({*([self.guardian] if self.guardian else []), *(guardian for guardian, _ in self.accounts)})

    def language(self, parents: str) -> str:
        """In which it is written: what the colleague chose who reads it, or the parent's; else the school's."""
        if self.kind in FOR_OFFICE:
            return office_language(json.loads(self.payload).get("language", ""))
        return language_for(parents)


OUTBOX_COLUMNS = (*("id", "kind", "address", "guardian", "payload", "message_id", "attempts", "created_at", "sending"),)
NEW_COLUMNS = (
    *("kind", "address", "guardian", "payload", "message_id", "state", "attempts", "due_at", "created_at"),
    *("server_words", "sending"),
)


class MailAccount(TypedDict):
    """An account that a mail lets in: its guardian, and the seed of its token."""

    guardian: int
    seed: str


def payload_of(accounts: Collection[MailAccount], language: str = "") -> str:
    """The JSON that is stored of a waiting mail. models/families/standing.py searches its text."""
    named = {"language": language} if language else {}
    return json.dumps({"accounts": list(accounts), **named} if accounts else named)


def _message_id(unique: str) -> str:
    """A Message-ID (RFC 5322 §3.6.4); `unique` is different for each mail."""
    domain = school.settings().mail_from.rpartition("@")[2].strip("> ")
    return f"<{unique}@{domain}>"


async def queue(
    kind: str,
    address: str,
    guardian: int | None = None,
    *,
    accounts: Collection[MailAccount] = (),
    language: str = "",
) -> None:
    """Put one mail in the outbox, within the transaction of what it announces (catalogue 49). `language` is that of a
    colleague."""
    message_id, payload = _message_id(secrets.token_hex(16)), payload_of(accounts, language)
    await Mail.insert(Mail(kind=kind, address=address, guardian=guardian, payload=payload, message_id=message_id))
    await standing.refresh([guardian] if guardian else [])


async def queue_each(
    kind: str,
    mails: Iterable[tuple[str, int, Collection[MailAccount]]],
    sending: int | None = None,
    *,
    wait: timedelta = timedelta(0),
) -> None:
    """Put many mails in the outbox, due after `wait`: address, guardian and accounts of each. Inside a transaction.

    Some at a time, so that other requests are answered meanwhile.
    """
    mails, moment = list(mails), now()
    for start in range(0, len(mails), TOGETHER):
        await execute_many(
            f"INSERT INTO mail ({', '.join(NEW_COLUMNS)}) VALUES ({placeholders(NEW_COLUMNS)})",  # noqa: S608 constants and placeholders
            [
                (
                    *(kind, address, guardian, payload_of(accounts), _message_id(secrets.token_hex(16)), QUEUED, 0),
                    *(moment + wait, moment, "", sending),
                )
                for address, guardian, accounts in mails[start : start + TOGETHER]
            ],
        )
    # A mail that lets nobody in changes nobody's standing.
    await standing.refresh([guardian for _, guardian, accounts in mails if accounts])


async def queue_once(kind: str, address: str, idempotency_key: str, *, language: str = "") -> int:
    """Put one mail in the outbox and return its number. A second call with the same key returns the first mail's.

    The key determines the Message-ID, which is unique.
    """
    message_id = _message_id(school.keyed_digest("mail", idempotency_key)[:32])
    mail = Mail(kind=kind, address=address, payload=payload_of((), language), message_id=message_id)
    await Mail.insert(mail).on_conflict(Mail.message_id, "DO NOTHING")
    (number,) = await fetch(int, Mail.select(Mail.id).where(Mail.message_id == message_id))
    return number
