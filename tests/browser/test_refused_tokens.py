"""A token that opens nothing says which kind of nothing, and the way on (docs/product.md, step 7; catalogue 3, 7)."""

from datetime import timedelta

import pytest

from models.access import token
from models.core.clock import now
from models.database import transaction
from tests.support.browser.roads import CHOOSE, ENTRANCE, FIRST, choose_password, open_token
from tests.support.browser.school import School
from tests.support.browser.screen import Screen

pytestmark = pytest.mark.sqlite


def test_a_slip_an_unknown_token_and_none_are_told_apart(school: School, screen: Screen) -> None:
    slip = school.parent().token
    slip = slip[:-1] + ("7" if slip[-1] != "7" else "8")
    screen.open("/")
    for typed, reason in (
        ("", "Écrivez votre jeton de connexion."),
        (slip, "Il y a une petite faute dans ce jeton."),
        ("0000-0000-0000", "Nous ne connaissons pas ce jeton."),
    ):
        screen.fill("Jeton de connexion", typed)
        screen.press("Connexion", FIRST)
        screen.shows("/first-connection", ENTRANCE, error=True)
        assert screen.says(reason)
        assert screen.page.get_by_label("Jeton de connexion").input_value() == typed


def test_an_expired_token_is_renewed_with_one_button(school: School, screen: Screen) -> None:
    parent = school.parent()
    school.query("UPDATE token SET expires_at = ? WHERE guardian = ?", now() - timedelta(days=1), parent.id)
    open_token(screen, parent)
    screen.shows("/first-connection", "Ce jeton n’est plus valable", refused=True)
    screen.press("Recevoir un nouveau jeton")
    screen.shows("/reset/sent", "Regardez vos mails")
    (link,) = school.links_to(parent.email)
    screen.open(link)
    screen.press("Connexion", FIRST)
    screen.shows("/password", CHOOSE)


def test_a_replaced_token_points_to_the_newest_mail(school: School, screen: Screen) -> None:
    parent = school.parent()

    async def replace() -> None:
        async with transaction():
            await token.issue(parent.id, token.INVITATION)

    school.do(replace())
    open_token(screen, parent)
    screen.shows("/first-connection", ENTRANCE, error=True)
    assert screen.says("Ce jeton ne marche plus. Cherchez un mail ou un papier plus récent de l’école.")


def test_a_spent_token_leads_to_the_other_door(school: School, screen: Screen) -> None:
    parent = school.parent()
    open_token(screen, parent)
    choose_password(screen)
    screen.context.clear_cookies()
    open_token(screen, parent)
    screen.shows("/first-connection", "Ce jeton a déjà servi", refused=True)
    screen.press("Aller à la connexion")
    screen.shows("/sign-in", ENTRANCE)


def test_a_disabled_account_looks_like_an_unknown_token(school: School, screen: Screen) -> None:
    parent = school.parent()
    school.query("UPDATE guardian SET disabled_at = ? WHERE id = ?", now(), parent.id)
    open_token(screen, parent)
    assert screen.says("Nous ne connaissons pas ce jeton.")


def test_twenty_looks_at_the_link_change_nothing(school: School, phone: Screen) -> None:
    parent = school.parent()
    for _ in range(20):
        phone.context.request.get(parent.link)
    phone.open(parent.link)
    assert school.query("SELECT opened_at FROM token WHERE guardian = ?", parent.id) == [{"opened_at": None}]
    phone.press("Connexion", FIRST)
    phone.shows("/password", CHOOSE)
