"""Metrics of this process for a Prometheus server (`PREAU_METRICS`; docs/operating.md): numbers, no personal data.

Every label is a route's template, a status, a state or a result that the code defines: no requested path, no person, no
token. The listener (cli/scraping.py) has separate threads. The database is read on a separate connection, so that a
scrape delays no request.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from models.access import hashing
from models.database import DatabaseUnavailable, busy
from models.families import event
from models.importing.applying import import_task
from models.outbox.state import OutboxState, outbox_state
from settings.version import VERSION

UNKNOWN, GATE = "(unknown)", "(gate)"  # no such route; a static file, or a refusal before routing
DOORS = {"signed in": "parents", "sign-in refused": "parents", "staff signed in": "office"}
DOORS |= {"staff sign-in refused": "office"}
PATIENCE = 5.0  # seconds that a scrape waits for the database


class Meter(Collector):
    """The numbers of one process."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # no `_created` series for each counter
        self.registry = CollectorRegistry()
        self.loop: asyncio.AbstractEventLoop | None = None
        own: dict[str, Any] = {"registry": self.registry}
        self.answers = Counter("preau_requests", "Answers, by route template and status", ["route", "status"], **own)
        self.sign_ins = Counter("preau_sign_ins", "Sign-ins, by door and result", ["door", "result"], **own)
        Info("preau", "This installation", **own).info({"version": VERSION})
        gauges = (
            ("preau_bcrypt_waiting", "Passwords being checked or waiting for it", lambda: hashing.pool.waiting),
            ("preau_database_busy", "SQLite: writers at work or waiting. PostgreSQL: connections in use", busy),
            ("preau_imports_running", "Imports under way in this process", import_task.running),
        )
        for name, words, number in gauges:
            Gauge(name, words, **own).set_function(number)
        ProcessCollector(**own)
        self.registry.register(self)

    def open(self) -> None:
        """Start counting sign-ins and reading the database: the application has started."""
        self.loop = asyncio.get_running_loop()
        event.watchers.append(self.note)

    def close(self) -> None:
        self.loop = None
        event.watchers.remove(self.note)

    def note(self, action: str, result: str) -> None:
        """Count an event that is a sign-in."""
        if door := DOORS.get(action):
            self.sign_ins.labels(door, result).inc()

    def around(self, app: ASGIApp) -> ASGIApp:
        """Count every answer of the gate; `within` adds the routes."""

        async def counted(scope: Any, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            route = scope["counted"] = [GATE]  # a list, which is shared where the gate copies the scope
            status = "none"  # the connection was closed before an answer

            async def watched(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                await send(message)

            try:
                await app(scope, receive, watched)
            finally:
                self.answers.labels(route[0], status).inc()

        return counted

    def within(self, app: ASGIApp) -> ASGIApp:
        """Record the route of a request, for `around`."""

        async def noted(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await app(scope, receive, send)
            finally:
                if route := scope.get("counted"):
                    route[0] = scope.get("path_template") or UNKNOWN  # type: ignore[index]  # our own list

        return noted

    def collect(self) -> Iterator[Metric]:
        """The metrics from the database, for each scrape, in the listener's thread."""
        state = self._outbox()
        yield GaugeMetricFamily("preau_database_up", "Whether the database answered this scrape", bool(state))
        faults = CounterMetricFamily("preau_database_unavailable", "Times that the database was busy, full or away")
        faults.add_metric([], DatabaseUnavailable.raised)
        yield faults
        if state:
            mails = GaugeMetricFamily("preau_outbox_mails", "Mails of the last 30 days, by state", labels=["state"])
            for name, number in state.mails.items():
                mails.add_metric([name], number)
            yield mails
            yield GaugeMetricFamily(
                "preau_outbox_oldest_seconds", "Age of the oldest mail that waits; 0 when none does", state.oldest
            )

    def _outbox(self) -> OutboxState | None:
        if self.loop is None:
            return None
        asked = asyncio.run_coroutine_threadsafe(outbox_state(), self.loop)
        try:
            return asked.result(PATIENCE)
        except (DatabaseUnavailable, TimeoutError, RuntimeError):  # RuntimeError: the loop is closing
            asked.cancel()
            return None
