"""In which language a parent reads: what was chosen, the link, the account, the browser, the school."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from language import text
from language.templating import _environment
from routes.web import tongue
from tests.support.family import PASSWORD, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

WORDS = {"nl": "Ruimte voor ouders", "ar": "مساحة الأهل", "de": "Bereich für Eltern"}


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three languages with one sentence each, the entrance's heading."""
    for language, words in WORDS.items():
        catalogue = Catalog(locale=language)
        catalogue.add("Espace des parents", words)
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "parents.mo").open("wb") as file:
            write_mo(file, catalogue)
    monkeypatch.setattr(text, "LOCALE", tmp_path)
    monkeypatch.setattr(tongue, "_prepared", {"fr"})
    for cache in (text._catalogue, text.available, _environment):
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in (text._catalogue, text.available, _environment):
        cache.cache_clear()


def turned(answer: Answer) -> tuple[str, str]:
    """The language and the direction of a whole page."""
    assert answer.tree is not None
    return answer.tree.get("lang", ""), answer.tree.get("dir", "")


def speaks(answer: Answer) -> str:
    return turned(answer)[0]


async def entrance(browser: Browser, accept: str = "", path: str = "/") -> str:
    answer = await browser.get(path, headers={"Accept-Language": accept} if accept else {})
    assert answer.h1 == WORDS.get(speaks(answer), "Espace des parents")
    return speaks(answer)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("nl", "nl"),
        ("nl-BE, fr;q=0.8", "nl"),
        ("fr-BE,nl;q=0.9", "fr"),
        ("ro, ar-MA;q=0.7, nl;q=0.2", "ar"),
        ("NL;Q=1.0", "nl"),
        ("nl;q=0", "fr"),
        ("*", "fr"),
        ("x" * 5000, "fr"),
        ("nl;q=abc, ;;q", "fr"),
        ("", "fr"),
    ],
)
async def test_a_browser_that_chose_nothing_reads_its_own_language(site: Site, accept: str, language: str) -> None:
    assert await entrance(site.browser(), accept) == language


async def test_a_choice_is_kept_in_the_browser_and_comes_before_its_language(site: Site, either: Browser) -> None:
    answer = await either.post("/language", {"language": "nl"})
    assert answer.path == "/"
    assert answer.h1 == WORDS["nl"]
    assert await entrance(site.browser(), "ar") == "ar"
    again = await either.get("/", headers={"Accept-Language": "ar"})
    assert again.h1 == WORDS["nl"]
    (kept,) = (one for one in either.client.cookies.jar if one.name.endswith("preau-language"))
    assert kept.value == "nl"


async def test_what_was_typed_stays_but_the_password(browser: Browser) -> None:
    typed = {"language": "ar", "token": "7KQ2-M4TR-9XWF"}
    answer = await browser.post("/language", typed)
    assert answer.status == 200
    assert answer.value("token") == "7KQ2-M4TR-9XWF"
    typed = {"language": "nl", "username": "marie.dupont", "password": "secret", "remember": "yes", "next": "/account"}
    answer = await browser.post("/language", typed)
    assert answer.value("username") == "marie.dupont"
    assert answer.value("next") == "/account"
    assert answer.value("password") == ""
    assert "secret" not in answer.text
    assert answer.find("input", name="remember").get("checked") is not None


async def test_a_parent_who_is_in_keeps_the_choice_on_the_account(site: Site, either: Browser) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    await sign_in(either, "marie.dupont", PASSWORD)
    answer = await either.post("/language", {"language": "ar"})
    assert answer.path == "/account"
    rows = await query("SELECT chosen_language, language FROM guardian WHERE id = ?", number)
    assert [tuple(one.values()) for one in rows] == [("ar", "fr")]
    assert len(await query("SELECT id FROM event WHERE action = 'language chosen' AND guardian = ?", number)) == 1
    other = site.browser()
    await sign_in(other, "marie.dupont", PASSWORD)
    page = await other.get("/account", headers={"Accept-Language": "nl"})
    assert turned(page) == ("ar", "rtl")


