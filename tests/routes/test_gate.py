"""The gate: checks of host, sender and size on every request, headers on every response (catalogue 36–44)."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from typing import Any

import pytest

from routes.gate import repeat
from routes.web.assets import _chosen
from settings import Settings
from tests.support.family import PASSWORD, dump, guardian, in_session, sign_in
from tests.support.site import Site, serving
from tests.support.visitor import Browser

HOME = "http://testserver.local"


@pytest.mark.parametrize(
    ("site_header", "origin", "referer", "allowed"),
    [
        ("same-origin", "", "", True),
        ("none", "", "", True),  # typed or reloaded by the person
        ("none", HOME, "", True),
        ("none", "http://evil.example", "", False),
        ("none", "null", "", False),
        ("same-site", HOME, HOME + "/", False),
        ("cross-site", HOME, HOME + "/", False),
        ("nonsense", HOME, "", False),
        ("", HOME, "", True),
        ("", HOME.upper(), "", True),
        ("", "null", HOME + "/", False),
        ("", "https://testserver.local", "", False),
        ("", "http://testserver.local:81", "", False),
        ("", "http://testserver.local.evil.example", HOME + "/", False),
        ("", "", HOME + "/reset", True),
        ("", "", HOME, True),
        ("", "", "http://evil.example/http://testserver.local/", False),
        ("", "", "http://testserver.local@evil.example/", False),
        ("", "", "http://[", False),
    ],
)
async def test_a_post_must_come_from_our_own_page(
    site: Site, site_header: str, origin: str, referer: str, allowed: bool
) -> None:  # 36
    await guardian(password=PASSWORD)
    headers = {"Sec-Fetch-Site": site_header, "Origin": origin, "Referer": referer}
    browser = site.browser()
    fields = {"username": "marie.dupont", "password": PASSWORD}
    answer = await browser.post("/sign-in", fields, headers=headers, follow=False)
    assert answer.status == (303 if allowed else 403)
    assert bool(browser.cookie) == allowed
    if not allowed:
        assert answer.all("a", href="/")


async def test_every_post_is_checked_sign_out_and_unknown_paths_included(site: Site) -> None:  # 36
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    before = await dump()
    paths = [path for path, methods in site.routes() if "POST" in methods]
    assert {"/sign-in", "/sign-out", "/password", "/reset", "/first-connection"} <= set(paths)
    for path in [*paths, "/nowhere", "/children/1"]:
        assert (await browser.post(path, headers={"Sec-Fetch-Site": "cross-site"})).status == 403, path
        if path not in repeat.PATHS:  # tests/routes/test_repeat.py
            assert (await browser.post(path, headers={"Sec-Fetch-Site": "", "Origin": ""})).status == 403, path
    after = await dump()
    assert {row["action"] for row in after.pop("event")} == {"signed in", "request refused"}
    del before["event"]
    assert after == before
    assert await in_session(browser)


async def test_a_stale_cookie_heals_on_the_next_page(either: Browser) -> None:  # 36
    await guardian(password=PASSWORD)
    either.cookie = "of-last-year"
    page = await either.post("/password", {"password": PASSWORD})
    assert page.path == "/?notice=step"
    assert either.cookie == ""
    either.cookie = "of-last-year"
    assert (await sign_in(either)).status == 200
    assert await in_session(either)


async def test_every_status_carries_the_headers(site: Site) -> None:  # 37, 39: the browser checks each answer
    browser = site.browser()
    seen = {
        (await browser.get("/")).status,
        (await browser.get(site.app.assets.url("preau.js"))).status,
        (await browser.get("/children", follow=False)).status,
        (await browser.get("/", headers={"Host": "evil.example"})).status,
        (await browser.post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})).status,
        (await browser.get("/nowhere")).status,
        (await browser.send("DELETE", "/")).status,
        (await browser.post("/sign-in", {"username": "x" * 20_000})).status,
        (await browser.post("/sign-in", {"username": "x"})).status,
        (await browser.get("/children", headers={"HX-Request": "true", "HX-Target": "page"})).status,
        (await browser.get("/health")).status,
        (await browser.send("OPTIONS", "/")).status,
    }
    assert seen >= {200, 303, 400, 401, 403, 404, 405, 413, 422}
    asset = await browser.get(site.app.assets.url("preau.js"))
    assert "immutable" in asset.headers["cache-control"]
    again = await browser.get(site.app.assets.url("preau.js"), headers={"If-None-Match": asset.headers["etag"]})
    assert (again.status, again.text) == (304, "")


async def test_text_names_its_encoding(site: Site) -> None:
    browser = site.browser()
    for path in ("/", "/nowhere", "/health", "/robots.txt", site.app.assets.url("preau.js")):
        kind = (await browser.get(path)).headers["content-type"]
        assert kind.startswith("text/"), path
        assert kind.endswith("; charset=utf-8"), path


@pytest.fixture
async def https(settings: Settings) -> AsyncIterator[Site]:
    async with serving(dataclasses.replace(settings, base_url="https://parents.tilleul.example")) as site:
        yield site


async def test_hsts_is_sent_with_https_alone(https: Site) -> None:  # 39: checked on every answer of a browser
    answer = await https.browser().get("/")
    assert int(answer.headers["strict-transport-security"].partition("=")[2]) >= 31_536_000


async def test_only_the_schools_own_name_is_answered(https: Site) -> None:  # 41
    browser = https.browser()
    for host, status in {
        "parents.tilleul.example": 200,
        "PARENTS.tilleul.example": 200,
        "tilleul.example": 400,
        "parents.tilleul.example:8443": 400,
        "127.0.0.1": 400,
        "localhost": 400,
        "evil.example": 400,
    }.items():
        page = await browser.get("/", headers={"Host": host})
        assert page.status == status, host
    assert "evil" not in page.text


async def test_a_school_on_this_machine_answers_to_each_of_its_names(settings: Settings) -> None:
    async with serving(dataclasses.replace(settings, base_url="http://127.0.0.1:8000")) as site:
        for host in ("127.0.0.1:8000", "localhost:8000", "[::1]:8000"):
            page = await site.browser().post(
                "/reset",
                {"email": "a@example.org"},
                headers={"Host": host, "Sec-Fetch-Site": "", "Origin": f"http://{host}"},
            )
            assert page.status == 200, host
        page = await site.browser().get("/", headers={"Host": "localhost:8001"})
        assert page.status == 400


async def test_redirects_stay_here_whatever_is_asked(site: Site) -> None:  # 40: the browser checks each redirect
    await guardian(password=PASSWORD)
    there = "https://evil.example/"
    browser = site.browser()
    for query in ("next", "url", "return", "notice", "token"):
        page = await browser.get(f"/?{query}={there}")
        assert page.status == 200
        assert "evil.example" not in page.text
    for path in ("//evil.example", "/%2F%2Fevil.example", "/\\evil.example", "/children/..%2F..%2Fevil.example"):
        assert (await browser.get(path)).status in (200, 404), path
    page = await sign_in(browser, next=there)
    assert page.path.startswith("/children/")


PAGES = ("/", "/reset", "/reset/sent", "/first-connection?token=x")


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        ({"HX-Request": "true", "HX-Target": "page"}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Target": "unknown"}, False),
        ({"HX-Request": "true", "HX-Target": "page", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-Target": "page", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "yes", "HX-Target": "page"}, False),
        ({"HX-Target": "page"}, False),
        ({"HX-Request": "true", "HX-Target": "../layouts/base"}, False),
    ],
)
async def test_a_request_for_a_block_gets_the_block_and_any_other_the_page(
    site: Site, headers: dict[str, str], fragment: bool
) -> None:
    for path in PAGES:
        for _ in range(2):  # the second time from what was kept
            response = await site.browser().client.get(path, headers=headers)
            assert ("<html" in response.text) != fragment, path


async def test_a_block_is_the_page_without_its_surroundings(site: Site) -> None:
    for path in PAGES:
        page, block = await site.browser().get(path), await site.browser(htmx=True).get(path)
        assert (page.h1, page.title) == (block.h1, block.title)


@pytest.mark.parametrize(
    ("accepted", "encodings"),
    [
        ("br, gzip", {"br", "gzip"}),
        ("gzip", {"gzip"}),
        ("br;q=0, gzip", {"gzip"}),
        ("identity", {""}),
        ("", {""}),
        ("br;q=0", {""}),
    ],
)
async def test_pages_come_in_an_encoding_that_is_accepted(site: Site, accepted: str, encodings: set[str]) -> None:
    for path in ("/", "/reset", site.app.assets.url("htmx.min.js")):
        response = await site.browser().client.get(path, headers={"Accept-Encoding": accepted})
        assert response.headers.get("content-encoding", "") in encodings
        assert response.text.startswith(("<!doctype html>", "var htmx"))


async def test_an_address_of_more_than_two_kilobytes_is_refused(either: Browser) -> None:
    for path in ("/?", "/health?", "/nowhere?", "/first-connection?token=", "/"):
        page = await either.get(path + "x" * (2047 - len(path)))
        assert page.status in (200, 401, 404), path
        page = await either.get(path + "x" * 2048)
        assert page.status == 414, path
        assert page.all("a", href="/")
    assert (await either.post("/sign-in?" + "x" * 2048)).status == 414


async def test_headers_of_more_than_sixteen_kilobytes_are_refused(either: Browser) -> None:
    many = {f"X-{n}": "x" * 1000 for n in range(17)}
    for headers in ({"X-Long": "x" * 16 * 1024}, many):
        page = await either.get("/", headers=headers)
        assert page.status == 431
        assert page.all("a", href="/")
    assert (await either.get("/", headers={"X-Long": "x" * 15 * 1024})).status == 200


async def test_strange_queries_are_no_fault_and_fill_nothing_in(either: Browser) -> None:
    many = "&".join(f"a{n}=b" for n in range(200))
    for query in ("token=%00", "token=%FF", "token=%ED%A0%80", "token", "=", "&&", many, many + "&token=a"):
        page = await either.get(f"/first-connection?{query}")
        assert page.status == 200, query
    assert page.value("token") == ""
    assert (await either.get("/first-connection?x=1&token=a%2Db")).value("token") == "a-b"


async def test_an_endless_accept_encoding_is_not_remembered(site: Site) -> None:
    before = _chosen.cache_info().currsize
    for n in range(3):
        response = await site.browser().client.get("/", headers={"Accept-Encoding": f"br, gzip, {n}" + "x" * 200})
        assert "content-encoding" not in response.headers
    assert _chosen.cache_info().currsize == before


async def test_a_request_that_the_servers_end_cuts_off_is_answered(site: Site) -> None:
    said: list[Any] = []

    async def receive() -> Any:
        await asyncio.sleep(60)

    async def send(message: Any) -> None:
        said.append(message)

    headers = [(b"host", b"testserver.local"), (b"sec-fetch-site", b"same-origin")]
    scope: Any = {
        **{"type": "http", "http_version": "1.1", "scheme": "http", "method": "POST", "path": "/sign-in"},
        **{"raw_path": b"/sign-in", "query_string": b"", "root_path": "", "headers": headers},
        **{"client": ("127.0.0.1", 5000), "server": ("testserver.local", 80), "state": {}},
    }
    request = asyncio.ensure_future(site.app(scope, receive, send))
    await asyncio.sleep(0.2)
    request.cancel()
    await request
    assert said[0]["status"] == 503
    assert (b"retry-after", b"10") in said[0]["headers"]
    assert "Attendez un peu, puis réessayez." in b"".join(one.get("body", b"") for one in said[1:]).decode()
