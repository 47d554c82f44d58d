"""The parents' entrance in every language, in one picture, docs/pictures/languages.png: `make pictures`."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from language.text import NAMES
from tests.support.browser import chromium
from tests.support.browser.contact_sheet import palette, sheet
from tests.support.browser.language_states import speak
from tests.support.browser.school import ROOT, School
from tests.support.browser.screen import Device, Screen

PICTURE = ROOT / "docs" / "pictures" / "languages.png"


def shots(school: School, browser: Browser) -> Iterator[tuple[str, Image.Image]]:
    """The entrance of a first visit, by language."""
    screen = Screen(browser, school.base, Device())
    for language in NAMES:
        speak(screen, language)
        screen.open("/")
        yield language, Image.open(io.BytesIO(screen.page.screenshot(full_page=True))).convert("RGB")
    screen.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS])
        school = School(Path(folder), f"sqlite:///{folder}/school.sqlite")
        school.open()
        whole = sheet(shots(school, browser))
        whole.quantize(palette=palette(dark=False), dither=Image.Dither.NONE).save(PICTURE, optimize=True)
        school.close()
        browser.close()


if __name__ == "__main__":
    main()
