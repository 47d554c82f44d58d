"""A colleague's way into the office, in a real browser: every page fit for everybody (catalogue 57, 59–60)."""

import itertools
import re
from typing import Any

import pyotp
import pytest

from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes
from models.staff.accounts import ADMIN
from tests.browser.conftest import Opener
from tests.support.browser.everybody import EVERY_RULE, TARGETS, WIDER, in_axe
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen
from tests.support.office import PASSWORD

pytestmark = pytest.mark.sqlite

numbers = itertools.count(1)
EACH = [Device("narrow"), Device("desktop"), Device("narrow", scripts=False)]


class Walk:
    """Steps through pages, and looks at each."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page

    def arrive(self, heading: str, path: str = "") -> None:
        """Waits for the page under this heading; whether everybody can use it is looked at there."""
        self.page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
        if path:
            self.page.wait_for_url(f"{self.screen.base}{path}")
        if self.screen.device.scripts:
            self.page.wait_for_function("document.activeElement && document.activeElement.localName !== 'button'")
        assert self.page.locator("h1").count() == self.page.locator("main").count() == 1, "a page within a page"
        found: list[Any] = self.page.evaluate(WIDER) + self.page.evaluate(TARGETS)
        if self.screen.device == Device("narrow"):  # axe looks at the other sizes from there
            found += in_axe(self.page, EVERY_RULE)
        assert found == [], heading

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).first.click()

    def follow(self, label: str) -> None:
        self.page.get_by_role("link", name=label, exact=True).first.click()


@pytest.mark.parametrize("device", EACH, ids=str)
def test_from_the_link_by_the_phone_to_a_colleague_and_out(school: School, opener: Opener, device: Device) -> None:
    name = f"ada.browser{next(numbers)}"
    issued = school.do(account_changes.add(name, ADMIN, Actor("cli"), full_name="Ada Dubois"))
    screen = opener(device)
    walk, page = Walk(screen), screen.page
    screen.open(issued.link.removeprefix(school.base))
    walk.arrive("Bienvenue au secrétariat")
    walk.press("Connexion")
    walk.arrive("Choisissez votre mot de passe", "/office/password")
    screen.fill("Mot de passe", "court")
    walk.press("Modifier")
    page.locator("[aria-invalid]").wait_for()
    walk.arrive("Choisissez votre mot de passe")
    screen.fill("Mot de passe", PASSWORD)
    walk.press("Modifier")
    walk.arrive("Liez votre téléphone", "/office/enrol")
    assert page.locator(".qr").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 100
    totp = pyotp.TOTP(page.locator("ol .keep").inner_text().replace(" ", ""))
    screen.fill("Code à 6 chiffres", totp.generate_otp(totp.timecode(now()) - 1))  # the next is for the sign-in
    walk.press("Continuer")
    walk.arrive("Gardez ces codes de secours")
    walk.follow("C’est noté, continuer")
    page.wait_for_url(re.compile("/office/(families|welcome)$"))  # as far as the school is
    walk.follow("Ada Dubois")
    walk.arrive("Mon compte", "/office/account")
    walk.follow("Équipe")
    walk.arrive("Équipe", "/office/staff")
    walk.follow("Ajouter une personne")
    walk.arrive("Ajouter une personne", "/office/staff/new")
    screen.fill("Nom d'utilisateur", f"{name}.colleague")
    walk.press("Ajouter")
    walk.arrive(f"Le jeton de {name}.colleague")
    walk.follow("Retour à l’équipe")
    walk.arrive("Équipe", "/office/staff")
    walk.follow(f"{name}.colleague")
    walk.arrive(f"{name}.colleague")
    walk.press("Fermer le compte")
    page.get_by_role("button", name="Ouvrir de nouveau le compte").wait_for()
    walk.press("Se déconnecter")
    walk.arrive("Connexion au secrétariat", "/office/sign-in?notice=signed-out")
    screen.open("/office/account")
    screen.fill("Nom d'utilisateur", name)
    screen.fill("Mot de passe", PASSWORD)
    walk.press("Connexion")
    walk.arrive("Encore le code de votre téléphone", "/office/second-factor?next=/office/account")
    walk.follow("Je n’ai pas mon téléphone")
    walk.arrive("Utiliser un code de secours")
    walk.follow("Retour au code du téléphone")
    screen.fill("Code à 6 chiffres", totp.at(now()))
    walk.press("Connexion")
    walk.arrive("Mon compte", "/office/account")
    screen.open("/office/confirm?next=/office/account")
    walk.arrive("Confirmez que c’est vous")
    screen.fill("Mot de passe", PASSWORD)
    walk.press("Continuer")
    walk.arrive("Mon compte", "/office/account")
