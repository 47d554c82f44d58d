"""What the office sees at one glance: on its own screen, 1366 by 768, and on a phone in the corridor."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.families.standing import STANDINGS
from routes.web.assets import stylesheet
from tests.browser.conftest import Opener
from tests.support.browser.layout import roofs_and_solid_buttons, too_wide
from tests.support.browser.office_states import states
from tests.support.browser.office_term import Term, begin, empty
from tests.support.browser.school import School
from tests.support.browser.screen import Device, Screen

pytestmark = pytest.mark.sqlite

ROWS_IN_SIGHT = """() => [...document.querySelectorAll('tbody tr')]
  .filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"""
ON_ONE_LINE = """selector => {
  const boxes = [...document.querySelectorAll(selector)].map(e => e.getBoundingClientRect());
  return boxes.length > 1 && Math.max(...boxes.map(b => b.top)) < Math.min(...boxes.map(b => b.bottom));
}"""
# The current room, as wide as it is and with nothing over it.
ROOM_IN_SIGHT = """() => {
  const room = document.querySelector('.rooms [aria-current]'), box = room.getBoundingClientRect();
  const seen = x => document.elementFromPoint(x, box.top + box.height / 2) === room;
  return box.left >= 0 && box.right <= innerWidth && seen(box.left + 1) && seen(box.right - 1) ? room.innerText : '';
}"""
HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture(scope="module")
def term(school: School) -> Iterator[Term]:
    yield begin(school)
    empty(school)


def signed_in(term: Term, opener: Opener, size: str, path: str = "/office/families") -> Screen:
    screen = opener(Device(size, scripts=False))
    term.sign_in(screen)
    screen.open(path)
    return screen


def give_children(school: School, adult: int, number: int) -> None:
    """The family has so many children, where it had fewer; each is that of the same adults as its eldest."""
    known = school.query("SELECT child FROM guardianship WHERE guardian = ? ORDER BY child", adult)
    for each in range(len(known), number):
        (made,) = school.query(
            "INSERT INTO child (register_number, first_name, last_name, class_name)"
            " VALUES (?, 'Charlotte', 'Vandenberghe', 'P3B') RETURNING id",
            f"{adult}.{each}",
        )
        school.query(
            "INSERT INTO guardianship (guardian, child, relation, ended_by)"
            " SELECT guardian, ?, relation, '' FROM guardianship WHERE child = ?",
            *(made["id"], known[0]["child"]),
        )


def heard(screen: Screen) -> list[tuple[str, str]]:
    """Role and name of each part of the page, as the browser gives them to a screen reader."""
    tree = screen.context.new_cdp_session(screen.page).send("Accessibility.getFullAXTree")
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree["nodes"] if "role" in node]


def test_the_dashboard_as_a_parent_has_the_rows_of_the_parents_own(school: School, term: Term, opener: Opener) -> None:
    (row,) = school.query("SELECT guardian, child FROM guardianship WHERE ended_at IS NULL ORDER BY id LIMIT 1")
    screen = signed_in(term, opener, "office", f"/office/guardians/{row['guardian']}/as-parent/{row['child']}")
    rows = screen.page.locator("[aria-labelledby=links] ul")
    style = rows.evaluate("e => [getComputedStyle(e).listStyleType, getComputedStyle(e).paddingLeft]")
    assert style == ["none", "0px"]
    assert rows.evaluate("e => e.offsetWidth === e.parentElement.clientWidth"), "each row is as wide as its card"


def test_twelve_families_are_in_sight_on_the_desk(term: Term, opener: Opener) -> None:
    screen = signed_in(term, opener, "office")
    assert screen.page.evaluate(ROWS_IN_SIGHT) >= 12
    for line in ("h1, #q, #class, #find .button", ".brand, .rooms a, header .plain"):
        assert screen.page.evaluate(ON_ONE_LINE, line), line


def test_every_filter_is_in_sight_on_the_desk(term: Term, opener: Opener) -> None:
    rows = term.school.query("SELECT guardian, standing FROM directory ORDER BY guardian")
    for row, name in zip(rows, STANDINGS, strict=False):
        term.school.query("UPDATE directory SET standing = ? WHERE guardian = ?", name, row["guardian"])
    filters = signed_in(term, opener, "office").page.locator(".filters a")
    for row in rows:
        term.school.query("UPDATE directory SET standing = ? WHERE guardian = ?", row["standing"], row["guardian"])
    assert filters.count() == 2 + len(STANDINGS)
    assert filters.evaluate_all("all => all.filter(e => e.getBoundingClientRect().right > innerWidth)") == []


# A story has thirty steps at most; what comes below the last three of them needs no eye at once.
THREE_STEPS = "for (const step of [...document.querySelectorAll('#results .story li')].slice(3)) step.remove()"


def test_a_family_of_three_children_is_seen_without_scrolling_with_its_last_three_steps(
    term: Term, opener: Opener
) -> None:
    for adult in term.adults.values():
        give_children(term.school, adult, 3)
    screen, found = signed_in(term, opener, "office"), dict[str, int]()
    for state, adult in term.adults.items():
        screen.open(f"/office/families/{adult}")
        assert screen.page.locator(".main .kids li").count() == 3
        screen.page.evaluate(THREE_STEPS)
        if (height := screen.page.evaluate(HEIGHT)) > 768:
            found[state] = height
    assert found == {}


def test_the_list_stays_a_table_for_who_hears_it_on_a_phone(term: Term, opener: Opener) -> None:
    screen = signed_in(term, opener, "phone")
    roles = [role for role, _ in heard(screen)]
    rows = screen.page.locator("tbody tr").count()
    assert screen.page.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "flex"
    assert (roles.count("table"), roles.count("row")) == (1, rows + 1)
    assert [name for role, name in heard(screen) if role == "columnheader"] == ["Nom", "État", "Enfants"]
    assert roles.count("cell") == 3 * rows


def test_the_first_family_is_in_sight_on_a_phone(term: Term, opener: Opener) -> None:
    for size in ("phone", "narrow"):
        screen = signed_in(term, opener, size)
        assert screen.page.evaluate(ROWS_IN_SIGHT) >= 1
        assert screen.page.evaluate(ON_ONE_LINE, ".rooms a")


@pytest.mark.parametrize("size", ["phone", "narrow", "office"])
def test_the_current_room_is_in_sight_whichever_it_is(term: Term, opener: Opener, size: str) -> None:
    screen = signed_in(term, opener, size)
    rooms = screen.page.locator(".rooms a").evaluate_all("rooms => rooms.map(e => [e.innerText, e.pathname])")
    assert len(rooms) == 10
    for label, path in rooms:
        screen.open(path)
        assert screen.page.evaluate(ROOM_IN_SIGHT) == label


def test_how_far_the_school_is_is_said_in_words(term: Term, opener: Opener) -> None:
    screen = signed_in(term, opener, "office")
    (said,) = [name for role, name in heard(screen) if role == "image" and "compte" in name]
    assert said == "1 compte actif, 4 en route, 3 à traiter"


def test_the_stylesheet_of_the_office_is_light() -> None:
    assert len(stylesheet("office.css").encode()) <= 8192


def test_every_page_fits_its_window_with_one_roof_and_one_solid_button(term: Term, opener: Opener) -> None:
    screen, found = opener(Device("office", scripts=False)), dict[str, Any]()
    for name in states(term, screen):
        if wider := too_wide(screen.page):
            found[name] = wider
        roofs, solid = roofs_and_solid_buttons(screen.page)
        if roofs > 1 or len(set(solid)) > 1:
            found[f"{name}, roofs and solid buttons"] = (roofs, solid)
    assert found == {}
