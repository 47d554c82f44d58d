"""*Dans mon agenda*: the address is made on the child's page, read by calendars, and stopped on the account."""

import io
import logging
import re
from datetime import timedelta
from urllib.robotparser import RobotFileParser

import pytest
from icalendar import Calendar

from models.announcements import reading, writing
from models.core.clock import now
from models.core.days import day_of
from settings import Settings
from tests.support.announced import SOPHIE, draft, published
from tests.support.family import PASSWORD, children, count, dump, guardian, sign_in
from tests.support.office import ADMIN, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

GOOGLE = "Google-Calendar-Importer"
APPLE = "macOS/14.5 (23F79) dataaccessd/1.0"
PHONE = "iOS/17.5.1 (21F90) dataaccessd/1.0"
OUTLOOK = "Microsoft.Exchange/15.20 (Windows NT 10.0; ClientWeb; CalendarSubscription)"
THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0"
AGENTS = (GOOGLE, APPLE, PHONE, OUTLOOK, THUNDERBIRD)
ONCE = "a-key-of-this-form"


async def enters(browser: Browser, number_of: int = 1) -> int:
    number = await guardian(password=PASSWORD, children=number_of)
    await sign_in(browser)
    return (await children(number))[0]


def form(page: Answer) -> dict[str, str]:
    (one,) = [form for form in page.all("form") if form.get("action", "").endswith("/calendar")]
    return {field.get("name", ""): field.get("value", "") for field in one.iter("input")}


async def makes(browser: Browser, child: int) -> str:
    """The path and query of the address that this browser makes."""
    page = await browser.get(f"/children/{child}")
    page = await browser.post(f"/children/{child}/calendar", form(page))
    assert page.status == 200
    return at(page)


def at(page: Answer) -> str:
    (field,) = page.all("input", id="address")
    return field.get("value", "").removeprefix("http://testserver.local")


def client(site: Site, agent: str = GOOGLE) -> Browser:
    browser = site.browser()
    browser.client.headers["User-Agent"] = agent
    return browser


async def test_one_button_makes_the_address_which_is_shown_once(either: Browser) -> None:
    child = await enters(either)
    page = await either.get(f"/children/{child}")
    assert "Dans mon agenda" in page.said
    page = await either.post(f"/children/{child}/calendar", form(page))
    address = at(page)
    assert page.path == f"/children/{child}/calendar"
    assert re.fullmatch(r"/calendar\.ics\?key=[0-9a-f]{40}", address)
    assert f"webcal://testserver.local{address}" in [link.get("href") for link in page.all("a")]
    assert "Qui a cette adresse voit ces dates : ne la donnez à personne." in page.said.replace("\u00a0", " ")
    assert page.headers["cache-control"] == "no-store"
    again = await either.get(f"/children/{child}/calendar")
    assert (again.status, again.path) == (200, page.path)
    for path in (f"/children/{child}", page.path, "/account", "/children"):
        assert "key=" not in (await either.get(path)).text
    assert "Vous avez une adresse depuis le" in (await either.get(f"/children/{child}")).said
    assert await count("mail") == 0


async def test_the_same_form_twice_shows_the_same_and_an_old_one_changes_nothing(either: Browser) -> None:
    child = await enters(either)
    first = form(await either.get(f"/children/{child}"))
    shown = [at(await either.post(f"/children/{child}/calendar", first)) for _ in range(2)]
    assert shown[0] == shown[1]
    page = await either.post(f"/children/{child}/calendar", {**first, "once": "another-old-page"})
    assert (page.status, "cette page était trop vieille" in page.said) == (409, True)
    assert page.all("input", id="address") == []
    new = await makes(either, child)
    assert (await either.get(shown[0])).status == 404
    assert (await either.get(new)).status == 200


