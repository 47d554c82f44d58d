import logging

import pytest

from models.database import RowGone, transaction
from models.families import event
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import guardian
from tests.support.sql import query


async def test_an_event_records_actor_action_guardian_time_and_result(
    opened: Settings, time: Clock, caplog: pytest.LogCaptureFixture
) -> None:  # 45
    caplog.set_level(logging.INFO, logger="preau.events")
    number = await guardian()
    before = time.now()
    await event.record("signed in", guardian=number, client="192.0.2.1")
    (row,) = await query("SELECT * FROM event")
    recorded = {name: row[name] for name in ("actor", "action", "guardian", "result", "client", "detail")}
    assert recorded == {
        "actor": "parent",
        "action": "signed in",
        "guardian": number,
        "result": "ok",
        "client": "192.0.2.1",
        "detail": "",
    }
    assert before <= row["at"] <= time.now()
    offset = row["at"].utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 0
    assert caplog.messages == [f"signed in guardian={number} result=ok client=192.0.2.1 actor=parent"]


async def test_an_event_is_rolled_back_with_its_transaction(
    opened: Settings, caplog: pytest.LogCaptureFixture
) -> None:  # 49
    caplog.set_level(logging.INFO, logger="preau.events")
    number = await guardian()

    async def fails() -> None:
        async with transaction():
            await event.record("signed in")
            await event.record_each("code shown", [number], result="ok", client="", actor="office:ada")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    assert await query("SELECT id FROM event") == []
    assert caplog.messages == []
    async with transaction():
        async with transaction():
            await event.record("signed in")
        assert caplog.messages == [], "it is not committed yet"
    assert caplog.messages == ["signed in guardian=None result=ok client=- actor=parent"]


async def test_an_event_about_an_erased_account_is_refused_and_of_many_left_out(opened: Settings) -> None:
    number = await guardian()
    async with transaction():
        await event.record_each("code shown", [number, number + 1], result="ok", client="", actor="office:ada")
    assert [row["guardian"] for row in await query("SELECT guardian FROM event")] == [number]
    with pytest.raises(RowGone):
        await event.record("family read", guardian=number + 1)
