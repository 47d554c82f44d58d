"""Mails as a browser shows them, which is what most mail programs have inside."""

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from models.core import school as open_schools
from tests.support.browser.school import School
from tests.support.mails import KINDS, LETTING_IN, part, written

pytestmark = pytest.mark.sqlite

LONG = ("Marie-Antoinette " * 12)[:200]


@pytest.fixture(scope="module")
def longest(school: School) -> Iterator[dict[str, str]]:
    """The HTML of each kind of mail, with the longest texts, for two accounts."""
    long = dataclasses.replace(
        school.settings,
        base_url=f"https://{'w' * 60}.example",
        school_name=LONG,
        school_address="w" * 200,
        school_hours=LONG,
        mail_child_name=True,
    )
    open_schools.open_school(long)
    people = [school.parent(children=3).id for _ in range(2)]
    for person in people:
        username = f"mail{person}".rjust(64, "w")
        school.query("UPDATE guardian SET first_name = ?, username = ? WHERE id = ?", LONG, username, person)
    yield {kind: part(school.do(written(kind, *people)), "html") for kind in KINDS}
    open_schools.open_school(school.settings)


@pytest.fixture(params=[320, 700])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 640})
    yield page
    page.close()


def test_no_mail_is_wider_than_the_screen(longest: dict[str, str], page: Page) -> None:
    for kind, html in longest.items():
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind


def test_the_token_is_on_one_line_and_the_whole_button_can_be_pressed(longest: dict[str, str], page: Page) -> None:
    for kind in LETTING_IN:
        page.set_content(longest[kind])
        for token in page.get_by_text("Jeton de connexion", exact=True).locator("strong").all():
            assert token.evaluate("e => e.getClientRects().length") == 1
        for button in page.locator("a.go").all():
            width, height = button.evaluate("e => [e.offsetWidth, e.offsetHeight]")
            assert height >= 44
            assert width == button.evaluate("e => e.parentElement.offsetWidth")
