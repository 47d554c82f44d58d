"""Each adult's standing on the way in, computed from the other tables and stored in `directory` for lists and counts.

`refresh` is called in the transaction of every change that it depends on: of a token, a mail's state, an address, a
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
EXPIRED = "expired"  # never stored: any standing whose `until` has passed
DISABLED = "disabled"
NO_CHILD = "no_child"  # may see none of the school's children: all have left, or the office ended it
FOR_OFFICE = (NO_ADDRESS, REFUSED, FAILED, EXPIRED)  # nothing goes on until the office does something
ON_THE_WAY = (QUEUED, SENT, GIVEN, OPENED)
# In the order of the list: what waits for the office first.
STANDINGS = (*FOR_OFFICE, NOT_INVITED, *ON_THE_WAY, IN, DISABLED, NO_CHILD)
CHUNK = 500  # adults in one statement


class Standing:
    """For row types with these columns: `days_left` until the token expires."""

    __slots__ = ()
    standing: str
    until: datetime | None
    refused_words: str

    @property
    def days_left(self) -> int:
        """Midnights in the school's time zone until then."""
        return (self.until.astimezone(zone()).date() - now().astimezone(zone()).date()).days if self.until else 0


# A waiting mail with a token has its seed in the payload; one for several accounts has no `guardian`.
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
"""  # noqa: S608 constants


async def refresh(guardians: Collection[int]) -> None:
    """Compute these adults' standing again, in the transaction of the change; only differences are written."""
    for ids in chunks(guardians):
        marks = placeholders(ids)
        async with transaction():
            if on_postgres():
                # Another transaction that changes the same adult waits here and then sees this change.
                locked = f"SELECT id FROM directory WHERE guardian IN ({marks}) ORDER BY id{for_update()}"  # noqa: S608 placeholders and a lock
                await execute(locked, *ids)
            await execute(FRESH.replace("<ids>", marks), now(), *ids)


def chunks(guardians: Collection[int]) -> Iterator[list[int]]:
    """Batches for one statement each, in ascending order, so that two at once cannot deadlock."""
    ids = sorted(set(guardians))
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
