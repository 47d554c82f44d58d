"""For people who see, hear, point or read otherwise: on every page and state (catalogue 60; WCAG 2.2 AA)."""

from importlib.resources import files
from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.browser.roads import sign_in
from tests.browser.school import School
from tests.browser.screen import Device, Screen
from tests.browser.states import states

pytestmark = pytest.mark.sqlite

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RUN = """axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})
.then(found => found.violations.map(v => v.id + ': '
  + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | ')))"""
# What a finger must hit. A link inside a sentence is as high as its line (WCAG 2.5.8, exception "inline").
TARGETS = """() => [...document.querySelectorAll('a, button, input, summary')].flatMap(e => {
  if (e.type === 'hidden' || e.hidden || e.tabIndex < 0) return [];
  const tick = ['checkbox', 'radio'].includes(e.type) && e.labels[0];
  const box = (tick || e).getBoundingClientRect();
  const sentence = e.closest('p, li, dd');
  const inline = e.localName === 'a' && getComputedStyle(e).display === 'inline'
    && sentence && sentence.textContent.trim() !== e.textContent.trim();
  return inline || (box.width >= 44 && box.height >= 44) ? []
    : [e.outerHTML.slice(0, 120) + ' ' + box.width + '×' + box.height];
})"""
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? []
  : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 120))"""
# Words on more than one line. What the school or the parent wrote may be longer than any line: names, addresses.
BROKEN = """() => {
  const found = [], theirs = /[@.\\d]|Schwarzenbergerhausen|Vandenbroucke|Wilhelmine|Antoinette/;
  const texts = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, range = document.createRange();
    for (const word of node.data.matchAll(/[^\\s-]+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1 && !theirs.test(word[0]) && !node.parentElement.closest('.unseen')) found.push(word[0]);
    }
  }
  return found;
}"""
LOOKS = [Device(size, dark=dark) for size in ("phone", "desktop") for dark in (False, True)]


def everywhere(school: School, screen: Screen, check: Any) -> dict[str, Any]:
    """What `check` finds, by state; empty when all is well."""
    found = {name: check(screen.page) for name in states(school, screen)}
    assert len(found) > 20
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("device", LOOKS, ids=str)
def test_axe_finds_nothing(school: School, opener: Opener, device: Device) -> None:
    def axe(page: Any) -> Any:
        page.evaluate(AXE)
        return page.evaluate(RUN)

    assert everywhere(school, opener(device), axe) == {}


@pytest.mark.parametrize("device", [Device("narrow"), Device("narrow", scripts=False), Device("desktop")], ids=str)
def test_every_target_fits_a_finger_and_nothing_jumps_or_sticks_out(
    school: School, opener: Opener, device: Device
) -> None:
    """320 px is also what 200 % zoom leaves of a 640 px window."""

    def measure(page: Any) -> Any:
        jumped = page.evaluate("window.shift")
        return page.evaluate(TARGETS) + page.evaluate(WIDER) + ([f"jumped by {jumped}"] if jumped else [])

    assert everywhere(school, opener(device), measure) == {}


def test_letters_twice_as_large_fit_too_and_break_no_word(school: School, opener: Opener) -> None:
    def enlarged(page: Any) -> Any:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        return page.evaluate(WIDER) + page.evaluate(BROKEN)

    assert everywhere(school, opener(Device("narrow", scripts=False)), enlarged) == {}


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
