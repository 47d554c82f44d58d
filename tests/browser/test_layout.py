"""What the layout of the parents' pages holds in every state and at every width (docs/decisions/look.md)."""

from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.support.browser.layout import WIDTHS, roofs_and_solid_buttons, too_wide
from tests.support.browser.roads import give_credentials
from tests.support.browser.school import School
from tests.support.browser.screen import Device
from tests.support.browser.states import states

pytestmark = pytest.mark.sqlite

# The left edges of the header's, the page's and the foot's content.
EDGES = """() => ['header', 'main', 'footer .in'].map(part => {
  const e = document.querySelector(part);
  return Math.round(e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft));
})"""
BOTTOM = "text => [...document.querySelectorAll(text)].map(e => e.getBoundingClientRect().bottom)"


def test_nothing_scrolls_sideways_and_the_edges_meet_at_any_width(school: School, opener: Opener) -> None:
    screen, found = opener(Device("desktop", scripts=False)), dict[str, Any]()
    for name in states(school, screen):
        if wider := too_wide(screen.page):
            found[name] = wider
        for width in WIDTHS:
            screen.page.set_viewport_size({"width": width, "height": 800})
            left, *others = screen.page.evaluate(EDGES)
            if others != [left, left]:
                found[f"{name}, edges at {width} px"] = [left, *others]
        screen.page.set_viewport_size({"width": 1280, "height": 800})
    assert found == {}


def test_a_page_has_one_roof_at_most_and_one_solid_button(school: School, opener: Opener) -> None:
    screen, found = opener(Device("phone", scripts=False)), dict[str, Any]()
    for name in states(school, screen):
        roofs, solid = roofs_and_solid_buttons(screen.page)
        if roofs > 1 or (len(solid) > 1 and set(solid) != {"Se connecter avec ce compte"}):
            found[name] = (roofs, solid)
    assert found == {}


def test_after_a_wrong_password_the_whole_form_is_on_the_first_screen(school: School, opener: Opener) -> None:
    screen = opener(Device("phone"))
    screen.open("/")
    give_credentials(screen, "celine.laurent", "not that one")
    assert screen.page.evaluate("scrollY") == 0
    (bottom,) = screen.page.evaluate(BOTTOM, ".under .button")
    assert bottom <= 740


def test_the_label_of_the_picker_stays_on_one_line_at_360_px(school: School, opener: Opener) -> None:
    screen = opener(Device("phone"))
    parent = school.parent(password=True, children=2)
    screen.open("/")
    give_credentials(screen, parent.username)
    heights = screen.page.evaluate("() => [...document.querySelectorAll('.picker .button')].map(e => e.offsetHeight)")
    assert heights
    assert max(heights) < 60
