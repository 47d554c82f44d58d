"""All states of the parents' pages in one picture, to be looked at: `make pictures` writes it to docs/pictures/."""

import io
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import chromium
from tests.support.browser.school import ROOT, School
from tests.support.browser.screen import SIZES, Device, Screen
from tests.support.browser.states import states

HIGHEST = 1400  # of one page, in pixels; what is below is cut
ROW = 6  # pages
GAP = 16
LABEL = 18


def shots(school: School, browser: Browser, device: Device) -> list[tuple[str, Image.Image]]:
    """Every state by its name."""
    screen = Screen(browser, school.base, device)
    found = []
    for name in states(school, screen):
        raw = screen.page.screenshot(full_page=True)
        found.append((name, Image.open(io.BytesIO(raw)).convert("RGB")))
    screen.close()
    return found


def sheet(pages: Iterable[tuple[str, Image.Image]], width: int) -> Image.Image:
    """Side by side in rows, each under its name."""
    rows: list[list[tuple[str, Image.Image]]] = [[]]
    for page in pages:
        if len(rows[-1]) == ROW:
            rows.append([])
        rows[-1].append(page)
    heights = [min(HIGHEST, max(image.height for _, image in row)) + LABEL + GAP for row in rows]
    whole = Image.new("RGB", (ROW * (width + GAP) + GAP, sum(heights) + GAP), "#888")
    draw, top = ImageDraw.Draw(whole), GAP
    for row, height in zip(rows, heights, strict=True):
        for place, (name, image) in enumerate(row):
            left = GAP + place * (width + GAP)
            draw.text((left, top), name, fill="white")
            whole.paste(image.crop((0, 0, width, min(HIGHEST, image.height))), (left, top + LABEL))
        top += height
    return whole


def main(target: str, size: str = "phone", scheme: str = "light") -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS])
        school = School(Path(folder), f"sqlite:///{folder}/school.sqlite")
        school.open()
        pages = shots(school, browser, Device(size, dark=scheme == "dark"))
        sheet(pages, SIZES[size][0]).quantize(128, dither=Image.Dither.NONE).save(ROOT / target, optimize=True)
        school.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
