"""The audit: reading, filtering, and a CSV file without formulas."""

import ast
import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.text import zone
from models.core.clock import now
from models.families import event
from models.office.audit import GROUPS, PAGE
from routes.office.common.event_sentences import sentences
from routes.web.csv_file import MARK, cell, row
from tests.support.family import PASSWORD, count, guardian, sign_in
from tests.support.office import ADMIN, signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser

EXPORT = "/office/audit/export"


async def test_what_a_parent_did_is_told_in_words(office: Browser, site: Site) -> None:
    number = await guardian(password=PASSWORD)
    await sign_in(site.browser(), password="not the right one")
    await sign_in(site.browser())
    answer = await office.get("/office/audit?group=sign-ins")
    assert "Connexion réussie" in answer.said
    assert answer.said.index("Connexion réussie") < answer.said.index("Connexion refusée")  # the newest first
    assert "203.0.113.7" in answer.said
    assert answer.all("a", href=f"/office/families/{number}")


async def test_the_filters_narrow_and_stay_in_the_form(office: Browser) -> None:
    marie, luc = await guardian(), await guardian("luc.leroy", "luc@example.org")
    await event.record("signed in", guardian=marie)
    await event.record("address corrected", guardian=luc, actor="office:sophie.office", detail="a → b")
    await query("UPDATE event SET at = ?", now() - timedelta(days=2))
    await event.record("signed in", guardian=luc)
    today = now().astimezone(zone()).date().isoformat()

    async def actions(filters: str) -> int:
        return len((await office.get(f"/office/audit?{filters}")).all("td", **{"class": "what"}))

    whole = await actions("")
    assert await actions("who=parents") == 2
    assert await actions("who=office") == whole - 2 == 1
    assert await actions("who=office:sophie.office&group=families") == 1
    assert await actions("adult=luc.leroy") == 2
    assert await actions("adult=luc.leroy&group=sign-ins") == 1
    assert await actions(f"since={today}&who=parents") == 1
    assert await actions(f"until={today}&who=parents") == 2
    assert await actions("who=system") == 0
    answer = await office.get("/office/audit?who=parents&adult=luc.leroy")
    assert answer.value("adult") == "luc.leroy"


async def test_who_tries_what_only_an_admin_may_is_recorded(secretary: Browser) -> None:  # 68
    assert (await secretary.get("/office/staff")).status == 403
    (recorded,) = await query("SELECT actor, result FROM event WHERE action = 'request refused'")
    assert recorded == {"actor": "office:sophie.office", "result": "role"}
    page = await secretary.get("/office/audit?group=refusals")
    assert "Page refusée" in page.said


async def test_strangers_are_a_separate_actor_of_the_filter(secretary: Browser, site: Site) -> None:
    await site.browser().post("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    page = await secretary.get("/office/audit?who=stranger")
    assert "inconnu Demande refusée : elle ne venait pas d’une page de l’école" in page.said


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("since", "2026-02-31"),
        ("since", "0001-01-01"),
        ("until", "9999-12-31"),
        ("until", "hier"),
        ("adult", "personne"),
    ],
)
async def test_an_invalid_filter_is_a_fault(secretary: Browser, field: str, value: str) -> None:
    answer = await secretary.get(f"/office/audit?{field}={value}")
    assert (answer.status, len(answer.faults)) == (422, 1)
    assert answer.value(field) == value


@pytest.mark.parametrize("path", ["before=x", "before=-1", "before=99999999999999999999", "who=%00", "group=nothing"])
async def test_an_invented_query_gives_no_error(secretary: Browser, path: str) -> None:
    assert (await secretary.get(f"/office/audit?{path}")).status == 200


async def test_older_lines_follow_page_by_page_and_none_is_lost(secretary: Browser) -> None:
    for number in range(PAGE * 2 + 5):
        await event.record("import undone", actor="cli", client=f"198.51.100.{number}")
    seen: list[str] = []
    path = "/office/audit?group=imports"
    while path:
        answer = await secretary.get(path)
        seen += [e.text or "" for e in answer.all("td") if (e.text or "").startswith("198.51.100.")]
        older = [a.get("href", "") for a in answer.all("a") if "before=" in a.get("href", "")]
        path = older[0] if older else ""
    assert seen == [f"198.51.100.{number}" for number in reversed(range(PAGE * 2 + 5))]


async def kept(browser: Browser, **filters: str) -> list[list[str]]:
    answer = await browser.post(EXPORT, filters)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="preau-')
    text = answer.response.content.decode()
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK)), delimiter=";"))


async def test_the_file_holds_every_line_and_is_itself_recorded(
    admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.office.audit.BATCH", 7)
    for _ in range(30):
        await event.record("import", actor="cli")
    table = await kept(admin, group="imports")
    assert len(table) == 31
    assert {row[6] for row in table[1:]} == {"import"}
    assert await count("event", "action = 'audit exported' AND actor = 'office:ada.admin'") == 1


async def test_a_name_cannot_become_a_formula_or_a_second_row(admin: Browser) -> None:
    number = await guardian()
    names = ('=HYPERLINK("https://x.example")', "Dupont\r\n2026;forged")
    await query("UPDATE guardian SET first_name = ?, last_name = ? WHERE id = ?", *names, number)
    await event.record("signed in", guardian=number, detail="@SUM(A1)")
    table = await kept(admin, adult="marie.dupont")
    assert len(table) == 2
    assert table[1][3] == '\'=HYPERLINK("https://x.example") Dupont 2026;forged'
    assert table[1][8] == "'@SUM(A1)"


@given(st.text())
def test_no_cell_begins_with_a_formula_or_holds_a_line_break(text: str) -> None:
    made = cell(text)
    assert not made.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert list(csv.reader(io.StringIO(row([text, "end"])), delimiter=";")) == [[made, "end"]]


async def test_a_file_wants_an_admin_and_the_password_once_more(secretary: Browser, site: Site) -> None:
    browser = site.browser()
    await signed_in(browser, "bob.admin", ADMIN)
    await query(
        "UPDATE staff_session SET confirmed_at = NULL WHERE staff = (SELECT id FROM staff WHERE role = 'admin')"
    )
    for method in ("GET", "POST"):
        assert (await secretary.send(method, EXPORT)).status == 403
        assert (await browser.send(method, EXPORT)).path.startswith("/office/confirm")
    assert await count("event", "action = 'audit exported'") == 0


async def test_a_wrong_filter_makes_no_file(admin: Browser) -> None:
    answer = await admin.post(EXPORT, {"since": "2026-02-31"})
    assert (answer.status, len(answer.faults)) == (422, 1)
    assert await count("event", "action = 'audit exported'") == 0


def test_every_action_belongs_to_one_kind() -> None:
    root = Path(__file__).parents[3]
    known = [action for group in GROUPS.values() for action in group]
    assert len(known) == len(set(known))
    recorded = set()
    for room in ("models", "routes", "cli"):
        for path in (root / room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "record":
                    recorded |= {a.value for a in call.args[:1] if isinstance(a, ast.Constant)}
    assert "signed in" in recorded
    assert recorded - set(known) == set()
    assert set(known) <= {name.partition(":")[0] for name in sentences("fr")}
