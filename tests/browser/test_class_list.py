"""The list of a class, as it comes out of the printer."""

import re

import pytest

from models.core.clock import now
from models.families import directory
from models.staff import sessions
from tests.browser.conftest import Opener
from tests.support.browser.school import School
from tests.support.browser.screen import Device

pytestmark = pytest.mark.sqlite


def test_a_class_of_thirty_with_a_parent_each_is_one_page(school: School, opener: Opener) -> None:
    for _ in range(30):
        parent = school.parent()
        school.query("UPDATE child SET class_name = 'ROLL' WHERE id = ?", parent.children[0])
    school.do(directory.refresh_all())
    (staff,) = school.query(
        "INSERT INTO staff (username, role, created_at, totp_since) VALUES ('lise.roll', 'secretary', ?, ?)"
        " RETURNING id",
        *[now()] * 2,
    )
    screen = opener(Device("desktop"))
    secret = school.do(sessions.start(int(staff["id"]), sessions.IN))
    screen.context.add_cookies([{"name": "preau-office", "value": secret, "url": school.base}])
    screen.open("/office/classes/list?class=ROLL")
    assert screen.page.locator("tbody tr").count() == 30
    pdf = screen.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
