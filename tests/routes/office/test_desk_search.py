"""The search of the desk: numbers, the key Enter, and the way back from a family to its search."""

import asyncio
from urllib.parse import quote

import pytest

from mail.mailer import Mailbox
from models.families import directory
from tests.support.families import parent
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from worker import deliver

RESULTS = {"HX-Request": "true", "HX-Target": "results"}
LIVE = {"HX-Request": "true", "HX-Target": "live"}


async def school(phone: str = "+32 475 12 34 56", number: str = "2025-A-00417") -> int:
    marie = await parent("marie.dupont")
    jean = await parent("jean.albert", "jean@example.org", class_name="P1A")
    await query("UPDATE guardian SET phone = ? WHERE id = ?", phone, marie)
    await query("UPDATE guardian SET phone = '02 345 67 89' WHERE id = ?", jean)
    await query("UPDATE child SET register_number = ? WHERE register_number = ?", number, f"R{marie}")
    await directory.refresh_all()
    return marie


def names(answer: Answer) -> list[str]:
    return ["".join(link.itertext()) for row in answer.all("tr") for link in list(row.iter("a"))[:1]]


def way_back(answer: Answer) -> str:
    (link,) = [e for e in answer.all("a") if "".join(e.itertext()) == "Toutes les familles"]
    return str(link.get("href"))


@pytest.mark.parametrize(
    "typed",
    [
        "0475 12 34 56",
        "0475123456",
        "0475.12.34.56",
        "0475/12 34 56",
        "+32 475 12 34 56",
        "+32475123456",
        "0032 475 12 34 56",
        "(0475) 12 34 56",
        "0475 12 34",
        "123456",
        "dupont 0475 12 34 56",
        "0475 12 34 56 marie",
        "2025-A-00417",
        "2025a00417",
        "00417",
        "dup 00417",
    ],
)
async def test_a_telephone_and_a_register_number_are_found_as_people_type_them(secretary: Browser, typed: str) -> None:
    await school()
    assert names(await secretary.get(f"/office/families?q={quote(typed)}")) == ["Dupont Marie"]


@pytest.mark.parametrize("typed", ["0475 12 34 57", "12 34 56 78", "albert 0475 12 34 56", "00418", "+33 475 12 34 56"])
async def test_another_number_is_not_found(secretary: Browser, typed: str) -> None:
    await school()
    assert names(await secretary.get(f"/office/families?q={quote(typed)}")) == []


@pytest.mark.parametrize("phone", ["0475/123456", "00 32 475 123456", "0475.12.34.56 (maman)", "475123456"])
async def test_a_number_is_found_however_the_file_wrote_it(secretary: Browser, phone: str) -> None:
    await school(phone)
    assert names(await secretary.get("/office/families?q=0475+12+34+56")) == ["Dupont Marie"]


async def test_two_or_three_digits_are_looked_for_in_words_alone(secretary: Browser) -> None:
    await school()
    await query("UPDATE child SET class_name = 'P12' WHERE class_name = 'P1A'")
    await directory.refresh_all()
    assert names(await secretary.get("/office/families?q=12")) == ["Albert Jean"]


async def test_enter_opens_the_only_hit_and_nothing_else(office: Browser) -> None:
    marie = await school()
    opened = await office.get("/office/families?q=dupont&class=P3B&open=yes")
    assert opened.h1 == "Marie Dupont"
    assert opened.path == f"/office/families/{marie}?only=yes"
    assert way_back(opened) == "/office/families?q=dupont&class=P3B"
    several = await office.get("/office/families?q=example.org&open=yes")
    assert (several.h1, several.path) == ("Familles", "/office/families?q=example.org")
    assert (await office.get("/office/families?q=nobody&open=yes")).h1 == "Familles"
    assert (await office.get("/office/families?q=dupont")).h1 == "Familles", "typing opens nothing"
    assert (await office.get("/office/families?class=P3B&open=yes")).h1 == "Familles", "nothing was searched"


async def test_enter_replaces_the_whole_list_by_the_family(site: Site) -> None:
    marie = await school()
    browser = site.browser(htmx=True)
    await signed_in(browser)
    answer = await browser.get("/office/families?q=dupont&open=yes", headers=RESULTS)
    assert (answer.headers["hx-retarget"], answer.h1) == ("#page", "Marie Dupont")
    assert answer.headers["hx-push-url"] == f"/office/families/{marie}?only=yes"
    assert "Toutes les classes" not in answer.said
    several = await browser.get("/office/families?q=example.org&open=yes", headers=RESULTS)
    assert "hx-retarget" not in several.headers
    assert len(names(several)) == 2


async def test_all_families_leads_back_to_the_search(office: Browser) -> None:
    marie = await school()
    search = "/office/families?q=dup&class=P3B&standing=not_invited"
    came = {"Referer": f"http://testserver.local{search}", "HX-Current-URL": f"http://testserver.local{search}"}
    assert way_back(await office.get(f"/office/families/{marie}", headers=came)) == search
    elsewhere = {"Referer": f"http://testserver.local/office/guardians/{marie}/name", "HX-Current-URL": "http://x/y"}
    later = await office.get(f"/office/families/{marie}?notice=name", headers=elsewhere)
    assert way_back(later) == search, "after a correction"
    plain = {"Referer": "http://testserver.local/office/families", "HX-Current-URL": "http://x/office/families"}
    assert way_back(await office.get(f"/office/families/{marie}", headers=plain)) == "/office/families"


@pytest.mark.parametrize("odd", ["?page=0", "?standing=x", "?page=%FF", "?" + "a=1&" * 50, "?q=%22%3E%3Cscript%3E"])
async def test_an_odd_address_before_is_no_way_out_of_the_list(secretary: Browser, odd: str) -> None:
    marie = await school()
    came = {"Referer": f"http://elsewhere.example/office/families{odd}"}
    back = way_back(await secretary.get(f"/office/families/{marie}", headers=came))
    assert back in ("/office/families", "/office/families?q=%22%3E%3Cscript%3E")


async def test_the_search_has_the_focus(office: Browser) -> None:
    await school()
    assert "autofocus" in (await office.get("/office/families")).find("input", id="q").attrib


async def test_the_page_says_by_itself_that_the_invitation_has_left(office: Browser) -> None:
    marie = await school()
    path = f"/office/families/{marie}"
    sent = await office.post(f"{path}/mail", {"once": "once-for-this"})
    assert "mail en attente" in sent.said
    (asking,) = [e for e in sent.all("div") if e.get("hx-trigger") == "every 3s"]
    assert asking.get("hx-get") == path
    assert (await office.send("GET", path, headers=LIVE)).status == 204, "no news"
    views = "SELECT COUNT(*) AS n FROM event WHERE action = 'family read'"
    before = await query(views)
    assert await deliver(Mailbox(), asyncio.Event())
    news = await office.send("GET", path, headers=LIVE)
    assert "mail envoyé" in news.said
    assert "Invitation envoyée" in news.said, "the story too"
    assert not [e for e in news.all("div") if e.get("hx-trigger")], "it asks no more"
    assert await query(views) == before
