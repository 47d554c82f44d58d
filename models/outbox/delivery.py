"""A worker's side of the outbox: mails are claimed, tried, and settled once (catalogue 49–50).

Every statement names the state or the attempt that it found, so that of two workers with one mail only one writes.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from models.core import school
from models.core.address import address_key, masked
from models.core.clock import now
from models.core.server_words import of_one_address
from models.database import Values, execute, execute_many, fetch, for_update, transaction
from models.families import event, standing
from models.families.guardian import Guardian
from models.outbox import pace
from models.outbox.mail import (
    ADDRESS_CHANGED,
    ADDRESS_NEW,
    DROPPED,
    INVITATION,
    OUTBOX_COLUMNS,
    QUEUED,
    REFUSED,
    SENT,
    TEST,
    WAITING,
    Mail,
    OutboxMail,
)
from models.outbox.pace import CLAIM

GIVE_UP = timedelta(days=3)
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360)]  # the last one again and again
# In which order mails leave: a test mail; one that somebody waits for at the screen; one invited from the phone desk,
# and moved addresses, of which an import may make thousands; sendings.
THIRD = f"'{INVITATION}', '{ADDRESS_CHANGED}', '{ADDRESS_NEW}'"
PRIORITY = f"CASE WHEN sending IS NOT NULL THEN 3 WHEN kind IN ({THIRD}) THEN 2 WHEN kind = '{TEST}' THEN 0 ELSE 1 END"
UNSETTLED = Mail.state.is_in(list(WAITING))


class NotOurs(Exception):
    """The claim on this mail lapsed, and another worker has it."""


@dataclass(frozen=True, slots=True)
class _Claimed(OutboxMail):
    priority: int


async def claim(limit: int) -> list[OutboxMail]:
    """Take up to `limit` mails that are due; no other worker gets them within `CLAIM` (catalogue 49).

    What a person waits for at the screen goes before sendings, of which one may hold thousands. With a limit per
    minute there is one mail at most, and none once the minute's share is used up.
    """
    most = school.settings().mail_per_minute
    if not most:
        return await _claim(limit)
    async with transaction():
        tried = await pace.tried()
        return await _claim(1, sendings=tried < pace.for_sendings()) if limit and tried < most else []


async def _claim(limit: int, *, sendings: bool = True) -> list[OutboxMail]:
    moment = now()
    claimed = await fetch(
        _Claimed,
        "WITH due AS MATERIALIZED (SELECT id AS chosen FROM mail WHERE state = ?"
        # Due further ahead than any pause: the clock was set back, and the mail should not wait for it.
        f" AND (due_at <= ? OR due_at > ?){'' if sendings else ' AND sending IS NULL'}"
        f" ORDER BY {PRIORITY}, due_at, id LIMIT ?{for_update(skip_locked=True)})"
        " UPDATE mail SET attempts = attempts + 1, due_at = ?, tried_at = ? FROM due WHERE id = chosen"
        f" RETURNING {', '.join(OUTBOX_COLUMNS)}, {PRIORITY} AS priority",
        *(QUEUED, moment, moment + PAUSES[-1] + CLAIM, limit, moment + CLAIM, moment),
    )
    return [*sorted(claimed, key=lambda mail: (mail.priority, mail.id))]


async def give_back(mails: list[OutboxMail]) -> None:
    """These were claimed and not tried: they are due again at once, and the attempt is not counted."""
    if mails:
        each = " OR ".join(["(id = ? AND attempts = ?)"] * len(mails))
        await execute(
            f"UPDATE mail SET attempts = attempts - 1, due_at = ?, tried_at = NULL WHERE state IN (?, ?) AND ({each})",
            now(),
            *WAITING,
            *(value for mail in mails for value in (mail.id, mail.attempts)),
        )


async def become(mail: OutboxMail, kind: str, **payload: Any) -> OutboxMail:
    """Make the claimed row another kind of mail. Raises `NotOurs`, which undoes the transaction it is in."""
    ours = (Mail.id == mail.id) & (Mail.kind == mail.kind) & (Mail.state == QUEUED) & (Mail.attempts == mail.attempts)
    changed = replace(mail, kind=kind, payload=json.dumps(payload))
    update = Mail.update({Mail.kind: kind, Mail.payload: changed.payload}).where(ours)
    if not await update.returning(Mail.id):
        raise NotOurs
    await standing.refresh(changed.guardians)
    return changed


async def forget(mail: OutboxMail) -> None:
    """Delete the row: an address that was typed here and belongs to nobody is not kept."""
    await Mail.delete().where((Mail.id == mail.id) & (Mail.kind == mail.kind) & (Mail.state == QUEUED))


async def sent(*mails: OutboxMail) -> None:
    """The mail server has taken these."""
    if not mails:
        return
    async with transaction():
        settled: Values = {Mail.state: SENT, Mail.finished_at: now(), Mail.server_words: ""}
        taken = UNSETTLED & Mail.id.is_in([mail.id for mail in mails])
        ids = set(await fetch(int, Mail.update(settled).where(taken).returning(Mail.id)))
        finished = [mail for mail in mails if mail.id in ids]
        await execute_many("UPDATE mail SET payload = ? WHERE id = ?", [(_kept(one), one.id) for one in finished])
        await _note_taken(finished)
        await standing.refresh([guardian for mail in mails for guardian in mail.guardians])


async def _note_taken(mails: Collection[OutboxMail]) -> None:
    """The addresses are good again, as far as anybody knows; each adult's timeline says that the mail left."""
    pairs = [(guardian, mail) for mail in mails for guardian in mail.guardians]
    await execute_many(
        "UPDATE guardian SET refused_at = NULL, refused_words = ''"
        " WHERE id = ? AND email_key = ? AND refused_at IS NOT NULL",
        [(guardian, address_key(mail.address)) for guardian, mail in pairs],
    )
    await event.record_many(
        "mail sent", [(guardian, mail.kind, masked(mail.address)) for guardian, mail in pairs], actor="system"
    )


