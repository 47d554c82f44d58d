"""Throttling: what is limited, for how long, and what still works (catalogue 10, 16–21)."""

import asyncio
import dataclasses

import pytest

from models.access import throttle, token
from routes.web.client import _warn
from settings import Settings
from settings.addresses import networks
from tests.support.clock import Clock
from tests.support.family import (
    OTHER_PASSWORD,
    PASSWORD,
    at_password_step,
    count,
    events,
    guardian,
    in_session,
    issued,
    sign_in,
)
from tests.support.site import Site, serving
from tests.support.sql import query
from tests.support.visitor import Browser

WRONG = "not that one"


def unknown_token(number: int) -> str:
    return token.code_of(f"{number:032x}")


async def fail(site: Site, times: int, username: str = "marie.dupont") -> None:
    for _ in range(times):
        await sign_in(site.browser(), username, WRONG)


async def test_five_failures_and_then_the_right_password_waits_too(site: Site, time: Clock) -> None:  # 16
    await guardian(password=PASSWORD)
    await fail(site, 5)
    assert (await sign_in(site.browser())).status == 422
    time.move(seconds=61)
    assert (await sign_in(site.browser())).status == 200
    await fail(site, 4)  # the count began anew
    assert (await sign_in(site.browser())).status == 200


async def test_the_pause_grows_to_an_hour_and_no_further(site: Site, time: Clock) -> None:  # 16
    await guardian(password=PASSWORD)
    await fail(site, 5)
    for _ in range(12):
        time.move(hours=1, seconds=1)
        await fail(site, 1)
    assert (await sign_in(site.browser())).status == 422
    time.move(hours=1, seconds=1)
    assert (await sign_in(site.browser())).status == 200


async def test_trying_during_the_pause_does_not_prolong_it(site: Site, time: Clock) -> None:  # 16
    await guardian(password=PASSWORD)
    await fail(site, 25)
    time.move(seconds=61)
    assert (await sign_in(site.browser())).status == 200


async def test_a_reset_ends_the_pause(site: Site) -> None:  # 16
    number = await guardian(password=PASSWORD)
    await fail(site, 8)
    browser = site.browser()
    await at_password_step(browser, await issued(number, token.RESET))
    await browser.post("/password", {"password": OTHER_PASSWORD})
    assert (await sign_in(site.browser(), password=OTHER_PASSWORD)).status == 200


async def test_every_spelling_of_a_name_counts_as_one(site: Site) -> None:  # 17
    await guardian(password=PASSWORD)
    for typed in ("marie.dupont", "MARIE.DUPONT", " marie.dupont ", "Marié.Dupont", "marie@example.org"):
        await sign_in(site.browser(), typed, WRONG)
    assert (await sign_in(site.browser())).status == 422
    for typed in ("no.body", "NO.BODY", "nó.body"):
        await sign_in(site.browser(), typed, WRONG)
    assert await count("throttle") == 3  # one client, two names


async def test_of_a_burst_sent_at_once_few_guesses_are_looked_at(site: Site) -> None:  # 16
    await guardian(password=PASSWORD)
    await asyncio.gather(*(sign_in(site.browser(), password=f"guess {n}") for n in range(40)))
    looked_at = (await events("sign-in refused")).count("refused")
    assert 5 <= looked_at <= 15, looked_at  # PostgreSQL: as many more as there are connections
    assert (await sign_in(site.browser())).status == 422


async def test_a_burst_of_guesses_at_the_current_password_is_cut_too(site: Site) -> None:  # 16, 28
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    guesses = [
        browser.post("/password", {"current_password": f"guess {n}", "password": OTHER_PASSWORD}) for n in range(40)
    ]
    answers = [answer.status for answer in await asyncio.gather(*guesses)]
    assert set(answers) == {422, 429}
    assert answers.count(422) <= 15
    page = await browser.post("/password", {"current_password": PASSWORD, "password": OTHER_PASSWORD})
    assert page.status == 429
    assert (await browser.get("/children")).status == 200  # everything else goes on


async def test_two_hundred_good_sign_ins_from_one_address_all_pass(site: Site) -> None:  # 18
    await guardian(password=PASSWORD)
    for _ in range(20):
        answers = await asyncio.gather(*(sign_in(site.browser()) for _ in range(10)))
        assert {answer.status for answer in answers} == {200}
    assert await count("throttle") == 0


async def test_a_thousand_failures_of_one_address_stop_it_and_no_other(site: Site, time: Clock) -> None:  # 18, 21
    await guardian(password=PASSWORD)
    await sign_in(site.browser(), "no.body", WRONG)
    key = throttle._digest(throttle.SIGN_IN_CLIENT.name, "203.0.113.7")
    await query("UPDATE throttle SET failures = 998 WHERE digest = ?", key)
    assert (await sign_in(site.browser())).status == 200
    await sign_in(site.browser(), "no.one", WRONG)
    page = await sign_in(site.browser())
    assert page.status == 200, "the thousandth failure is the first that costs"
    await sign_in(site.browser(), "no.one", WRONG)
    page = await sign_in(site.browser())
    assert page.status == 429
    assert (await sign_in(site.browser(client="203.0.113.8"))).status == 200
    time.move(seconds=31)
    assert (await sign_in(site.browser())).status == 200


