"""In which language a colleague reads the office: what was chosen on the account, else the school's."""

import pytest

from language import text
from models.staff import sessions
from tests.support.family import count
from tests.support.office import PASSWORD, code, colleague, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

DUTCH = {"Accept-Language": "nl"}
CHOSEN = "staff language chosen"


def speaks(answer: Answer) -> str:
    """The language of a whole page."""
    assert answer.tree is not None
    return answer.tree.get("lang", "")


async def test_a_choice_on_the_account_turns_the_office_and_is_recorded(office: Browser) -> None:
    done = await office.post("/office/language", {"language": "nl"})
    assert done.path == "/office/account?notice=language"
    assert await query("SELECT language FROM staff") == [{"language": "nl"}]
    for path in ("/office/account", "/office/families"):
        page = await office.get(path, headers={"Accept-Language": "en", "HX-Request": ""})
        assert speaks(page) == "nl", path
    await office.post("/office/language", {"language": "nl"})
    events = await query("SELECT actor, detail, client FROM event WHERE action = ?", CHOSEN)
    assert events == [{"actor": "office:sophie.office", "detail": "nl", "client": "203.0.113.7"}]


async def test_the_account_offers_three_languages(secretary: Browser) -> None:
    page = await secretary.get("/office/account")
    assert [option.get("value") for option in page.find("select", name="language").iter("option")] == ["fr", "nl", "en"]
    assert page.find("option", value="fr").get("selected") is not None


async def test_a_choice_outlives_the_session_and_is_of_one_colleague(site: Site, secretary: Browser) -> None:
    await secretary.post("/office/language", {"language": "en"})
    await secretary.post("/office/sign-out")
    secretary.office_cookie = await sessions.start(1, sessions.IN)
    assert speaks(await secretary.get("/office/families")) == "en"
    other = site.browser()
    await signed_in(other, "bea.office")
    assert speaks(await other.get("/office/families")) == "fr"
    await colleague("luc.office")
    secretary.office_cookie = await sessions.start(3, sessions.IN)
    assert speaks(await secretary.get("/office/families")) == "fr", "the same browser"


