"""Every language on a narrow phone: nothing sticks out, buttons are large enough, no word is broken."""

from collections.abc import Iterator

import pytest

from language import text
from tests.browser.conftest import Opener
from tests.support.browser.enlarged import ENLARGED
from tests.support.browser.everybody import TARGETS, WIDER, in_axe
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen
from tests.support.family import PASSWORD

pytestmark = pytest.mark.sqlite
OUTSIDE = ("/", "/sign-in", "/first-connection?token=7KQ2-M4TR-9XWF", "/reset", "/reset/sent", "/nowhere", "/children")
INSIDE = ("/children", "/account", "/password")
OTHERS = [code for code in text.NAMES if code != text.SOURCE]


def pages(screen: Screen, username: str) -> Iterator[str]:
    """Each page, without a word of any language; the last ones of a parent of three children."""
    for path in OUTSIDE:
        screen.open(path)
        yield path
    screen.open("/sign-in")
    screen.page.fill("[name=username]", username)
    screen.page.fill("[name=password]", PASSWORD)
    screen.page.click("form[action='/sign-in'] .button")
    screen.page.wait_for_url("**/children*")
    for path in INSIDE:
        screen.open(path)
        yield path


@pytest.mark.parametrize("language", OTHERS)
def test_the_pages_of_a_language_fit_a_narrow_phone(school: School, opener: Opener, language: str) -> None:
    screen, parent = opener(Device("narrow", scripts=False)), school.parent(password=True, children=3)
    screen.context.add_cookies([{"name": "preau-language", "value": language, "url": school.base}])
    found = {}
    for path in pages(screen, parent.username):
        page = screen.page
        said = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert said == [language, "rtl" if language in text.RIGHT_TO_LEFT else ""], path
        found[path] = [fault for check in (WIDER, TARGETS, ENLARGED) for fault in page.evaluate(check)]
    assert len(found) == len({*OUTSIDE, *INSIDE})
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_finds_nothing_from_right_to_left(school: School, opener: Opener) -> None:
    screen, parent = opener(Device()), school.parent(password=True, children=3)
    screen.context.add_cookies([{"name": "preau-language", "value": "ar", "url": school.base}])
    found = {path: in_axe(screen.page) for path in pages(screen, parent.username)}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_choice_on_the_entrance_turns_the_page_and_keeps_the_token(
    school: School, opener: Opener, *, scripts: bool
) -> None:
    screen = opener(Device(scripts=scripts))
    screen.open("/")
    screen.fill("Jeton de connexion", "7KQ2-M4TR")
    screen.page.select_option("[name=language]", "ar")
    screen.page.click("[formaction='/language']")
    screen.page.wait_for_function("document.documentElement.dir === 'rtl'")
    assert screen.page.input_value("#token") == "7KQ2-M4TR"
    assert "Jeton de connexion" in screen.page.inner_text("main"), "the guide's word stands beside its translation"
