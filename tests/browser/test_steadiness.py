"""What people do to pages: Back, reload, press twice. None of it may lose a parent or a password."""

import contextlib

import pytest
from playwright.sync_api import Error, Response

from tests.support.browser.roads import CHOOSE, ENTRANCE, FIRST, choose_password, open_token
from tests.support.browser.school import School
from tests.support.browser.screen import Screen
from tests.support.waiting import wait_until

pytestmark = pytest.mark.sqlite

CHILD = "Zoé Fontaine"


def heading(screen: Screen) -> str:
    """The one heading of the one page."""
    (words,) = screen.page.locator("h1").all_inner_texts()
    assert screen.page.locator("header").count() == 1, "a page within a page"
    return words


def reload(screen: Screen) -> None:
    answer: Response | None = screen.page.reload()
    assert answer is None or answer.status < 500


def back(screen: Screen) -> None:
    """Back to a page loaded anew: what scripts swapped in is never kept."""
    screen.mark()
    with contextlib.suppress(Error):  # the page may end before it answers; the next line waits for the other one
        screen.page.evaluate("history.back()")
    wait_until(screen.is_new, "another page")


def test_reloading_every_step_shows_that_step_again(school: School, screen: Screen) -> None:
    parent = school.parent(children=2)
    screen.open(parent.link)
    reload(screen)
    assert screen.page.get_by_label("Jeton de connexion").input_value() == parent.token
    screen.press("Connexion", FIRST)
    reload(screen)
    assert heading(screen) == CHOOSE
    choose_password(screen)
    reload(screen)
    assert heading(screen) == "Bonjour Camille"
    screen.press("Se connecter avec ce compte")
    reload(screen)
    assert heading(screen).endswith("Fontaine")
    screen.press("Se déconnecter")
    reload(screen)
    assert heading(screen) == ENTRANCE


def test_back_at_every_step_ends_on_a_whole_page(school: School, screen: Screen) -> None:
    parent = school.parent(children=2)
    open_token(screen, parent)
    back(screen)
    assert heading(screen) == ENTRANCE
    screen.press("Connexion", FIRST)
    assert heading(screen) == CHOOSE
    choose_password(screen)
    back(screen)  # to the password step, which for somebody signed in is the change of password
    assert heading(screen) in (CHOOSE, "Changer de mot de passe")
    screen.open("/children")
    screen.press("Se connecter avec ce compte")
    back(screen)
    assert heading(screen) == "Bonjour Camille"
    screen.mark()
    screen.page.evaluate("history.forward()")
    wait_until(screen.is_new, "another page")
    assert heading(screen).endswith("Fontaine")


def test_sending_the_password_step_again_after_back_lets_the_parent_in(school: School, plain: Screen) -> None:
    parent = school.parent()
    open_token(plain, parent)
    choose_password(plain)
    plain.page.go_back()
    if heading(plain) == CHOOSE:  # kept by the browser as it was
        choose_password(plain)
        plain.shows(f"/children/{parent.children[0]}", CHILD)


def test_a_refused_form_reloaded_is_the_form_again(school: School, phone: Screen) -> None:
    phone.open("/")
    phone.press("Connexion", FIRST)
    assert phone.page.title().startswith("Erreur : ")
    reload(phone)
    phone.shows("/", ENTRANCE)
