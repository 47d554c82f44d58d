"""GET, HEAD and OPTIONS change nothing, on any URL; HEAD is GET without its body (catalogue 8)."""

from collections.abc import Awaitable, Callable

import pytest

from tests.support.family import PASSWORD, at_password_step, children, dump, guardian, issued, sign_in
from tests.support.site import Site
from tests.support.visitor import Browser

# Their forms carry a random mark: compressed, two answers differ in length.
MARKED = ("/reset", "/children/1", "/children/1/calendar")
Arrival = Callable[[Site], Awaitable[Browser]]


async def signed_out(site: Site) -> Browser:
    return site.browser()


async def as_parent(site: Site) -> Browser:
    await guardian("ali.benali", "ali@example.org", password=PASSWORD, children=2)
    browser = site.browser()
    await sign_in(browser, "ali.benali")
    return browser


async def at_the_step(site: Site) -> Browser:
    browser = site.browser()
    await at_password_step(browser, await issued(await guardian("ali.benali", "ali@example.org")))
    return browser


@pytest.mark.parametrize("arrive", [signed_out, as_parent, at_the_step])
async def test_looking_changes_nothing(site: Site, arrive: Arrival) -> None:
    number = await guardian()
    code = await issued(number)
    browser = await arrive(site)
    cookie, before = browser.cookie, await dump()
    queries = ("", f"?token={code}", "?token=x&switch=yes&everywhere=yes", "?notice=signed-out", "?notice=password")
    paths = [path for path, _ in site.routes()] + [f"/children/{child}" for child in await children(number + 1)]
    for path in [*paths, "/nowhere"]:
        for query in queries:
            for method in ("GET", "HEAD", "OPTIONS"):
                await browser.send(method, path + query, follow=False)
                browser.cookie = cookie
    assert await dump() == before
    await at_password_step(site.browser(), code)


@pytest.mark.parametrize("arrive", [signed_out, as_parent, at_the_step])
async def test_head_answers_like_get_without_the_body(site: Site, arrive: Arrival) -> None:
    browser = await arrive(site)
    cookie = browser.cookie
    for path in [path for path, _ in site.routes()] + [site.app.assets.url("preau.js"), "/nowhere"]:
        answers = []
        for method in ("GET", "HEAD"):
            answers.append(await browser.send(method, path, follow=False))
            browser.cookie = cookie
        get, head = answers
        assert head.status == get.status, path
        assert head.text == ""
        same = [[(k, v) for k, v in a.headers.items() if k != "content-length"] for a in answers]
        if path not in MARKED:
            assert head.headers.get("content-length") == get.headers.get("content-length"), path
        assert same[0] == same[1], path
