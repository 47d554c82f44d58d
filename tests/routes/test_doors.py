"""The two forms of the entrance: their order, and the cookie that remembers it (catalogue 58)."""

import dataclasses
from typing import Any

import pytest

from models.access import token
from settings import Settings
from tests.support.family import PASSWORD, at_password_step, doors, guardian, issued, sign_in
from tests.support.site import Site, serving
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

FIRST, LATER = "Première connexion", "Connexions suivantes"


def set_cookies(answer: Answer) -> dict[str, str]:
    """What the answer's `Set-Cookie` headers ask to keep, by the cookie's name."""
    return {header.partition("=")[0]: header for header in answer.response.headers.get_list("set-cookie")}


async def test_a_browser_without_a_past_sees_the_first_connection_first(either: Browser) -> None:
    page = await either.get("/")
    assert doors(page) == [FIRST, LATER]
    assert set_cookies(page) == {}


async def test_a_browser_that_was_signed_in_before_sees_later_connections_first(either: Browser) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    out = await either.post("/sign-out")
    assert doors(out) == [LATER, FIRST]
    for path in ("/", "/children", "/?notice=signed-out"):
        assert doors(await either.get(path)) == [LATER, FIRST], path


async def test_a_link_with_a_token_shows_the_first_connection_first(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await sign_in(either)
    await either.post("/sign-out")
    page = await either.get(f"/first-connection?token={await issued(number, token.RESET)}")
    assert doors(page) == [FIRST, LATER]


@pytest.mark.parametrize(
    ("path", "fields", "order"),
    [
        ("/sign-in", {"username": "nobody", "password": "not that one"}, [LATER, FIRST]),
        ("/sign-in", {"username": "nobody"}, [LATER, FIRST]),
        ("/first-connection", {"token": ""}, [FIRST, LATER]),
        ("/first-connection", {"token": "7KQ2"}, [FIRST, LATER]),
        ("/first-connection", {"token": "0000-0000-0000"}, [FIRST, LATER]),
    ],
)
async def test_the_door_that_was_used_comes_first_and_says_what_is_wrong_once(
    either: Browser, path: str, fields: dict[str, str], order: list[str]
) -> None:
    for _ in range(2):
        page = await either.post(path, fields)
        assert doors(page) == order
        for sentence in page.faults:
            assert page.said.count(sentence) == 1
        wrong = [e for e in page.all("input") if e.get("aria-invalid")]
        described = [e.get("aria-describedby", "").split()[-1] for e in wrong]
        both = "password" in fields  # which of the two is wrong is not said
        assert described == (["refused"] * 2 if both else [f"{e.get('id')}-fault" for e in wrong])
        assert all(page.find("*", id=name) is not None for name in set(described))
        assert ["autofocus" in e.attrib for e in wrong] == [True, *[False] * (len(wrong) - 1)]
        await guardian(password=PASSWORD)
        await sign_in(either)  # the second time with a browser that has been in
        await either.post("/sign-out")
        await query("DELETE FROM guardian")


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://parents.school.example"])
async def test_what_a_browser_remembers_says_nothing_but_that_somebody_was_in(settings: Settings, base: str) -> None:
    async with serving(dataclasses.replace(settings, base_url=base)) as site:
        await guardian(password=PASSWORD)
        await guardian("ali.benali", "ali@example.org", password=PASSWORD)
        kept: set[Any] = set()
        for name in ("marie.dupont", "ali.benali"):
            answer = await site.browser().post("/sign-in", {"username": name, "password": PASSWORD}, follow=False)
            cookies = set_cookies(answer)
            (before,) = [name for name in cookies if name.endswith("signed-in-before")]
            kept.add(cookies.pop(before))
            assert len(cookies) == 1
        (cookie,) = kept  # the same for everybody
        parts = {part.strip().lower() for part in cookie.split(";")}
        https = base.startswith("https")
        assert cookie.startswith("__Host-signed-in-before=yes;" if https else "signed-in-before=yes;")
        assert {"httponly", "path=/", "samesite=lax", "max-age=34560000"} <= parts
        assert ("secure" in parts) == https


async def test_a_first_connection_is_remembered_too(either: Browser) -> None:
    await at_password_step(either, await issued(await guardian()))
    assert doors(await either.get("/")) == [FIRST, LATER]  # nobody has been in yet
    await either.post("/password", {"password": PASSWORD})
    assert doors(await either.post("/sign-out")) == [LATER, FIRST]


async def test_signing_out_takes_the_session_and_the_pages_and_leaves_the_rest(either: Browser) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    out = await either.send("POST", "/sign-out", follow=False)
    assert out.headers["clear-site-data"] == '"cache"'
    (session,) = set_cookies(out).values()
    assert session.startswith("preau=")
    assert "max-age=0" in session.lower()
    assert [cookie.name for cookie in either.client.cookies.jar] == ["signed-in-before"]


async def test_a_cookie_of_another_value_is_no_past(browser: Browser) -> None:
    for value in ("", "no", "yes2", '"yes"', "oui"):
        answer = await browser.get("/", headers={"Cookie": f"signed-in-before={value}"})
        assert doors(answer) == [FIRST, LATER], value


async def test_each_order_is_rendered_once_and_told_apart_by_the_cookie(site: Site) -> None:
    browser = site.browser()
    for _ in range(2):
        for cookie, order in (("", [FIRST, LATER]), ("signed-in-before=yes", [LATER, FIRST])):
            page = await browser.get("/", headers={"Cookie": cookie})
            assert doors(page) == order
            assert "Cookie" in page.headers["vary"]
    names = [name for _, name, *_ in site.app.layout.fixed]
    assert sorted(names) == ["first", "later"]
