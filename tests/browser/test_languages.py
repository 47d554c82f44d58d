"""Every language on a phone: axe finds nothing, nothing sticks out, buttons are large enough, no word is broken."""

import pytest

from language import text
from tests.browser.conftest import Opener
from tests.support.browser.enlarged import ENLARGED
from tests.support.browser.everybody import ON_A_PHONE, TARGETS, WIDER, change, in_axe
from tests.support.browser.language_states import language_states, speak
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Device

pytestmark = pytest.mark.sqlite
OTHERS = [code for code in text.NAMES if code != text.SOURCE]
BROKEN = """() => [...document.querySelectorAll('.call bdi')].filter(e => e.getBoundingClientRect().height > 40)
  .map(e => 'a number on two lines: ' + e.innerText)"""


@pytest.mark.parametrize("language", OTHERS)
def test_the_pages_of_a_language_fit_a_narrow_phone(school: School, opener: Opener, language: str) -> None:
    screen, found = opener(Device("narrow", scripts=False)), {}
    speak(screen, language)
    for state in language_states(school, screen):
        page = screen.page
        said = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
        assert said == [language, "rtl" if language in text.RIGHT_TO_LEFT else ""], state
        found[state] = [fault for check in (WIDER, TARGETS, ENLARGED, BROKEN) for fault in page.evaluate(check)]
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_axe_finds_nothing_in_any_language(school: School, opener: Opener) -> None:
    screen, found = opener(Device()), {}
    for language in text.NAMES:
        speak(screen, language)
        for state in language_states(school, screen):
            assert screen.page.evaluate("document.documentElement.lang") == language, state
            found[language, state] = in_axe(screen.page, ON_A_PHONE)
            change(screen.page, "phone")
    assert len(found) == 16 * len(text.NAMES)
    assert {where: faults for where, faults in found.items() if faults} == {}


NAMELESS = "Object.defineProperty(SubmitEvent.prototype, 'submitter', {get: function () {}})"


@pytest.mark.parametrize(
    ("scripts", "engine"), [(True, ""), (True, NAMELESS), (False, "")], ids=["scripts", "old scripts", "plain"]
)
def test_a_choice_on_the_entrance_turns_the_page_and_keeps_the_token(
    school: School, opener: Opener, engine: str, *, scripts: bool
) -> None:
    screen = opener(Device(scripts=scripts))
    screen.context.add_init_script(engine)  # Safari before 15.4 does not say which button submits
    screen.open("/")
    screen.fill("Jeton de connexion", "7KQ2-M4TR")
    screen.page.select_option("[name=language]", "ar")
    screen.page.click("[formaction='/language']")
    screen.page.locator("html[dir=rtl]").wait_for()
    assert screen.page.input_value("#token") == "7KQ2-M4TR"
    assert "Jeton de connexion" in screen.page.inner_text("main"), "the guide's word stands beside its translation"


def test_with_scripts_a_choice_keeps_what_was_typed_into_the_second_form_too(school: School, opener: Opener) -> None:
    screen = opener(Device())
    screen.open("/")
    screen.fill("Nom d'utilisateur", "marie.dupont")
    screen.page.fill("#password", PASSWORD)
    screen.page.select_option("[name=language]", "uk")
    with screen.page.expect_navigation():
        screen.page.click("[formaction='/language']")
    speaking = screen.page.evaluate("document.documentElement.lang")
    kept = [screen.page.input_value(f"#{name}") for name in ("username", "token", "password")]
    assert (speaking, kept) == ("uk", ["marie.dupont", "", ""])
