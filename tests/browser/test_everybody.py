"""For people who see, hear, point or read otherwise: on every page and state (catalogue 60; WCAG 2.2 AA)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.support.browser.enlarged import ENLARGED
from tests.support.browser.everybody import EVERY_RULE, TARGETS, WIDER, in_axe
from tests.support.browser.roads import sign_in
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen
from tests.support.browser.states import states

pytestmark = pytest.mark.sqlite


def everywhere(school: School, screen: Screen, *checks: Callable[[Any], list[str]]) -> dict[str, list[str]]:
    """What the checks find, by state; empty when all is well."""
    found = {name: [fault for check in checks for fault in check(screen.page)] for name in states(school, screen)}
    assert len(found) > 20
    return {name: faults for name, faults in found.items() if faults}


def measured(page: Any) -> list[str]:
    """What no finger can hit, sticks out, or jumped as it came."""
    jumped = page.evaluate("window.shift")
    return [*page.evaluate(TARGETS), *page.evaluate(WIDER), *([f"jumped by {jumped}"] if jumped else [])]


def every_rule(page: Any) -> list[str]:
    """What axe says of it, every rule in every look."""
    return in_axe(page, EVERY_RULE)


def enlarged(page: Any) -> list[str]:
    """What sticks out, lies on other words or is a broken word, with letters twice as large."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    return [*page.evaluate(WIDER), *page.evaluate(ENLARGED)]


def test_every_target_fits_a_finger_nothing_jumps_and_axe_finds_nothing(school: School, opener: Opener) -> None:
    """320 px is also what 200 % zoom leaves of a 640 px window."""
    assert everywhere(school, opener(Device("narrow")), measured, every_rule) == {}


@pytest.mark.parametrize("where", [".under label", "footer h2"])
def test_axe_sees_pale_words_under_the_roof_and_at_the_foot(opener: Opener, where: str) -> None:
    page = opener(Device()).page
    page.goto("/")
    page.evaluate("where => { document.querySelector(where).style.color = '#d8d0c0'; }", where)
    assert [fault for fault in in_axe(page) if fault.startswith("color-contrast: ")]
    rule = "getComputedStyle(document.querySelector('.under'), '::before').content"
    assert page.evaluate(rule) == '""', "the roof is painted again"


def test_nothing_jumps_or_is_too_small_on_a_desktop(school: School, opener: Opener) -> None:
    assert everywhere(school, opener(Device("desktop")), measured) == {}


def test_without_scripts_letters_twice_as_large_fit_too_and_break_no_word(school: School, opener: Opener) -> None:
    assert everywhere(school, opener(Device("narrow", scripts=False)), measured, enlarged) == {}


def test_in_the_users_own_colours_the_current_child_still_stands_out(school: School, opener: Opener) -> None:
    screen, parent = opener(Device()), school.parent(password=True, children=3)
    sign_in(screen, parent.username)
    screen.press("Se connecter avec ce compte")
    screen.page.emulate_media(forced_colors="active")
    children = screen.page.get_by_role("navigation", name="Vos enfants").get_by_role("link")
    grounds = children.evaluate_all("links => links.map(link => getComputedStyle(link).backgroundColor)")
    current = children.evaluate_all("links => links.map(link => link.getAttribute('aria-current'))")
    assert len(grounds) == 3
    assert len(set(grounds)) == 2
    assert grounds.count(grounds[current.index("page")]) == 1


def test_a_whole_token_is_seen_on_a_narrow_phone_with_letters_twice_as_large(school: School, opener: Opener) -> None:
    screen = opener(Device("narrow"))
    screen.open("/first-connection?token=7KQ2-M4TR-9XWF")
    screen.page.evaluate("document.documentElement.style.fontSize = '200%'")
    field = screen.page.get_by_label("Jeton de connexion")
    assert field.input_value() == "7KQ2-M4TR-9XWF"
    assert field.evaluate("field => field.scrollWidth - field.clientWidth") == 0
