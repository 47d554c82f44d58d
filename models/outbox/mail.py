"""The outbox: mails to be sent, kept until the mail server has taken them (catalogue 48–51; docs/decisions/outbox.md).

A row is written in the transaction of the fact that it announces. It holds who and what kind, never the text; a
seed stands in for a token, and the payload is wiped of seeds once the mail has left.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from models.core import school
from models.core.clock import now
from models.database import execute_many, for_update, placeholders, query, transaction
from models.families import standing
from models.outbox import mail_fate, mail_rate
from models.outbox.mail_row import INSERT, LETTER, letters, new_row
from models.outbox.mail_row import Letter as Letter
from models.outbox.mail_row import Mail as Mail

INVITATION, RESET, RESET_ASKED, PASSWORD_CHANGED = "invitation", "reset", "reset_asked", "password_changed"
REMINDER, TEST = "reminder", "test"
ADDRESS_CHANGED, ADDRESS_NEW, FIRST_PASSWORD = "address_changed", "address_new", "first_password"
STAFF_ROLE, STAFF_TOKEN, STAFF_RESET = "staff_role", "staff_token", "staff_reset"
STAFF_PASSWORD, STAFF_PHONE, STAFF_CODES = "staff_password", "staff_phone", "staff_codes"
COLLEAGUE_CHANGED = "colleague_changed"
TOLD_STAFF = (STAFF_ROLE, STAFF_TOKEN, STAFF_RESET, STAFF_PASSWORD, STAFF_PHONE, STAFF_CODES)
# They tell the person concerned of a change, let nobody in, and are called back by nobody (catalogue 63).
NOTICES = (PASSWORD_CHANGED, ADDRESS_CHANGED, ADDRESS_NEW, FIRST_PASSWORD, *TOLD_STAFF, COLLEAGUE_CHANGED)
QUEUED, HELD, SENT, REFUSED, DROPPED = "queued", "held", "sent", "refused", "dropped"
WAITING = (QUEUED, HELD)  # a mail in a worker's hand may be held meanwhile: the worker still settles it
CLAIM = timedelta(minutes=5)  # a worker that died gives its mails back after this
GIVE_UP = timedelta(days=3)
# Places in the queue: a mail of trial; who waits at the screen; one invited from the phone desk, and moved addresses,
# of which an import may make thousands; sendings.
THIRD = f"'{INVITATION}', '{ADDRESS_CHANGED}', '{ADDRESS_NEW}'"
PLACE = f"CASE WHEN sending IS NOT NULL THEN 3 WHEN kind IN ({THIRD}) THEN 2 WHEN kind = '{TEST}' THEN 0 ELSE 1 END"
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360)]  # the last one again and again


class NotOurs(Exception):
    """The claim on this mail lapsed, and another worker has it."""


def to_account(guardian: int, seed: str) -> dict[str, Any]:
    """One entry of a payload's `accounts`."""
    return {"guardian": guardian, "seed": seed}


async def queue(kind: str, address: str, guardian: int | None = None, **payload: Any) -> None:
    """Put one mail in the outbox, within the transaction of what it announces (catalogue 49)."""
    await query(INSERT, *new_row(kind, address, guardian, payload))
    await standing.refresh([guardian] if guardian else [])


async def queue_each(
    kind: str,
    mails: Iterable[tuple[str, int, dict[str, Any]]],
    sending: int | None = None,
    *,
    wait: timedelta = timedelta(0),
) -> None:
    """Put thousands in the outbox, due after `wait`: address, guardian and payload of each. Inside a transaction."""
    mails = list(mails)
    await execute_many(INSERT, [new_row(kind, *one, sending=sending, wait=wait) for one in mails])
    await standing.refresh([guardian for _, guardian, _ in mails])


async def queue_once(kind: str, address: str, once: str) -> int:
    """Put one mail in the outbox and return its number; the same `once` again is the mail that is there already."""
    row = new_row(kind, address, None, {}, mark=school.keyed("mail", once.encode()).hex()[:32])
    await query(f"{INSERT} ON CONFLICT (message_id) DO NOTHING", *row)
    return int((await query("SELECT id FROM mail WHERE message_id = ?", row[4]))[0]["id"])


async def claim(limit: int) -> list[Letter]:
    """Take up to `limit` mails that are due; no other worker gets them within `CLAIM` (catalogue 49).

    What a person waits for at the screen goes before sendings, of which one may hold thousands. With a limit per
    minute there is one mail at most, and none once the minute's share is used up.
    """
    most = school.settings().mail_per_minute
    if not most:
        return await _claim(limit)
    async with transaction():
        tried = await mail_rate.tried()
        return await _claim(1, sendings=tried < mail_rate.for_sendings()) if limit and tried < most else []


