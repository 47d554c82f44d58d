"""A form without `Sec-Fetch-Site`, `Origin` and `Referer` must be confirmed on a page of ours (catalogue 67)."""

import dataclasses
import html
import itertools

import pytest

from models.announcements.announcement import ANSWER, READ
from models.core import crockford
from routes.gate import repeat
from settings import Settings
from tests.support.announced import published
from tests.support.clock import Clock
from tests.support.family import (
    OTHER_PASSWORD,
    PASSWORD,
    at_password_step,
    children,
    count,
    dump,
    guardian,
    in_session,
    issued,
    sign_in,
)
from tests.support.site import Site, serving
from tests.support.visitor import Answer, Browser

HOME, EVIL = "http://testserver.local", "http://evil.example"
SILENT = {"Sec-Fetch-Site": "", "Origin": "", "Referer": ""}
H1 = "Appuyez encore une fois"
ANY = None
DONE, ASKED, REFUSED = "done", "asked", "refused"
# The first line that fits tells what becomes of a form of the parents: Sec-Fetch-Site, Origin, Referer.
RULES = [
    ("same-origin", ANY, ANY, DONE),
    ("same-site", ANY, ANY, REFUSED),
    ("cross-site", ANY, ANY, REFUSED),
    ("nonsense", ANY, ANY, REFUSED),
    (ANY, EVIL, ANY, REFUSED),
    (ANY, "null", ANY, REFUSED),
    (ANY, HOME, ANY, DONE),
    ("none", "", ANY, DONE),
    ("", "", HOME + "/first-connection", DONE),
    ("", "", EVIL + "/", REFUSED),
    ("", "", "http://[", REFUSED),
    ("", "", "", ASKED),
]
SITES = ("", "none", "same-origin", "same-site", "cross-site", "nonsense")
ORIGINS = ("", HOME, EVIL, "null")
REFERERS = ("", HOME + "/first-connection", EVIL + "/", "http://[")


def verdict(answer: Answer) -> str:
    if answer.status == 200 and answer.h1 == H1:
        return ASKED
    return {403: REFUSED, 422: DONE}.get(answer.status, str(answer.status))  # 422: the handler was asked


async def test_what_each_mix_of_headers_leads_to(site: Site) -> None:  # 36, 67
    browser = site.browser()
    wrong = {"token": "x", "password": "x", "email": "x"}  # each handler says so, with 422
    for number, mix in enumerate(itertools.product(SITES, ORIGINS, REFERERS)):
        headers = dict(zip(SILENT, mix, strict=True))
        *_, due = next(rule for rule in RULES if all(a in (ANY, b) for a, b in zip(rule, mix, strict=False)))
        for path in ("/first-connection", "/sign-in", "/reset"):
            typed = {**wrong, "username": f"nobody.{number}"}
            assert verdict(await browser.post(path, typed, headers=headers)) == due, (path, mix)
        office = verdict(await browser.post("/office/sign-in", headers=headers))
        assert office == (REFUSED if due == ASKED else due), mix


async def test_each_form_of_the_parents_can_be_repeated_and_none_of_the_offices(site: Site) -> None:
    posts = {path for path, methods in site.routes() if "POST" in methods and not path.startswith("/office")}
    assert posts == repeat.PATHS


async def press(browser: Browser, page: Answer, **typed: str) -> Answer:
    """Press the button of the confirmation page, without the three headers."""
    form = page.all("form", method="post")[-1]  # above it may be the one that signs out
    fields = {e.get("name", ""): e.get("value", "") for e in form.iter("input")}
    assert {name for name in fields if "password" in name} == set(typed)
    return await browser.post(form.get("action", ""), {**fields, **typed}, headers=SILENT)


async def test_a_silent_browser_walks_from_the_mails_link_to_the_child(either: Browser) -> None:  # PRODUCT 2–4
    code = await issued(await guardian())
    page = await either.get(f"/first-connection?token={code}")
    page = await either.post("/first-connection", {"token": page.value("token")}, headers=SILENT)
    assert page.h1 == H1
    assert crockford.show(code) in page.said  # it names what is asked
    assert "Écrivez aussi" not in page.said
    page = await press(either, page)
    assert page.path == "/password"
    page = await either.post("/password", {"password": PASSWORD}, headers=SILENT)
    assert "marie.dupont" in page.said
    assert "Écrivez aussi votre mot de passe encore une fois." in page.said
    assert await count("token", "spent_at IS NULL") == 1
    page = await press(either, page, password=PASSWORD)
    assert page.path.startswith("/children/")
    assert await in_session(either)