async def test_all_addresses_of_an_ipv6_network_count_as_one_client(settings: Settings) -> None:  # 18
    async with serving(settings) as site:
        await guardian(password=PASSWORD)
        for n in range(50):
            await site.browser(client=f"2001:db8:1:2::{n:x}").post("/first-connection", {"token": unknown_token(n)})
        code = await issued(await guardian("ali.benali", "ali@example.org"))
        page = await site.browser(client="2001:db8:1:2:ffff::1").post("/first-connection", {"token": code})
        assert page.status == 429
        page = await site.browser(client="2001:db8:1:3::1").post("/first-connection", {"token": code})
        assert page.path == "/password"


async def test_wrong_tokens_are_throttled_and_the_right_one_works_afterwards(
    either: Browser, site: Site, time: Clock
) -> None:  # 10, 21
    code = await issued(await guardian())
    for n in range(49):
        page = await either.post("/first-connection", {"token": unknown_token(n)})
        assert page.status == 422
    await either.post("/first-connection", {"token": unknown_token(49)})
    page = await either.post("/first-connection", {"token": code})
    assert page.status == 429
    assert 0 < int(page.headers["retry-after"]) <= 30
    assert "Attendez 1 minute" in page.said
    assert page.all("a", href="/")
    other = site.browser(client="198.51.100.9")
    await at_password_step(other, code)  # another client is not delayed
    time.move(seconds=31)
    await at_password_step(either, code)


async def test_wrong_tokens_of_many_addresses_wait_and_the_right_one_opens(site: Site) -> None:  # 10 as a whole
    code = await issued(await guardian())
    await site.browser(client="192.0.2.1").post("/first-connection", {"token": unknown_token(1)})
    whole = throttle._digest(throttle.TOKEN_WHOLE.name, "")
    await query("UPDATE throttle SET failures = 1000 WHERE digest = ?", whole)
    page = await site.browser(client="192.0.2.2").post("/first-connection", {"token": unknown_token(2)})
    assert page.status == 429
    assert 0 < int(page.headers["retry-after"]) <= 60
    await at_password_step(site.browser(client="192.0.2.3"), code)


async def test_old_tokens_are_no_guesses(site: Site) -> None:  # 10: a parent with an old mail is not an attacker
    number = await guardian()
    old = await issued(number)
    await issued(number)
    for _ in range(60):
        assert (await site.browser().post("/first-connection", {"token": old})).status == 422
    digests = [row["digest"] for row in await query("SELECT digest FROM throttle")]
    assert digests == [throttle._digest("token opened", "203.0.113.7")]  # no guess among them
    await at_password_step(site.browser(), await issued(number))


async def test_tokens_of_any_kind_are_opened_six_hundred_times_an_hour(site: Site, time: Clock) -> None:  # 10
    number = await guardian()
    spent = await issued(number)
    code = await issued(number)
    await at_password_step(site.browser(), code)
    await query("UPDATE throttle SET failures = 598")
    await at_password_step(site.browser(), code)
    assert (await site.browser().post("/first-connection", {"token": spent})).status == 422
    before = await count("event")
    for typed in (spent, code, code):
        page = await site.browser().post("/first-connection", {"token": typed})
        assert page.status == 429
        assert page.headers["retry-after"] == "3600"
    assert await count("event", "action <> 'request refused'") == before
    assert await events("request refused") == ["throttled"] * 3
    await at_password_step(site.browser(client="198.51.100.9"), code)  # another client is not delayed
    time.move(hours=1, seconds=1)
    await at_password_step(site.browser(), code)


async def test_somebody_signed_in_guesses_tokens_no_faster(site: Site) -> None:  # 10
    await guardian(password=PASSWORD)
    code = await issued(await guardian("ali.benali", "ali@example.org"))
    browser = site.browser()
    await sign_in(browser)
    for n in range(50):
        await browser.post("/first-connection", {"token": unknown_token(n)})
    page = await browser.post("/first-connection", {"token": code})
    assert page.status == 429  # not "you are signed in already", which would tell that it is a good one
    assert await in_session(browser)