async def refuse(mail: OutboxMail, words: str) -> None:
    """It will never be taken; the office sees the server's words (catalogue 50)."""
    await _finish(mail, REFUSED, words)


async def drop(mail: OutboxMail) -> bool:
    """What it says is no longer true: it is not sent. False where it was settled before (models/access/token.py)."""
    return await _finish(mail, DROPPED, "")


async def retry(mail: OutboxMail, words: str) -> None:
    """Try again after a pause that grows; refused once `GIVE_UP` has passed since it was queued (catalogue 50)."""
    moment, last = now(), mail.created_at + GIVE_UP
    if moment >= last and mail.attempts > 1:  # one that had waited for a mail server to be set gets a second try
        await refuse(mail, words)
        return
    due = moment + PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    later: Values = {Mail.due_at: min(due, last) if moment < last else due, Mail.server_words: words}
    await Mail.update(later).where(UNSETTLED & (Mail.id == mail.id) & (Mail.attempts == mail.attempts))


async def wait(mail: OutboxMail, words: str) -> None:
    """The school's own mail is at fault: the mail waits until that is mended, and no attempt is counted.

    It is due again after `CLAIM`, so that another mail is tried first: the words may be about this recipient after all.
    """
    moment = now()
    later: Values = {
        Mail.attempts: Mail.attempts - 1,
        Mail.due_at: moment + CLAIM,
        Mail.tried_at: moment,
        Mail.server_words: words,
    }
    await Mail.update(later).where(UNSETTLED & (Mail.id == mail.id) & (Mail.attempts == mail.attempts))


async def _finish(mail: OutboxMail, state: str, words: str) -> bool:
    """Settle the row once and for all; False where that was done before."""
    settled: Values = {
        Mail.state: state,
        Mail.finished_at: now(),
        Mail.server_words: words,
        Mail.payload: _kept(mail),
    }
    async with transaction():
        finished = await Mail.update(settled).where(UNSETTLED & (Mail.id == mail.id)).returning(Mail.id)
        if finished and state == REFUSED:
            await _note_refused(mail, words)
        await standing.refresh(mail.guardians)
    return bool(finished)


async def _note_refused(mail: OutboxMail, words: str) -> None:
    """The address is marked where the server speaks of it, and not of the sender or the mail (catalogue 66)."""
    if of_one_address(words):
        await mark_refused(mail.guardians, mail.address, words)
    for guardian in mail.guardians:
        await event.record("mail refused", guardian=guardian, result=mail.kind, actor="system", detail=words)


async def mark_refused(guardians: Collection[int], address: str, words: str) -> None:
    """Mail to `address` does not arrive: said of those who still have it, until a mail is taken or it is corrected."""
    for guardian in guardians:
        theirs = (Guardian.id == guardian) & (Guardian.email_key == address_key(address))
        await Guardian.update({Guardian.refused_at: now(), Guardian.refused_words: words}).where(theirs)
    await standing.refresh(guardians)


def _kept(mail: OutboxMail) -> str:
    """Of a finished mail's payload only the guardians' numbers stay (catalogue 4)."""
    accounts = [{"guardian": guardian} for guardian, _ in mail.accounts]
    return json.dumps({"accounts": accounts} if accounts else {})
