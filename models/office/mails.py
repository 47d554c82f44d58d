"""The mails of the outbox as the office sees them: waiting, sent, refused with the server's words, dropped."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from language.text import language
from models.access import throttle
from models.access.throttle import TooManyAttempts
from models.core import school
from models.core.address import clean_address, masked
from models.core.clock import now
from models.core.server_words import of_one_address
from models.database import fetch, fetch_one, transaction
from models.families import event
from models.outbox import mail, pace
from models.outbox.mail import Mail

STATES = (mail.REFUSED, mail.QUEUED, mail.HELD, mail.SENT, mail.DROPPED)  # in the order of the page
PAGE = 50  # mails
TESTS_AN_HOUR = 20  # test mails of one colleague
INVITATIONS = (mail.INVITATION, mail.REMINDER)
SELECT = (
    "SELECT m.id, m.kind, m.address, m.guardian, COALESCE(g.first_name, '') AS first_name,"  # noqa: S608 constants
    " COALESCE(g.last_name, '') AS last_name, m.state, m.attempts, m.due_at, m.created_at, m.finished_at, m.tried_at,"
    " m.server_words AS words, m.sending, EXISTS (SELECT 1 FROM mail n WHERE n.guardian = m.guardian AND n.id > m.id"
    f" AND n.kind IN {INVITATIONS}) AS followed FROM mail m LEFT JOIN guardian g ON g.id = m.guardian"
)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One mail of the outbox. `followed`: a later invitation was made for the same guardian."""

    id: int
    kind: str
    address: str
    guardian: int | None
    first_name: str
    last_name: str
    state: str
    attempts: int
    due_at: datetime
    created_at: datetime
    finished_at: datetime | None
    tried_at: datetime | None
    words: str
    sending: int | None
    followed: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def waiting(self) -> bool:
        return self.state in mail.WAITING

    @property
    def in_hand(self) -> bool:
        """Whether a worker may be sending it at this moment."""
        moment = now()
        return self.tried_at is not None and self.tried_at > moment - pace.CLAIM and self.due_at > moment

    @property
    def may_retry(self) -> bool:
        """Whether its content may still hold, judged by the mail alone (mail_retry.py checks the account too)."""
        if self.state != mail.REFUSED or (self.kind in INVITATIONS and self.followed):
            return False
        hours = timedelta(hours=school.settings().reset_hours)
        return self.kind not in (mail.RESET, mail.RESET_ASKED) or self.created_at > now() - hours

    @property
    def of_address(self) -> bool:
        """Whether it was refused because of the address, which the office can correct."""
        return self.state == mail.REFUSED and of_one_address(self.words)

    @property
    def may_cancel(self) -> bool:
        return self.waiting and not self.in_hand and self.kind not in (mail.RESET_ASKED, *mail.NOTICES)


def _masked(entry: OutboxEntry) -> OutboxEntry:
    """Without the address that a stranger typed, which may belong to nobody here."""
    return replace(entry, address=masked(entry.address)) if entry.kind == mail.RESET_ASKED else entry


@dataclass(frozen=True, slots=True)
class _Count:
    state: str
    number: int


async def counts() -> dict[str, int]:
    """How many mails of the outbox are in each state."""
    found = await fetch(_Count, "SELECT state, COUNT(*) AS number FROM mail GROUP BY state")
    numbers = {one.state: one.number for one in found}
    return {state: numbers.get(state, 0) for state in STATES}


async def listed(state: str = "", before: int = 0) -> list[OutboxEntry]:
    """One page and one mail more, the newest first: of one state or of all, those older than the mail `before`."""
    conditions = {"m.state = ?": state, "m.id < ?": before}
    chosen = {condition: value for condition, value in conditions.items() if value}
    where = f" WHERE {' AND '.join(chosen)}" if chosen else ""
    found = await fetch(OutboxEntry, f"{SELECT}{where} ORDER BY m.id DESC LIMIT {PAGE + 1}", *chosen.values())
    return [_masked(entry) for entry in found]


async def find(number: int) -> OutboxEntry:
    """One mail. `LookupError` when there is none with this number, or it was deleted."""
    if (found := await fetch_one(OutboxEntry, f"{SELECT} WHERE m.id = ?", number)) is None:
        raise LookupError(number)
    return _masked(found)


@dataclass(frozen=True, slots=True)
class _Answer:
    words: str
    tried_at: datetime


async def server_refusal() -> str:
    """The mail server's words when it refused the last mail for now; empty when it takes mails.

    A full mailbox or a deferred address is not counted: the server itself works.
    """
    answers = await fetch(
        _Answer,
        "SELECT server_words AS words, MAX(tried_at) AS tried_at FROM mail WHERE state = ? AND server_words <> ''"
        " AND tried_at IS NOT NULL GROUP BY server_words ORDER BY tried_at DESC",
        mail.QUEUED,
    )
    last = next((answer for answer in answers if not of_one_address(answer.words)), None)
    if last is None:
        return ""
    sent_since = (Mail.finished_at > last.tried_at) & (Mail.state == mail.SENT)
    return "" if await Mail.exists().where(sent_since) else last.words


async def test(address_typed: str, form_key: str, *, actor: str, client: str) -> int:
    """Queue a test mail; returns its number. Raises `BadAddress` or `TooManyAttempts`.

    A form queues one mail, however often it is submitted.
    """
    address = clean_address(address_typed)
    async with transaction():
        if not await throttle.allow("test form", form_key, 1):
            return await mail.queue_once(mail.TEST, address, form_key, language=language())
        if not await throttle.allow("test mail", actor, TESTS_AN_HOUR):
            raise TooManyAttempts(throttle.HOUR)
        await event.record("test mail", actor=actor, client=client, detail=masked(address))
        return await mail.queue_once(mail.TEST, address, form_key, language=language())
