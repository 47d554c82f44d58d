"""Mails that pause: what ends their pause before its time."""

from models.core.clock import now
from models.database import query
from models.outbox.mail import CLAIM, QUEUED, TEST, WAITING


async def trial_waits() -> bool:
    """Whether a mail of trial has not been tried yet: somebody wants to know whether mails leave again."""
    rows = await query(
        "SELECT id FROM mail WHERE state = ? AND due_at <= ? AND kind = ? AND tried_at IS NULL LIMIT 1",
        *(QUEUED, now(), TEST),
    )
    return bool(rows)


async def free() -> None:
    """What was claimed is due at once: whoever claimed it is dead. A mail that pauses for as long is tried earlier."""
    moment = now()
    await query(
        "UPDATE mail SET due_at = ? WHERE state IN (?, ?) AND due_at > ? AND due_at <= ?",
        *(moment, *WAITING, moment, moment + CLAIM),
    )


async def mended() -> None:
    """Mails of the school's are taken again: those that waited for it are due at once."""
    await query(
        "UPDATE mail SET due_at = ? WHERE state = ? AND server_words LIKE '5%' AND due_at > ?", now(), QUEUED, now()
    )
