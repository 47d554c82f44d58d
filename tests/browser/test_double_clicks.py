"""Every button pressed twice, fast: with scripts one request leaves; without them the parent still ends in."""

import time
from datetime import timedelta

from models.core.clock import now
from tests.support.browser.roads import CHOOSE, ENTRANCE, FIRST, LATER, sign_in
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Screen
from tests.support.waiting import wait_until

NEW = "cheval pile correct agrafe"


def press_twice(school: School, screen: Screen, label: str, part: str = "") -> None:
    """The second time while the first is on its way: without scripts both reach the server, and the later is shown."""
    box = screen.button(label, part).bounding_box()
    assert box
    screen.page.evaluate("y => window.scrollTo(0, y)", box["y"])
    box = screen.button(label, part).bounding_box()
    assert box

    def twice() -> None:
        with school.paused():
            for _ in range(2):
                screen.page.mouse.click(box["x"] + 20, box["y"] + 20)
                screen.page.wait_for_timeout(60)

    if screen.device.scripts:
        screen.step(twice)  # which counts the requests
    else:
        screen.mark()
        twice()
        wait_until(screen.is_new, "another page")


def heading(screen: Screen) -> str:
    (words,) = screen.page.locator("h1").all_inner_texts()
    return words


def test_twice_through_the_first_connection(school: School, screen: Screen) -> None:
    parent = school.parent(children=2)
    screen.open(parent.link)
    press_twice(school, screen, "Connexion", FIRST)
    assert heading(screen) == CHOOSE
    screen.fill("Mot de passe", PASSWORD)
    press_twice(school, screen, "Modifier")
    screen.shows("/children", "Bonjour Camille")
    press_twice(school, screen, "Se connecter avec ce compte")
    assert heading(screen).endswith("Fontaine")
    press_twice(school, screen, "Se déconnecter")
    screen.shows("/?notice=signed-out", ENTRANCE)


def test_twice_through_later_connections_and_a_change(school: School, screen: Screen) -> None:
    parent = school.parent(password=True)
    screen.open("/")
    screen.fill("Nom d'utilisateur", parent.username)
    screen.fill("Mot de passe", PASSWORD)
    press_twice(school, screen, "Connexion", LATER)
    assert heading(screen) == "Zoé Fontaine"
    screen.open("/password")
    screen.fill("Mot de passe actuel", PASSWORD)
    screen.fill("Nouveau mot de passe", NEW)
    press_twice(school, screen, "Modifier")
    assert heading(screen) == "Mon compte"
    press_twice(school, screen, "Déconnecter tous les appareils")
    screen.shows("/?notice=signed-out", ENTRANCE)
    sign_in(screen, parent.username, NEW)
    assert heading(screen) == "Zoé Fontaine"


def test_twice_on_the_wrong_password_counts_and_says_the_same(school: School, screen: Screen) -> None:
    parent = school.parent(password=True)
    screen.open("/")
    screen.fill("Nom d'utilisateur", parent.username)
    screen.fill("Mot de passe", "pas le bon du tout")
    press_twice(school, screen, "Connexion", LATER)
    screen.shows("/sign-in", ENTRANCE, error=True)


def test_twice_on_the_reset_sends_one_mail(school: School, screen: Screen) -> None:
    parent, later = school.parent(password=True), school.parent(password=True)
    screen.open("/reset")
    screen.fill("Adresse mail", parent.email)
    press_twice(school, screen, "Soumettre")
    screen.shows("/reset/sent", "Regardez vos mails")
    screen.open("/reset")
    screen.fill("Adresse mail", later.email)
    screen.press("Soumettre")
    assert school.links_to(later.email)  # mails leave in order: whatever was asked before has come
    assert len(school.mails_to(parent.email)) == 1


def test_twice_on_the_renewal_leaves_a_link_that_works(school: School, screen: Screen) -> None:
    parent = school.parent()
    school.query("UPDATE token SET expires_at = ? WHERE guardian = ?", now() - timedelta(days=1), parent.id)
    screen.open(parent.link)
    press_twice(school, screen, "Connexion", FIRST)
    press_twice(school, screen, "Recevoir un nouveau jeton")
    screen.shows("/reset/sent", "Regardez vos mails")
    time.sleep(1.5)  # a second mail would be on its way: the newest is the one that counts
    screen.open(school.links_to(parent.email)[-1])
    screen.press("Connexion", FIRST)
    assert heading(screen) == CHOOSE


def test_twice_on_the_choice_between_two_parents(school: School, screen: Screen) -> None:
    mother, father = school.parent(password=True), school.parent()
    sign_in(screen, mother.username)
    screen.open(father.link)
    press_twice(school, screen, "Utiliser ce jeton")
    assert heading(screen) == CHOOSE
    assert screen.says(father.username)
    sign_in_again(screen, mother.username)
    screen.open(father.link)
    press_twice(school, screen, "Continuer avec ce compte")
    assert heading(screen) == "Zoé Fontaine"


def sign_in_again(screen: Screen, username: str) -> None:
    screen.context.clear_cookies()
    sign_in(screen, username)
