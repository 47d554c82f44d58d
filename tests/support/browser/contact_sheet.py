"""All states of the parents' or the office's pages in one picture: `make pictures` writes them to docs/pictures/."""

import io
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from routes.web.layout import STYLE
from tests.support.browser import chromium, office_states, office_term
from tests.support.browser.school import ROOT, School
from tests.support.browser.screen import Device, Screen
from tests.support.browser.states import states

HIGHEST = 1000  # of one page, in pixels; what is below is cut
SMALL = 290  # a page wider than a phone, in the picture
ROW = 6  # pages
GAP = 16
LABEL = 18
PEOPLE = ("parents", "office")


def shots(people: str, school: School, browser: Browser, device: Device) -> Iterator[tuple[str, Image.Image]]:
    """Every state by its name."""
    screen = Screen(browser, school.base, device)
    found = office_states.states(office_term.begin(school), screen) if people == "office" else states(school, screen)
    for name in found:
        picture = Image.open(io.BytesIO(screen.page.screenshot(full_page=True))).convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(HIGHEST, picture.height)))
        if picture.width > 2 * SMALL:
            picture.thumbnail((SMALL, HIGHEST))
        yield name, picture
    screen.close()


def sheet(pages: Iterable[tuple[str, Image.Image]]) -> Image.Image:
    """Side by side in rows, each under its name."""
    rows: list[list[tuple[str, Image.Image]]] = [[]]
    for page in pages:
        if len(rows[-1]) == ROW:
            rows.append([])
        rows[-1].append(page)
    width = rows[0][0][1].width
    heights = [max(image.height for _, image in row) + LABEL + GAP for row in rows]
    whole = Image.new("RGB", (ROW * (width + GAP) + GAP, sum(heights) + GAP), "#888")
    draw, top = ImageDraw.Draw(whole), GAP
    for row, height in zip(rows, heights, strict=True):
        for place, (name, image) in enumerate(row):
            left = GAP + place * (width + GAP)
            draw.text((left, top), name, fill="white")
            whole.paste(image, (left, top + LABEL))
        top += height
    return whole


def palette(dark: bool) -> Image.Image:
    """The stylesheet's own colours, and those between a letter and its ground: a third of the bytes of all colours."""
    scheme = re.findall(r"#[0-9a-f]{6}", STYLE.split("@media")[dark])
    faces = re.findall(r"\.(?:face|tint\d)\{[^}]*background:(#[0-9a-f]{6})", STYLE)
    own = [ImageColor.getrgb(found) for found in [*scheme, *faces]]
    between = [
        tuple((a * share + b * (3 - share)) // 3 for a, b in zip(letter, ground, strict=False))
        for letter in own
        for ground in own[:2]
        for share in (1, 2)
    ]
    made = Image.new("P", (1, 1))
    made.putpalette(
        [part for colour in [*own, *between, (0, 0, 0), (255, 255, 255), (136, 136, 136)] for part in colour]
    )
    return made


def main(people: str, target: str, size: str = "phone", scheme: str = "light") -> None:
    assert people in PEOPLE
    dark = scheme == "dark"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS])
        school = School(Path(folder), f"sqlite:///{folder}/school.sqlite")
        school.open()
        whole = sheet(shots(people, school, browser, Device(size, dark=dark)))
        whole.quantize(palette=palette(dark), dither=Image.Dither.NONE).save(ROOT / target, optimize=True)
        school.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
