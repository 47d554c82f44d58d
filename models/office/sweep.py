"""What is no longer needed is deleted (catalogue 47; GDPR art. 5). The times are also told in docs/operating."""

import asyncio
import logging
from datetime import timedelta

from models.core.clock import now
from models.database import query
from models.invitations import letter_batch
from models.office import trial
from models.outbox import mail

log = logging.getLogger("preau.sweep")

TOKENS = timedelta(days=90)  # after their end: until then an old mail's link can say why it does not work
SESSIONS = timedelta(days=1)  # after their end: until then a browser can be told which session ended
THROTTLES = timedelta(days=1)  # without a failure; the longest count is forgotten after that time anyway
EVENTS = timedelta(days=365)
IMPORTS = timedelta(days=365)  # the history, as long as the audit that tells of them
UPLOADS = timedelta(days=1)  # a file that was sent here and perhaps never imported
MAILS = timedelta(days=30)  # after they were sent, refused or dropped
QUESTIONS = mail.GIVE_UP  # a reset asked while there was no mail server: nobody waits for it any more
BATCH = 500  # rows a statement: no other writer waits long

RULES = (
    ("token", "COALESCE(spent_at, revoked_at, expires_at) <= ?", TOKENS),
    ("session", "expires_at <= ?", SESSIONS),
    ("staff_session", "expires_at <= ?", timedelta(0)),
    ("used_code", "at <= ?", TOKENS),
    ("staff_token", "COALESCE(spent_at, revoked_at, expires_at) <= ?", TOKENS),
    ("staff_notice", "at <= ?", EVENTS),
    ("throttle", "updated_at <= ?", THROTTLES),
    ("event", "at <= ?", EVENTS),
    ("letter_batch", "at <= ?", EVENTS),
    ("sending", "at <= ?", EVENTS),
    ("import_run", "at <= ?", IMPORTS),
    ("upload", "created_at <= ?", UPLOADS),
    ("mail", "finished_at <= ?", MAILS),
    ("mail", f"state = '{mail.QUEUED}' AND kind = '{mail.RESET_ASKED}' AND created_at <= ?", QUESTIONS),
)


async def sweep() -> int:
    """Delete what is past its time, a batch at a time; returns how many rows went."""
    await letter_batch.forget()
    await trial.forget()
    total = 0
    for table, old, age in RULES:
        gone = BATCH
        while gone == BATCH:
            rows = await query(
                f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {old} LIMIT {BATCH}) RETURNING id",
                now() - age,
            )
            gone = len(rows)
            total += gone
            await asyncio.sleep(0)
    if total:
        log.info("%s old rows deleted", total)
    return total