async def test_the_browser_does_not_count_after_the_sign_in(
    secretary: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary.client.cookies.set("preau-language", "nl")
    for schools, language in (("fr", "fr"), ("en", "en"), ("nl", "nl"), ("ar", "fr")):
        monkeypatch.setattr(text, "_schools", schools)
        assert speaks(await secretary.get("/office/families", headers=DUTCH)) == language


@pytest.mark.parametrize(
    ("schools", "accept", "cookie", "language"),
    [
        ("fr", "", "", "fr"),
        ("nl", "", "", "nl"),
        ("ar", "", "", "fr"),
        ("fr", "nl-BE, fr;q=0.8", "", "nl"),
        ("fr", "ar, en;q=0.5", "", "en"),
        ("en", "ar", "", "en"),
        ("fr", "en", "nl", "nl"),
        ("fr", "en", "ar", "en"),
        ("fr", "", "xx", "fr"),
    ],
)
async def test_the_sign_in_speaks_what_this_browser_chose_or_asks_or_the_schools(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, schools: str, accept: str, cookie: str, language: str
) -> None:
    monkeypatch.setattr(text, "_schools", schools)
    if cookie:
        browser.client.cookies.set("preau-language", cookie)
    for path in ("/office/sign-in", "/office/first-connection"):
        assert speaks(await browser.get(path, headers={"Accept-Language": accept} if accept else {})) == language


async def test_a_choice_before_the_sign_in_keeps_what_was_typed_but_the_password(browser: Browser) -> None:
    typed = {"language": "nl", "username": "sophie.office", "password": PASSWORD, "next": "/office/mails"}
    answer = await browser.post("/office/language", typed)
    assert (answer.status, speaks(answer)) == (200, "nl")
    assert answer.value("username") == "sophie.office"
    assert answer.value("next") == "/office/mails"
    assert PASSWORD not in answer.text
    assert (await browser.get("/office/language")).h1 == answer.h1
    bare = await browser.post("/office/language", {"language": "en", "username": "", "next": "/office/mails"})
    assert bare.path == "/office/sign-in?next=/office/mails"
    assert speaks(await browser.get("/office/sign-in", headers=DUTCH)) == "en"
    token = await browser.post("/office/language", {"language": "nl", "token": "7KQ2-M4TR-9XWF"})
    assert token.value("token") == "7KQ2-M4TR-9XWF"
    empty = await browser.post("/office/language", {"language": "nl", "token": ""})
    assert empty.path == "/office/first-connection"
    assert await count("event") == 0


async def test_the_steps_of_a_sign_in_keep_the_browsers_language_until_the_colleague_is_known(browser: Browser) -> None:
    number = await colleague(password=PASSWORD)
    fields = {"username": "sophie.office", "password": PASSWORD}
    second = await browser.post("/office/sign-in", fields, headers=DUTCH)
    assert (second.path, speaks(second)) == ("/office/second-factor", "nl")
    await query("UPDATE staff SET language = 'en' WHERE id = ?", number)
    assert speaks(await browser.get("/office/second-factor", headers=DUTCH)) == "en"
    await browser.post("/office/second-factor", {"code": code()}, headers=DUTCH)
    assert speaks(await browser.get("/office/families", headers=DUTCH)) == "en"


async def signs_in(browser: Browser, username: str) -> Answer:
    """Password and code; returns the page that they open."""
    await browser.post("/office/sign-in", {"username": username, "password": PASSWORD})
    return await browser.post("/office/second-factor", {"code": code()})


async def test_a_choice_on_the_sign_in_page_is_kept_on_an_account_without_one_and_recorded(browser: Browser) -> None:
    number = await colleague(password=PASSWORD)
    await browser.post("/office/language", {"language": "nl"})
    assert await query("SELECT language FROM staff") == [{"language": ""}], "nobody is signed in yet"
    assert speaks(await signs_in(browser, "sophie.office")) == "nl"
    assert await query("SELECT language FROM staff") == [{"language": "nl"}]
    events = await query("SELECT actor, detail, client FROM event WHERE action = ?", CHOSEN)
    assert events == [{"actor": "office:sophie.office", "detail": "nl", "client": "203.0.113.7"}]
    browser.office_cookie = await sessions.start(number, sessions.IN)
    assert speaks(await browser.get("/office/families", headers={"Accept-Language": "en"})) == "nl"


async def test_an_accounts_own_choice_comes_before_that_of_the_sign_in_page(browser: Browser) -> None:
    await query("UPDATE staff SET language = 'en' WHERE id = ?", await colleague(password=PASSWORD))
    await browser.post("/office/language", {"language": "nl"})
    assert speaks(await signs_in(browser, "sophie.office")) == "en"
    assert await query("SELECT language FROM staff") == [{"language": "en"}]
    assert await count("event", f"action = '{CHOSEN}'") == 0


async def test_a_choice_on_the_sign_in_page_goes_with_one_sign_in(site: Site, browser: Browser) -> None:
    await colleague("sophie.office", password=PASSWORD)
    await colleague("bea.office", password=PASSWORD)
    await browser.post("/office/language", {"language": "nl"})
    await signs_in(browser, "sophie.office")
    await browser.post("/office/sign-out")
    assert speaks(await browser.get("/office/sign-in")) == "nl"
    assert speaks(await signs_in(browser, "bea.office")) == "fr", "a colleague at the same machine"
    rows = await query("SELECT username, language FROM staff ORDER BY id")
    assert [one["language"] for one in rows] == ["nl", ""]


async def test_what_was_chosen_on_the_parents_entrance_is_on_no_colleagues_account(browser: Browser) -> None:
    await colleague(password=PASSWORD)
    await browser.post("/language", {"language": "nl"})
    assert speaks(await signs_in(browser, "sophie.office")) == "fr"
    assert await query("SELECT language FROM staff") == [{"language": ""}]


@pytest.mark.parametrize("language", ["", "xx", "de", "ar", "../../etc", "fr\0", "FR"])
async def test_a_language_that_the_office_does_not_speak_is_refused(secretary: Browser, language: str) -> None:
    assert (await secretary.post("/office/language", {"language": language})).status == 400
    assert await query("SELECT language FROM staff") == [{"language": ""}]
    assert await count("event", f"action = '{CHOSEN}'") == 0