async def _claim(limit: int, *, sendings: bool = True) -> list[Letter]:
    moment = now()
    rows = await query(
        "WITH due AS MATERIALIZED (SELECT id AS chosen FROM mail WHERE state = ?"
        # Due further ahead than any pause: the clock was set back, and the mail should not wait for it.
        f" AND (due_at <= ? OR due_at > ?){'' if sendings else ' AND sending IS NULL'}"
        f" ORDER BY {PLACE}, due_at, id LIMIT ?{for_update(skip_locked=True)})"
        " UPDATE mail SET attempts = attempts + 1, due_at = ?, tried_at = ? FROM due WHERE id = chosen"
        f" RETURNING {LETTER}, {PLACE} AS place",
        QUEUED,
        moment,
        moment + PAUSES[-1] + CLAIM,
        limit,
        moment + CLAIM,
        moment,
    )
    return letters(sorted(rows, key=lambda row: (row.pop("place"), row["id"])))


async def give_back(letters: list[Letter]) -> None:
    """These were claimed and not tried: they are due again at once, and the attempt is not counted."""
    if letters:
        each = " OR ".join(["(id = ? AND attempts = ?)"] * len(letters))
        await query(
            f"UPDATE mail SET attempts = attempts - 1, due_at = ?, tried_at = NULL WHERE state IN (?, ?) AND ({each})",
            now(),
            *WAITING,
            *(value for letter in letters for value in (letter.id, letter.attempts)),
        )


async def become(letter: Letter, kind: str, **payload: Any) -> Letter:
    """Make the claimed row another kind of mail. Raises `NotOurs`, which undoes the transaction it is in."""
    ours = letter.id, letter.kind, QUEUED, letter.attempts
    rows = await query(
        "UPDATE mail SET kind = ?, payload = ? WHERE id = ? AND kind = ? AND state = ? AND attempts = ? RETURNING id",
        *(kind, json.dumps(payload), *ours),
    )
    if not rows:
        raise NotOurs
    letter = replace(letter, kind=kind, payload=payload)
    await standing.refresh(mail_fate.people(letter))
    return letter


async def forget(letter: Letter) -> None:
    """Delete the row: an address that was typed here and belongs to nobody is not kept."""
    await query("DELETE FROM mail WHERE id = ? AND kind = ? AND state = ?", letter.id, letter.kind, QUEUED)


async def sent(*taken: Letter) -> None:
    """The mail server has taken these."""
    if not taken:
        return
    async with transaction():
        marks = placeholders(taken)
        rows = await query(
            "UPDATE mail SET state = ?, finished_at = ?, server_words = '' WHERE state IN (?, ?)"
            f" AND id IN ({marks}) RETURNING id",
            *(SENT, now(), *WAITING, *(letter.id for letter in taken)),
        )
        ids = {row["id"] for row in rows}
        finished = [letter for letter in taken if letter.id in ids]
        await execute_many("UPDATE mail SET payload = ? WHERE id = ?", [(_kept(one), one.id) for one in finished])
        await mail_fate.taken(finished)
        await standing.refresh([person for letter in taken for person in mail_fate.people(letter)])


async def refuse(letter: Letter, words: str) -> None:
    """It will never be taken; the office sees the server's words (catalogue 50)."""
    await _finish(letter, REFUSED, words)


async def drop(letter: Letter) -> bool:
    """What it says is no longer true: it is not sent. False where it was settled before (models/access/token.py)."""
    return await _finish(letter, DROPPED, "")


async def retry(letter: Letter, words: str) -> None:
    """Try again after a pause that grows; refused once `GIVE_UP` has passed since it was queued (catalogue 50)."""
    moment, last = now(), letter.created_at + GIVE_UP
    if moment >= last and letter.attempts > 1:  # one that had waited for a mail server to be set gets a second try
        await refuse(letter, words)
        return
    due = moment + PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    await query(
        "UPDATE mail SET due_at = ?, server_words = ? WHERE id = ? AND state IN (?, ?) AND attempts = ?",
        *(min(due, last) if moment < last else due, words, letter.id, *WAITING, letter.attempts),
    )


async def wait(letter: Letter, words: str) -> None:
    """The school's own mail is at fault: the mail waits until that is mended, and no attempt is counted.

    It is due again after `CLAIM`, so that another mail is tried first: the words may be about this recipient after all.
    """
    moment = now()
    await query(
        "UPDATE mail SET attempts = attempts - 1, due_at = ?, tried_at = ?, server_words = ?"
        " WHERE id = ? AND state IN (?, ?) AND attempts = ?",
        *(moment + CLAIM, moment, words, letter.id, *WAITING, letter.attempts),
    )


async def _finish(letter: Letter, state: str, words: str) -> bool:
    """Settle the row once and for all; False where that was done before."""
    async with transaction():
        finished = await query(
            "UPDATE mail SET state = ?, finished_at = ?, server_words = ?, payload = ?"
            " WHERE id = ? AND state IN (?, ?) RETURNING id",
            *(state, now(), words, _kept(letter), letter.id, *WAITING),
        )
        if finished and state == REFUSED:
            await mail_fate.refused(letter, words)
        await standing.refresh(mail_fate.people(letter))
    return bool(finished)


def _kept(letter: Letter) -> str:
    """Of a finished mail's payload only the guardians' numbers stay (catalogue 4)."""
    accounts = [{"guardian": guardian} for guardian, _ in letter.accounts]
    return json.dumps({"accounts": accounts} if accounts else {})
