"""Later connections, sign-out, and sessions that end (docs/product.md, steps 5 and 8)."""

import re

import pytest
from playwright.sync_api import Cookie

from tests.support.browser.roads import ENTRANCE, give_credentials, open_token, sign_in
from tests.support.browser.school import School
from tests.support.browser.screen import Screen

pytestmark = pytest.mark.sqlite

CHILD = "Zoé Fontaine"


def sessions(screen: Screen) -> list[Cookie]:
    """The browser's session cookies, without what says that somebody signed in here before."""
    return [cookie for cookie in screen.context.cookies() if cookie["name"] == "preau"]


def test_a_parent_signs_in_and_out(school: School, any_screen: Screen) -> None:
    screen, parent = any_screen, school.parent(password=True)
    sign_in(screen, f" {parent.username.upper()} ")
    screen.shows(f"/children/{parent.children[0]}", CHILD)
    screen.press("Se déconnecter")
    screen.shows("/?notice=signed-out", ENTRANCE)
    assert screen.says("Vous êtes déconnecté.")
    assert sessions(screen) == []
    screen.page.go_back()
    screen.page.wait_for_url(re.compile("next="))  # htmx asks for the page, and is led to the entrance
    assert not screen.says(CHILD), "Back shows nothing of the child"
    screen.open(f"/children/{parent.children[0]}")
    assert not screen.says(CHILD)


def test_wrong_credentials_keep_what_was_typed_but_the_password(school: School, screen: Screen) -> None:
    parent = school.parent(password=True)
    screen.open("/")
    screen.page.get_by_label("Rester connecté sur cet appareil").check()
    give_credentials(screen, parent.username, "pas le bon du tout")
    screen.shows("/sign-in", ENTRANCE, error=True)
    assert screen.says("Le nom d’utilisateur ou le mot de passe n’est pas bon.")
    assert screen.page.get_by_label("Nom d'utilisateur").input_value() == parent.username
    assert screen.page.get_by_label("Mot de passe", exact=True).input_value() == ""
    assert screen.page.get_by_label("Rester connecté sur cet appareil").is_checked()
    give_credentials(screen, "")
    assert screen.says("Écrivez votre nom d’utilisateur.")
    give_credentials(screen, parent.username)
    screen.shows(f"/children/{parent.children[0]}", CHILD)


def test_staying_signed_in_is_for_those_who_tick_it(school: School, screen: Screen) -> None:
    parent = school.parent(password=True)
    sign_in(screen, parent.username)
    assert sessions(screen)[0]["expires"] == -1, "gone with the browser"
    screen.press("Se déconnecter")
    screen.page.get_by_label("Rester connecté sur cet appareil").check()
    give_credentials(screen, parent.username)
    days = (sessions(screen)[0]["expires"] - screen.page.evaluate("Date.now() / 1000")) / 86_400
    assert 89 < days < 91


def test_a_session_that_ended_leads_to_the_entrance(school: School, screen: Screen) -> None:
    parent = school.parent(password=True, children=2)
    sign_in(screen, parent.username)
    screen.shows("/children", "Bonjour Camille")
    school.query("DELETE FROM session WHERE guardian = ?", parent.id)
    screen.press("Se connecter avec ce compte")
    assert screen.page.locator("h1").all_inner_texts() == [ENTRANCE]
    assert screen.says("Vous n’êtes plus connecté. Connectez-vous de nouveau.")
    assert screen.page.locator("header").count() == 1, "a page within a page"
    assert not screen.page.get_by_role("button", name="Se déconnecter").count()
    give_credentials(screen, parent.username)
    screen.shows(f"/children/{parent.children[1]}", "Adam Fontaine")


def test_the_password_step_that_ended_leads_to_the_entrance(school: School, screen: Screen) -> None:
    parent = school.parent()
    open_token(screen, parent)
    school.query("DELETE FROM session WHERE guardian = ?", parent.id)
    screen.fill("Mot de passe", "girafe tomate vélo nuage")
    screen.press("Modifier")
    assert screen.page.locator("h1").all_inner_texts() == [ENTRANCE]
    assert screen.says(
        "Pour choisir votre mot de passe, ouvrez de nouveau le lien du mail, ou écrivez encore le jeton."
    )


def test_another_familys_child_is_not_found(school: School, screen: Screen) -> None:
    parent, stranger = school.parent(password=True), school.parent()
    sign_in(screen, parent.username)
    screen.open(f"/children/{stranger.children[0]}")
    screen.shows(f"/children/{stranger.children[0]}", "Page introuvable")
    screen.press("Se déconnecter")
    screen.shows("/?notice=signed-out", ENTRANCE)
