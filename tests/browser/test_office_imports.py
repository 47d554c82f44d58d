"""The preview of an import at one glance: on the office's own screen, and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from models.importing.applying import answering, upload
from tests.browser.conftest import Opener
from tests.support.browser.office_term import Term, begin, empty
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen
from tests.support.files import as_csv, row
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.sqlite

ROWS = ".cols tbody tr"
# In each row, whether *Changer* is at the height of the heading.
BESIDE = """rows => rows.map(row => {
  const heading = row.cells[0].getBoundingClientRect(), change = row.querySelector('a').getBoundingClientRect();
  const middle = change.top + change.height / 2;
  return heading.top < middle && middle < heading.bottom;
})"""


@pytest.fixture(scope="module")
def term(school: School) -> Iterator[Term]:
    yield begin(school)
    empty(school)


def preview(term: Term, opener: Opener, size: str) -> Screen:
    screen = opener(Device(size, scripts=False))
    term.sign_in(screen)
    screen.open(f"/office/imports/{term.numbers['next term']}")
    return screen


def test_columns_and_the_button_to_import_are_in_sight_on_the_desk(term: Term, opener: Opener) -> None:
    screen = preview(term, opener, "office")
    for part in (screen.page.locator(ROWS).first, screen.button("Importer")):
        box = part.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 768


@pytest.mark.parametrize("size", ["phone", "narrow"])
def test_a_column_is_three_lines_on_a_phone_with_its_link_beside_the_heading(
    term: Term, opener: Opener, size: str
) -> None:
    screen = preview(term, opener, size)
    rows = screen.page.locator(ROWS)
    assert rows.count() >= 8
    assert all(rows.evaluate_all(BESIDE))
    heights = rows.evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert sorted(heights)[len(heights) // 2] <= 90


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_another_page_of_what_was_decided_leaves_the_rest_of_the_preview_as_it_is(
    term: Term, opener: Opener, size: str
) -> None:
    rows = [row(f"h{n}", f"Petit N{n}", email=f"{n}@x.be") for n in range(90)]
    number = term.school.do(upload.store(term.staff, "homonymes.csv", as_csv(rows)))
    screen = opener(Device(size))
    term.sign_in(screen)
    screen.open(f"/office/imports/{number}")
    for _page in range(2):
        screen.page.locator("#homonyms summary").click()
        screen.press("Garder ces réponses")
    screen.page.locator("#homonyms summary").click()
    other = screen.page.locator("#homonyms input[type=radio]:not(:checked)").first
    choice = screen.page.locator(f"#{other.get_attribute('id')}")
    choice.check()
    screen.page.locator("#decided summary").click()
    before = screen.page.locator("#decided legend").first.inner_text()
    screen.page.locator("#decided-after").click()
    expect(screen.page.locator("#decided .pages")).to_contain_text("Page 2 sur 2")
    assert screen.page.locator("#decided legend").first.inner_text() != before
    expect(choice).to_be_checked()
    expect(screen.page.locator("#decided[open] > summary")).to_be_in_viewport()
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screen.page.reload()
    expect(screen.page.locator("#decided .pages")).to_contain_text("Page 2 sur 2")


@pytest.mark.parametrize(("size", "name"), [("phone", "Renard"), ("desktop", "Lambert")])
def test_a_preview_that_changed_since_says_so_and_is_confirmed_again(
    term: Term, opener: Opener, size: str, name: str
) -> None:
    school = term.school
    file = as_csv([row(name, f"{name} Léo", "P1A", f"{name} Zoé", f"{name}@example.org")])
    number = school.do(upload.store(term.staff, "rentree.csv", file))
    screen = opener(Device(size))
    term.sign_in(screen)
    screen.open(f"/office/imports/{number}")
    screen.page.get_by_label("Ces élèves sont vraiment partis.").check()
    school.do(answering.decide(number, {"0" * 16: "new"}, term.staff, ""))
    screen.press("Importer")
    summary = screen.page.get_by_role("alert")
    expect(summary).to_contain_text("Cette page a changé depuis que vous l’avez ouverte : Ada a répondu")
    expect(summary).to_be_in_viewport()
    assert screen.focused() == "summary"
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screen.page.get_by_label("Ces élèves sont vraiment partis.").check()
    screen.press("Importer")
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("C’est importé", timeout=PATIENCE * 1000)
