"""Who of the office was shown a code that still opens (catalogue 68)."""

from collections.abc import Collection
from datetime import timedelta

from models.core.clock import now
from models.database import placeholders, query, transaction
from models.families import event

AGAIN = timedelta(minutes=5)  # one line of the audit a look, not one a reload, nor one for each time that a page asks
SEEN = ("code shown", "letter printed", "phone code made")  # who makes a code is shown it


async def record_shown(guardians: Collection[int], *, actor: str, client: str) -> None:
    """Write one line for each adult whose code is shown, unless `actor` was shown it within `AGAIN`.

    Two loads at the very same moment may write two lines, which is no harm.
    """
    actions = placeholders(SEEN)
    rows = await query(
        f"SELECT DISTINCT guardian FROM event WHERE actor = ? AND at > ? AND action IN ({actions})",
        *(actor, now() - AGAIN, *SEEN),
    )
    fresh = sorted(set(guardians) - {row["guardian"] for row in rows})
    if fresh:
        async with transaction():
            await event.record_each("code shown", fresh, result="ok", client=client, actor=actor)
