"""What scripts add, and what is left when they fail on the way."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Opener
from tests.support.browser.roads import ENTRANCE, FIRST, LATER, choose_password, open_token, sign_in
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Device, Screen
from tests.support.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.sqlite


def test_afficher_shows_the_password_and_hides_it_before_it_is_sent(school: School, phone: Screen) -> None:
    phone.open("/")
    entry, show = phone.page.locator("#password"), phone.button("Afficher")
    entry.fill(PASSWORD)
    assert entry.get_attribute("type") == "password"
    show.click()
    assert entry.get_attribute("type") == "text"
    phone.button("Masquer").click()
    assert entry.get_attribute("type") == "password"
    show.click()
    kinds = "document.addEventListener('htmx:configRequest', () => { window.sent = password.type })"
    phone.page.evaluate(kinds)
    phone.press("Connexion", LATER)
    assert phone.page.evaluate("window.sent") == "password"


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_afficher_stands_beside_the_password_never_on_it(school: School, opener: Opener, size: str) -> None:
    screen = opener(Device("narrow"))
    screen.open("/")
    screen.page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    entry, show = screen.page.locator("#password"), screen.button("Afficher")
    entry.fill(PASSWORD * 3)
    for label in ("Afficher", "Masquer"):
        field, button = entry.bounding_box(), screen.button(label).bounding_box()
        assert field
        assert button
        assert button["x"] >= field["x"] + field["width"] or button["y"] >= field["y"] + field["height"]
        screen.button(label).click()
    expect(show).to_be_visible()


def test_afficher_is_there_after_a_swap_too(school: School, phone: Screen) -> None:
    open_token(phone, school.parent())
    phone.page.locator("#password").fill(PASSWORD)
    phone.button("Afficher").click()
    assert phone.page.locator("#password").get_attribute("type") == "text"


def test_afficher_is_not_offered_where_it_would_do_nothing(school: School, plain: Screen) -> None:
    plain.open("/")
    assert "Afficher" not in plain.page.locator("body").inner_html().replace('data-show="Afficher"', "")


def test_copier_copies_the_calendars_address(school: School, phone: Screen) -> None:
    parent = school.parent(password=True)
    phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(phone, parent.username)
    phone.open(f"/children/{parent.children[0]}/calendar")
    phone.press("Créer une adresse")
    phone.button("Copier").click()
    expect(phone.button("Copié")).to_be_visible()
    address = phone.page.locator("#address").input_value()
    assert "/calendar.ics?key=" in address
    assert phone.page.evaluate("navigator.clipboard.readText()") == address


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


LATE = "La réponse n’arrive pas. Attendez encore, ou réessayez."


def hang(screen: Screen, path: str) -> list[Route]:
    """The server takes what is next sent to `path`, and does not answer; what it was sent."""
    taken: list[Route] = []
    screen.page.route(f"**{path}", lambda route: taken.append(route), times=1)
    return taken


def hurry(screen: Screen) -> None:
    """The timers of the pages opened from now on are ten times as fast: twenty seconds are two."""
    screen.page.add_init_script(
        "const real = setTimeout; window.setTimeout = (job, ms, ...more) => real(job, (ms || 0) / 10, ...more);"
    )


class Hanging:
    """A page that waits for an answer, looked at from outside: Playwright itself waits until a page has come."""

    def __init__(self, screen: Screen, act: Locator) -> None:
        """Press it, and wait until that is too long."""
        self.browser = screen.context.new_cdp_session(screen.page)
        act.focus()
        act.dispatch_event("click")  # a click would wait for the page that does not come
        wait_until(lambda: LATE in self.says("progress.textContent"), lambda: self.says("progress.outerHTML"))

    def says(self, script: str) -> Any:
        """The value of this expression."""
        return self.browser.send("Runtime.evaluate", {"expression": script, "returnByValue": True})["result"]["value"]

    def again(self) -> None:
        """Press *Réessayer*."""
        self.browser.send("Runtime.evaluate", {"expression": "progress.querySelector('button').click()"})


# What of the page, scrolled to its end, lies under the bar.
COVERED = """
(() => {
  scrollTo(0, document.body.scrollHeight);
  const top = progress.getBoundingClientRect().top;
  return [...document.querySelectorAll('#page *')].filter(e => e.getBoundingClientRect().bottom > top + 1)
    .map(e => e.outerHTML).join();
})()"""
FOCUS_IN_SIGHT = "document.activeElement.getBoundingClientRect().bottom <= progress.getBoundingClientRect().top"


def test_a_server_that_hangs_is_told_and_asked_again(school: School, phone: Screen) -> None:
    parent = school.parent(password=True)
    hurry(phone)
    phone.open("/")
    phone.fill("Nom d'utilisateur", parent.username)
    phone.fill("Mot de passe", PASSWORD)
    taken = hang(phone, "/sign-in")
    hanging = Hanging(phone, phone.button("Connexion", LATER))
    assert hanging.says("document.activeElement.innerText") == "Connexion"
    assert hanging.says(FOCUS_IN_SIGHT)
    assert hanging.says(COVERED) == ""
    assert hanging.says("password.value") == PASSWORD
    hanging.again()
    expect(phone.page.locator("h1")).to_have_text("Zoé Fontaine")
    assert len(taken) == 1
    assert len(school.query("SELECT id FROM session WHERE guardian = ?", parent.id)) == 1
    expect(phone.page.locator("#progress")).to_be_empty()
    assert phone.page.evaluate("document.body.style.paddingBottom") in ("", "0px")
    phone.faults.clear()  # what was given up, told by the browser


# In a page without htmx. What the bar says is told to the console, since Playwright waits until a form was answered;
# the first time that it is too long, so is the state of the page, and *Réessayer* is pressed.
TOLD = """
document.addEventListener('DOMContentLoaded', () => new MutationObserver((_, observer) => {
  console.log(progress.textContent);
  const again = progress.querySelector('button');
  if (!again) return;
  observer.disconnect();
  setTimeout(() => {
    console.log(JSON.stringify([document.activeElement.innerText, FOCUS_IN_SIGHT, COVERED, password.value]));
    again.click();
  });
}).observe(progress, {childList: true}))"""


def test_a_server_that_hangs_is_told_in_a_page_without_htmx_too(school: School, phone: Screen) -> None:
    parent = school.parent(password=True)
    hurry(phone)
    phone.page.route("**/*htmx.min.js", lambda route: route.abort())
    phone.page.add_init_script(TOLD.replace("FOCUS_IN_SIGHT", FOCUS_IN_SIGHT).replace("COVERED", COVERED.strip()))
    said: list[str] = []
    phone.page.on("console", lambda message: said.append(message.text) if message.type == "log" else None)
    phone.open("/")
    phone.fill("Nom d'utilisateur", parent.username)
    phone.fill("Mot de passe", PASSWORD)
    taken = hang(phone, "/sign-in")
    button = phone.button("Connexion", LATER)
    button.focus()
    button.press("Enter", no_wait_after=True)
    expect(phone.page.locator("h1")).to_have_text("Zoé Fontaine", timeout=PATIENCE * 1000)
    assert said == [
        "Un instant…",
        f"{LATE} Réessayer",
        json.dumps(["Connexion", True, "", PASSWORD], separators=(",", ":"), ensure_ascii=False),
    ]
    assert len(taken) == 1
    assert len(school.query("SELECT id FROM session WHERE guardian = ?", parent.id)) == 1
    phone.page.wait_for_load_state("networkidle")
    phone.faults.clear()  # htmx, and what was given up, told by the browser


def test_a_reset_asked_again_of_a_server_that_hangs_sends_one_mail(school: School, phone: Screen) -> None:
    parent = school.parent(password=True)
    hurry(phone)
    phone.open("/reset")
    phone.fill("Adresse mail", parent.email)
    with school.paused():  # it has taken the form, and answers it later
        Hanging(phone, phone.button("Soumettre")).again()
    expect(phone.page.locator("h1")).to_have_text("Regardez vos mails")
    later = school.parent(password=True)
    phone.open("/reset")
    phone.fill("Adresse mail", later.email)
    phone.button("Soumettre").click()
    assert school.links_to(later.email)
    assert len(school.mails_to(parent.email)) == 1
    phone.faults.clear()


def test_a_link_that_hangs_is_followed_again(school: School, phone: Screen) -> None:
    hurry(phone)
    phone.open("/")
    hang(phone, "/reset")
    Hanging(phone, phone.link("cliquez ici pour redéfinir votre mot de passe.")).again()
    expect(phone.page.locator("h1")).to_have_text("Mot de passe oublié")
    phone.faults.clear()


def test_an_answer_that_comes_after_all_takes_the_bar_away(school: School, phone: Screen) -> None:
    hurry(phone)
    phone.open("/")
    taken = hang(phone, "/reset")
    Hanging(phone, phone.link("cliquez ici pour redéfinir votre mot de passe."))
    taken[0].continue_()
    expect(phone.page.locator("h1")).to_have_text("Mot de passe oublié")
    expect(phone.page.locator("#progress")).to_be_empty()


def test_back_to_a_page_that_waited_shows_no_bar(school: School, phone: Screen) -> None:
    phone.page.route("**/*htmx.min.js", lambda route: route.abort())
    hurry(phone)
    phone.open("/")
    phone.button("Connexion", FIRST).click()
    phone.page.wait_for_url("**/first-connection")
    phone.page.go_back()
    phone.page.wait_for_timeout(3_000)  # thirty seconds
    expect(phone.page.locator("#progress")).to_be_empty()
    phone.faults.clear()
