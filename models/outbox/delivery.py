"""How a worker claims, retries and settles the mails of the outbox (catalogue 49–50).

Every statement has the expected state or attempt as a condition, so of two workers with one mail only one writes.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from models.core import school
from models.core.address import address_key, masked
from models.core.clock import now
from models.core.server_words import of_one_address
from models.database import Values, execute, execute_many, fetch, for_update, transaction
from models.families import event, standing
from models.families.guardian import Guardian, not_erased
from models.outbox import pace
from models.outbox.mail import (
    ADDRESS_CHANGED,
    ADDRESS_NEW,
    DROPPED,
    INVITATION,
    OF_ANNOUNCEMENTS,
    OUTBOX_COLUMNS,
    QUEUED,
    REFUSED,
    SENT,
    TEST,
    WAITING,
    Mail,
    MailAccount,
    OutboxMail,
    payload_of,
)
from models.outbox.pace import CLAIM

GIVE_UP = timedelta(days=3)
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360)]  # the last one repeats
# The order in which mails leave: test mails; mails that somebody waits for at the screen; invitations from the phone
# desk and notices of changed addresses, of which an import may make thousands; sendings.
THIRD = f"'{INVITATION}', '{ADDRESS_CHANGED}', '{ADDRESS_NEW}'"
PRIORITY = f"CASE WHEN sending IS NOT NULL THEN 3 WHEN kind IN ({THIRD}) THEN 2 WHEN kind = '{TEST}' THEN 0 ELSE 1 END"
UNSETTLED = Mail.state.is_in(list(WAITING))


class NotOurs(Exception):
    """The claim on this mail lapsed, and another worker has claimed it."""


@dataclass(frozen=True, slots=True)
class _Claimed(OutboxMail):
    priority: int


async def claim(limit: int) -> list[OutboxMail]:
    """Claim up to `limit` mails that are due, in the order of `PRIORITY`; no other worker gets them within `CLAIM`
    (catalogue 49).

    With PREAU_MAIL_PER_MINUTE it returns at most one mail, and none once the minute's limit is reached.
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
        "WITH due AS MATERIALIZED (SELECT id AS chosen FROM mail WHERE state = ?"  # noqa: S608 constants and a lock
        # Due further ahead than any pause: it was written before the clock was set back.
        f" AND (due_at <= ? OR due_at > ?){'' if sendings else ' AND sending IS NULL'}"
        f" ORDER BY {PRIORITY}, due_at, id LIMIT ?{for_update(skip_locked=True)})"
        " UPDATE mail SET attempts = attempts + 1, due_at = ?, tried_at = ? FROM due WHERE id = chosen"
        f" RETURNING {', '.join(OUTBOX_COLUMNS)}, {PRIORITY} AS priority",
        *(QUEUED, moment, moment + PAUSES[-1] + CLAIM, limit, moment + CLAIM, moment),
    )
    return [*sorted(claimed, key=lambda mail: (mail.priority, mail.id))]


async def give_back(mails: list[OutboxMail]) -> None:
    """Release claimed mails that were not tried: they are due at once, and the attempt is not counted."""
    if mails:
        each = " OR ".join(["(id = ? AND attempts = ?)"] * len(mails))
        await execute(
            f"UPDATE mail SET attempts = attempts - 1, due_at = ?, tried_at = NULL WHERE state IN (?, ?) AND ({each})",  # noqa: S608 placeholders
            now(),
            *WAITING,
            *(value for mail in mails for value in (mail.id, mail.attempts)),
        )


async def become(mail: OutboxMail, kind: str, accounts: Collection[MailAccount]) -> OutboxMail:
    """Change the kind and accounts of a claimed mail. Raises `NotOurs`, which rolls the transaction back."""
    ours = (Mail.id == mail.id) & (Mail.kind == mail.kind) & (Mail.state == QUEUED) & (Mail.attempts == mail.attempts)
    changed = replace(mail, kind=kind, payload=payload_of(accounts))
    update = Mail.update({Mail.kind: kind, Mail.payload: changed.payload}).where(ours)
    if not await update.returning(Mail.id):
        raise NotOurs
    await standing.refresh(changed.guardians)
    return changed


async def forget(mail: OutboxMail) -> None:
    """Delete the row: a typed address that belongs to no account is not kept."""
    await Mail.delete().where((Mail.id == mail.id) & (Mail.kind == mail.kind) & (Mail.state == QUEUED))


async def sent(*mails: OutboxMail) -> None:
    """Settle mails that the mail server has accepted."""
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
    """Clear the marks of refused addresses, and record an event for each adult. Of an announcement, which may go to
    thousands each week, the mail itself is the record (models/announcements/reached.py)."""
    pairs = [(guardian, mail) for mail in mails for guardian in mail.guardians]
    await execute_many(
        "UPDATE guardian SET refused_at = NULL, refused_words = ''"
        " WHERE id = ? AND email_key = ? AND refused_at IS NOT NULL",
        [(guardian, address_key(mail.address)) for guardian, mail in pairs],
    )
    told = [
        (guardian, mail.kind, masked(mail.address)) for guardian, mail in pairs if mail.kind not in OF_ANNOUNCEMENTS
    ]
    await event.record_many("mail sent", told, actor="system")


async def refuse(mail: OutboxMail, words: str) -> None:
    """Settle a mail that the server refused for good; the office sees the server's words (catalogue 50)."""
    await _finish(mail, REFUSED, words)


async def drop(mail: OutboxMail) -> bool:
    """Settle a mail that is out of date and is not sent. False where it was settled before."""
    return await _finish(mail, DROPPED, "")


async def retry(mail: OutboxMail, words: str) -> None:
    """Try again after a pause that grows with the attempts; refuse it `GIVE_UP` after it was queued (catalogue 50)."""
    moment, last = now(), mail.created_at + GIVE_UP
    if moment >= last and mail.attempts > 1:  # a mail that waited for PREAU_SMTP_URL to be set gets a second try
        await refuse(mail, words)
        return
    due = moment + PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    later: Values = {Mail.due_at: min(due, last) if moment < last else due, Mail.server_words: words}
    await Mail.update(later).where(UNSETTLED & (Mail.id == mail.id) & (Mail.attempts == mail.attempts))


async def wait(mail: OutboxMail, words: str) -> None:
    """Postpone a mail because no mail of the school's is accepted; the attempt is not counted.

    It is due again after `CLAIM`, so that another mail is tried first: the refusal may be about this recipient.
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
    """Settle the mail; False where it was settled before."""
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
    """Record events, and mark the address where the refusal is about it and not the sender or mail (catalogue 66)."""
    if of_one_address(words):
        await mark_refused(mail.guardians, mail.address, words)
    for guardian in sorted(await not_erased(mail.guardians)):
        await event.record("mail refused", guardian=guardian, result=mail.kind, actor="system", detail=words)


async def mark_refused(guardians: Collection[int], address: str, words: str) -> None:
    """Mark those of `guardians` who still have `address`, until a mail is accepted or the address is changed."""
    for guardian in guardians:
        theirs = (Guardian.id == guardian) & (Guardian.email_key == address_key(address))
        await Guardian.update({Guardian.refused_at: now(), Guardian.refused_words: words}).where(theirs)
    await standing.refresh(guardians)


def _kept(mail: OutboxMail) -> str:
    """The payload of a settled mail: the guardians' ids without the seeds (catalogue 4)."""
    accounts = [{"guardian": guardian} for guardian, _ in mail.accounts]
    return json.dumps({"accounts": accounts} if accounts else {})
