"""What scripts add, and what is left when they fail on the way."""

from playwright.sync_api import Route, expect

from tests.browser.conftest import Opener
from tests.browser.roads import ENTRANCE, FIRST, LATER, choose_password, open_token, sign_in
from tests.browser.school import PASSWORD, School
from tests.browser.screen import Device, Screen


def test_afficher_shows_the_password_and_hides_it_before_it_is_sent(school: School, phone: Screen) -> None:
    phone.open("/")
    entry, show = phone.page.locator("#password"), phone.button("Afficher")
    entry.fill(PASSWORD)
    assert entry.get_attribute("type") == "password"
    show.click()
    assert entry.get_attribute("type") == "text"
    assert show.get_attribute("aria-pressed") == "true"
    show.click()
    assert entry.get_attribute("type") == "password"
    show.click()
    kinds = "document.addEventListener('htmx:configRequest', () => { window.sent = password.type })"
    phone.page.evaluate(kinds)
    phone.press("Connexion", LATER)
    assert phone.page.evaluate("window.sent") == "password"


def test_afficher_is_there_after_a_swap_too(school: School, phone: Screen) -> None:
    open_token(phone, school.parent())
    phone.page.locator("#password").fill(PASSWORD)
    phone.button("Afficher").click()
    assert phone.page.locator("#password").get_attribute("type") == "text"


def test_afficher_is_not_offered_where_it_would_do_nothing(school: School, plain: Screen) -> None:
    plain.open("/")
    expect(plain.page.get_by_text("Afficher")).to_be_hidden()


def test_htmx_lost_on_the_way_leaves_plain_forms(school: School, opener: Opener) -> None:
    screen = opener(Device())
    screen.page.route("**/*htmx.min.js", lambda route: route.abort())
    screen.device = Device(scripts=False)  # from here on every step is a page
    parent = school.parent()
    open_token(screen, parent)
    assert screen.button("Afficher").is_visible(), "preau.js needs no htmx"
    choose_password(screen)
    screen.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")
    lost = [fault for fault in screen.faults if "ERR_FAILED" in fault]
    assert lost
    assert screen.faults == lost
    screen.faults.clear()


def test_a_server_that_dies_under_an_open_page_loses_nothing(school: School, phone: Screen) -> None:
    parent = school.parent(password=True)
    phone.open("/")
    phone.fill("Nom d'utilisateur", parent.username)
    phone.fill("Mot de passe", PASSWORD)
    school.stop()
    try:
        phone.button("Connexion", LATER).click()
        expect(phone.page.get_by_role("status")).to_have_text(
            "Pas de réponse. Vérifiez votre accès à Internet, puis réessayez."
        )
        expect(phone.button("Connexion", LATER)).to_be_enabled()
        assert phone.page.locator("#username").input_value() == parent.username
        assert phone.page.locator("#password").input_value() == PASSWORD
    finally:
        school.serve()
    phone.faults.clear()  # the lost connection, told by the browser and by htmx
    phone.press("Connexion", LATER)
    phone.shows(f"/children/{parent.children[0]}", "Zoé Fontaine")
    expect(phone.page.get_by_role("status")).to_be_empty()


def test_a_slow_answer_is_announced(school: School, phone: Screen) -> None:
    def slowly(route: Route) -> None:
        phone.page.wait_for_timeout(700)
        route.continue_()

    phone.open("/")
    phone.page.route("**/first-connection", slowly)
    seen = "new MutationObserver(() => { window.seen = (window.seen || '') + progress.textContent })"
    phone.page.evaluate(seen + ".observe(progress, {childList: true})")
    phone.press("Connexion", FIRST)
    phone.shows("/", ENTRANCE, error=True)
    assert phone.page.evaluate("window.seen") == "Un instant…"
    assert phone.page.evaluate("progress.textContent") == ""


def test_no_page_is_kept_in_the_browsers_storage(school: School, phone: Screen) -> None:
    parent = school.parent(password=True)
    sign_in(phone, parent.username)
    kept = phone.page.evaluate("({...localStorage, ...sessionStorage})")
    assert kept == {"htmx-current-path-for-history": f"/children/{parent.children[0]}"}
