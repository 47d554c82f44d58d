"""The list of a class, as it comes out of the printer, and on a phone."""

import re

import pytest

from models.core.clock import now
from models.families import directory
from models.staff import sessions
from tests.browser.conftest import Opener
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen

pytestmark = pytest.mark.sqlite

BEYOND = "cells => cells.filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.innerText)"


@pytest.fixture(scope="module")
def secret(school: School) -> str:
    """The cookie of a colleague, where thirty children with a parent each are in one class."""
    for _ in range(30):
        parent = school.parent()
        school.query("UPDATE child SET class_name = 'ROLL' WHERE id = ?", parent.children[0])
    school.do(directory.refresh_all())
    (staff,) = school.query(
        "INSERT INTO staff (username, role, created_at, totp_since) VALUES ('lise.roll', 'secretary', ?, ?)"
        " RETURNING id",
        *[now()] * 2,
    )
    return school.do(sessions.start(int(staff["id"]), sessions.IN))


def opened(opener: Opener, secret: str, device: Device) -> Screen:
    screen = opener(device)
    screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": screen.base}])
    screen.open("/office/classes/list?class=ROLL")
    assert screen.page.locator("tbody tr").count() == 30
    return screen


def test_a_class_of_thirty_with_a_parent_each_is_one_page(secret: str, opener: Opener) -> None:
    screen = opened(opener, secret, Device("desktop"))
    assert screen.button("Imprimer").is_visible()
    pdf = screen.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_without_scripts_there_is_no_button_that_needs_them(secret: str, opener: Opener) -> None:
    screen = opened(opener, secret, Device("desktop", scripts=False))
    assert screen.page.locator("main button:visible").all_inner_texts() == [
        "Télécharger pour Excel",
        "Télécharger en CSV",
    ]


@pytest.mark.parametrize("size", ["phone", "narrow"])
def test_on_a_phone_nothing_of_the_list_is_beyond_the_window(secret: str, opener: Opener, size: str) -> None:
    screen = opened(opener, secret, Device(size))
    assert screen.page.locator("tbody td, tbody th").evaluate_all(BEYOND) == []