async def test_a_choice_that_is_sent_twice_at_once_is_one_change(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    browser = site.browser()
    await sign_in(browser, "marie.dupont", PASSWORD)
    answers = await asyncio.gather(*(browser.post("/language", {"language": "ar"}) for _ in range(4)))
    assert [answer.path for answer in answers] == ["/account"] * 4
    assert len(await query("SELECT id FROM event WHERE action = 'language chosen' AND guardian = ?", number)) == 1


async def test_a_language_that_is_there_no_more_leaves_the_choice_to_the_next(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    await query("UPDATE guardian SET chosen_language = 'xx', language = 'nl' WHERE id = ?", number)
    browser = site.browser()
    await sign_in(browser, "marie.dupont", PASSWORD)
    assert speaks(await browser.get("/account", headers={"Accept-Language": "ar"})) == "nl"
    await query("UPDATE guardian SET language = 'xx' WHERE id = ?", number)
    assert speaks(await browser.get("/account", headers={"Accept-Language": "ar"})) == "ar"


async def test_the_files_language_comes_before_the_browsers_where_it_is_not_the_schools(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    browser = site.browser()
    await sign_in(browser, "marie.dupont", PASSWORD)
    page = await browser.get("/account", headers={"Accept-Language": "ar"})
    assert speaks(page) == "ar", "a file that says nothing says French"
    await query("UPDATE guardian SET language = 'nl' WHERE id = ?", number)
    page = await browser.get("/account", headers={"Accept-Language": "ar"})
    assert speaks(page) == "nl"


async def test_what_was_chosen_before_a_sign_in_is_the_accounts(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    browser = site.browser()
    await browser.post("/language", {"language": "nl"})
    await sign_in(browser, "marie.dupont", PASSWORD)
    assert (await query("SELECT chosen_language FROM guardian WHERE id = ?", number))[0]["chosen_language"] == "nl"


async def test_a_link_of_a_mail_says_its_language(site: Site) -> None:
    assert await entrance(site.browser(), "ar", "/first-connection?token=7KQ2-M4TR-9XWF&lang=nl") == "nl"
    assert await entrance(site.browser(), "ar", "/first-connection?token=7KQ2-M4TR-9XWF&lang=xx") == "ar"


@pytest.mark.parametrize("path", ["/?", "/reset?", "/first-connection?token=7KQ2-M4TR-9XWF&"])
async def test_who_came_by_a_mails_link_reads_on_in_its_language(site: Site, path: str) -> None:
    browser = site.browser()

    async def read(path: str) -> str:
        return speaks(await browser.get(path, headers={"Accept-Language": "de"}))

    assert await read(f"{path}lang=nl") == "nl"
    assert await read("/reset/sent") == "nl"
    assert await read(f"{path}lang=ar") == "ar", "the last link counts"
    assert await read(f"{path}lang=xx") == "ar"
    await browser.post("/language", {"language": "fr"})
    assert await read(f"{path}lang=nl") == "fr", "a choice in this browser comes first"


@pytest.mark.parametrize("page", ["", "/", "/reset"])
async def test_an_address_typed_from_a_letter_has_its_language(site: Site, page: str) -> None:
    browser = site.browser()
    answer = await browser.get(f"/nl{page}", headers={"Accept-Language": "de"})
    assert (answer.path, speaks(answer)) == (f"{page or '/'}?lang=nl", "nl")
    assert speaks(await browser.get("/", headers={"Accept-Language": "de"})) == "nl", "and so have the next pages"
    await browser.post("/language", {"language": "fr"})
    assert speaks(await browser.get(f"/nl{page}")) == "fr", "a choice in this browser comes first"


async def test_the_entrance_of_a_letter_is_rendered_once(site: Site) -> None:
    for _ in range(2):
        browser = site.browser()
        assert speaks(await browser.get("/nl")) == "nl"
        assert [one.value for one in browser.client.cookies.jar if one.name == "preau-language-last"] == ["nl"]
    (key,) = site.app.layout.fixed
    assert (key[0], key[-1]) == ("entrance/index.html", "nl")


async def test_the_language_of_a_link_is_nobodys_choice(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    browser = site.browser()
    await browser.get("/?lang=nl")
    await sign_in(browser, "marie.dupont", PASSWORD)
    assert (await query("SELECT chosen_language FROM guardian WHERE id = ?", number))[0]["chosen_language"] == ""
    await query("UPDATE guardian SET language = 'ar' WHERE id = ?", number)
    assert speaks(await browser.get("/account")) == "ar", "the account's own comes first"


async def test_a_fragment_in_another_language_than_its_page_becomes_a_new_document(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    await query("UPDATE guardian SET language = 'ar' WHERE id = ?", number)
    browser = site.browser(htmx=True)
    said = {"Preau-Language": "fr"}
    typed = {"username": "marie.dupont", "password": PASSWORD}
    answer = await browser.post("/sign-in", typed, headers=said, follow=False)
    (child,) = await query("SELECT id FROM child")
    assert answer.headers["hx-redirect"] == f"/children/{child['id']}"
    assert (answer.text, browser.cookie != "") == ("", True)
    answer = await browser.get("/account?notice=device", headers=said)
    assert answer.headers["hx-redirect"] == "/account?notice=device"
    for headers in ({"Preau-Language": "ar"}, {}):
        answer = await browser.get("/account", headers=headers)
        assert "hx-redirect" not in answer.headers
        assert answer.h1


async def test_after_a_sign_out_the_browser_reads_on_in_the_accounts_language(site: Site) -> None:
    number = await guardian("marie.dupont", password=PASSWORD)
    await query("UPDATE guardian SET language = 'ar' WHERE id = ?", number)
    browser = site.browser()
    await sign_in(browser, "marie.dupont", PASSWORD)
    assert speaks(await browser.post("/sign-out")) == "ar"
    assert await entrance(browser, "nl") == "ar"
    browser = site.browser()
    await browser.post("/language", {"language": "nl"})
    await browser.post("/sign-out")
    assert not [cookie for cookie in browser.client.cookies.jar if cookie.name == "preau-language-last"]


async def test_a_language_that_nobody_speaks_here_is_refused(browser: Browser) -> None:
    for language in ("", "xx", "../../etc", "fr\0", "FR"):
        answer = await browser.post("/language", {"language": language})
        assert answer.status == 400, language
        assert "set-cookie" not in answer.headers


async def test_an_error_and_a_refusal_are_in_the_readers_language(browser: Browser) -> None:
    answer = await browser.get("/nowhere", headers={"Accept-Language": "ar"})
    assert (answer.status, speaks(answer)) == (404, "ar")


async def test_caches_keep_languages_apart(browser: Browser) -> None:
    answer = await browser.get("/")
    assert {"Cookie", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
