"""The confined process, in which untrusted bytes are parsed."""

import asyncio
import time
from typing import Any

import psutil
import pytest

from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.outbox.delivery_report import Report
from tests.support.reports import report
from tests.support.waiting import PATIENCE

MEMORY = 256 << 20
GREEDY = Work("tests.support.greedy:read", memory=MEMORY, seconds=1)
GOOD = report("<0123@tilleul.example>")


async def read(sandbox: Sandbox, data: bytes, **arguments: Any) -> str:
    found: Report | None = await sandbox.ask(data, Report | None, **arguments)
    return found.message_id if found else ""


async def test_a_process_answers_again_and_again_and_ends_with_the_block() -> None:
    async with Sandbox(GREEDY) as sandbox:
        assert await read(sandbox, GOOD) == "<0123@tilleul.example>"
        assert sandbox.process is not None
        pid = sandbox.process.pid
        assert await read(sandbox, b"print") == ""
        assert await read(sandbox, GOOD) == "<0123@tilleul.example>"
        assert sandbox.process.pid == pid
    await gone(pid)


@pytest.mark.parametrize("data", [b"burn", b"swell", b"die"])
async def test_bytes_over_the_limits_are_given_up_and_the_next_are_read(data: bytes) -> None:
    async with Sandbox(GREEDY) as sandbox:
        with pytest.raises(Exceeded):
            await read(sandbox, data)
        assert await read(sandbox, GOOD) == "<0123@tilleul.example>"


async def test_each_request_has_its_full_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Sandbox(GREEDY) as sandbox:
        for _ in range(3):
            with pytest.raises(Exceeded):
                await read(sandbox, b"burn")
            assert await read(sandbox, GOOD) == "<0123@tilleul.example>"


async def test_a_process_that_sleeps_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.core.confined.sandbox.PATIENCE", 0.5)
    async with Sandbox(GREEDY) as sandbox:
        with pytest.raises(Exceeded):
            await read(sandbox, b"sleep", pause=60.0)


async def test_an_error_of_the_parser_is_reported_without_its_message() -> None:
    async with Sandbox(GREEDY) as sandbox:
        with pytest.raises(RuntimeError, match=r"tests.support.greedy:read: ValueError at greedy.py:\d+") as fault:
            await read(sandbox, b"fail")
        assert "canary" not in str(fault.value)
        assert await read(sandbox, GOOD) == "<0123@tilleul.example>"


async def test_a_cancelled_request_ends_the_process_at_once_and_frees_the_thread() -> None:
    slow = Work("tests.support.greedy:read", memory=MEMORY, seconds=60)
    async with Sandbox(slow) as first, Sandbox(slow) as second, Sandbox(slow) as third:
        asked = asyncio.create_task(read(first, b"burn"))
        waits = asyncio.create_task(read(second, b"burn"))
        comes = asyncio.create_task(read(third, GOOD))
        while first.process is None:  # noqa: ASYNC110 what is waited for happens in a thread
            await asyncio.sleep(0.01)
        pid = first.process.pid
        await asyncio.sleep(0.1)
        assert (second.process, third.process) == (None, None), "one at a time"
        waits.cancel()
        asked.cancel()
        assert await comes == "<0123@tilleul.example>"
        assert second.process is None, "a request cancelled while it waited never starts"
    await gone(pid)


async def test_the_process_has_no_secret_and_does_not_import_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREAU_SECRET_KEY", "canary")
    async with Sandbox(Work("tests.support.greedy:surroundings", memory=MEMORY, seconds=5)) as sandbox:
        environment, modules = await sandbox.ask(b"", tuple[dict[str, str], list[str]])
    assert "canary" not in repr(environment)
    assert not {"litestar", "piccolo", "sqlite3", "settings", "ssl"} & set(modules)


async def test_a_kept_process_answers_the_next_block_and_each_request_in_a_fork_of_its_own() -> None:
    work = Work("tests.support.greedy:count", memory=MEMORY, seconds=5, kept=60)
    forks, kept = set(), set()
    for _ in range(2):
        async with Sandbox(work) as sandbox:
            for _ in range(2):
                answered, fork = await sandbox.ask(b"", tuple[int, int])
                assert answered == 1, "nothing is left of an earlier request"
                forks.add(fork)
            assert sandbox.process is not None
            kept.add(sandbox.process.pid)
    assert len(forks) == 4
    assert len(kept) == 1
    await end(work, kept.pop())


async def end(work: Work, pid: int) -> None:
    """Let the kept process expire."""
    process = work.idle.take()
    assert process is not None
    assert process.pid == pid
    work.idle.keep(process, 0.01)
    await gone(pid)
    assert work.idle.take() is None


async def test_a_kept_process_that_ended_meanwhile_is_replaced() -> None:
    work = Work("tests.support.greedy:count", memory=MEMORY, seconds=5, kept=60)
    async with Sandbox(work) as sandbox:
        await sandbox.ask(b"", tuple[int, int])
        assert sandbox.process is not None
        first = sandbox.process
    first.kill()
    first.wait()
    async with Sandbox(work) as sandbox:
        await sandbox.ask(b"", tuple[int, int])
        assert sandbox.process is not None
        assert sandbox.process.pid != first.pid
        second = sandbox.process.pid
    await end(work, second)


async def test_of_two_blocks_at_once_one_process_is_kept() -> None:
    work = Work("tests.support.greedy:count", memory=MEMORY, seconds=5, kept=60)
    async with Sandbox(work) as one, Sandbox(work) as other:
        await one.ask(b"", tuple[int, int])
        await other.ask(b"", tuple[int, int])
        assert one.process is not None
        assert other.process is not None
        first, second = one.process.pid, other.process.pid
    await gone(second)  # the block that ended first gave it
    await end(work, first)


@pytest.mark.parametrize("data", [b"burn", b"swell", b"die"])
async def test_a_process_whose_fork_was_ended_is_not_kept(data: bytes) -> None:
    work = Work("tests.support.greedy:read", memory=MEMORY, seconds=1, kept=60)
    async with Sandbox(work) as sandbox:
        with pytest.raises(Exceeded):
            await read(sandbox, data)
        assert sandbox.process is None
    assert work.idle.take() is None


async def test_a_cancelled_request_ends_the_kept_process_and_its_fork() -> None:
    work = Work("tests.support.greedy:read", memory=MEMORY, seconds=60, kept=60)
    async with Sandbox(work) as sandbox:
        asked = asyncio.create_task(read(sandbox, b"burn"))
        while not (forks := _forks(sandbox)):  # noqa: ASYNC110 what is waited for is another process
            await asyncio.sleep(0.01)
        assert sandbox.process is not None
        pid = sandbox.process.pid
        asked.cancel()
    await gone(pid)
    for fork in forks:
        await gone(fork)
    assert work.idle.take() is None


def _forks(sandbox: Sandbox) -> list[int]:
    return [one.pid for one in psutil.Process(sandbox.process.pid).children()] if sandbox.process else []


async def test_a_kept_process_ends_with_the_server() -> None:
    work = Work("tests.support.greedy:count", memory=MEMORY, seconds=5, kept=60)
    async with Sandbox(work) as sandbox:
        await sandbox.ask(b"", tuple[int, int])
    process = work.idle.take()
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()  # as the system does for a server that was killed
    assert process.wait(PATIENCE) == 0


async def gone(pid: int) -> None:
    end = time.monotonic() + 10
    while psutil.pid_exists(pid):
        assert time.monotonic() < end, "the process does not end"
        await asyncio.sleep(0.01)
