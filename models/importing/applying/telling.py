"""Telling the owners of active accounts that an import, or its undoing, moved their mail address (catalogue 63).

After an import the mails wait, so that a wrong file can be undone before anybody has heard of it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from models.access import notice
from models.access.notice import Move
from models.core.clock import now
from models.database import query
from models.importing.applying import journal
from models.importing.applying.journal import Journal, Row, Rows, Written
from models.outbox import mail

WAIT = timedelta(hours=1)
KINDS = f"kind IN ('{mail.ADDRESS_CHANGED}', '{mail.ADDRESS_NEW}')"


async def after_import(written: Journal) -> None:
    """Queue them, in the transaction of the import and after its line in the history."""
    before = moved(written)
    rows = await journal.read("guardian", before)
    moves = [Move(id, _reached(before[id]), row["email"]) for id, row in rows.items() if _active(row)]
    await notice.addresses_moved(moves, wait=WAIT)


async def after_undoing(changes: Journal, found: Rows, since: datetime) -> None:
    """Drop what the import, of the moment `since`, has queued and what has not left; who has heard of it hears of the
    way back. `found` are the guardians as they were before it was undone. Inside the same transaction."""
    before = moved(changes)
    unheard = await _called_back(before, since)
    moves = [
        Move(id, _reached(found[id]), change["email"])
        for id, change in before.items()
        if id not in unheard and _active(found[id])
    ]
    await notice.addresses_moved(moves)


def moved(changes: Journal) -> dict[int, Row]:
    """Of each adult whose address the import changed what it changed, as it was."""
    guardians = changes.get("guardian", Written()).changed
    return {id: change for id, (_mark, change) in guardians.items() if "email" in change}


def _reached(row: Row) -> str:
    """The address, unless no mail arrives there."""
    return "" if row.get("refused_at") else str(row["email"])


def _active(row: Row) -> bool:
    return row["activated_at"] is not None and row["disabled_at"] is None


async def _called_back(guardians: Iterable[int], since: datetime) -> set[int]:
    """Drop their mails that wait; returns those of whom none has left, nor may be on its way at this moment."""
    moment, dropped, left = now(), set[int](), set[int]()
    for some in _chunks(guardians):
        ours = f"{KINDS} AND guardian IN ({some}) AND created_at >= ?"
        rows = await query(
            f"UPDATE mail SET state = ?, finished_at = ? WHERE {ours} AND state IN (?, ?)"
            " AND (tried_at IS NULL OR tried_at <= ? OR due_at <= ?) RETURNING guardian",
            *(mail.DROPPED, moment, since, *mail.WAITING, moment - mail.CLAIM, moment),
        )
        dropped |= {row["guardian"] for row in rows}
        rows = await query(f"SELECT guardian FROM mail WHERE {ours} AND state <> ?", since, mail.DROPPED)
        left |= {row["guardian"] for row in rows}
    return dropped - left


def _chunks(guardians: Iterable[int]) -> Iterator[str]:
    numbers = sorted(guardians)
    for start in range(0, len(numbers), journal.CHUNK):
        yield ", ".join(map(str, numbers[start : start + journal.CHUNK]))