@pytest.mark.parametrize("agent", AGENTS)
async def test_calendars_read_it_without_a_session_and_again_only_what_changed(site: Site, agent: str) -> None:
    browser = site.browser()
    child = await enters(browser)
    number = await published(title="Marché de Noël", event_on=day_of(now()) + timedelta(days=9))
    address = await makes(browser, child)
    reader = client(site, agent)
    answer = await reader.get(address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in answer.headers
    (event,) = Calendar.from_ical(answer.response.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Marché de Noël"
    assert str(event["URL"]).endswith(f"/children/{child}/announcements/{number}")
    assert "Zoé" not in answer.text
    for sent in (answer.headers["etag"], f"W/{answer.headers['etag']}", f'"x", {answer.headers["etag"]}'):
        same = await reader.send("GET", address, headers={"If-None-Match": sent})
        assert (same.status, same.response.content, same.headers["etag"]) == (304, b"", answer.headers["etag"])
    one = await reading.find(number)
    await writing.edit(one, draft(title="Marché", event_on=day_of(now()) + timedelta(days=10)), SOPHIE)
    changed = await reader.send("GET", address, headers={"If-None-Match": answer.headers["etag"]})
    assert (changed.status, b"SUMMARY:March" in changed.response.content) == (200, True)


async def test_google_reads_it_since_robots_txt_allows_that_and_no_search_engine_keeps_it(site: Site) -> None:
    browser = site.browser()
    address = await makes(browser, await enters(browser))
    rules = RobotFileParser()
    rules.parse((await browser.get("/robots.txt")).text.splitlines())
    assert rules.can_fetch(GOOGLE, address)
    assert not rules.can_fetch(GOOGLE, "/children/1")
    assert (await client(site).get(address)).headers["x-robots-tag"] == "noindex"


async def test_head_is_get_without_a_body_and_post_is_refused(site: Site) -> None:
    browser = site.browser()
    address = await makes(browser, await enters(browser))
    reader = client(site)
    get, head = await reader.get(address), await reader.send("HEAD", address)
    assert (head.status, head.response.content) == (200, b"")
    for name in ("etag", "content-type", "cache-control", "content-length"):
        assert head.headers[name] == get.headers[name]
    for method in ("POST", "PUT", "DELETE", "PROPFIND", "REPORT"):
        assert (await reader.send(method, address)).status in (403, 405)


async def test_whatever_is_wrong_the_answer_is_the_same(site: Site) -> None:
    browser = site.browser()
    child = await enters(browser)
    replaced = await makes(browser, child)
    stopped = await makes(browser, child)
    await browser.post("/account/calendars/stop", {"child": str(child)})
    key = stopped.partition("=")[2]
    wrong = ("/calendar.ics", "/calendar.ics?key=", f"/calendar.ics?key={'0' * 40}", f"/calendar.ics?key={key[:-1]}")
    answers = [await client(site).get(path) for path in (*wrong, replaced, stopped, f"{stopped}&x=1")]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


async def test_too_many_wrong_keys_wait_and_are_no_news_for_the_office(site: Site) -> None:
    browser = site.browser()
    address = await makes(browser, await enters(browser))
    reader = client(site)
    for number in range(51):
        answer = await reader.get(f"/calendar.ics?key={number:040x}")
    assert (answer.status, answer.headers["retry-after"]) == (429, "30")
    assert (await reader.get(address)).status == 200
    assert await query("SELECT * FROM event WHERE action = 'request refused'") == []


async def test_nothing_is_read_or_made_by_anybody_else(site: Site) -> None:
    """IDOR: every role, at every address of a feed."""
    marie = site.browser()
    child = await enters(marie)
    address = await makes(marie, child)
    await guardian("ali.benali", "ali@example.org", password=PASSWORD)
    other = site.browser()
    await sign_in(other, "ali.benali")
    stranger, secretary, admin, teacher = (site.browser() for _ in range(4))
    await signed_in(secretary)
    await signed_in(admin, "ada.admin", ADMIN)
    await signed_in(teacher, "karim.benali", "teacher")
    before = await query("SELECT * FROM calendar_feed")
    theirs = form(await marie.get(f"/children/{child}"))
    for browser in (other, stranger, secretary, admin, teacher):
        for path, fields in (
            (f"/children/{child}/calendar", theirs),
            ("/account/calendars/stop", {"child": str(child)}),
        ):
            page = await browser.post(path, fields)
            assert "key=" not in page.text
            if browser is other and path.startswith("/children"):
                assert page.status == 404
        assert "key=" not in (await browser.get(f"/children/{child}/calendar")).text
        assert "Dans mon agenda" not in (await browser.get(f"/children/{child}")).text
    assert await query("SELECT * FROM calendar_feed") == before
    assert (await stranger.get(address)).status == 200, "the key is the credential"


async def test_the_office_sees_no_button_where_it_looks_as_the_parent(site: Site) -> None:
    number = await guardian(password=PASSWORD)
    office = site.browser()
    await signed_in(office)
    page = await office.get(f"/office/guardians/{number}/as-parent")
    assert "Dans mon agenda" not in page.said


async def test_the_account_lists_the_addresses_and_stops_them(either: Browser, site: Site) -> None:
    child = await enters(either, 2)
    assert "Vos agendas" not in (await either.get("/account")).said
    address = await makes(either, child)
    assert "Jamais lue" in (await either.get("/account")).said
    await client(site).get(address)
    page = await either.get("/account")
    assert ("Vos agendas" in page.said, "Jamais lue" in page.said, "Lue le" in page.said) == (True, False, True)
    page = await either.post("/account/calendars/stop", {"child": str(child)})
    assert (page.path, "Cette adresse ne marche plus." in page.said) == ("/account?notice=calendar", True)
    assert "Vos agendas" not in page.said
    assert (await client(site).get(address)).status == 404
    for number in (str(child), "999999", "", "x"):
        page = await either.post("/account/calendars/stop", {"child": number})
        assert "Cette adresse ne marchait plus. Rien n’a changé." in page.said


async def test_the_familys_page_says_when_it_was_made_and_stopped(site: Site) -> None:
    browser = site.browser()
    child = await enters(browser)
    await makes(browser, child)
    await browser.post("/account/calendars/stop", {"child": str(child)})
    office = site.browser()
    await signed_in(office)
    (row,) = await query("SELECT guardian FROM guardianship WHERE child = ?", child)
    said = (await office.get(f"/office/families/{row['guardian']}")).said.replace("\u00a0", " ")
    assert "Adresse pour un agenda créée : Zoé" in said
    assert "Adresse pour un agenda arrêtée : Zoé" in said


async def test_the_key_is_in_no_table_and_no_line_of_the_log(site: Site, settings: Settings) -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(lambda record: not record.name.startswith("httpx"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        browser = site.browser()
        child = await enters(browser)
        address = await makes(browser, child)
        await client(site).get(address)
        await browser.post("/account/calendars/stop", {"child": str(child)})
        await client(site).get(address)
        await query("ALTER TABLE calendar_feed RENAME TO gone")  # a fault, with its traceback in the log
        assert (await client(site).get(address)).status == 500
        await query("ALTER TABLE gone RENAME TO calendar_feed")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    key = address.partition("=")[2]
    assert "fault in GET" in log.getvalue()
    assert key not in log.getvalue()
    assert key not in str(await dump())


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"once": ONCE},
        {"once": "<x>", "version": "0"},
        {"once": ONCE, "version": "-1"},
        *({"once": ONCE, "version": str(n)} for n in (2**31, 2**63 - 1)),
    ],
)
async def test_a_form_that_is_not_ours_makes_nothing(either: Browser, fields: dict[str, str]) -> None:
    child = await enters(either)
    assert (await either.post(f"/children/{child}/calendar", fields)).status == 400
    assert await count("calendar_feed") == 0