TRUSTED = "127.0.0.1,10.0.0.0/8"


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        ("", "127.0.0.1", ["198.51.100.1"], "127.0.0.1"),
        (TRUSTED, "203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        (TRUSTED, "127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        (TRUSTED, "127.0.0.1", ["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
        (TRUSTED, "127.0.0.1", ["1.2.3.4, 198.51.100.1, 10.1.1.1"], "198.51.100.1"),
        (TRUSTED, "127.0.0.1", ["1.2.3.4", "198.51.100.1"], "198.51.100.1"),
        (TRUSTED, "127.0.0.1", ["1.2.3.4, nonsense"], "127.0.0.1"),
        (TRUSTED, "127.0.0.1", ["198.51.100.1, nonsense, 10.1.1.1"], "10.1.1.1"),
        (TRUSTED, "127.0.0.1", [""], "127.0.0.1"),
        (TRUSTED, "127.0.0.1", ["10.9.9.9"], "10.9.9.9"),
        (TRUSTED, "::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        (TRUSTED, "127.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        (TRUSTED, "127.0.0.1", ["fe80::1%" + "x" * 300], "fe80::1"),
        (TRUSTED, "127.0.0.1", ["2001:DB8::1"], "2001:db8::1"),
        (TRUSTED, "127.0.0.1", ["203.0.113.7:54321"], "203.0.113.7"),
        (TRUSTED, "127.0.0.1", ["1.2.3.4, 203.0.113.7:54321, 10.1.1.1:80"], "203.0.113.7"),
        (TRUSTED, "127.0.0.1", ["[2001:db8::1]:443"], "2001:db8::1"),
        (TRUSTED, "127.0.0.1", ["[2001:db8::1]"], "2001:db8::1"),
        (TRUSTED, "127.0.0.1", ["[2001:db8::1]x"], "127.0.0.1"),
        (TRUSTED, "127.0.0.1", ["203.0.113.7:"], "127.0.0.1"),
        (TRUSTED, "127.0.0.1", ["unknown"], "127.0.0.1"),
        (TRUSTED, "127.0.0.1", ["1.2.3.4, unknown"], "127.0.0.1"),
    ],
)
async def test_forwarded_addresses_are_believed_from_trusted_proxies_alone(
    settings: Settings, trusted: str, peer: str, forwarded: list[str], client: str
) -> None:  # 19
    settings = dataclasses.replace(settings, trusted_proxies=networks(trusted))
    async with serving(settings) as site:
        headers = [("X-Forwarded-For", value) for value in forwarded]
        headers += [("Sec-Fetch-Site", "same-origin"), ("Host", "testserver.local")]
        response = await site.browser(client=peer).client.post(
            "/sign-in", data={"username": "no.body", "password": WRONG}, headers=headers
        )
        assert response.status_code == 422
        assert [row["client"] for row in await query("SELECT client FROM event")] == [client]


async def test_a_proxy_that_names_no_address_is_warned_of_once(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:  # 19
    _warn.cache_clear()
    async with serving(dataclasses.replace(settings, trusted_proxies=networks(TRUSTED))) as site:
        for said in ("unknown", "unknown", "nonsense\x7f"):
            browser = site.browser(client="127.0.0.1")
            await browser.post("/reset", {"email": "a@example.org"}, headers={"X-Forwarded-For": said})
    warned = [record.getMessage() for record in caplog.records if "X-Forwarded-For" in record.getMessage()]
    assert len(warned) == 1
    assert "127.0.0.1" in warned[0]
    assert "unknown" not in warned[0]


async def test_three_reset_mails_an_hour_to_one_address_then_silently_none(either: Browser, time: Clock) -> None:  # 20
    pages = [await either.post("/reset", {"email": typed}) for typed in ("marie@example.org", "MARIE@example.org") * 3]
    assert len({page.text for page in pages}) == 1
    assert await count("mail") == 3
    assert await events("reset asked") == ["ok"] * 3 + ["throttled"] * 3
    time.move(hours=1, seconds=1)
    await either.post("/reset", {"email": "marie@example.org"})
    assert await count("mail") == 4


async def test_a_client_that_asks_two_hundred_times_is_throttled(site: Site) -> None:  # 20–21
    await site.browser().post("/reset", {"email": "a@example.org"})
    key = throttle._digest("reset client", "203.0.113.7")
    await query("UPDATE throttle SET failures = 200 WHERE digest = ?", key)
    page = await site.browser().post("/reset", {"email": "b@example.org"})
    assert page.status == 429
    assert page.headers["retry-after"] == "3600"


async def test_the_counts_survive_a_restart(settings: Settings) -> None:  # 16
    async with serving(settings) as site:
        await guardian(password=PASSWORD)
        await fail(site, 5)
    async with serving(settings) as site:
        assert (await sign_in(site.browser())).status == 422
        await query("DELETE FROM throttle")
        assert (await sign_in(site.browser())).status == 200


async def test_a_clock_set_back_a_year_locks_nobody_out(site: Site, time: Clock) -> None:  # 56
    await guardian(password=PASSWORD)
    await fail(site, 12)
    time.move(days=-365)
    assert (await sign_in(site.browser())).status == 200


async def test_who_holds_an_invitation_fills_no_audit_with_refused_passwords(site: Site) -> None:  # 68
    code = await issued(await guardian())
    browser = site.browser()
    await at_password_step(browser, code)
    answers = await asyncio.gather(*(browser.post("/password", {"password": f"kurz {n}"}) for n in range(30)))
    assert {(answer.status, len(answer.faults)) for answer in answers} == {(422, 1)}  # each is told why
    assert await events("password refused") == ["short"] * 20
    other = site.browser()
    await at_password_step(other, await issued(await guardian("ali.benali", "ali@example.org")))
    await other.post("/password", {"password": "kurz"})
    assert await count("event", "action = 'password refused'") == 21  # by token, not by client address
    answer = await browser.post("/password", {"password": PASSWORD})
    assert answer.path.startswith("/children/")  # the door itself is not closed
    assert await in_session(browser)
