"""With the keyboard alone, from the mail's link to the dashboard (WCAG 2.1.1, 2.4.7, 2.4.11)."""

import pytest

from tests.support.browser.roads import CHOOSE
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Screen

pytestmark = pytest.mark.sqlite

WHERE = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const style = getComputedStyle(e.closest('.entry') || e);  // a field with its button has one ring around both
  return {name: e.innerText || e.id, outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.left >= 0 && box.right <= innerWidth + 1 && (e.matches('.frame')  // of a long table, a part
      ? box.top < innerHeight && box.bottom > 0 : box.top >= 0 && box.bottom <= innerHeight + 1)};
}"""


def tab_to(screen: Screen, name: str) -> None:
    """Tab until the element with this text or id has the focus; every stop on the way can be seen."""
    for _ in range(25):
        screen.page.keyboard.press("Tab")
        stop = screen.page.evaluate(WHERE)
        assert stop["outlined"], f"no outline on {stop['name']}"
        assert stop["seen"], f"out of sight: {stop['name']}"
        if stop["name"] == name:
            return
    raise AssertionError(f"Tab never comes to {name}")


def press_enter(screen: Screen) -> None:
    screen.step(lambda: screen.page.keyboard.press("Enter"))


def test_the_keyboard_alone_leads_from_the_link_to_the_dashboard(school: School, screen: Screen) -> None:
    parent = school.parent(children=2)
    screen.open(parent.link)
    tab_to(screen, "Connexion")
    press_enter(screen)
    screen.shows("/password", CHOOSE)
    tab_to(screen, "password")
    screen.page.keyboard.type("court")
    press_enter(screen)
    screen.shows("/password", CHOOSE, error=True)
    screen.page.keyboard.type(PASSWORD)
    tab_to(screen, "Modifier")
    press_enter(screen)
    screen.shows("/children", "Bonjour Camille")
    tab_to(screen, "Se connecter avec ce compte")
    press_enter(screen)
    screen.shows(f"/children/{parent.children[1]}", "Adam Fontaine")
    tab_to(screen, "Zoé")
    press_enter(screen)
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")


def test_the_tab_key_passes_by_everything_that_can_be_used(school: School, phone: Screen) -> None:
    phone.open("/")
    usable = phone.page.locator("a:visible, button:visible, input:visible").count()
    stops = set()
    for _ in range(usable):
        phone.page.keyboard.press("Tab")
        stops.add(phone.page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert len(stops) == usable
