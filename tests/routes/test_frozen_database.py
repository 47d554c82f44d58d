"""A PostgreSQL that accepts connections and does not answer: an error page until it does (catalogue 54)."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Iterator

import psutil
import pytest

from models.database import postgres
from routes import health
from settings import Settings
from tests.support.postgres import Cluster
from tests.support.site import serving


@contextlib.contextmanager
def frozen(cluster: Cluster) -> Iterator[None]:
    """Stop every process of the server with SIGSTOP, as a hanging disk would."""
    main = psutil.Process(int((cluster.folder / "postmaster.pid").read_text().split()[0]))
    stopped = [main.pid, *(child.pid for child in main.children(recursive=True))]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


async def test_a_frozen_postgresql_gives_an_error_page_and_is_used_again_afterwards(
    settings: Settings,
    cluster: Cluster | None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if not cluster:
        pytest.skip("SQLite is a file; no server can hang")
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    monkeypatch.setattr(postgres, "ANSWER_SECONDS", 4)
    monkeypatch.setattr(postgres, "POOL_SECONDS", 0.5)
    async with serving(settings) as site:
        browser = site.browser()
        await browser.get("/health")
        with frozen(cluster):
            waiting = asyncio.create_task(browser.post("/sign-in", {"username": "marie", "password": "x"}))
            assert (await site.browser().get("/health")).status == 503
            assert not waiting.done(), "who watches the server is told long before"
            page = await waiting
            assert page.status == 503
            assert "Rien n’a changé" in page.text
        for _ in range(12):  # one more than the pool holds
            assert (await browser.get("/health")).status == 200
    assert not [record for record in caplog.records if record.exc_info]
