"""What the layout of a page is, measured in the browser: how wide, how many roofs, which solid buttons."""

from playwright.sync_api import Page

from tests.support.browser.everybody import WIDER

# 320 px is also a window of 1280 px at 400 %.
WIDTHS = (320, 360, 414, 600, 703, 705, 959, 961, 1366, 1920)
ROOFS = "() => document.querySelectorAll('.under').length"
# Of the buttons that can be seen, so of none in a closed <details>: those with a ground of their own.
SOLID = """() => [...document.querySelectorAll('.button:not(.second)')]
  .filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.innerText)"""


def too_wide(page: Page) -> dict[int, list[str]]:
    """What is wider than the window, by the window's width in pixels. The window is then as before."""
    before, found = page.viewport_size, dict[int, list[str]]()
    assert before
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": before["height"]})
        if wider := page.evaluate(WIDER):
            found[width] = wider
    page.set_viewport_size(before)
    return found


def roofs_and_solid_buttons(page: Page) -> tuple[int, list[str]]:
    """How many roofs there are, and the labels of the solid buttons."""
    return page.evaluate(ROOFS), page.evaluate(SOLID)
