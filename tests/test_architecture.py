"""What the code as a whole may not do."""

import gc
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from settings import Settings
from tests.routes.conftest import serving
from tests.routes.family import PASSWORD, at_password_step, guardian, issued, sign_in

ROOT = Path(__file__).parents[1]


def test_no_route_reads_by_a_parser_that_remembers() -> None:  # Litestar keeps the last 1,024 of each
    for path in (ROOT / "routes").rglob("*.py"):
        text = path.read_text()
        for remembered in ("query_params", ".cookies", ".form()", ".url"):
            assert f"request{remembered}" not in text, (path, remembered)
            assert f"connection{remembered}" not in text, (path, remembered)


def kept() -> str:
    """Everything that any cache of this process remembers, but for the one that the test's own browser fills."""
    own: Any = urlsplit
    caches: list[Any] = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper) and one is not own]
    return repr([gc.get_referents(one) for one in caches])


async def test_no_cache_remembers_a_token_a_password_or_a_cookie(settings: Settings) -> None:
    async with serving(settings) as site:
        code = await issued(await guardian(password=PASSWORD))
        browser = site.browser()
        await browser.get(f"/first-connection?token={code}")
        await browser.get(f"/?notice={code}")
        await browser.get(f"/account?notice={code}")
        await browser.get(f"/nowhere?token={code}")
        await browser.send("DELETE", f"/?token={code}")
        await at_password_step(browser, code)
        step = browser.cookie
        await sign_in(browser)
        await browser.get("/children")
        remembered = kept()
    assert "/first-connection" in remembered, "a cache of Litestar's was looked into"
    for secret in (code, code.replace("-", ""), PASSWORD, step, browser.cookie):
        assert secret not in remembered
