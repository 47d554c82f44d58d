"""Mails to active accounts whose mail address an import or its undo changed (catalogue 63).

After an import the mails wait, so that a wrong file can be undone before anybody has received one.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from models.access import notice
from models.access.notice import Move
from models.core.clock import now
from models.database import Values, fetch
from models.importing.applying import journal
from models.importing.applying.journal import Journal, Row, Rows, Written
from models.outbox import mail, pace
from models.outbox.mail import Mail

WAIT = timedelta(hours=1)
NOTICES = [mail.ADDRESS_CHANGED, mail.ADDRESS_NEW]


async def after_import(written: Journal) -> None:
    """Queue them, in the transaction of the import and after its run is recorded."""
    before = moved(written)
    rows = await journal.read("guardian", before)
    moves = [Move(id, _reached(before[id]), row["email"]) for id, row in rows.items() if _active(row)]
    await notice.addresses_moved(moves, wait=WAIT)


async def after_undoing(changes: Journal, found: Rows, since: datetime) -> None:
    """Drop the mails that the import, made at `since`, has queued and that have not left; adults whose mail has left
    get one about the undo. `found` are the guardians as they were before it was undone. Inside the same transaction."""
    before = moved(changes)
    unaware = await _dropped(before, since)
    moves = [
        Move(id, _reached(found[id]), change["email"])
        for id, change in before.items()
        if id not in unaware and _active(found[id])
    ]
    await notice.addresses_moved(moves)


def moved(changes: Journal) -> dict[int, Row]:
    """The adults whose address the import changed: the old values of the columns that it changed."""
    guardians = changes.get("guardian", Written()).changed
    return {id: change for id, (_digest, change) in guardians.items() if "email" in change}


def _reached(row: Row) -> str:
    """The address; empty where no mail arrives there."""
    return "" if row.get("refused_at") else str(row["email"])


def _active(row: Row) -> bool:
    return row["activated_at"] is not None and row["disabled_at"] is None


async def _dropped(guardians: Collection[int], since: datetime) -> set[int]:
    """Drop their waiting mails; returns the adults of whose mails none has left, nor may be leaving at this moment."""
    moment, dropped, left = now(), set[int](), set[int]()
    drop: Values = {Mail.state: mail.DROPPED, Mail.finished_at: moment}
    for some in _chunks(guardians):
        theirs = Mail.kind.is_in(NOTICES) & Mail.guardian.is_in(some) & (Mail.created_at >= since)
        waiting = Mail.state.is_in(list(mail.WAITING)) & pace.unclaimed(moment)
        dropped |= {*await fetch(int, Mail.update(drop).where(theirs & waiting).returning(Mail.guardian))}
        left |= {*await fetch(int, Mail.select(Mail.guardian).where(theirs & (Mail.state != mail.DROPPED)))}
    return dropped - left


def _chunks(guardians: Collection[int]) -> Iterator[list[int]]:
    numbers = sorted(guardians)
    for start in range(0, len(numbers), journal.CHUNK):
        yield numbers[start : start + journal.CHUNK]
