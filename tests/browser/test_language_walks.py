"""A parent who reads Ukrainian comes in by mail, one who reads Arabic by a letter; both forget the password, and come
back in by mail."""

import pytest

from models.invitations.invitation import invite
from models.staff import sessions
from tests.browser.conftest import Opener
from tests.support.browser.language_states import send
from tests.support.browser.school import PASSWORD, Parent, School
from tests.support.browser.screen import Device, Screen
from tests.support.office import colleague
from tests.support.waiting import wait_until

pytestmark = pytest.mark.sqlite
BOTH = [Device("phone"), Device("phone", scripts=False)]
ANOTHER = "cheval pile correct agrafe"


@pytest.fixture
def reader(school: School, request: pytest.FixtureRequest) -> Parent:
    """A parent of one child, whose account has a language from the school's file."""
    parent = school.parent()
    school.query("UPDATE guardian SET language = ? WHERE id = ?", request.param, parent.id)
    return parent


def speaks(screen: Screen, language: str, heading: str = "") -> None:
    """The page is in this language; and under this heading."""
    said = screen.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert said == [language, "rtl" if language == "ar" else ""]
    if heading:
        assert screen.page.locator("h1").all_inner_texts() == [heading]


def turn(screen: Screen, action: str) -> None:
    """The same as `send`, where the account's language is not the page's: another document comes, with scripts too."""
    with screen.page.expect_navigation():
        screen.page.locator(f"form[action='{action}'] .button").first.click()


def choose_password(screen: Screen, parent: Parent, language: str, password: str) -> None:
    """From the password step to the child's page."""
    speaks(screen, language)
    assert screen.says(parent.username)
    screen.page.fill("#password", password)
    send(screen, "/password")
    speaks(screen, language, "Zoé Fontaine")
    assert screen.path == f"/children/{parent.children[0]}"


def leave(screen: Screen) -> None:
    screen.step(screen.page.locator("form[action='/sign-out'] button").first.click)


def come_back(screen: Screen, parent: Parent, language: str) -> None:
    """Out, and in again with name and password."""
    leave(screen)
    speaks(screen, language)
    screen.page.fill("#username", parent.username)
    screen.page.fill("#password", PASSWORD)
    send(screen, "/sign-in")
    speaks(screen, language, "Zoé Fontaine")


def forget(school: School, screen: Screen, parent: Parent, language: str, address: str) -> None:
    """Out, and in again by the mail for a forgotten password."""
    leave(screen)
    screen.step(screen.page.locator("main a[href='/reset']").first.click)
    speaks(screen, language)
    before = len(school.mails_to(address))
    screen.page.fill("#email", address)
    send(screen, "/reset")
    speaks(screen, language)
    wait_until(lambda: len(school.mails_to(address)) > before, "the mail for a new password")
    assert school.mails_to(address)[-1]["Content-Language"] == language
    screen.context.clear_cookies()  # the mail is read on another device
    (link,) = school.links_to(address)
    assert link.endswith(f"&lang={language}")
    screen.open(link)
    speaks(screen, language)
    send(screen, "/first-connection")
    choose_password(screen, parent, language, ANOTHER)


@pytest.mark.parametrize("reader", ["uk"], indirect=True)
@pytest.mark.parametrize("device", BOTH, ids=str)
def test_from_a_mail_in_ukrainian(school: School, opener: Opener, reader: Parent, device: Device) -> None:
    screen = opener(device)
    school.do(invite(username=reader.username))
    (link,) = school.links_to(reader.email)
    assert school.mails_to(reader.email)[-1]["Content-Language"] == "uk"
    screen.open(link)
    speaks(screen, "uk", "Сторінка для батьків")
    send(screen, "/first-connection")
    choose_password(screen, reader, "uk", PASSWORD)
    come_back(screen, reader, "uk")
    forget(school, screen, reader, "uk", reader.email)


def printed(school: School, opener: Opener, parent: Parent) -> tuple[str, str]:
    """The address and the code of the letter that the office prints for this parent."""
    staff = school.do(colleague(f"lise.{parent.username}"))
    screen = opener(Device("desktop"))
    secret = school.do(sessions.start(staff, sessions.IN))
    screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": school.base}])
    screen.open(f"/office/letters/preview?guardian={parent.id}")
    send(screen, "/office/letters")
    letter = screen.page.locator(".letter")
    letter.wait_for()
    assert (letter.get_attribute("lang"), letter.get_attribute("dir")) == ("ar", "rtl")
    address = letter.locator("li strong[dir=ltr]").inner_text()
    return address, letter.locator(".token").inner_text()


@pytest.mark.parametrize("reader", ["ar"], indirect=True)
@pytest.mark.parametrize("device", BOTH, ids=str)
def test_from_a_letter_in_arabic(school: School, opener: Opener, reader: Parent, device: Device) -> None:
    school.query("UPDATE guardian SET email = '', email_key = '' WHERE id = ?", reader.id)
    address, code = printed(school, opener, reader)
    screen = opener(device)
    screen.open(address)
    assert address.endswith("/ar/")
    speaks(screen, "ar")  # whatever this browser asks for
    screen.page.fill("#token", code.lower())
    turn(screen, "/first-connection")
    choose_password(screen, reader, "ar", PASSWORD)
    come_back(screen, reader, "ar")
    school.query("UPDATE guardian SET email = ?, email_key = ? WHERE id = ?", reader.email, reader.email, reader.id)
    forget(school, screen, reader, "ar", reader.email)
