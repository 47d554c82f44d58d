"""The background loop of the server's own process: sends what is due, sweeps what is old.

No failure ends it: a mail that cannot be prepared, a mail server that is down, a database that is away cost time,
and nothing else (catalogue 50–51). Texts, tokens and addresses never reach the log (catalogue 46).
"""

import asyncio
import logging
import re
import traceback
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from language.text import _
from mail import mailer
from mail.mailer import Barred, Deferred, Outdated, Refused, Transport, Unreachable
from models.access import password_reset, token
from models.core import school
from models.database import DatabaseUnavailable
from models.database.sole import alone
from models.desk import custody
from models.families import directory
from models.invitations import reminder
from models.office import mail_fault
from models.office.sweep import sweep
from models.outbox import delivery, mail, pace
from models.outbox.mail import OutboxMail

log = logging.getLogger("preau.mail")

IDLE = 1.0  # seconds between two looks into an empty outbox
LONGEST_PAUSE = 60.0  # seconds between two tries when nothing works
LONGEST_BARRED = 300.0  # seconds between two tries while no mail of the school's is taken: many tries lock an account
SWEEP_EVERY = 3600.0  # seconds
BATCH = 50  # mails claimed at once
PATIENCE = 1.0  # seconds; then the queue is looked at anew: behind a slow server who waits at the screen goes first


async def run(transport: Transport | None, stop: asyncio.Event) -> None:
    """Work until `stop` is set; then the mail in hand is finished and the others are given back.

    Without a `transport` (PREAU_SMTP_URL is not set) mails stay in the outbox.
    """
    if transport is None:
        log.warning("PREAU_SMTP_URL is not set: mails wait in the outbox until it is")
    with alone(school.settings().sqlite_path) as sole:
        if school.settings().sqlite_path and not sole:
            log.warning(
                "Another process of this school seems to serve the same database file. If none is meant to, stop one"
                " of the two: only then are mails that a crash left in hand sent at once"
            )
        await _work(transport, stop, free=sole)
    await _close(transport)


async def _work(transport: Transport | None, stop: asyncio.Event, *, free: bool) -> None:
    troubles, barred, swept = 0, False, float("-inf")
    while not stop.is_set():
        done = 0
        try:
            if free:
                await pace.release_claims()
                free = False
            if (time := asyncio.get_running_loop().time()) - swept >= SWEEP_EVERY:
                swept = time
                await custody.close_invitations()  # before: of an end that fell due, nothing may leave
                await sweep()
                await directory.refresh_all()  # swept tokens, accesses that ended on their day
                await reminder.remind()
            done = await deliver(transport, stop) if transport else 0
            if done and barred:
                await pace.end_barred_pauses()
                barred = False
            troubles = 0
        except Exception as error:
            troubles += 1
            barred = isinstance(error, Barred)
            log.warning("Mail is delayed: %s", _told(error))
        if not done:
            await _close(transport)
            await _pause(min(IDLE * 2**troubles, LONGEST_BARRED if barred else LONGEST_PAUSE), stop)


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    """Wait; a mail of trial ends a long wait, for somebody wants to know whether mails leave again."""
    time = asyncio.get_running_loop().time
    until = time() + seconds
    while (left := until - time()) > 0 and not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), min(left, IDLE))
        with suppress(DatabaseUnavailable):
            if left > IDLE and await pace.test_mail_waits():
                return


async def deliver(transport: Transport, stop: asyncio.Event) -> int:
    """Send one batch of what is due; returns how many mails were in hand.

    Raises `Unreachable` or `DatabaseUnavailable` when going on is of no use; the rest of the batch is then due
    again, its attempt not counted.
    """
    time = asyncio.get_running_loop().time
    entries = await delivery.claim(BATCH)
    until = time() + PATIENCE
    done = 0
    taken: list[OutboxMail] = []
    try:
        while done < len(entries) and not stop.is_set() and time() < until:
            done += 1
            await _whole(_handle(entries[done - 1], transport, taken))
    finally:
        await _whole(_close_batch(taken, entries[done:]))
    return done


async def _close_batch(taken: list[OutboxMail], untried: list[OutboxMail]) -> None:
    """Note what has left in one transaction: the disk is waited for once a batch, not once a mail.

    Killed before that, the mails of this batch leave a second time, with links that work (catalogue 49).
    """
    await _note_sent(taken)
    await delivery.give_back(untried)


async def _note_sent(taken: list[OutboxMail]) -> None:
    await delivery.sent(*taken)
    taken.clear()


async def _whole(job: Coroutine[Any, Any, None]) -> None:
    """Run `job` to its end even when cancelled: a mail that has left must be noted as sent."""
    task = asyncio.ensure_future(job)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()):
            log.warning("Mail is delayed: %s", _told(error))
        raise


async def _handle(entry: OutboxMail, transport: Transport, taken: list[OutboxMail]) -> None:
    """Send one claimed mail, and settle its row where the server has not taken it."""
    try:
        await _send(entry, transport, taken)
    except Outdated:
        await token.drop(entry)
        _note("dropped", entry)
    except Refused as refusal:
        await _note_sent(taken)  # what was taken before it tells whose fault it is
        if await mail_fault.settle(entry, str(refusal)):
            raise Barred(str(refusal)) from refusal
        log.warning("Mail %s (%s) refused by the mail server: `preau check` lists it", entry.id, entry.kind)
    except Deferred as pause:
        await delivery.retry(entry, str(pause))
        _note("deferred", entry)
    except Barred as trouble:
        await delivery.wait(entry, str(trouble))
        raise
    except Unreachable as trouble:
        await delivery.retry(entry, str(trouble))
        raise
    except DatabaseUnavailable:
        raise
    except Exception as error:  # a fault in this one mail must not hold the others up
        log.error("Mail %s (%s) cannot be prepared: %s", entry.id, entry.kind, _told(error))
        await delivery.retry(entry, _("Préau n'a pas pu préparer ce mail."))


async def _send(entry: OutboxMail, transport: Transport, taken: list[OutboxMail]) -> None:
    if entry.kind == mail.RESET_ASKED:
        answered = await password_reset.answer(entry)
        if answered is None:
            return
        entry = answered
    await transport.send(await mailer.render(entry))
    taken.append(entry)
    _note("sent", entry)


def _note(what: str, entry: OutboxMail) -> None:
    log.info("Mail %s (%s) %s, attempt %s", entry.id, entry.kind, what, entry.attempts)


def _told(error: BaseException) -> str:
    """An error for the log: a server's or database's words without any address, else only its kind and its place."""
    if isinstance(error, Unreachable | DatabaseUnavailable):
        return re.sub(r"\S+@\S+", "<address>", str(error))
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.filename}, line {place.lineno}"


async def _close(transport: Transport | None) -> None:
    if transport is not None:
        with suppress(Exception):  # a server that does not answer a farewell either
            await transport.close()
