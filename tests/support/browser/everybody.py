"""What a page must hold for everybody: axe's rules, targets for a finger, nothing wider than the window."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

from tests.support.browser.screen import SIZES

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
# Only violations are read: without the selectors of all that passed, axe takes two thirds of the time.
RUN = """axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})
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
# Beside a drawing (the roof, the trees) and on a shade axe judges no contrast: they go away while it looks.
DRAWN = ".under::before,.in::before{content:none!important}", ".under{background:var(--card)!important}"
HIDE = "rules => rules.forEach(rule => document.styleSheets[0].insertRule(rule))"
DRAW = "rules => rules.forEach(() => document.styleSheets[0].deleteRule(0))"
COLOURS = RUN.replace("['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']", "['color-contrast']")
# Every rule at each size and in each scheme; what a scheme alone can change, in all four.
LOOKS = {("phone", "light"): RUN, ("phone", "dark"): COLOURS, ("desktop", "dark"): RUN, ("desktop", "light"): COLOURS}
EVERY_RULE = dict.fromkeys(LOOKS, RUN)  # where pages are few: the parents', and the doors of the office
ON_A_PHONE = {("phone", "light"): RUN, ("phone", "dark"): COLOURS}  # in many languages
WHOLE = """() => [...['h1', 'main', 'title'].filter(part => document.querySelectorAll(part).length !== 1),
  ...[...document.querySelectorAll('table')].filter(e => !e.closest('.frame[tabindex]')).map(e => e.innerText)]"""


def change(page: Page, size: str, scheme: Any = "light") -> None:
    """The same page, elsewhere."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)


def in_axe(page: Page, looks: dict[tuple[str, str], str] = LOOKS) -> list[str]:
    """What axe says of it, light and dark, on a phone and on a desktop."""
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE)
    found: set[str] = set()
    page.evaluate(HIDE, DRAWN)
    for (size, scheme), rules in looks.items():
        change(page, size, scheme)
        found |= set(page.evaluate(rules))
    page.evaluate(DRAW, DRAWN)
    change(page, "narrow")
    return sorted(found)


def look(page: Page) -> list[str]:
    """What is wrong with this page for anybody, 320 px wide."""
    return [str(fault) for check in (WHOLE, WIDER, TARGETS) for fault in page.evaluate(check)]
