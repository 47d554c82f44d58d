"""Where an adult stands on the way in: worked out from the facts, and kept in `directory` for the list and its counts.

`refresh` belongs in the transaction of every fact that it looks at: a token's life, a mail's fate, an address, a
password, an access.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from language.text import zone
from models.core.clock import now
from models.database import execute, for_update, on_postgres, placeholders, transaction
from models.families.child import ACCESS_ACTIVE

NO_ADDRESS, NOT_INVITED, QUEUED, SENT, GIVEN = "no_address", "not_invited", "queued", "sent", "given"
REFUSED, OPENED, FAILED, IN = "refused", "opened", "failed", "in"
EXPIRED = "expired"  # never in the table: any standing whose `until` has passed
DISABLED = "disabled"
NO_CHILD = "no_child"  # may see none of the school's children: all have left, or the office ended it
# From what is to be done to what is done.
STANDINGS = (NOT_INVITED, NO_ADDRESS, REFUSED, EXPIRED, FAILED, OPENED, QUEUED, SENT, GIVEN, IN, DISABLED, NO_CHILD)
CHUNK = 500  # adults a statement


class Standing:
    """Where somebody stands, for who holds these columns; `days_left` until the token is good for nothing."""

    __slots__ = ()
    standing: str
    until: datetime | None
    refused_words: str

    @property
    def days_left(self) -> int:
        """Midnights of the school between now and then."""
        return (self.until.astimezone(zone()).date() - now().astimezone(zone()).date()).days if self.until else 0


# A mail that lets somebody in holds a seed until it has left; one that lets several in names none as its guardian.
FRESH = f"""
WITH shared AS MATERIALIZED (SELECT payload FROM mail WHERE state IN ('queued', 'held') AND guardian IS NULL
    AND payload LIKE '%"seed"%'),
fresh AS (SELECT g.id, CASE
    WHEN g.disabled_at IS NOT NULL THEN '{DISABLED}'
    WHEN NOT EXISTS (SELECT 1 FROM guardianship s JOIN child c ON c.id = s.child
        WHERE s.guardian = g.id AND {ACCESS_ACTIVE}) THEN '{NO_CHILD}'
    WHEN g.activated_at IS NOT NULL THEN '{IN}'
    WHEN t.id IS NULL AND g.email = '' THEN '{NO_ADDRESS}'
    WHEN t.id IS NULL THEN '{NOT_INVITED}'
    WHEN t.failed_at IS NOT NULL THEN '{FAILED}'
    WHEN t.opened_at IS NOT NULL THEN '{OPENED}'
    WHEN t.carrier <> 'mail' THEN '{GIVEN}'
    WHEN g.refused_at IS NOT NULL THEN '{REFUSED}'
    WHEN (SELECT m.state FROM mail m WHERE m.guardian = g.id AND m.kind IN ('invitation', 'reminder', 'reset')
            AND m.address = g.email AND m.created_at >= t.created_at ORDER BY m.id DESC LIMIT 1) = 'refused'
        THEN '{REFUSED}'
    WHEN EXISTS (SELECT 1 FROM mail m
            WHERE m.guardian = g.id AND m.state IN ('queued', 'held') AND m.payload LIKE '%"seed"%')
        OR EXISTS (SELECT 1 FROM shared WHERE payload LIKE '%"guardian": ' || g.id || ',%') THEN '{QUEUED}'
    ELSE '{SENT}' END AS standing, t.expires_at
    FROM guardian g LEFT JOIN token t ON t.id = (SELECT MAX(id) FROM token
        WHERE guardian = g.id AND spent_at IS NULL AND revoked_at IS NULL)
    WHERE g.id IN (<ids>)),
dated AS (SELECT id, standing AS stands, CASE
    WHEN standing IN ('{QUEUED}', '{SENT}', '{GIVEN}', '{OPENED}', '{FAILED}') THEN expires_at END AS ends FROM fresh)
UPDATE directory SET standing = stands, until = ends FROM dated WHERE guardian = dated.id
    AND (standing <> stands OR NOT COALESCE(until = ends, until IS NULL AND ends IS NULL))
"""


async def refresh(guardians: Collection[int]) -> None:
    """Work these adults' standing out anew, in the transaction of what was changed; only a new one is written."""
    for ids in chunks(guardians):
        marks = placeholders(ids)
        async with transaction():
            if on_postgres():
                # Who changes another fact of the same adult waits here, and then sees ours: no standing is lost.
                locked = f"SELECT id FROM directory WHERE guardian IN ({marks}) ORDER BY id{for_update()}"
                await execute(locked, *ids)
            await execute(FRESH.replace("<ids>", marks), now(), *ids)


def chunks(guardians: Collection[int]) -> Iterator[list[int]]:
    """So many as one statement takes, in order, so that two at once never wait for each other."""
    ids = sorted(set(guardians))
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
