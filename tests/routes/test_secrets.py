"""Passwords, tokens and session ids are in no table, no file and no line of the log (catalogue 4, 9, 46)."""

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest

from mail.mailer import Mailbox
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import at_password_step, dump, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from worker import deliver

CANARY = "canari-jaune-tomate-vélo-nuage"
NEW_CANARY = "perroquet-vert-lampe-citron"
WRONG_CANARY = "pas-le-bon-mot-corbeau"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Every record that is logged, at any level."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(lambda record: not record.name.startswith("httpx"))  # the test's own browser
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield log
    root.removeHandler(handler)
    root.setLevel(level)


async def test_no_secret_of_a_whole_story_is_kept_anywhere(
    site: Site, settings: Settings, log: io.StringIO, time: Clock
) -> None:  # 4, 9, 46
    await guardian()
    box, browser = Mailbox(), site.browser()
    await browser.post("/reset", {"email": "marie@example.org"})
    while await deliver(box, asyncio.Event()):
        pass
    part = box.messages[0].get_body(("plain",))
    assert part
    shown = next(w for w in part.get_content().split() if "?token=" in w).rpartition("=")[2]
    secrets = {shown, shown.replace("-", ""), shown.lower(), CANARY, NEW_CANARY, WRONG_CANARY}

    def remember() -> None:
        secrets.update(filter(None, [browser.cookie]))

    await browser.get(f"/first-connection?token={shown}")
    await browser.post("/first-connection", {"token": shown[:-1] + ("0" if shown[-1] != "0" else "1")})
    await at_password_step(browser, shown)
    remember()
    await browser.post("/password", {"password": CANARY})
    remember()
    await browser.post("/password", {"current_password": WRONG_CANARY, "password": NEW_CANARY})
    await browser.post("/password", {"current_password": CANARY, "password": NEW_CANARY})
    remember()
    await browser.post("/sign-out")
    await sign_in(browser, password=WRONG_CANARY)
    await sign_in(browser, WRONG_CANARY, NEW_CANARY)  # the password typed as username, as people do
    await sign_in(browser, password=NEW_CANARY, remember="yes")
    remember()
    await browser.post("/first-connection", {"token": shown})
    await browser.post(f"/nowhere/{shown}", {"password": CANARY})
    await browser.post("/sign-in", {"username": CANARY, "password": NEW_CANARY, "x": "y" * 17_000})
    await query("ALTER TABLE child RENAME TO gone")  # a fault, with its traceback in the log
    assert (await browser.get(f"/children?token={shown}")).status == 500
    await query("ALTER TABLE gone RENAME TO child")
    assert len(secrets) >= 10
    places = {
        "tables": str(await dump()),
        "log": log.getvalue(),
        "mails": str([str(mail) for mail in list(box.messages)[1:]]),
    }
    if settings.sqlite_path:
        for path in settings.sqlite_path.parent.glob(settings.sqlite_path.name + "*"):
            places[path.name] = path.read_bytes().decode("latin-1")
    assert "fault in GET" in places["log"]
    for place, text in places.items():
        for secret in secrets:
            assert secret not in text, (place, secret)
            assert secret.encode().decode("latin-1") not in text, (place, secret)


async def test_the_seed_is_gone_once_the_mail_has_left(site: Site) -> None:  # 4
    await guardian()
    await site.browser().post("/reset", {"email": "marie@example.org"})
    while await deliver(Mailbox(), asyncio.Event()):
        pass
    assert [row["payload"] for row in await query("SELECT payload FROM mail")] != []
    assert "seed" not in str(await query("SELECT payload FROM mail"))


async def test_a_newline_forges_no_line_of_the_log(site: Site, log: io.StringIO) -> None:  # 46
    browser = site.browser()
    forged = "x\r\n2026-01-01 00:00:00 preau.events signed in guardian=1"
    await sign_in(browser, forged, forged)
    await browser.post("/reset", {"email": forged, "once": forged})
    await browser.post("/first-connection", {"token": forged})
    await browser.get("/children/%0D%0A2026-01-01 00:00:00 preau.events signed in")
    await query("ALTER TABLE session RENAME TO gone")
    browser.cookie = "x"
    page = await browser.get("/children/%0D%0A2026-01-01 00:00:00 preau.events signed in")
    await query("ALTER TABLE gone RENAME TO session")
    assert page.status == 500
    assert "\n2026-01-01 00:00:00" not in log.getvalue()
    assert "guardian=1 " not in log.getvalue()


async def test_pages_load_nothing_from_another_host(site: Site) -> None:  # 9: the browser checks every src and link
    page = await site.browser().get("/first-connection?token=7KQ2-M4TR-9XWF")
    loaded = [e.get("src") or e.get("href") for tag in ("script", "link", "img") for e in page.all(tag)]
    assert len(loaded) >= 3
    assert all(str(address).startswith("/static/") for address in loaded)
    assert page.headers["referrer-policy"] == "same-origin"
