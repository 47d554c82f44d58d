"""The background loop in the server's process: sends due mails and deletes old rows.

No failure ends it: a mail that cannot be rendered, a mail server that is down or an unavailable database only delays
mails (catalogue 50–51). Texts, tokens and addresses never reach the log (catalogue 46).
"""

import asyncio
import logging
import re
import traceback
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any

from mail import rendering
from mail.mailer import Barred, Deferred, Refused, Transport, Unreachable
from mail.rendering import Outdated
from models.access import password_reset, token
from models.announcements import following, hurrying, weekly
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

IDLE = 1.0  # seconds between two checks of an empty outbox
LONGEST_PAUSE = 60.0  # seconds at most between two tries after failures
LONGEST_BARRED = 300.0  # the same while `Barred`: many tries may lock the mail account
SWEEP_EVERY = 3600.0  # seconds
BATCH = 50  # mails claimed at once
PATIENCE = 1.0  # seconds for one batch; then the next is claimed, in which urgent mails come first


async def run(transport: Transport | None, stop: asyncio.Event) -> None:
    """Work until `stop` is set; then the current mail is finished and the other claimed ones are released.

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
    failures, barred, swept = 0, False, float("-inf")
    weekly_queued: datetime | None = None
    while not stop.is_set():
        done = 0
        try:
            if free:
                await pace.release_claims()
                free = False
            if (time := asyncio.get_running_loop().time()) - swept >= SWEEP_EVERY:
                swept = time
                await custody.close_invitations()  # first: after an access has ended no mail may leave
                await sweep()
                await directory.refresh_all()  # standings change with deleted tokens and accesses that ended
                await reminder.remind()
            if (due := weekly.last_due()) != weekly_queued:
                await weekly.send(due)
                await hurrying.hurry()  # the mail's day may have changed
                weekly_queued = due
            done = await deliver(transport, stop) if transport else 0
            if done and barred:
                await pace.end_barred_pauses()
                barred = False
            failures = 0
        except Exception as error:
            failures += 1
            barred = isinstance(error, Barred)
            log.warning("Mail is delayed: %s", _for_log(error))
        if not done:
            await _close(transport)
            await _pause(min(IDLE * 2**failures, LONGEST_BARRED if barred else LONGEST_PAUSE), stop)


async def _pause(seconds: float, stop: asyncio.Event) -> None:
    """Wait this long, until `stop` is set, or in a long wait until a test mail is queued."""
    time = asyncio.get_running_loop().time
    until = time() + seconds
    while (left := until - time()) > 0 and not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), min(left, IDLE))
        with suppress(DatabaseUnavailable):
            if left > IDLE and await pace.test_mail_waits():
                return


async def deliver(transport: Transport, stop: asyncio.Event) -> int:
    """Send one batch of due mails; returns how many were tried.

    Raises `Unreachable` or `DatabaseUnavailable` where no other mail could be sent either; the rest of the batch is
    then released, and its attempt not counted.
    """
    time = asyncio.get_running_loop().time
    entries = await delivery.claim(BATCH)
    until = time() + PATIENCE
    done = 0
    taken: list[OutboxMail] = []
    try:
        while done < len(entries) and not stop.is_set() and time() < until:
            done += 1
            await _to_the_end(_handle(entries[done - 1], transport, taken))
    finally:
        await _to_the_end(_close_batch(taken, entries[done:]))
    return done


async def _close_batch(taken: list[OutboxMail], untried: list[OutboxMail]) -> None:
    """Record the sent mails in one transaction, which waits for the disk once instead of once for each mail.

    After a kill before that the mails of this batch are sent a second time, with links that work (catalogue 49).
    """
    await _record_sent(taken)
    await delivery.give_back(untried)


async def _record_sent(taken: list[OutboxMail]) -> None:
    await delivery.sent(*taken)
    taken.clear()


async def _to_the_end(job: Coroutine[Any, Any, None]) -> None:
    """Run `job` to its end even when cancelled: a mail that was sent must be recorded as sent."""
    task = asyncio.ensure_future(job)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()):
            log.warning("Mail is delayed: %s", _for_log(error))
        raise


async def _handle(entry: OutboxMail, transport: Transport, taken: list[OutboxMail]) -> None:
    """Send one claimed mail, and settle or postpone it where the server did not accept it."""
    try:
        await _send(entry, transport, taken)
    except Outdated:
        await token.drop(entry)
        _log("dropped", entry)
    except Refused as refusal:
        await _record_sent(taken)  # settle() counts whether others were accepted
        if await mail_fault.settle(entry, str(refusal)):
            raise Barred(str(refusal)) from refusal
        log.warning("Mail %s (%s) refused by the mail server: `preau check` lists it", entry.id, entry.kind)
    except Deferred as pause:
        await delivery.retry(entry, str(pause))
        _log("deferred", entry)
    except Barred as error:
        await delivery.wait(entry, str(error))
        raise
    except Unreachable as error:
        await delivery.retry(entry, str(error))
        raise
    except DatabaseUnavailable:
        raise
    except Exception as error:  # an error in one mail must not stop the others
        log.error("Mail %s (%s) cannot be prepared: %s", entry.id, entry.kind, _for_log(error))
        await delivery.retry(entry, mail.NOT_PREPARED)


async def _send(entry: OutboxMail, transport: Transport, taken: list[OutboxMail]) -> None:
    if entry.kind == mail.RESET_ASKED:
        answered = await password_reset.answer(entry)
        if answered is None:
            return
        entry = answered
    if entry.kind in mail.OF_ANNOUNCEMENTS:
        entry = await following.follow(entry)
    await transport.send(await rendering.render(entry))
    taken.append(entry)
    _log("sent", entry)


def _log(what: str, entry: OutboxMail) -> None:
    log.info("Mail %s (%s) %s, attempt %s", entry.id, entry.kind, what, entry.attempts)


def _for_log(error: BaseException) -> str:
    """An error for the log: a server's or database's message without addresses, else only its type and location."""
    if isinstance(error, Unreachable | DatabaseUnavailable):
        return re.sub(r"\S+@\S+", "<address>", str(error))
    location = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {location.filename}, line {location.lineno}"


async def _close(transport: Transport | None) -> None:
    if transport is not None:
        with suppress(Exception):  # a server that does not answer QUIT
            await transport.close()
