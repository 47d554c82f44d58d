"""An announcement from the office's empty form to the parent's answer, and back to the office, in a real browser."""

import pytest

from models.staff import sessions
from tests.browser.conftest import TWO, Opener
from tests.support.browser.office_states import arrive, press
from tests.support.browser.roads import choose_password, open_token
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen
from tests.support.office import colleague


def office(school: School, opener: Opener, device: Device) -> Screen:
    """A colleague who is signed in."""
    screen, name = opener(device), f"lise{next(school.numbers)}"
    secret = school.do(sessions.start(school.do(colleague(name)), sessions.IN))
    screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": screen.base}])
    return screen


@pytest.mark.parametrize("device", TWO, ids=str)
def test_the_office_asks_a_parent_answers_and_the_office_sees_it(
    school: School, opener: Opener, device: Device
) -> None:
    parent = school.parent()
    name = f"Classe{parent.id}"
    school.query("UPDATE child SET class_name = ? WHERE id = ?", name, parent.children[0])
    secretary = office(school, opener, device)
    secretary.open("/office/announcements/new")
    secretary.fill("Titre", "Classe verte")
    secretary.page.get_by_label("Texte", exact=True).fill("Du 9 au 11 mars.\n\n- un **sac**\n- des bottes")
    secretary.page.get_by_label("De la part de").fill("La direction")
    secretary.page.get_by_label("Une réponse pour chaque enfant").check()
    press(secretary, "Continuer : à qui", "À qui va l’avis")
    secretary.page.get_by_label("Des classes :").check()
    secretary.page.get_by_label(name, exact=True).check()
    press(secretary, "Continuer", "Classe verte")
    assert secretary.says("1 enfant, 1 parent")
    secretary.button("Envoyer à 1 parent").click()
    secretary.page.get_by_text("envoyé", exact=True).wait_for()

    screen = opener(device)
    open_token(screen, parent)
    choose_password(screen)
    screen.page.get_by_role("link", name="Classe verte").click()
    arrive(screen, "Classe verte")
    screen.press("Répondre")
    assert screen.says("Choisissez une réponse.")
    screen.page.get_by_label("Oui").check()
    screen.press("Répondre")
    assert screen.says("Votre réponse pour Zoé")

    secretary.page.reload()
    assert secretary.says("réponses : 1")
