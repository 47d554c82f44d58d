"""Refused requests are recorded in the audit, up to a limit (catalogue 68)."""

import pytest

from routes.gate.refusal_log import A_CLIENT, A_KIND
from tests.support.clock import Clock
from tests.support.family import PASSWORD, count, events, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser

CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}


async def refused() -> list[dict[str, object]]:
    return await query("SELECT actor, guardian, result, client, detail FROM event WHERE action = 'request refused'")


@pytest.mark.parametrize(
    ("method", "path", "headers", "result"),
    [
        ("POST", "/sign-in", CROSS_SITE, "cross-site"),
        ("POST", "/office/families", CROSS_SITE, "cross-site"),
        ("GET", "/first-connection?token=SECRET", {"Host": "evil.example"}, "host"),
        ("HEAD", "/", {"Host": "evil.example"}, "host"),
    ],
)
async def test_a_refusal_is_recorded_without_anything_that_was_sent(
    either: Browser, method: str, path: str, headers: dict[str, str], result: str
) -> None:
    await either.send(method, path, headers=headers)
    expected = {"actor": "stranger", "guardian": None, "result": result, "client": "203.0.113.7", "detail": ""}
    assert await refused() == [expected]


async def test_what_is_not_refused_is_no_line(either: Browser) -> None:
    for method, path in (("GET", "/"), ("GET", "/nowhere"), ("GET", "/children"), ("POST", "/sign-in")):
        await either.send(method, path)
    assert await refused() == []


async def test_who_waits_is_recorded_by_name_when_that_is_known(site: Site) -> None:
    number = await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    for _ in range(7):
        answer = await browser.post("/password", {"current_password": "not that one", "password": PASSWORD})
    assert answer.status == 429
    assert {(row["actor"], row["guardian"], row["result"]) for row in await refused()} == {
        ("parent", number, "throttled")
    }


async def test_a_stranger_cannot_fill_the_audit(site: Site, time: Clock) -> None:
    browser = site.browser()
    for _ in range(A_CLIENT * 3):
        assert (await browser.post("/sign-in", headers=CROSS_SITE)).status == 403
    assert await events("request refused") == ["cross-site"] * A_CLIENT + ["more"]
    for n in range(A_KIND * 2):  # an IPv6 network has addresses without number
        await site.browser(client=f"2001:db8:{n:x}::1").post("/sign-in", headers=CROSS_SITE)
    assert await count("event") == A_KIND + 1
    await browser.get("/", headers={"Host": "evil.example"})  # another kind has its own limit
    assert (await events("request refused"))[-1] == "host"
    time.move(hours=1)
    await browser.post("/sign-in", headers=CROSS_SITE)
    assert (await events("request refused"))[-1] == "cross-site"
