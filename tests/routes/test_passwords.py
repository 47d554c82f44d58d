"""Which passwords the page accepts, its faults for the others, and the attributes of its fields (catalogue 22–27)."""

import asyncio

import pytest

from tests.support.family import OTHER_PASSWORD, PASSWORD, at_password_step, count, guardian, issued, sign_in
from tests.support.site import Site
from tests.support.visitor import Browser


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("court", "trop court"),
        ("onze signes", "trop court"),
        ("girafe tomate\0 vélo", "caractère"),
        ("password1234", "deviner"),
        ("123456789012", "deviner"),
        ("azertyuiopqs", "deviner"),
        ("aaaaaaaaaaaaaaaaaaaa", "deviner"),
        ("marie.dupont", "nom"),
        ("MarieDupont2026", "nom"),
        ("EcoleDuTilleul1", "nom"),
        ("marie@example.org", "nom"),
        (" " * 14, "deviner"),
    ],
)
async def test_a_weak_password_is_refused_with_the_reason_and_spends_nothing(
    either: Browser, password: str, reason: str
) -> None:  # 22, 25
    await at_password_step(either, await issued(await guardian()))
    page = await either.post("/password", {"password": password})
    assert page.status == 422
    assert reason in page.faults[0]
    assert page.value("password") == ""
    assert await count("token", "spent_at IS NOT NULL") == 0
    page = await either.post("/password", {"password": PASSWORD})
    assert page.path.startswith("/children/")


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "  deux espaces  autour ",
        "😀🐘🚲🍅🎈🌧🏠🐟🎻🧀🚂🌵",
        "пароль зеленый слон",
        "密码很长的句子在这里写下来吧",
        PASSWORD + " é" * 200,
        "girafe " * 2 + "tomate" * 600,
        "+&=%25;#?é lampe",
        "abcdefghijkl mot sans majuscule",
    ],
)
async def test_long_strange_and_plain_passwords_are_taken_to_the_letter(site: Site, password: str) -> None:  # 22, 26
    browser = site.browser()
    await at_password_step(browser, await issued(await guardian()))
    page = await browser.post("/password", {"password": password})
    assert page.path.startswith("/children/"), page.said
    assert (await sign_in(site.browser(), password=password)).status == 200
    for other in (password[:-1], password + "x", password.swapcase() + "x"):
        assert (await sign_in(site.browser(), password=other)).status == 422


async def test_passwords_that_differ_at_the_73rd_byte_differ(site: Site) -> None:  # 22
    start = "girafe tomate vélo nuage lampe citron marteau " * 2
    browser = site.browser()
    await at_password_step(browser, await issued(await guardian()))
    await browser.post("/password", {"password": start + "a"})
    assert (await sign_in(site.browser(), password=start + "b")).status == 422
    assert (await sign_in(site.browser(), password=start + "a")).status == 200


async def test_an_accent_typed_on_two_phones_is_one_password(site: Site) -> None:  # 24
    browser = site.browser()
    await at_password_step(browser, await issued(await guardian()))
    await browser.post("/password", {"password": "girafe tomate ve\u0301lo nuage"})
    assert (await sign_in(site.browser(), password="girafe tomate v\u00e9lo nuage")).status == 200
    assert (await sign_in(site.browser(), password="girafe tomate velo nuage")).status == 422


async def test_the_fields_help_those_who_fill_them(either: Browser) -> None:  # 27
    page = await either.get("/")
    wanted = {"token": "one-time-code", "username": "username", "password": "current-password"}
    assert {name: page.find("input", name=name).get("autocomplete") for name in wanted} == wanted
    for name in wanted:
        assert page.find("input", name=name).get("autocapitalize") == "none"
        assert page.find("input", name=name).get("spellcheck") == "false"
    await at_password_step(either, await issued(await guardian(password=PASSWORD)))
    page = await either.get("/password")
    assert page.find("input", name="password").get("autocomplete") == "new-password"
    assert page.find("input", name="username").get("value") == "marie.dupont"
    assert page.find("input", name="password").get("data-show") == "Afficher"  # the script makes the button
    await sign_in(either)
    page = await either.get("/password")
    assert page.find("input", name="current_password").get("autocomplete") == "current-password"
    assert page.find("input", name="password").get("autocomplete") == "new-password"


async def test_a_missing_password_is_named(either: Browser) -> None:
    await at_password_step(either, await issued(await guardian()))
    page = await either.post("/password", {"password": ""})
    assert (page.status, len(page.faults)) == (422, 1)


async def test_password_managers_find_the_change(site: Site) -> None:
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    page = await browser.get("/.well-known/change-password")
    assert page.path == "/password"
    assert page.all("input", name="current_password")


async def test_many_choosing_at_once_all_get_in(site: Site) -> None:  # 53
    codes = [await issued(await guardian(f"parent.n{n}", f"n{n}@example.org")) for n in range(10)]
    browsers = [site.browser(client=f"198.51.100.{n}") for n in range(10)]
    for browser, code in zip(browsers, codes, strict=True):
        await at_password_step(browser, code)
    pages = await asyncio.gather(*(browser.post("/password", {"password": OTHER_PASSWORD}) for browser in browsers))
    assert {page.status for page in pages} == {200}
