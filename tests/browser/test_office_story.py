"""The office from its first minute to a parent who is let in by telephone, in a real browser (the main story)."""

import itertools
import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import expect

from models.core.clock import now
from models.families.event import Actor
from models.staff import account_changes
from models.staff.accounts import ADMIN
from tests.browser.conftest import TWO, Opener
from tests.support.browser.everybody import in_axe, look
from tests.support.browser.office_states import arrive
from tests.support.browser.office_term import empty
from tests.support.browser.roads import CHOOSE, FIRST, choose_password
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Device, Screen
from tests.support.files import SAMPLES
from tests.support.office import PASSWORD as STAFF_PASSWORD
from tests.support.waiting import wait_until

numbers = itertools.count(1)
WHO, LISTED = "Wim François", "François Wim"  # one of two of the file: the parent of class M3A


@pytest.fixture
def nobody(school: School) -> Iterator[None]:
    """A school before its first import."""
    empty(school)
    yield
    empty(school)


def press(screen: Screen, label: str, heading: str) -> None:
    screen.button(label).click()
    arrive(screen, heading)


def follow(screen: Screen, label: str, heading: str) -> None:
    screen.link(label).click()
    arrive(screen, heading)


def come_in(school: School, screen: Screen) -> None:
    """The first admin: token, password, telephone."""
    issued = school.do(account_changes.add(f"ada.story{next(numbers)}", ADMIN, Actor("cli"), full_name="Ada Dubois"))
    screen.open(issued.link.removeprefix(school.base))
    press(screen, "Connexion", CHOOSE)
    screen.fill("Mot de passe", STAFF_PASSWORD)
    press(screen, "Modifier", "Liez votre téléphone")
    totp = pyotp.TOTP(screen.page.locator("ol .keep").inner_text().replace(" ", ""))
    screen.fill("Code à 6 chiffres", totp.at(now()))
    press(screen, "Continuer", "Gardez ces codes de secours")
    screen.link("C’est noté, continuer").click()
    arrive(screen, "Bienvenue, Ada Dubois")  # an empty school begins with its first steps


def bring_families(screen: Screen) -> None:
    follow(screen, "Importer", "Importer les familles")
    screen.page.get_by_label("Fichier (5 Mo au plus)").set_input_files(SAMPLES / "families-school.csv")
    press(screen, "Voir ce qui changerait", "Vérifiez, puis importez")
    assert screen.says("Rien n’est encore changé.")
    screen.button("Importer").click()
    while not screen.device.scripts and screen.page.locator("h1").inner_text() != "C’est importé":
        screen.page.reload()  # whoever has no scripts asks by hand
    arrive(screen, "C’est importé")
    assert screen.says("Personne n’est encore invité.")


def invite_class(school: School, screen: Screen) -> None:
    """Its progress is followed without a hand, where there are scripts, and by hand where there are none."""
    school.sink.delay = 0.02
    follow(screen, "Inviter les nouveaux", "Invitations")
    screen.page.get_by_label("Qui", exact=True).select_option("M3A")
    press(screen, "Voir qui reçoit quoi", "Qui reçoit quoi")
    send = screen.page.get_by_role("button", name=re.compile(r"Envoyer \d+ mails"))
    many = int(re.findall(r"\d+", send.inner_text())[0])
    assert many > 20
    before = len(school.sink.messages)
    send.click()
    arrive(screen, "Envoi en cours")
    wait_until(
        lambda: len(school.sink.messages) - before == many,
        lambda: f"{many} mails; {len(school.sink.messages) - before} came",
    )
    school.sink.delay = 0
    if screen.device.scripts:
        arrive(screen, "Envoi terminé")  # by itself
    while screen.page.locator("h1").inner_text() != "Envoi terminé":
        screen.page.reload()
    assert screen.says(f"{many} partis")


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("device", TWO, ids=str)
def test_from_an_empty_school_to_a_parent_let_in_by_telephone(school: School, opener: Opener, device: Device) -> None:
    screen, parent = opener(device), opener(device)
    come_in(school, screen)
    bring_families(screen)
    invite_class(school, screen)
    follow(screen, "Familles", "Familles")
    screen.page.get_by_label("Chercher").fill("wim FRANCOIS m3a")
    if device.scripts:
        screen.page.wait_for_url(re.compile("q=wim"))
        follow(screen, LISTED, WHO)
        screen.link("Toutes les familles").click()
        arrive(screen, "Familles")
        assert screen.page.get_by_label("Chercher").input_value() == "wim FRANCOIS m3a"
    press(screen, "Chercher", WHO)
    assert screen.says("mail envoyé")
    follow(screen, "Code au téléphone", "Code au téléphone")
    press(screen, "Oui, faire un code", f"Code pour {WHO}")
    assert screen.says("En attente : le code n’a pas encore été tapé.")
    desk = screen.path
    parent.open("/")
    parent.fill("Jeton de connexion", screen.page.locator(".bigcode").inner_text().lower())
    parent.press("Connexion", FIRST)
    parent.shows("/password", CHOOSE)
    assert screen.says(f"Notez votre nom d’utilisateur : {parent.page.locator('.keep').first.inner_text()}")
    if not device.scripts:
        screen.open(desk)
    expect(screen.page.get_by_text("La personne choisit maintenant son mot de passe.")).to_be_visible()
    choose_password(parent, PASSWORD)
    assert parent.says("Louis François")
    if not device.scripts:
        screen.open(desk)
    expect(screen.page.get_by_text("C’est fait : le mot de passe est choisi")).to_be_visible()
    follow(screen, f"Retour à {WHO}", WHO)
    assert screen.says("compte actif")
    story = screen.region("Ce qui s’est passé").inner_text()
    for words in ("code", "mot de passe"):
        assert words in story.lower()
    screen.open("/office/families?standing=in")
    assert screen.says(LISTED)


@pytest.mark.usefixtures("nobody")
def test_the_rooms_of_an_empty_school_are_for_everybody_too(school: School, opener: Opener) -> None:
    screen = opener(Device("narrow"))
    come_in(school, screen)
    found = {}
    for room in ("welcome", "families", "classes", "imports", "invitations", "letters", "mails", "audit", "staff"):
        screen.open(f"/office/{room}")
        found[room] = look(screen.page) + in_axe(screen.page)
    assert {room: faults for room, faults in found.items() if faults} == {}
