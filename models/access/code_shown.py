"""Which member of the office was shown a code that is still valid (catalogue 68)."""

from collections.abc import Collection
from datetime import timedelta

from models.core.clock import now
from models.database import fetch, transaction
from models.families import event
from models.families.event import Event

INTERVAL = timedelta(minutes=5)  # a page that is reloaded, or reloads itself, records no further event within this
SHOWING = ("code shown", "letter printed", "phone code made")  # who makes a code sees it


async def record_shown(guardians: Collection[int], *, actor: str, client: str) -> None:
    """Record an event for each adult whose code is shown, unless `actor` was shown it within `INTERVAL`.

    Two requests at the same moment may record it twice, which does no harm.
    """
    lately = (Event.actor == actor) & (Event.at > now() - INTERVAL)
    of_guardian = Event.action.is_in(list(SHOWING)) & Event.guardian.is_not_null()
    recorded = await fetch(int, Event.select(Event.guardian).distinct().where(lately & of_guardian))
    new = sorted(set(guardians) - set(recorded))
    if new:
        async with transaction():
            await event.record_each("code shown", new, result="ok", client=client, actor=actor)
