"""The first connection of a staff member, from the link to the recovery codes."""

import re
from xml.etree import ElementTree

import pyotp

from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes
from models.staff.accounts import SECRETARY
from models.staff.accounts import colleague as account
from models.staff.tokens import Issued
from tests.support.clock import Clock
from tests.support.family import count, dump, events
from tests.support.office import PASSWORD, signed_in
from tests.support.site import Site
from tests.support.visitor import Answer, Browser

BY = Actor("cli")


async def fresh(username: str = "zoe.office") -> Issued:
    return await account_changes.add(username, SECRETARY, BY, full_name="Zoé <b>Martin</b>")


def secret(page: Answer) -> str:
    """The secret that the page shows to be typed."""
    return "".join(page.find("p", **{"class": "keep"}).itertext()).replace(" ", "")


async def at_enrolment(browser: Browser) -> Answer:
    await browser.post("/office/first-connection", {"token": (await fresh()).code})
    return await browser.post("/office/password", {"password": PASSWORD})


async def test_from_the_link_to_the_office(either: Browser) -> None:
    issued = await fresh()
    path = issued.link.removeprefix(either.settings.base_url)
    first = await either.get(path)
    assert first.value("token") == issued.code
    step = await either.post("/office/first-connection", {"token": first.value("token")})
    assert step.path == "/office/password"
    assert "Bonjour Zoé <b>Martin</b>." in step.said
    phone = await either.post("/office/password", {"password": PASSWORD})
    assert (phone.path, phone.h1) == ("/office/enrol", "Liez votre téléphone")
    codes = await either.post("/office/enrol", {"code": pyotp.TOTP(secret(phone)).at(now())})
    shown = ["".join(line.itertext()) for line in codes.find("ol", **{"class": "keep codes"})]
    assert len(shown) == 10
    assert all(re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", line) for line in shown)
    assert (await either.get("/office/account")).h1 == "Mon compte"
    assert shown[0] not in (await either.get("/office/account")).text
    assert await events("staff password set") == ["token"]
    assert await events("second factor set") == ["ok"]


async def test_opening_the_link_changes_nothing(browser: Browser) -> None:  # 8
    issued = await fresh()
    path = issued.link.removeprefix(browser.settings.base_url)
    before = await dump()
    for method in ("GET", "HEAD", "OPTIONS") * 4:
        await browser.send(method, path)
    assert await dump() == before
    assert (await browser.post("/office/first-connection", {"token": issued.code})).path == "/office/password"


async def test_each_kind_of_refused_token_has_its_own_sentence(either: Browser, time: Clock) -> None:
    async def said(token: str) -> str:
        answer = await either.post("/office/first-connection", {"token": token})
        assert answer.status == 422
        assert answer.value("token") == token.replace("\0", "\ufffd")
        return answer.faults[0]

    assert "Écrivez" in await said("")
    assert "petite faute" in await said("<script>\0" + "x" * 300)
    assert "ne connaissons pas" in await said("0000-0000-0000")
    old = await fresh()
    newer = await account_changes.new_token(await account(1), BY)
    assert "remplacé" in await said(old.code)
    time.move(days=15)
    assert "valable jusqu’au" in await said(newer.code)
    last = await account_changes.new_token(await account(1), BY)
    await either.post("/office/first-connection", {"token": last.code})
    await either.post("/office/password", {"password": PASSWORD})
    assert "déjà servi" in await said(last.code)


async def test_a_short_password_is_refused_and_the_token_stays_good(either: Browser) -> None:
    await either.post("/office/first-connection", {"token": (await fresh()).code})
    refused = await either.post("/office/password", {"password": "quatorze signe"})
    assert refused.faults == ["Ce mot de passe est trop court. Il faut au moins 15 caractères."]
    assert (await either.post("/office/password", {})).faults == ["Écrivez votre nouveau mot de passe."]
    assert (await either.post("/office/password", {"password": PASSWORD})).path == "/office/enrol"


async def test_a_second_tap_of_the_new_password_leads_to_the_sign_in(browser: Browser) -> None:
    await browser.post("/office/first-connection", {"token": (await fresh()).code})
    step = browser.office_cookie
    await browser.post("/office/password", {"password": PASSWORD})
    browser.office_cookie = step
    second = await browser.post("/office/password", {"password": PASSWORD})
    assert second.h1 == "Connexion au secrétariat"
    assert await events("staff password set") == ["token"]
    again = await browser.post("/office/sign-in", {"username": "zoe.office", "password": PASSWORD})
    assert again.path == "/office/enrol"


async def test_a_token_that_expires_on_the_password_page_is_refused_with_its_reason(
    either: Browser, time: Clock
) -> None:
    issued = await fresh()
    time.move(hours=24, minutes=-5)
    await either.post("/office/first-connection", {"token": issued.code})
    time.move(minutes=6)
    answer = await either.post("/office/password", {"password": PASSWORD})
    assert "valable jusqu’au" in answer.faults[0]


async def test_a_signed_in_browser_is_asked_before_a_token_of_another_account(office: Browser) -> None:  # 35
    issued = await fresh()
    page = await office.get(f"/office/first-connection?token={issued.code}")
    assert "Cette page est ouverte pour Sophie." in page.said
    assert (await office.get("/office/account")).status == 200


async def test_the_qr_code_holds_the_pages_secret_and_is_for_this_session_only(site: Site) -> None:
    browser = site.browser()
    page = await at_enrolment(browser)
    picture = await browser.get("/office/enrol/qr.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert picture.headers["cache-control"] == "no-store"
    assert ElementTree.fromstring(picture.text).tag.endswith("svg")
    assert "style=" not in picture.text
    again = await browser.get("/office/enrol")
    assert secret(again) == secret(page)
    other = site.browser()
    await signed_in(other)
    elsewhere = await other.get("/office/account/second-factor")
    assert secret(elsewhere) != secret(page)
    assert (await other.get("/office/account/second-factor/qr.svg")).text != picture.text


async def test_a_wrong_first_code_sets_nothing(either: Browser) -> None:
    await at_enrolment(either)
    for typed in ("", "123", "<script>"):
        answer = await either.post("/office/enrol", {"code": typed})
        assert answer.status == 422
        assert answer.h1 == "Liez votre téléphone"
    assert await count("staff", "totp_since IS NOT NULL") == 0


async def test_a_second_tap_of_the_first_code_makes_no_other_codes(browser: Browser) -> None:
    page = await at_enrolment(browser)
    step, typed = browser.office_cookie, pyotp.TOTP(secret(page)).at(now())
    await browser.post("/office/enrol", {"code": typed})
    browser.office_cookie = step
    assert (await browser.post("/office/enrol", {"code": typed})).h1 == "Connexion au secrétariat"
    assert await count("recovery_code") == 10
