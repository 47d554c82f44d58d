"""The account: change of password, devices, lifetime and end of sessions (catalogue 28–33)."""

import asyncio
import dataclasses

import pytest

from models.access import session
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import OTHER_PASSWORD, PASSWORD, children, count, dump, events, guardian, in_session, sign_in
from tests.support.site import Site, serving
from tests.support.sql import query
from tests.support.visitor import Browser

GONE = "Cet appareil n’était plus connecté. Rien n’a changé."


async def test_a_change_asks_the_current_password_and_ends_every_other_session(
    either: Browser, site: Site
) -> None:  # 28
    await guardian(password=PASSWORD)
    other = site.browser()
    await sign_in(other)
    await sign_in(either)
    before = either.cookie
    page = await either.get("/password")
    assert page.find("input", name="current_password").get("autocomplete") == "current-password"
    page = await either.post("/password", {"current_password": "not that one", "password": OTHER_PASSWORD})
    assert (page.status, len(page.faults)) == (422, 1)
    assert await in_session(other)
    page = await either.post("/password", {"current_password": PASSWORD, "password": OTHER_PASSWORD})
    assert page.path == "/account?notice=password"
    assert page.find("p", role="status", **{"class": "notice"}).text
    assert either.cookie != before  # 29
    assert await in_session(either)
    assert not await in_session(other)
    assert await count("mail", "kind = 'password_changed'") == 1
    assert (await sign_in(site.browser())).status == 422
    assert (await sign_in(site.browser(), password=OTHER_PASSWORD)).status == 200


async def test_every_empty_field_of_the_change_is_named(either: Browser) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    assert len((await either.post("/password")).faults) == 2


async def test_two_taps_on_the_change_change_once(site: Site) -> None:
    await guardian(password=PASSWORD)
    browser, twin = site.browser(), site.browser()
    await sign_in(browser)
    twin.cookie = browser.cookie
    fields = {"current_password": PASSWORD, "password": OTHER_PASSWORD}
    await asyncio.gather(browser.post("/password", fields, follow=False), twin.post("/password", fields, follow=False))
    assert (await sign_in(site.browser(), password=OTHER_PASSWORD)).status == 200
    assert await count("mail", "kind = 'password_changed'") == 1


async def test_the_devices_are_listed_and_one_button_signs_them_all_out(either: Browser, site: Site) -> None:  # 33
    await guardian(password=PASSWORD)
    other = site.browser()
    await sign_in(other)
    await sign_in(either)
    page = await either.get("/account")
    assert page.said.count("Chrome, Android") == 2
    assert page.said.count("cet appareil") == 1
    page = await either.post("/sign-out", {"everywhere": "yes"})
    assert not await in_session(other)
    assert await count("session") == 0
    assert await events("signed out") == ["everywhere"]


async def test_one_device_is_signed_out_alone(either: Browser, site: Site) -> None:  # 33
    await guardian(password=PASSWORD)
    lost, kept = site.browser(), site.browser()
    for browser in (lost, kept, either):
        await sign_in(browser)
    page = await either.get("/account")
    numbers = [str(field.get("value")) for field in page.all("input", name="device")]
    assert len(numbers) == 2  # not this one: it has *Se déconnecter*
    rows = await query("SELECT id FROM session ORDER BY id")
    page = await either.post("/account/devices/end", {"device": str(rows[0]["id"])})
    assert (page.path, page.h1) == ("/account?notice=device", "Mon compte")
    assert page.find("p", role="status", **{"class": "notice"}).text
    assert [await in_session(browser) for browser in (lost, kept, either)] == [False, True, True]
    assert "L’autre appareil est déconnecté." in page.said
    again = await either.post("/account/devices/end", {"device": str(rows[0]["id"])})  # a second tap
    assert (again.path, GONE in again.said) == ("/account?notice=device-gone", True)
    assert await events("signed out") == ["device"]


@pytest.mark.parametrize("odd", ["", "0", "x", "-1", "1e3", "9" * 40, "١", "\0", "1 OR 1=1"])
async def test_a_device_is_found_among_ones_own_alone(site: Site, odd: str) -> None:  # 43
    await guardian(password=PASSWORD)
    await guardian("ali.benali", "ali@example.org", password=PASSWORD)
    browser, other = site.browser(), site.browser()
    await sign_in(browser)
    await sign_in(other, "ali.benali")
    theirs = await query("SELECT id FROM session ORDER BY id")
    for typed in (odd, *(str(row["id"]) for row in theirs)):  # the one that asks is not closed this way either
        page = await browser.post("/account/devices/end", {"device": typed})
        assert (page.status, GONE in page.said) == (200, True)
    assert await in_session(browser)
    assert await in_session(other)
    assert await events("signed out") == []


