"""The outbox as the office sees it: what waits, what has left, what was refused and in whose words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.access import throttle
from models.access.throttle import TooManyAttempts
from models.core import school
from models.core.address import clean_address, masked
from models.core.clock import now
from models.core.server_words import of_one_address
from models.database import query, transaction
from models.families import event
from models.outbox import mail

STATES = (mail.REFUSED, mail.QUEUED, mail.HELD, mail.SENT, mail.DROPPED)  # in the order of the page
PAGE = 50  # mails
TESTS_AN_HOUR = 20  # of one colleague
LETS_IN = (mail.INVITATION, mail.REMINDER)
SELECT = (
    "SELECT m.id, m.kind, m.address, m.guardian, g.first_name, g.last_name, m.state, m.attempts, m.due_at,"
    " m.created_at, m.finished_at, m.tried_at, m.server_words AS words, m.sending, EXISTS (SELECT 1 FROM mail n"
    f" WHERE n.guardian = m.guardian AND n.id > m.id AND n.kind IN {LETS_IN}) AS followed"
    " FROM mail m LEFT JOIN guardian g ON g.id = m.guardian"
)


@dataclass(frozen=True, slots=True)
class Posted:
    """One mail of the outbox. `followed`: another invitation was made for the same adult since."""

    id: int
    kind: str
    address: str
    guardian: int | None
    name: str
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
    def waiting(self) -> bool:
        return self.state in mail.WAITING

    @property
    def in_hand(self) -> bool:
        """Whether a worker may have it at this moment."""
        moment = now()
        return self.tried_at is not None and self.tried_at > moment - mail.CLAIM and self.due_at > moment

    @property
    def may_retry(self) -> bool:
        """Whether what it says is still true, as far as the mail itself tells (mail_retry.py looks closer)."""
        if self.state != mail.REFUSED or (self.kind in LETS_IN and self.followed):
            return False
        hours = timedelta(hours=school.settings().reset_hours)
        return self.kind not in (mail.RESET, mail.RESET_ASKED) or self.created_at > now() - hours

    @property
    def of_address(self) -> bool:
        """Whether it was refused because of the address, which the office then corrects."""
        return self.state == mail.REFUSED and of_one_address(self.words)

    @property
    def may_cancel(self) -> bool:
        return self.waiting and not self.in_hand and self.kind not in (mail.RESET_ASKED, *mail.NOTICES)


def _posted(row: dict[str, Any]) -> Posted:
    first, last = row.pop("first_name") or "", row.pop("last_name") or ""
    row["followed"] = bool(row["followed"])
    if row["kind"] == mail.RESET_ASKED:  # typed by whoever it was, and perhaps nobody's here
        row["address"] = masked(row["address"])
    return Posted(**row, name=f"{first} {last}".strip())


async def counts() -> dict[str, int]:
    """How many mails of the outbox are in each state."""
    rows = await query("SELECT state, COUNT(*) AS n FROM mail GROUP BY state")
    found = {row["state"]: int(row["n"]) for row in rows}
    return {state: found.get(state, 0) for state in STATES}


async def listed(state: str = "", before: int = 0) -> list[Posted]:
    """One page and one mail more, the newest first: of one state or of all, those older than the mail `before`."""
    conditions = {"m.state = ?": state, "m.id < ?": before}
    chosen = {condition: value for condition, value in conditions.items() if value}
    where = f" WHERE {' AND '.join(chosen)}" if chosen else ""
    return [
        _posted(row) for row in await query(f"{SELECT}{where} ORDER BY m.id DESC LIMIT {PAGE + 1}", *chosen.values())
    ]


async def find(number: int) -> Posted:
    """One mail. `LookupError` when there is none, or none any more."""
    rows = await query(f"{SELECT} WHERE m.id = ?", number)
    if not rows:
        raise LookupError(number)
    return _posted(rows[0])


async def trouble() -> str:
    """What the mail server said when it did not take the last mail that it was given; empty when all is well.

    A mailbox that is full, or an address that is put off, is no trouble of the server's.
    """
    rows = await query(
        "SELECT server_words AS words, MAX(tried_at) AS tried_at FROM mail WHERE state = ? AND server_words <> ''"
        " AND tried_at IS NOT NULL GROUP BY server_words ORDER BY tried_at DESC",
        mail.QUEUED,
    )
    last = next((row for row in rows if not of_one_address(row["words"])), None)
    if last is None:
        return ""
    since = await query("SELECT id FROM mail WHERE finished_at > ? AND state = ? LIMIT 1", last["tried_at"], mail.SENT)
    return "" if since else str(last["words"])


async def test(address_typed: str, once: str, *, actor: str, client: str) -> int:
    """Queue a mail that only says that it arrived; returns its number. Raises `BadAddress` or `TooManyAttempts`.

    The same form sends one, however often it is sent itself.
    """
    address = clean_address(address_typed)
    async with transaction():
        if not await throttle.allow("test form", once, 1):
            return await mail.queue_once(mail.TEST, address, once)
        if not await throttle.allow("test mail", actor, TESTS_AN_HOUR):
            raise TooManyAttempts(throttle.HOUR)
        await event.record("test mail", actor=actor, client=client, detail=masked(address))
        return await mail.queue_once(mail.TEST, address, once)
