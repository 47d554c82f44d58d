"""Records refused requests in the audit, up to a limit (catalogue 68; ASVS 16.3).

Counted in memory, so that a flood of refusals does not cost a write each. Each process has its own limits.
"""

import contextlib
from collections import Counter

from litestar.types import Scope

from models.access import throttle
from models.core.clock import now
from models.database import DatabaseUnavailable, transaction
from models.families import event
from models.families.guardian import not_erased
from models.office.audit import STRANGERS
from routes.web.client import client_of
from routes.web.request import context

A_CLIENT, A_KIND = 10, 100  # events an hour: of one kind from one client address, and of one kind from all addresses
MORE = "more"  # the result of the last event of an hour: further ones were not recorded


class RefusalLog:
    """The refusals of this process in this hour, counted by kind and client address, and by kind."""

    def __init__(self) -> None:
        self.hour = 0
        self.written: Counter[tuple[str, str]] = Counter()

    async def note(self, scope: Scope) -> None:
        """Record the refusal that the context names, if any (routes/gate/errors.py). The answer has been sent.

        Of the request only the client's address is stored. Without a database the event is lost.
        """
        known = context(scope)
        if not known.refused:
            return
        client = client_of(scope)
        result = self._result(known.refused, throttle.client_network(client))
        if not result:
            return
        staff, visit = known.staff, known.visit
        actor = staff.actor if staff else "parent" if visit else STRANGERS
        with contextlib.suppress(DatabaseUnavailable):
            async with transaction():
                whose = visit.guardian if visit and await not_erased([visit.guardian]) else None
                await event.record("request refused", guardian=whose, result=result, client=client, actor=actor)

    def _result(self, kind: str, client_network: str) -> str:
        """The result to write: the kind, `more` once an hour when its limit is reached, or nothing."""
        hour = int(now().timestamp()) // throttle.HOUR
        if hour != self.hour:
            self.hour, self.written = hour, Counter()
        if self.written[kind, client_network] < A_CLIENT and self.written[kind, ""] < A_KIND:
            self.written.update([(kind, client_network), (kind, "")])
            return kind
        if not self.written[kind, MORE]:
            self.written[kind, MORE] = 1
            return MORE
        return ""
