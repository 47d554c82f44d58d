"""One's own account: change of password, devices, sign-out everywhere (docs/product.md, step 8)."""

import pytest

from tests.browser.conftest import Opener
from tests.support.browser.roads import ENTRANCE, sign_in
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Device, Screen
from tests.support.waiting import wait_until

pytestmark = pytest.mark.sqlite

CHANGE = "Changer de mot de passe"
NEW = "cheval pile correct agrafe"


def change(screen: Screen, current: str, new: str) -> None:
    screen.fill("Mot de passe actuel", current)
    screen.fill("Nouveau mot de passe", new)
    screen.press("Modifier")


def test_a_password_is_changed_and_confirmed_by_mail(school: School, screen: Screen) -> None:
    parent = school.parent(password=True)
    sign_in(screen, parent.username)
    screen.follow("Mon compte")
    screen.shows("/account", "Mon compte")
    screen.follow(CHANGE)
    screen.shows("/password", CHANGE)
    change(screen, "pas le bon du tout", NEW)
    screen.shows("/password", CHANGE, error=True)
    assert screen.says("Ce n’est pas votre mot de passe actuel.")
    change(screen, PASSWORD, PASSWORD)
    assert screen.says("C’est déjà votre mot de passe.")
    change(screen, PASSWORD, NEW)
    screen.shows("/account?notice=password", "Mon compte")
    assert screen.says("Votre nouveau mot de passe est enregistré.")
    assert wait_until(lambda: school.mails_to(parent.email), "the mail that confirms")
    sign_out_and_in_again(screen, parent.username)


def sign_out_and_in_again(screen: Screen, username: str) -> None:
    screen.press("Se déconnecter")
    sign_in(screen, username)
    assert screen.says("n’est pas bon")
    sign_in(screen, username, NEW)
    assert screen.page.locator("h1").inner_text() == "Zoé Fontaine"


def test_devices_are_listed_and_all_signed_out_with_one_button(school: School, screen: Screen, opener: Opener) -> None:
    parent = school.parent(password=True)
    tablet = opener(Device("desktop", scripts=False))
    sign_in(tablet, parent.username)
    sign_in(screen, parent.username)
    screen.follow("Mon compte")
    devices = screen.region("Vos appareils connectés")
    assert devices.get_by_role("listitem").count() == 2
    assert devices.get_by_text("cet appareil").count() == 1
    screen.press("Déconnecter tous les appareils")
    screen.shows("/?notice=signed-out", ENTRANCE)
    tablet.page.reload()
    assert tablet.page.locator("h1").inner_text() == ENTRANCE
    assert tablet.says("Vous n’êtes plus connecté.")


def test_the_well_known_address_leads_to_the_change_of_password(school: School, screen: Screen) -> None:
    sign_in(screen, school.parent(password=True).username)
    screen.open("/.well-known/change-password")
    screen.shows("/password", CHANGE)