async def test_the_address_is_shown_in_full_to_its_owner(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await sign_in(either)
    (child,) = await children(number)
    for path in ("/account", f"/children/{child}"):
        assert "marie@example.org" in (await either.get(path)).said
    await query("UPDATE guardian SET email = ''")
    for path in ("/account", f"/children/{child}"):
        assert "L’école n’a pas votre adresse mail." in (await either.get(path)).said


async def test_sign_out_ends_the_session_on_the_server_and_clears_the_browser(
    either: Browser, site: Site
) -> None:  # 32
    await guardian(password=PASSWORD)
    await sign_in(either)
    kept = either.cookie
    answer = await either.post("/sign-out", follow=False)
    assert '"cache"' in answer.headers["clear-site-data"]
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    thief = site.browser()
    thief.cookie = kept
    assert not await in_session(thief)
    assert (await either.get("/children")).path.startswith("/?notice=")


async def test_sign_out_without_a_session_is_the_same_page(either: Browser) -> None:
    page = await either.post("/sign-out")
    assert (page.status, page.path) == (200, "/?notice=signed-out")


async def test_sign_out_is_no_link(site: Site) -> None:  # 32
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    assert (await browser.get("/sign-out")).status == 405
    assert await in_session(browser)


async def test_a_session_ends_after_half_an_hour_of_rest(either: Browser, time: Clock) -> None:  # 31
    await guardian(password=PASSWORD)
    await sign_in(either)
    time.move(minutes=29)
    assert await in_session(either)
    time.move(minutes=29)
    assert await in_session(either)
    time.move(minutes=30, seconds=1)
    page = await either.get("/children")
    assert page.path == "/?notice=ended&next=/children"
    assert either.cookie == ""  # 36: it heals on the next page
    assert page.all("p", role="status", **{"class": "notice"})


async def test_a_session_ends_after_twelve_hours_however_busy(site: Site, time: Clock) -> None:  # 31
    await guardian(password=PASSWORD)
    browser = site.browser()
    page = await sign_in(browser)
    for _ in range(28):
        time.move(minutes=25)
        assert await in_session(browser)
    time.move(minutes=21)
    assert not await in_session(browser)
    assert page.status == 200


async def test_a_remembered_device_rests_thirty_days_and_lasts_ninety(site: Site, time: Clock) -> None:  # 31
    await guardian(password=PASSWORD)
    idle, busy = site.browser(), site.browser()
    for browser in (idle, busy):
        await sign_in(browser, remember="yes")
    jar = next(iter(busy.client.cookies.jar))
    assert jar.expires is not None
    for _ in range(3):
        time.move(days=29)
        await busy.get("/children")
    assert not await in_session(idle)
    assert await count("session", "remembered") == 2
    time.move(days=2, hours=23)
    assert await session.find(busy.cookie)
    time.move(hours=2)
    assert await session.find(busy.cookie) is None


async def test_the_cookie_of_an_ordinary_session_ends_with_the_browser(site: Site) -> None:  # 31
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    assert next(iter(browser.client.cookies.jar)).expires is None


async def test_a_session_id_that_the_server_did_not_make_is_never_adopted(either: Browser) -> None:  # 29
    await guardian(password=PASSWORD)
    for chosen in ("A" * 43, "x", "", "' OR 1=1 --", "a" * 4000):
        either.cookie = chosen
        page = await either.get("/")
        assert page.all("form", action="/sign-in")
        await sign_in(either)
        assert either.cookie not in (chosen, "")
        assert await in_session(either)
        either.client.cookies.clear()


async def test_session_ids_are_long_random_and_kept_as_digests(site: Site) -> None:  # 29
    await guardian(password=PASSWORD)
    seen = set()
    for _ in range(5):
        browser = site.browser()
        await sign_in(browser)
        seen.add(browser.cookie)
        assert len(browser.cookie) >= 43  # 256 bits
    assert len(seen) == 5
    kept = str(await dump())
    assert not any(secret in kept for secret in seen)


async def test_with_https_the_cookie_is_bound_to_the_host_and_to_tls(settings: Settings) -> None:  # 30
    async with serving(dataclasses.replace(settings, base_url="https://parents.tilleul.example")) as site:
        await guardian(password=PASSWORD)
        browser = site.browser()
        answer = await browser.post("/sign-in", {"username": "marie.dupont", "password": PASSWORD}, follow=False)
        name, _, rest = answer.headers["set-cookie"].partition("=")
        assert name == "__Host-preau"
        parts = {part.strip().lower() for part in rest.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)
        assert await in_session(browser)
        answer = await browser.post("/sign-out", follow=False)
        assert answer.headers["set-cookie"].startswith("__Host-preau=")
        assert "secure" in answer.headers["set-cookie"].lower()
        other = site.browser()
        other.client.cookies.set("preau", browser.cookie)
        assert not await in_session(other)


async def test_strangers_get_no_cookie(site: Site) -> None:
    browser = site.browser()
    for path in ("/", "/first-connection?token=x", "/reset", "/reset/sent", "/nowhere", "/health"):
        assert "set-cookie" not in (await browser.get(path)).headers, path


async def test_a_clock_set_back_prolongs_no_session(site: Site, time: Clock) -> None:  # 56
    await guardian(password=PASSWORD)
    browser = site.browser()
    time.move(days=365)
    await sign_in(browser)
    time.move(days=-365)
    assert not await in_session(browser)


async def test_a_visit_writes_at_most_once_a_minute(site: Site, time: Clock) -> None:
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    seen = await query("SELECT last_seen_at FROM session")
    await browser.get("/account")
    assert await query("SELECT last_seen_at FROM session") == seen
    time.move(seconds=61)
    await browser.get("/account")
    assert await query("SELECT last_seen_at FROM session") != seen
