"""Takes the pictures of docs/office*.md: `make pictures`. The office of the demonstration, as its secretary meets it.

`python -m tests.support.browser.office_screens en` takes those of one language, here docs/office.en.md.
"""

import asyncio
import io
import multiprocessing
import os
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, sync_playwright

from cli.demo import colleagues as demo_colleagues
from cli.demo import export as demo_file
from cli.demo import office as demo_office
from cli.demo import school as demo_school
from cli.demo.announcing import TRIP, VISIT
from cli.demo.command import make_settings
from cli.demo.families import ALL, LEFT
from cli.serve import listen
from language.text import OFFICE_LANGUAGES, SOURCE, _, language, speak, zone
from models.core import clock
from tests.support.browser import chromium
from tests.support.browser.school import ROOT
from tests.support.ports import free_port
from tests.support.waiting import PATIENCE, wait_until

PICTURES = ROOT / "docs" / "pictures"
NAME = "parents.tilleul.example"  # what the pictures show; the browser is told where it is
COLOURS = 64  # enough for our pages, a third of the bytes
WIDTH, HEIGHT = 1280, 720
MOVED = {"Manon": "P2B", "Kerem": "P4B"}  # the first since the last import, the other one new
NEW = (  # what the school's next file adds: a family, another one with its address, a slip, somebody to decide about
    "260900;Petit;Jules;P1A;Petit;Anne;anne.petit@example.org;;;",
    "260901;Simon;Lou;P1A;Simon;Marc;anne.petit@example.org;;;",
    "260902;Grand;Tim;P1B;Grand;Paul;paul.grand@;;;",
    "260903;Benali;Sami;P1B;Benali;Fatima;fatima.b@example.com;;;",
)
UNCLEAR = (  # a file that does not say who is a parent, nor who may see the child
    "Matricule;Nom élève;Prénom élève;Classe;Nom responsable;Prénom responsable;E-mail responsable;Garde;"
    "Nom titulaire;Prénom titulaire",
    "260904;Maes;Nora;P2A;Maes;Inge;inge.maes@example.org;Oui;Petit;Anne",
    "260905;Roy;Sacha;P2A;Roy;Luc;luc.roy@example.com;Non;Petit;Anne",
    "260906;Diallo;Awa;P3B;Diallo;Fanta;fanta.diallo@example.org;Oui;Dubois;Paul",
)


def _run_school(folder: str, port: int, tongue: str) -> None:
    """The demonstration's school, the next school day at a quarter past ten."""
    today = datetime.now(zone())
    day = today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() > 4 else 0)
    ahead = datetime.combine(day, time(10, 15), zone()) - today
    clock.moment = lambda: datetime.now(UTC) + ahead
    os.environ |= {"PREAU_PORT": str(port), "PREAU_HOST": "127.0.0.1"}
    settings, post = replace(make_settings(Path(folder)), base_url=f"http://{NAME}"), demo_school.make_mail_server()
    asyncio.run(demo_school.open_doors(settings, post))
    listen(replace(settings, language=tongue), post)  # from here: what came before is told in French


@contextmanager
def school() -> Iterator[int]:
    """Its port, while it is open."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = multiprocessing.get_context("spawn").Process(target=_run_school, args=(folder, port, language()))
        server.start()
        try:
            wait_until(lambda: _answers(port), "the demonstration answers")
            yield port
        finally:
            server.terminate()
            server.join(20)


def _answers(port: int) -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).status == 200)
    except OSError:
        return False


class Camera:
    """A secretary's browser, and the pictures taken of it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self) -> None:
        self.page.goto("/office")
        self.page.get_by_label(_("Nom d'utilisateur"), exact=True).fill(demo_office.SECRETARY_NAME)
        self.page.get_by_label(_("Mot de passe"), exact=True).fill(demo_colleagues.PASSWORD)
        self.press("Connexion")

    def family(self, name: str) -> None:
        """The page of the first family that a search finds."""
        self.page.goto(f"/office/families?q={name}")
        self.click(self.page.locator("main tbody a"))

    def announcement(self, title: str) -> None:
        """The page of the one with this title."""
        self.page.goto("/office/announcements")
        self.click(self.page.get_by_role("link", name=title))

    def click(self, what: Locator) -> None:
        """Leads to another page, and waits for it."""
        with self.page.expect_navigation():
            what.first.click()

    def press(self, label: str) -> None:
        self.click(self.page.get_by_role("button", name=_(label), exact=True))

    def follow(self, label: str) -> None:
        self.click(self.page.get_by_role("link", name=_(label)))

    def bring(self, name: str, lines: Sequence[str]) -> None:
        """A file of families, up to what the office shows of it first."""
        self.page.goto("/office/imports")
        file = FilePayload(name=name, mimeType="text/csv", buffer="\n".join(lines).encode())
        self.page.locator("input[type=file]").set_input_files(file)
        self.press("Voir ce qui changerait")

    def shoot(self, name: str, *, down_to: Locator | None = None, part: Locator | None = None) -> None:
        """One picture: of what a screen shows, of the page down to the end of something, or of a part alone."""
        self.page.evaluate("document.activeElement.blur()")
        if part:
            shot = part.screenshot()
        elif down_to and (box := down_to.bounding_box()):
            end = box["y"] + box["height"] + 12
            shot = self.page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": end})
        else:
            shot = self.page.screenshot()
        picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        ending = "" if language() == SOURCE else f".{language()}"
        picture.save(PICTURES / f"office-{name}{ending}.png", optimize=True)


def take(camera: Camera) -> None:
    """A morning at the desk."""
    page = camera.page
    camera.sign_in()
    camera.shoot("families")
    camera.family("goossens")
    camera.shoot("family", down_to=page.locator("main .card").nth(2))
    camera.family("öztürk")  # reads another language than the office
    camera.follow("Code au téléphone")
    camera.press("Oui, faire un code")
    camera.shoot("phone-code", down_to=page.locator("main .card").last)
    camera.family("da silva rui")
    camera.follow("Changer l’accès")
    camera.shoot("access", down_to=page.locator("main .card").last)
    camera.announcement(VISIT.title)
    camera.shoot("announcement-draft", down_to=page.locator("main section.card").last)
    camera.announcement(TRIP.title)
    camera.shoot("announcement", part=page.locator("main section.card").last)
    camera.bring("eleves-mars.csv", UNCLEAR)
    camera.shoot("questions", down_to=page.locator("main .card").last)
    there = demo_file.export((family for family in ALL if family.story != LEFT), MOVED)
    camera.bring("eleves-janvier.csv", [*there.decode("utf-8-sig").splitlines(), *NEW])
    camera.shoot("import", down_to=page.locator("main .fold details").nth(1))
    page.goto("/office/invitations")
    camera.press("Voir qui reçoit quoi")
    camera.shoot("invite", down_to=page.locator("main .card").last)
    page.goto("/office/letters")
    camera.press("Voir qui reçoit une lettre")
    camera.click(page.locator("main form button"))
    camera.shoot("letter", part=page.locator(".letter").last)


def main(tongue: str) -> None:
    speak(tongue)
    with school() as port, sync_playwright() as playwright:
        there = f"--host-resolver-rules=MAP {NAME}:80 127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS, there])
        context = browser.new_context(
            base_url=f"http://{NAME}",
            viewport={"width": WIDTH, "height": HEIGHT},
            java_script_enabled=False,
            locale=f"{tongue}-BE",
        )
        context.set_default_timeout(PATIENCE * 1000)
        take(Camera(context.new_page()))
        browser.close()


if __name__ == "__main__":
    for each in sys.argv[1:] or OFFICE_LANGUAGES:
        main(each)