async def test_a_silent_browser_signs_in_changes_the_password_and_out(either: Browser, site: Site) -> None:
    await guardian(password=PASSWORD)
    fields = {"username": "marie.dupont", "password": PASSWORD, "remember": "yes"}
    page = await either.post("/sign-in", fields, headers=SILENT)
    assert (page.value("username"), page.value("remember"), page.value("password")) == ("marie.dupont", "yes", "")
    assert await in_session(either) is False
    page = await press(either, page, password=PASSWORD)
    assert await in_session(either)
    assert await count("session", "remembered") == 1  # what was ticked is kept
    fields = {"current_password": PASSWORD, "password": OTHER_PASSWORD}
    page = await either.post("/password", fields, headers=SILENT)
    assert "Écrivez aussi vos deux mots de passe encore une fois." in page.said
    page = await press(either, page, current_password=PASSWORD, password=OTHER_PASSWORD)
    assert page.path == "/account?notice=password"
    await sign_in(site.browser(), password=OTHER_PASSWORD)
    page = await either.get("/account")
    page = await either.post("/account/devices/end", {"device": page.value("device")}, headers=SILENT)
    assert (await press(either, page)).path == "/account?notice=device"
    assert await count("session") == 1
    page = await either.post("/sign-out", {"everywhere": "yes"}, headers=SILENT)
    assert "tous vos appareils" in page.said
    assert (await press(either, page)).path == "/?notice=signed-out"
    assert await count("session") == 0


async def test_a_silent_browser_changes_the_language_and_keeps_what_was_typed(either: Browser) -> None:
    typed = {"language": "nl", "token": "7KQ2", "password": "secret"}
    page = await either.post("/language", typed, headers=SILENT)
    assert "Vous voulez lire les pages dans cette langue : Nederlands" in page.said
    page = await press(either, page)
    assert page.value("token") == "7KQ2"
    assert "secret" not in page.text


async def test_a_silent_browser_asks_for_a_reset_and_for_a_new_token(either: Browser, time: Clock) -> None:
    code = await issued(await guardian())
    page = await either.post("/reset", {"email": "marie@example.org", "once": "mark"}, headers=SILENT)
    assert (page.value("email"), page.value("once")) == ("marie@example.org", "mark")
    assert (await press(either, page)).path == "/reset/sent"
    assert await count("mail") == 1
    time.move(days=15)
    page = await either.post("/first-connection/renew", {"token": code}, headers=SILENT)
    assert (await press(either, page)).path == "/reset/sent"


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("/first-connection", {"token": " "}, "Écrivez votre jeton de connexion."),
        ("/sign-in", {"username": "", "password": PASSWORD}, "Écrivez votre nom d’utilisateur."),
        ("/sign-in", {"username": "marie.dupont"}, "Écrivez votre mot de passe."),
        ("/reset", {"email": ""}, "Écrivez une adresse mail complète, par exemple marie@exemple.be."),
    ],
)
async def test_a_form_that_lacks_a_field_is_answered_before_it_is_repeated(
    either: Browser, path: str, typed: dict[str, str], sentence: str
) -> None:
    await guardian(password=PASSWORD)
    before = await dump()
    page = await either.post(path, typed, headers=SILENT)
    assert page.status == 422
    assert sentence in html.unescape(page.text)
    assert PASSWORD not in page.text
    assert await dump() == before


SIGNED_IN = {
    *("/account/devices/end", "/account/mails", "/account/calendars/stop", "/children/1/calendar"),
    *("/children/1/announcements/1/read", "/children/1/announcements/1/answer"),
}


