"""The metrics, and their separate listener."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from metrics import Meter
from models import database
from models.database import SQLite, transaction
from models.families import event
from models.outbox import delivery, mail
from settings import Settings
from tests.support.clock import Clock
from tests.support.sql import query

Numbers = dict[tuple[str, tuple[str, ...]], float]


def numbers(meter: Meter) -> Numbers:
    """The samples of a scrape by name and labels."""
    families = text_string_to_metric_families(generate_latest(meter.registry).decode())
    return {
        (sample.name, tuple(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in families
        for sample in family.samples
    }


async def scraped(meter: Meter) -> Numbers:
    return await asyncio.to_thread(numbers, meter)


@pytest.fixture
async def meter(opened: Settings) -> Any:
    """The meter of an open school."""
    made = Meter()
    made.open()
    yield made
    made.close()


async def test_mails_are_counted_by_state_with_the_age_of_the_oldest_waiting(meter: Meter, time: Clock) -> None:
    assert (await scraped(meter))["preau_outbox_oldest_seconds", ()] == 0
    for number in range(3):
        await mail.queue(mail.TEST, f"p{number}@example.org")
    (entry,) = await delivery.claim(1)
    await delivery.sent(entry)
    time.move(minutes=10)
    await mail.queue(mail.TEST, "late@example.org")
    found = await scraped(meter)
    assert [found["preau_outbox_mails", (state,)] for state in mail.STATES] == [3, 0, 1, 0, 0]
    assert 600 <= found["preau_outbox_oldest_seconds", ()] < 660
    assert found["preau_database_up", ()] == 1


async def test_sign_ins_are_counted_by_door_and_result(meter: Meter) -> None:
    for action, result in (("signed in", "ok"), ("sign-in refused", "throttled"), ("staff signed in", "ok")):
        await event.record(action, result=result)
    await event.record("token issued", result="invitation")
    found = await scraped(meter)
    assert {labels: value for (name, labels), value in found.items() if name == "preau_sign_ins_total"} == {
        ("parents", "ok"): 1,
        ("parents", "throttled"): 1,
        ("office", "ok"): 1,
    }


async def test_answers_are_counted_by_the_routes_template(meter: Meter) -> None:
    async def litestar(scope: Any, _: Any, send: Any) -> None:
        if scope["path"] != "/nowhere":
            scope["path_template"] = "/children/{child_id}"
        await send({"type": "http.response.start", "status": 404 if scope["path"] == "/nowhere" else 200})

    within: Any = meter.within(litestar)

    async def gate(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/static":
            await send({"type": "http.response.start", "status": 200})
        elif scope["path"] == "/broken":
            raise ConnectionResetError
        else:
            await within({**scope}, receive, send)

    async def send(_: Any) -> None:
        """Discard the message."""

    around: Any = meter.around(gate)
    for path in ("/children/7", "/children/8", "/nowhere", "/static"):
        await around({"type": "http", "path": path}, None, send)
    with pytest.raises(ConnectionResetError):
        await around({"type": "http", "path": "/broken"}, None, send)
    found = await scraped(meter)
    assert {labels: value for (name, labels), value in found.items() if name == "preau_requests_total"} == {
        ("/children/{child_id}", "200"): 2,
        ("(unknown)", "404"): 1,
        ("(gate)", "200"): 1,
        ("(gate)", "none"): 1,
    }


async def test_a_busy_database_is_counted_and_a_scrape_without_one_still_answers(meter: Meter) -> None:
    before = (await scraped(meter))["preau_database_unavailable_total", ()]
    database.DatabaseUnavailable("locked")
    found = await scraped(meter)
    assert found["preau_database_unavailable_total", ()] == before + 1
    assert found["preau_database_busy", ()] == 0
    async with transaction():
        await query("UPDATE mail SET state = state")
        assert (await scraped(meter))["preau_database_busy", ()] >= 1
    meter.loop, kept = None, meter.loop  # as while the application starts and stops
    found = await scraped(meter)
    assert found["preau_database_up", ()] == 0
    assert not [name for name, _ in found if name.startswith("preau_outbox")]
    meter.loop = kept


async def test_a_slow_scrape_delays_no_request(meter: Meter, monkeypatch: pytest.MonkeyPatch) -> None:
    if not isinstance(database.engine(), SQLite):
        pytest.skip("PostgreSQL is asked over a connection, and waits for nobody")
    connect = SQLite._connect

    def slowly(engine: SQLite) -> Any:
        time.sleep(0.6)
        return connect(engine)

    monkeypatch.setattr(SQLite, "_connect", slowly)
    asked = asyncio.create_task(scraped(meter))
    longest, last = 0.0, time.monotonic()
    while not asked.done():
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert (await asked)["preau_database_up", ()] == 1
    assert longest < 0.5, "the loop stood still"


def test_the_metrics_library_is_loaded_only_where_metrics_are_set() -> None:
    code = "import sys, app, cli; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1]).returncode == 0
