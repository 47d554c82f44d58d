"""From the mail's link to the dashboard (docs/product.md, steps 2–4)."""

from models.invitations.invitation import invite
from tests.support.browser.roads import CHOOSE, FIRST, choose_password, open_token
from tests.support.browser.school import School
from tests.support.browser.screen import Screen


def test_the_mails_link_leads_to_the_dashboard_in_three_taps(school: School, any_screen: Screen) -> None:
    screen, parent = any_screen, school.parent()
    school.do(invite(username=parent.username))
    (link,) = school.links_to(parent.email)
    screen.open(link)  # one tap, in the mail
    assert screen.page.get_by_label("Jeton de connexion").input_value() == link.partition("token=")[2]
    screen.press("Connexion", FIRST)  # two
    screen.shows("/password", CHOOSE)
    assert screen.says(parent.username)
    choose_password(screen)  # three
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")


def test_several_children_are_chosen_from(school: School, any_screen: Screen) -> None:
    screen, parent = any_screen, school.parent(children=3)
    open_token(screen, parent)
    choose_password(screen)
    screen.shows("/children", "Bonjour Camille")
    button = "Se connecter avec ce compte"
    assert screen.page.get_by_role("button", name=button).count() == 3
    screen.step(screen.page.get_by_role("listitem").filter(has_text="Inès").get_by_role("button").click)
    screen.shows(f"/children/{parent.children[2]}", "Inès Fontaine")
    screen.follow("Adam")
    screen.shows(f"/children/{parent.children[1]}", "Adam Fontaine")


def test_a_parent_without_children_is_told_so(school: School, screen: Screen) -> None:
    open_token(screen, school.parent(children=0))
    choose_password(screen)
    screen.shows("/children", "Aucun enfant pour ce compte")


def test_a_token_typed_from_paper_is_read_as_it_was_meant(school: School, screen: Screen) -> None:
    token = school.parent().token
    screen.open("/")
    screen.fill("Jeton de connexion", "  " + token.lower().replace("-", " ").replace("0", "o").replace("1", "l") + " ")
    screen.press("Connexion", FIRST)
    screen.shows("/password", CHOOSE)


def test_a_weak_password_is_refused_with_the_reason_and_a_better_one_taken(school: School, screen: Screen) -> None:
    parent = school.parent()
    open_token(screen, parent)
    for weak, reason in (
        ("", "Écrivez votre nouveau mot de passe."),
        ("court", "Ce mot de passe est trop court. Il faut au moins 12 caractères."),
        ("azertyuiop123", "Ce mot de passe est trop facile à deviner."),
        (parent.username, "Ce mot de passe ressemble à votre nom"),
    ):
        screen.fill("Mot de passe", weak)
        screen.press("Modifier")
        screen.shows("/password", CHOOSE, error=True)
        assert screen.says(reason)
        assert screen.page.locator("#password").input_value() == ""
    choose_password(screen)
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")


def test_closing_the_page_before_modifier_spends_nothing(school: School, screen: Screen) -> None:
    parent = school.parent()
    for _ in range(2):
        open_token(screen, parent)
        screen.shows("/password", CHOOSE)
        screen.context.clear_cookies()
    open_token(screen, parent)
    choose_password(screen)
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")


def test_somebody_else_signed_in_here_is_named_and_the_parent_chooses(school: School, screen: Screen) -> None:
    mother, father = school.parent(), school.parent()
    open_token(screen, mother)
    choose_password(screen)
    screen.open(father.link)
    screen.shows(father.link, "Vous êtes déjà connecté")
    assert screen.says(mother.username)
    screen.press("Continuer avec ce compte")
    screen.shows(f"/children/{mother.children[0]}", "Zoé Fontaine")
    screen.open(father.link)
    screen.press("Utiliser ce jeton")
    screen.shows("/password", CHOOSE)
    assert screen.says(father.username)
    choose_password(screen)
    screen.shows(f"/children/{father.children[0]}", "Zoé Fontaine")