async def test_a_silent_browser_reads_and_answers_an_announcement(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    (child,) = await children(number)
    asked_for = await published(asks=ANSWER)
    to_read = await published(title="Piscine", asks=READ)
    await sign_in(either)
    page = await either.post(f"/children/{child}/announcements/{asked_for}/answer", {"choice": "1"}, headers=SILENT)
    assert "Vous voulez répondre à cet avis." in page.said
    assert await count("announcement_answer") == 0
    page = await press(either, page)
    assert "Votre réponse pour" in page.said
    page = await either.post(f"/children/{child}/announcements/{to_read}/read", headers=SILENT)
    page = await press(either, page)
    assert "L’école sait que vous avez lu" in page.said


async def test_nothing_is_done_before_the_press_and_no_password_is_shown(site: Site) -> None:
    code = await issued(await guardian(password=PASSWORD))
    signed_in, choosing, stranger = site.browser(), site.browser(), site.browser()
    await sign_in(signed_in)
    await at_password_step(choosing, code)
    before = await dump()
    fields = {"token": code, "username": "marie.dupont", "email": "marie@example.org", "everywhere": "yes"}
    fields |= {"password": OTHER_PASSWORD, "current_password": PASSWORD}
    for browser in (signed_in, choosing, stranger):
        for path in sorted(repeat.PATHS):
            answer = await browser.post(path, fields, headers=SILENT)
            closed = {"/password"} if browser is stranger else set()
            closed |= SIGNED_IN if browser is not signed_in else set()
            assert answer.h1 == H1 or path in closed, path
            assert PASSWORD not in answer.text
            assert OTHER_PASSWORD not in answer.text
    assert await dump() == before


SIGN_IN = {"username": "marie.dupont", "password": PASSWORD}


async def asked(browser: Browser, path: str = "/sign-in") -> str:
    """The token of the confirmation page, whose cookie the browser keeps."""
    return (await browser.post(path, {**SIGN_IN, "email": "a@example.org"}, headers=SILENT)).value("repeat")


async def is_asked_again(browser: Browser, token: str, path: str = "/sign-in") -> None:
    before = await dump()
    page = await browser.post(path, {**SIGN_IN, "repeat": token}, headers=SILENT)
    assert page.h1 == H1
    assert page.all("p", role="status", **{"class": "notice"}), "it says that the press did not work"
    assert await dump() == before
    await press(browser, page, **({"password": PASSWORD} if path == "/sign-in" else {}))  # and heals (36)
    assert await dump() != before


async def test_a_token_is_good_for_ten_minutes(site: Site, time: Clock) -> None:
    await guardian(password=PASSWORD)
    browser = site.browser()
    token = await asked(browser)
    time.move(minutes=9, seconds=58)
    assert (await browser.post("/sign-in", {**SIGN_IN, "repeat": token}, headers=SILENT)).path.startswith("/children/")
    other = site.browser()
    token = await asked(other)
    time.move(minutes=10, seconds=1)
    await is_asked_again(other, token)


async def test_a_clock_set_back_prolongs_no_token(site: Site, time: Clock) -> None:  # 56
    await guardian(password=PASSWORD)
    browser = site.browser()
    token = await asked(browser)
    time.move(days=-1)
    await is_asked_again(browser, token)


async def test_a_token_is_good_in_its_own_browser_alone(site: Site) -> None:
    await guardian(password=PASSWORD)
    token = await asked(site.browser())
    await is_asked_again(site.browser(), token)  # without its cookie
    other = site.browser()
    await asked(other)
    await is_asked_again(other, token)  # with another's


async def test_a_token_is_good_for_its_own_form_alone(site: Site) -> None:
    await guardian(password=PASSWORD)
    browser = site.browser()
    await is_asked_again(browser, await asked(browser, "/reset"))


@pytest.mark.parametrize("invented", ["", ".", "x", "9" * 10 + ".x", "9" * 400, "١٢٣.é", "\0", "1.2.3"])
async def test_an_invented_token_carries_nothing_on(site: Site, invented: str) -> None:
    await guardian(password=PASSWORD)
    browser = site.browser()
    await asked(browser)
    await is_asked_again(browser, invented)
    token = await asked(browser := site.browser())
    until, _, proof = token.partition(".")
    await is_asked_again(browser, f"{int(until) - 1}.{proof}")


async def test_what_an_attacker_was_given_and_planted_carries_nothing_on_in_a_session(site: Site) -> None:
    """Cookie tossing: a neighbouring host of an old browser plants the cookie of the attacker's own page."""
    await guardian(password=PASSWORD)
    victim, attacker = site.browser(), site.browser()
    await sign_in(victim)
    token = await asked(attacker, "/sign-out")
    (planted,) = attacker.client.cookies.jar
    victim.client.cookies.set(planted.name, str(planted.value), domain="testserver.local")
    page = await victim.post("/sign-out", {"repeat": token}, headers=SILENT)
    assert page.h1 == H1
    assert await in_session(victim)


async def test_a_foreign_page_is_refused_whatever_it_sends_along(site: Site) -> None:
    await guardian(password=PASSWORD)
    browser = site.browser()
    token = await asked(browser)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {
            "Sec-Fetch-Site": "",
            "Origin": "null",
        },  # its page says no-referrer: Chrome 49 and later, Firefox 70 and later
        {"Sec-Fetch-Site": "", "Origin": EVIL},
        {"Sec-Fetch-Site": "", "Origin": "", "Referer": EVIL + "/"},
    ):
        answer = await browser.post("/sign-in", {**SIGN_IN, "repeat": token}, headers=headers)
        assert answer.status == 403, headers
    assert await in_session(browser) is False


async def test_the_cookie_is_for_this_purpose_alone(settings: Settings) -> None:
    async with serving(dataclasses.replace(settings, base_url="https://parents.tilleul.example")) as site:
        answer = await site.browser().post("/reset", {"email": "a@example.org"}, headers=SILENT)
        (header,) = answer.headers.get_list("set-cookie")
        name, _, rest = header.partition("=")
        assert name == "__Host-preau-repeat"
        parts = {part.strip().lower() for part in rest.split(";")[1:]}
        assert {"secure", "httponly", "samesite=strict", "path=/", "max-age=600"} <= parts
        assert not any(part.startswith("domain") for part in parts)


async def test_what_was_typed_is_only_text(either: Browser) -> None:
    typed = "\"><script>alert(1)</script>{token}{0}%s'&"
    page = await either.post("/sign-in", {"username": typed, 'x"y': typed, "password": "p"}, headers=SILENT)
    assert (page.value("username"), page.value('x"y')) == (typed, typed)
    assert typed in page.said
