"""The progress of a sending; stopping and resuming it (docs/office.md)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.core.clock import now
from models.database import fetch, transaction
from models.families import event
from models.outbox import mail, pace, sending
from models.outbox.mail import Mail
from models.outbox.sending import Sending

LATEST = 20  # sendings on the list
SHOWN = 200  # addresses on a sending's page


@dataclass(frozen=True, slots=True)
class SendingProgress:
    """A sending, and how many of its mails are in each state now."""

    id: int
    at: datetime
    actor: str
    scope: str
    stopped_at: datetime | None
    queued: int
    held: int
    sent: int
    refused: int
    dropped: int
    put_off: int  # of those queued: the mail server deferred them

    @property
    def waiting(self) -> int:
        """Mails that may still leave."""
        return self.queued + self.held

    @property
    def done(self) -> int:
        return self.sent + self.refused + self.dropped

    @property
    def whole(self) -> int:
        return self.waiting + self.done

    @property
    def stopped(self) -> bool:
        return self.stopped_at is not None and self.held > 0

    @property
    def under_way(self) -> bool:
        """Whether mails are leaving now."""
        return self.queued > self.put_off


@dataclass(frozen=True, slots=True)
class UnsentMail:
    """One mail of the sending that the mail server refused or deferred."""

    id: int
    guardian: int | None
    first_name: str
    last_name: str
    address: str
    server_words: str
    state: str
    due_at: datetime

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def again_at(self) -> datetime | None:
        """When it is tried again, or None."""
        return None if self.state == mail.REFUSED else self.due_at


def minutes(mails: int) -> int:
    """The least time that so many mails take with PREAU_MAIL_PER_MINUTE; 0 without a limit."""
    each = pace.for_sendings()
    return -(-mails // each) if each else 0


COUNTED = ", ".join(
    f"COALESCE(SUM(CASE WHEN m.state = '{state}' THEN 1 ELSE 0 END), 0) AS {state}" for state in mail.STATES
)


async def _progress(where: str, *values: Any) -> list[SendingProgress]:
    return await fetch(
        SendingProgress,
        f"SELECT s.id, s.at, s.actor, s.scope, s.stopped_at, {COUNTED}, COALESCE(SUM(CASE WHEN m.state = ?"  # noqa: S608 constants and conditions made of constants
        " AND m.server_words <> '' AND m.due_at > ? THEN 1 ELSE 0 END), 0) AS put_off"
        " FROM sending s LEFT JOIN mail m ON m.sending = s.id"
        f" WHERE {where} GROUP BY s.id, s.at, s.actor, s.scope, s.stopped_at ORDER BY s.id DESC",
        *(mail.QUEUED, now(), *values),
    )


async def latest() -> list[SendingProgress]:
    """The last `LATEST` sendings, the newest first."""
    return await _progress("s.id IN (SELECT id FROM sending ORDER BY id DESC LIMIT ?)", LATEST)


async def find(number: int) -> SendingProgress:
    """One sending. Raises `LookupError` where there is none."""
    if not (found := await _progress("s.id = ?", number)):
        raise LookupError(number)
    return found[0]


async def unsent(number: int) -> list[UnsentMail]:
    """The mails that the mail server refused, then those that it deferred."""
    return await fetch(
        UnsentMail,
        "SELECT m.id, m.guardian, COALESCE(g.first_name, '') AS first_name, COALESCE(g.last_name, '') AS last_name,"
        " m.address, m.server_words, m.state, m.due_at"
        " FROM mail m LEFT JOIN guardian g ON g.id = m.guardian WHERE m.sending = ?"
        " AND (m.state = ? OR (m.state IN (?, ?) AND m.server_words <> ''))"
        " ORDER BY CASE WHEN m.state = ? THEN 0 ELSE 1 END, m.id LIMIT ?",
        *(number, mail.REFUSED, *mail.WAITING, mail.REFUSED, SHOWN),
    )


async def stop(number: int, *, actor: str, client: str) -> None:
    """Hold the mails that have not left. One that a worker has claimed still leaves, and gets its state then."""
    async with transaction():
        under_way = (Sending.id == number) & Sending.stopped_at.is_null()
        queued = Mail.select(Mail.sending).where((Mail.sending == number) & (Mail.state == mail.QUEUED))
        stopped = Sending.update({Sending.stopped_at: now()}).where(under_way & Sending.id.is_in(queued))
        if await stopped.returning(Sending.id):
            await _move(number, mail.QUEUED, mail.HELD)
            await event.record("sending stopped", actor=actor, client=client, detail=sending.as_detail(number))


async def resume(number: int, *, actor: str, client: str) -> None:
    """Queue the held mails again; one whose token has expired meanwhile is dropped when it is due."""
    async with transaction():
        held_back = (Sending.id == number) & Sending.stopped_at.is_not_null()
        if await Sending.update({Sending.stopped_at: None}).where(held_back).returning(Sending.id):
            await _move(number, mail.HELD, mail.QUEUED)
            await event.record("sending resumed", actor=actor, client=client, detail=sending.as_detail(number))


async def _move(number: int, before: str, after: str) -> None:
    """`due_at` stays, so that a claimed mail is not given to a second worker."""
    await Mail.update({Mail.state: after}).where((Mail.sending == number) & (Mail.state == before))
