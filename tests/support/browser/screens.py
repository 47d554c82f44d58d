"""Takes the README's picture, docs/pictures/phone.png: `make pictures`. Four phone screens, side by side."""

import base64
import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import chromium
from tests.support.browser.roads import FIRST, choose_password
from tests.support.browser.school import ROOT, School
from tests.support.browser.screen import Device, Screen

COLOURS = 128  # enough for our pages, a third of the bytes
PICTURE = ROOT / "docs" / "pictures" / "phone.png"
STYLE = (
    "body{margin:0;display:flex;gap:20px;padding:20px;background:#e9e2d3;width:max-content}"
    "img{display:block;width:234px;height:481px;border-radius:16px;box-shadow:0 0 0 4px #22302c}"
)


def take(school: School, browser: Browser) -> list[bytes]:
    """Entrance, password, picker, dashboard, as one parent meets them."""
    screen = Screen(browser, school.base, Device())
    parent = school.parent(children=3)
    shots = []
    screen.open(parent.link)
    shots.append(screen.page.screenshot())
    screen.press("Connexion", FIRST)
    shots.append(screen.page.screenshot())
    choose_password(screen)
    shots.append(screen.page.screenshot())
    screen.press("Se connecter avec ce compte")
    shots.append(screen.page.screenshot())
    screen.close()
    return shots


def compose(browser: Browser, shots: list[bytes]) -> None:
    """The browser itself puts them side by side."""
    page = browser.new_page(viewport={"width": 1040, "height": 521})
    images = "".join(f'<img alt="" src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot in shots)
    page.set_content(f"<style>{STYLE}</style>{images}")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    shot = Image.open(io.BytesIO(page.locator("body").screenshot())).convert("RGB")
    shot.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    page.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS])
        school = School(Path(folder), f"sqlite:///{folder}/school.sqlite")
        school.open()
        compose(browser, take(school, browser))
        school.close()
        browser.close()


if __name__ == "__main__":
    main()
