"""The confined process, in which untrusted bytes are parsed."""

import asyncio
import time
from typing import Any

import psutil
import pytest

from models.core.confined.sandbox import Exceeded, Sandbox, Work
from models.outbox.delivery_report import Report
from tests.support.reports import report

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


async def gone(pid: int) -> None:
    end = time.monotonic() + 10
    while psutil.pid_exists(pid):
        assert time.monotonic() < end, "the process does not end"
        await asyncio.sleep(0.01)
