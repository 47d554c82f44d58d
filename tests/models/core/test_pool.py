import asyncio
import os
import threading

import pytest

from models.core import pool as module
from models.core.pool import Pool, TooBusy


async def test_a_full_queue_refuses_at_once_and_empties(monkeypatch: pytest.MonkeyPatch) -> None:  # 53
    monkeypatch.setattr(module, "QUEUE_LIMIT", 5)
    pool, gate = Pool(), threading.Event()
    jobs = [asyncio.create_task(pool.run(gate.wait)) for _ in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(TooBusy):
        await pool.run(gate.wait)
    gate.set()
    assert await asyncio.gather(*jobs) == [True] * 5
    assert pool.waiting == 0
    assert await pool.run(lambda: 1) == 1


async def test_a_cancelled_job_leaves_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:  # 53
    monkeypatch.setattr(module, "QUEUE_LIMIT", 50)
    pool, gate, ran = Pool(), threading.Event(), []
    first = [asyncio.create_task(pool.run(gate.wait)) for _ in range(10)]
    late = [asyncio.create_task(pool.run(lambda: ran.append(1))) for _ in range(20)]
    await asyncio.sleep(0.01)
    for job in late:
        job.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    gate.set()
    await asyncio.gather(*first)
    assert (pool.waiting, ran) == (0, [])


async def test_a_job_that_fails_leaves_the_queue_too() -> None:
    pool = Pool()
    with pytest.raises(ZeroDivisionError):
        await pool.run(lambda: 1 // 0)
    assert pool.waiting == 0


async def test_client_networks_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:  # 53
    pool, gate, order = Pool(), threading.Event(), list[str]()
    held = [asyncio.create_task(pool.run(gate.wait, "held")) for _ in range(os.cpu_count() or 1)]
    await asyncio.sleep(0.05)
    many = [asyncio.create_task(pool.run(lambda: order.append("many"), "many")) for _ in range(30)]
    await asyncio.sleep(0)
    one = asyncio.create_task(pool.run(lambda: order.append("one"), "one"))
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(one, *many, *held)
    assert "one" in order[:4]


async def test_a_full_queue_makes_room_for_another_network_by_dropping_a_job_of_the_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # 53
    monkeypatch.setattr(module, "QUEUE_LIMIT", 20)
    pool, gate = Pool(), threading.Event()
    many = [asyncio.create_task(pool.run(gate.wait, "many")) for _ in range(20)]
    await asyncio.sleep(0.05)
    with pytest.raises(TooBusy):
        await pool.run(gate.wait, "many")
    one = asyncio.create_task(pool.run(gate.wait, "one"))
    await asyncio.sleep(0.05)
    gate.set()
    assert await one
    ended = await asyncio.gather(*many, return_exceptions=True)
    assert [type(end) for end in ended].count(TooBusy) == 1
    assert pool.waiting == 0


async def test_no_more_jobs_are_accepted_than_are_done_within_forty_seconds() -> None:  # 53
    pool, gate = Pool(), threading.Event()
    pool.seconds = 4 * pool.size  # a slow machine: ten jobs take forty seconds
    jobs = [asyncio.create_task(pool.run(gate.wait)) for _ in range(10)]
    await asyncio.sleep(0)
    with pytest.raises(TooBusy) as refused:
        await pool.run(gate.wait)
    assert refused.value.retry_after == 20
    gate.set()
    await asyncio.gather(*jobs)


async def test_the_duration_of_jobs_is_measured() -> None:
    pool = Pool()
    for _ in range(40):
        await pool.run(lambda: None)
    assert pool.seconds < module.EXPECTED / 8
    assert pool.limit == module.QUEUE_LIMIT


async def test_a_job_that_waited_too_long_raises_too_busy(monkeypatch: pytest.MonkeyPatch) -> None:  # 53
    monkeypatch.setattr(module, "LONGEST_WAIT", 0.02)
    pool, gate, ran = Pool(), threading.Event(), list[int]()
    held = [asyncio.create_task(pool.run(gate.wait)) for _ in range(pool.size)]
    await asyncio.sleep(0)
    pool.seconds = 0.0001  # the queue looks short
    late = asyncio.create_task(pool.run(lambda: ran.append(1)))
    await asyncio.sleep(0.05)
    gate.set()
    await asyncio.gather(*held)
    with pytest.raises(TooBusy):
        await late
    assert (pool.waiting, ran) == (0, [])
