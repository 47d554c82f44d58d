"""Numbers in addresses: each has one spelling, and any other text is a 404 page."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from mail.mailer import Mailbox
from models.announcements import mail_choice
from routes.demo import mailbox_routes
from routes.web.number import LARGEST, whole
from settings import Settings
from tests.routes.office.conftest import secretary as secretary
from tests.support.family import PASSWORD, children, guardian, sign_in
from tests.support.office import ADMIN, signed_in
from tests.support.site import Site
from tests.support.visitor import Browser

HOSTILE = [
    *("abc", "0x1", "1e3", "1.0", "1,0", "1_0", "-1", "+1", "%2B1", "01", "00", "%201", "1%20", "1%09", "1%0A", "1%00"),
    *("%D9%A1", "%EF%BC%91", "%C2%B9", "%E2%91%A0", "1;2", "1'", "1%20OR%201=1", "null", "None", "NaN", "%C3%28"),
    *(str(LARGEST + 1), str(2**64), str(-(2**63)), "9" * 19, "1" * 40, "1" * 1500),
]
IN_RANGE = ["0", "999999999", "2147483648", "9999999999", str(LARGEST)]  # well formed: of no row here


@given(st.integers(0, LARGEST))
def test_a_number_has_its_decimal_form(number: int) -> None:
    assert whole(str(number)) == number


@given(st.text(st.characters(categories=("Nd", "No", "Zs", "Sm", "Pd", "Pc", "Cc"))) | st.integers().map(str))
def test_no_other_text_is_a_number(text: str) -> None:
    number = whole(text)
    assert number is None or (str(number) == text and 0 <= number <= LARGEST)


def test_a_number_beyond_the_given_limit_is_none() -> None:
    assert whole("9999", 9999) == 9999
    assert whole("10000", 9999) is None


def addresses(site: Site, prefix: str, text: str) -> list[tuple[str, str]]:
    """Each method and path that takes a row's number, with `text` in the place of each of its numbers in turn.

    The signed address in a mail takes no number: tests/routes/test_announcement_mails.py tries it.
    """
    found = []
    for route in site.app.litestar.routes:
        if (
            not route.path_parameters
            or route.path.startswith(mail_choice.PAGE)
            or route.path.startswith("/office") != (prefix == "/office")
        ):
            continue
        for name in route.path_parameters:
            path = "/".join(
                (text if part == f"{{{name}}}" else "1") if part.startswith("{") else part
                for part in route.path_format.split("/")
            )
            found += [(method, path) for method in getattr(route, "methods", ()) if method != "OPTIONS"]
    return found


async def walked(site: Site, browser: Browser, prefix: str) -> None:
    assert addresses(site, prefix, "1"), "there are such routes"
    for text in HOSTILE:
        for method, path in addresses(site, prefix, text):
            answer = await browser.send(method, path, follow=False)
            assert (answer.status, answer.h1) == (404, "Page introuvable"), (method, path)
    for text in IN_RANGE:
        for method, path in addresses(site, prefix, text):
            answer = await browser.send(method, path, follow=False)
            assert answer.status < 500, (method, path)


async def test_a_wrong_number_is_a_page_not_found_at_the_parents_door(site: Site) -> None:
    await guardian(password=PASSWORD, children=2)
    browser = site.browser()
    await sign_in(browser)
    await walked(site, browser, "")


async def test_a_wrong_number_is_a_page_not_found_at_the_office(site: Site) -> None:
    await guardian()
    browser = site.browser()
    await signed_in(browser, "ada.admin", ADMIN)
    await walked(site, browser, "/office")


async def test_a_mail_of_the_demonstration_has_one_number(settings: Settings) -> None:
    mailbox, message = Mailbox(), EmailMessage()
    message["To"], message["Subject"] = "marie@example.org", "Bonjour"
    message.set_content("texte")
    message.add_alternative("<p>page</p>", subtype="html")
    mailbox.messages.append(message)
    browser = Browser(create_app(settings, extra_routes=mailbox_routes(mailbox)), settings)
    assert "Bonjour" in (await browser.get("/demo/mailbox")).said
    assert (await browser.client.get("/demo/mailbox/0")).text.strip() == "<p>page</p>"
    for text in (*HOSTILE, "1", str(LARGEST)):
        assert (await browser.get(f"/demo/mailbox/{text}")).status == 404, text


@pytest.mark.parametrize(
    "query",
    [
        *("families?page=", "mails?before=", "letters?before=", "audit?before=", "letters/preview?guardian="),
        *("letters/preview?batch=", "invitations/preview?guardian=", "invitations/preview?guardians="),
    ],
)
async def test_a_number_in_a_query_of_the_office_never_makes_an_error_of_ours(secretary: Browser, query: str) -> None:
    for text in (*HOSTILE, *IN_RANGE):
        assert (await secretary.get(f"/office/{query}{text}")).status < 500, text


@pytest.mark.parametrize("path", ["/children/abc", "/office/families/abc", "/office/staff/abc"])
async def test_a_stranger_with_a_wrong_number_is_led_to_the_sign_in(site: Site, path: str) -> None:
    assert (await site.browser().get(path, follow=False)).status in (303, 401)


async def test_a_slash_at_the_end_of_an_address_is_the_same_page_behind_the_same_guard(site: Site) -> None:
    number = await guardian(password=PASSWORD)
    (child,) = await children(number)
    browser = site.browser()
    assert (await browser.send("GET", f"/children/{child}/", follow=False)).status in (303, 401)
    await sign_in(browser)
    assert (await browser.get(f"/children/{child}/")).status == 200
    assert (await browser.get(f"/children/{child + 1}/")).status == 404
