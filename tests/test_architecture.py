"""What the code as a whole may not do."""

import ast
import gc
import re
import subprocess
import sys
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

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


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def files(room: str) -> list[Path]:
    path = ROOT / room
    found = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    assert found, room
    return found


OURS = (
    *("settings", "text", "templating", "models", "mime", "mailer", "imap_box", "bounce_box", "worker", "metrics"),
    *("routes", "cli", "app", "bench", "tests"),
)
MAY = {
    "settings": {"settings"},
    "text": set[str](),
    "templating": {"text"},
    "models": {"settings", "models", "text"},
    "mime": set[str](),
    "mailer": {"settings", "models", "mime", "text", "templating"},
    "imap_box": {"settings"},
    "bounce_box": {"settings", "models", "imap_box"},
    "worker": {"models", "mailer", "text"},
    "metrics": {"settings", "models"},
    "routes": {"settings", "models", "mailer", "text", "templating", "routes"},
    "cli": {
        "settings",
        "models",
        "mailer",
        "text",
        "templating",
        "routes",
        "imap_box",
        "bounce_box",
        "worker",
        "metrics",
        "app",
        "cli",
    },
    "app": {"settings", "models", "mailer", "bounce_box", "worker", "metrics", "routes", "templating", "text"},
}


@pytest.mark.parametrize("room", MAY)
def test_data_walks_one_way(room: str) -> None:
    for path in files(room):
        used = {name.partition(".")[0] for name in imports(path)} & set(OURS)
        assert used - {room} <= MAY[room], path


def test_only_routes_and_the_wiring_know_of_http() -> None:
    for room in ("settings", "text", "templating", "models", "mailer", "imap_box", "bounce_box", "worker"):
        for path in files(room):
            assert not {name.partition(".")[0] for name in imports(path)} & {"litestar", "uvicorn", "starlette"}, path
    for path in files("cli"):
        if path.name not in ("serve.py", "connection.py", "demo.py", "demo_school.py"):
            used = {name.partition(".")[0] for name in imports(path)}
            assert not used & {"litestar", "routes", "app"}, path


def test_the_server_has_no_parser_of_pictures_and_workbooks_in_memory() -> None:
    """They run in the confined process alone, and weigh ten megabytes."""
    asked = "import sys, app, cli.serve; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    parsers = {"PIL", "python_calamine", "models.office.picture", "models.office.drawing"}
    assert not parsers & set(done.stdout.split())


def test_only_the_database_knows_which_driver_it_has() -> None:
    for room in ("models", "routes", "cli"):
        for path in files(room):
            if path.parent.name != "database" and path.name != "backup.py":
                assert not {name.partition(".")[0] for name in imports(path)} & {"asyncpg", "sqlite3", "aiosqlite"}, (
                    path
                )


def test_no_file_is_long() -> None:
    for room in MAY:
        for path in files(room):
            assert len(path.read_text().splitlines()) <= 220, path


def test_a_screen_is_one_small_file() -> None:
    for path in [*(ROOT / "routes").glob("*.py"), *(ROOT / "routes" / "office").rglob("*.py")]:
        assert len(path.read_text().splitlines()) <= 140, path


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:  # 37: mails may, they have no policy
    for path in (ROOT / "templates").rglob("*.html"):
        if "mail" not in path.relative_to(ROOT).parts:
            text = path.read_text()
            assert not re.search(r"""\s(on[a-z]+|style)\s*=""", text), path
            assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
            assert "hx-on" not in text, path
            for what in re.findall(r"(\S+)\s*\|\s*safe\b", text):  # our own words, never what somebody typed
                assert what == "style" or what[-1] in "\"'", (path, what)


def test_the_clock_has_one_seam() -> None:
    for room in ("models", "mailer", "bounce_box", "worker", "routes"):
        for path in files(room):
            if path.name != "clock.py":
                text = path.read_text()
                assert not re.search(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(", text), path
