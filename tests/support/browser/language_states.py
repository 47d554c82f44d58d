"""The main states of the parents' pages, brought about without a word of any language."""

from collections.abc import Iterator
from datetime import timedelta

from models.core.clock import now
from tests.support.browser.school import PASSWORD, School
from tests.support.browser.screen import Screen

WRONG = "7KQ2-M4TR-9XWF"


def speak(screen: Screen, language: str) -> None:
    """Somebody else at this browser, who chose this language in it."""
    screen.context.clear_cookies()
    screen.context.add_cookies([{"name": "preau-language", "value": language, "url": screen.base}])


def send(screen: Screen, action: str) -> None:
    """Press the first button of this form."""
    screen.step(screen.page.locator(f"form[action='{action}'] .button").first.click)


def language_states(school: School, screen: Screen) -> Iterator[str]:
    """Brings the screen to each state and yields its name."""
    yield from _outside(school, screen)
    yield from _coming_in(school, screen)


def _outside(school: School, screen: Screen) -> Iterator[str]:
    screen.open("/")
    yield "entrance"
    screen.page.fill("#token", WRONG)
    send(screen, "/first-connection")
    yield "entrance with a fault"
    screen.open("/sign-in")
    yield "later connections"
    expired = school.parent()
    school.query("UPDATE token SET expires_at = ? WHERE guardian = ?", now() - timedelta(days=1), expired.id)
    screen.open(expired.link)
    send(screen, "/first-connection")
    yield "expired token"
    screen.open("/reset")
    yield "reset"
    screen.page.fill("#email", "marie@")
    send(screen, "/reset")
    yield "reset refused"
    screen.open("/reset/sent")
    yield "reset sent"
    screen.open("/nowhere")
    yield "not found"
    screen.open("/children")
    yield "not signed in"


def _coming_in(school: School, screen: Screen) -> Iterator[str]:
    parent = school.parent(children=3)
    screen.open(parent.link)
    yield "link of the mail"
    send(screen, "/first-connection")
    yield "choose a password"
    screen.page.fill("#password", "court")
    send(screen, "/password")
    yield "password refused"
    screen.page.fill("#password", PASSWORD)
    send(screen, "/password")
    yield "picker"
    screen.open(f"/children/{parent.children[0]}")
    yield "dashboard"
    screen.open("/account")
    yield "account"
    screen.open("/password")
    yield "change of password"
