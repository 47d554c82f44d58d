"""*Mot de passe oublié*: the same page for everybody, a mail for those the school knows (docs/product.md, step 6)."""

import pytest

from tests.support.browser.roads import CHOOSE, FIRST, choose_password, sign_in
from tests.support.browser.school import School
from tests.support.browser.screen import Screen

pytestmark = pytest.mark.sqlite

SENT = "Regardez vos mails"


def ask(screen: Screen, email: str) -> None:
    screen.open("/")
    screen.follow("cliquez ici pour redéfinir votre mot de passe.")
    screen.shows("/reset", "Mot de passe oublié")
    screen.fill("Adresse mail", email)
    screen.press("Soumettre")


def test_a_forgotten_password_is_chosen_again_by_mail(school: School, screen: Screen) -> None:
    parent = school.parent(password=True)
    ask(screen, parent.email.upper())
    screen.shows("/reset/sent", SENT)
    (link,) = school.links_to(parent.email)
    screen.open(link)
    screen.press("Connexion", FIRST)
    screen.shows("/password", CHOOSE)
    choose_password(screen, "cheval pile correct agrafe")
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")
    screen.press("Se déconnecter")
    sign_in(screen, parent.username, "cheval pile correct agrafe")
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")


def test_an_address_nobody_has_gets_the_same_page_and_no_mail(school: School, screen: Screen) -> None:
    ask(screen, "personne@example.org")
    screen.shows("/reset/sent", SENT)
    unknown = screen.page.locator("main").inner_text()
    parent = school.parent(password=True)
    ask(screen, parent.email)
    assert screen.page.locator("main").inner_text() == unknown
    assert school.links_to(parent.email)  # asked later and here already, so the first would be too
    assert school.mails_to("personne@example.org") == []


def test_two_parents_of_one_address_get_one_mail_with_a_link_each(school: School, screen: Screen) -> None:
    email = f"famille.{screen.device}@example.org"
    parents = [school.parent(password=True, email=email) for _ in range(2)]
    ask(screen, email)
    links = school.links_to(email)
    assert len(links) == 2
    assert len(school.mails_to(email)) == 1
    for parent, link in zip(parents, links, strict=True):
        screen.open(link)
        screen.press("Connexion", FIRST)
        assert screen.says(parent.username)
        choose_password(screen)
        screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")
        screen.press("Se déconnecter")


def test_half_an_address_is_told_what_a_whole_one_is(screen: Screen) -> None:
    ask(screen, "marie@")
    screen.shows("/reset", "Mot de passe oublié", error=True)
    assert screen.says("Écrivez une adresse mail complète")
    assert screen.page.get_by_label("Adresse mail").input_value() == "marie@"
