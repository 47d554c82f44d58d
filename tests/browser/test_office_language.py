"""The choice of a language turns the office as a whole, with scripts and without."""

import pytest
from playwright.sync_api import Response

from models.staff import accounts
from tests.browser.conftest import Opener
from tests.support.browser.everybody import ON_A_PHONE, in_axe
from tests.support.browser.office_states import main_pages
from tests.support.browser.office_term import begin
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen

pytestmark = pytest.mark.sqlite
EACH = [Device("phone"), Device("desktop", scripts=False)]
CHOICE = "[formaction='/office/language']"


def choose(screen: Screen, language: str) -> None:
    screen.page.select_option("[name=language]", language)
    screen.page.click(CHOICE)
    screen.page.locator(f"html[lang={language}]").wait_for()


@pytest.mark.parametrize("device", EACH, ids=str)
def test_a_colleague_turns_the_office_on_the_own_account(school: School, opener: Opener, device: Device) -> None:
    screen, term = opener(device), begin(school)
    term.sign_in(screen)
    screen.open("/office/account")
    choose(screen, "en")
    screen.page.wait_for_url("**/office/account?notice=language")
    screen.open("/office/families")
    assert screen.page.evaluate("document.documentElement.lang") == "en"
    assert "en" in {one.language for one in school.do(accounts.all_colleagues())}


@pytest.mark.parametrize("device", EACH, ids=str)
def test_a_choice_before_the_sign_in_keeps_the_name_that_was_typed(
    school: School, opener: Opener, device: Device
) -> None:
    screen = opener(device)
    screen.open("/office/sign-in?next=/office/mails")
    screen.page.fill("[name=username]", "sophie")
    choose(screen, "nl")
    assert screen.page.input_value("[name=username]") == "sophie"
    assert screen.page.input_value("[name=next]") == "/office/mails"
    screen.page.fill("[name=username]", "")
    choose(screen, "fr")
    screen.page.wait_for_url("**/office/sign-in?next=/office/mails")


def test_axe_finds_nothing_in_dutch_and_english(school: School, opener: Opener) -> None:
    screen, term, found, answers = opener(Device()), begin(school), {}, list[Response]()
    screen.context.on("response", lambda answer: answers.append(answer))
    for language in ("nl", "en"):
        school.query("UPDATE staff SET language = ?", language)
        for path in main_pages(term, screen):
            assert screen.page.evaluate("document.documentElement.lang") == language, path
            found[language, path] = in_axe(screen.page, ON_A_PHONE)
    assert {where: faults for where, faults in found.items() if faults} == {}
    assert [answer.url for answer in answers if answer.status >= 400] == []
