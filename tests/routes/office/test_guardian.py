"""Changes of one adult: address, name, disabling and enabling."""

import asyncio

import pytest

from models.access import session
from tests.support.family import PASSWORD, children, count, events, guardian, in_session, issued, sign_in
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

HOSTILE = "<script>alert(1)</script> \u200f" + "N" * 150
PATHS = ("address", "phone", "name", "disable", "enable")


def at(number: int, what: str) -> str:
    return f"/office/guardians/{number}/{what}"


async def submit(browser: Browser, number: int, what: str, **fields: str) -> Answer:
    """The form of that page, filled in and sent."""
    page = await browser.get(at(number, what))
    return await browser.post(at(number, what), {"version": page.value("version"), **fields})


async def test_a_corrected_address_leads_back_to_the_family_and_its_next_step(office: Browser) -> None:
    number = await guardian()
    code = await issued(number)
    page = await office.get(at(number, "address"))
    assert page.value("email") == "marie@example.org"
    page = await submit(office, number, "address", email="Marie@Exemple.org")
    assert page.path == f"/office/families/{number}?notice=address"
    assert "L’adresse est corrigée" in page.said
    assert page.all("form", action=f"/office/families/{number}/mail"), "the invitation is one press away"
    assert "marie@exemple.org" in page.said
    opened = await office.post("/first-connection", {"token": code})
    assert "Ce jeton ne marche plus" in opened.said
    assert "Il y en a un" not in opened.said, "none has been made yet"
    assert "Appelez l’école" in opened.said


async def test_the_page_says_that_another_parent_has_the_same_address(office: Browser) -> None:
    number = await guardian()
    await guardian("ali.benali", "ali@example.org")
    (child,) = await children(number)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (2, ?, 'père', '')", child)
    page = await submit(office, number, "address", email="ALI@example.org")
    assert "Un autre parent a la même" in page.said


async def test_the_address_of_another_family_is_asked_about_once_and_stored_with_a_tick(
    office: Browser,
) -> None:
    number = await guardian()
    other = await guardian("ali.benali", "ali@example.org")
    await query("UPDATE child SET first_name = 'Inès' WHERE id = ?", *await children(other))
    page = await submit(office, number, "address", email="ALI@example.org")
    assert page.status == 422
    (fault,) = page.faults
    assert fault.startswith("Une autre famille a déjà cette adresse : ")
    assert "(ali.benali), parent de Inès" in fault
    assert await count("guardian", "email = 'ali@example.org'") == 1
    assert page.find("input", name="shared").get("type") == "checkbox"
    assert [one.text for one in page.all("legend") if "autofocus" in one.attrib] == ["L’adresse d’une autre famille"]
    assert not [one for one in page.all("input") if "autofocus" in one.attrib]
    again = {"version": page.value("version"), "email": "ali@example.org"}
    assert (await office.post(at(number, "address"), again)).status == 422, "a second press without the tick"
    assert await count("guardian", "email = 'ali@example.org'") == 1
    again = {"version": page.value("version"), "email": "ali@example.org", "shared": page.value("shared")}
    another = await office.post(at(number, "address"), {**again, "email": "marie@example.org"})
    assert another.status == 200, "the same address again changes nothing"
    third = await guardian("nora.haddad", "nora@example.org")
    assert third
    page = await office.post(at(number, "address"), {**again, "email": "nora@example.org"})
    assert page.status == 422, "the answer holds for one address"
    assert "nora.haddad" in page.said
    page = await office.post(at(number, "address"), again)
    assert "Un autre parent a la même" in page.said
    assert await count("guardian", "email = 'ali@example.org'") == 2


async def test_no_address_leads_to_the_letter(office: Browser) -> None:
    number = await guardian()
    assert "Imprimez une lettre" in (await submit(office, number, "address", email="")).said


@pytest.mark.parametrize("typed", ["marie", "a@b.org, c@d.org", "a\0@b.org", HOSTILE])
async def test_a_wrong_address_is_kept_in_the_field_and_nowhere_else(office: Browser, typed: str) -> None:
    number = await guardian()
    page = await submit(office, number, "address", email=typed)
    assert page.status == 422
    assert page.faults == ["Cette adresse mail n’est pas complète. Exemple : nom@exemple.be"]
    assert page.title.startswith("Erreur")
    assert page.value("email").replace("\ufffd", "\0") == typed
    assert await count("guardian", "email = 'marie@example.org'") == 1


async def test_the_second_secretary_sees_what_the_first_wrote_and_decides(office: Browser, site: Site) -> None:
    number = await guardian()
    other = site.browser()
    await signed_in(other, "bea.office")
    pages = [await browser.get(at(number, "address")) for browser in (office, other)]
    await other.post(at(number, "address"), {"version": pages[1].value("version"), "email": "bea@example.org"})
    mine = await office.post(at(number, "address"), {"version": pages[0].value("version"), "email": "me@example.org"})
    assert mine.status == 409
    assert "L’adresse est maintenant : bea@example.org" in mine.said
    assert mine.value("email") == "me@example.org"
    assert await count("guardian", "email = 'bea@example.org'") == 1
    again = await office.post(at(number, "address"), {"version": mine.value("version"), "email": "me@example.org"})
    assert "L’adresse est corrigée" in again.said


@pytest.mark.parametrize(
    ("what", "wrong", "right"),
    [
        ("address", {"email": "marie"}, {"email": "me@example.org"}),
        ("address", {"email": "ali@example.org"}, {"email": "me@example.org"}),
        ("phone", {"phone": "12"}, {"phone": "0478 12 34 56"}),
        ("name", {"first_name": "", "last_name": "Durand"}, {"first_name": "Anne", "last_name": "Durand"}),
    ],
)
async def test_after_a_fault_a_colleagues_change_since_the_first_page_is_still_said(
    office: Browser, what: str, wrong: dict[str, str], right: dict[str, str]
) -> None:
    number = await guardian()
    await guardian("ali.benali", "ali@example.org")
    page = await office.get(at(number, what))
    await query("UPDATE guardian SET version = version + 1 WHERE id = ?", number)
    for fields, status in ((wrong, 422), (right, 409), (right, 200)):
        page = await office.post(at(number, what), {"version": page.value("version"), **fields})
        assert page.status == status


async def test_a_corrected_name_is_shown_and_the_username_stays(office: Browser) -> None:
    number = await guardian()
    page = await submit(office, number, "name", first_name="Marie-Ève", last_name="Durand")
    assert page.h1 == "Marie-Ève Durand"
    assert "Le nom est corrigé" in page.said
    assert "marie.dupont" in page.said


async def test_a_field_that_the_form_does_not_have_changes_nothing(office: Browser) -> None:
    number = await guardian()
    (before,) = await query("SELECT * FROM guardian WHERE id = ?", number)
    more = {"email": "other@example.org", "username": "other", "password_digest": "x", "disabled_at": "", "id": "9"}
    assert (await submit(office, number, "name", first_name="Anne", last_name="Durand", **more)).h1 == "Anne Durand"
    (after,) = await query("SELECT * FROM guardian WHERE id = ?", number)
    kept = ("id", "email", "username", "password_digest", "disabled_at")
    assert [after[name] for name in kept] == [before[name] for name in kept]


async def test_a_hostile_name_stays_a_name(office: Browser) -> None:
    number = await guardian()
    page = await submit(office, number, "name", first_name="<script>alert(1)</script>", last_name="\u202btest")
    assert page.status == 422
    assert [fault for fault in page.faults if "invisible" in fault]
    page = await submit(office, number, "name", first_name="<script>alert(1)</script>", last_name="D" * 200)
    assert page.h1.startswith("<script>alert(1)</script>")
    for what in ("address", "name", "disable", "as-parent"):
        assert (await office.get(at(number, what))).status == 200


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("", "Durand", "first_name"), ("Marie", "x" * 300, "last_name"), ("=A1", "B", "first_name")],
)
async def test_a_wrong_name_is_a_fault_at_its_field(office: Browser, first: str, last: str, field: str) -> None:
    number = await guardian()
    page = await submit(office, number, "name", first_name=first, last_name=last)
    assert page.status == 422
    assert page.find("input", name=field).get("aria-invalid") == "true"
    assert (page.value("first_name"), page.value("last_name")) == (first, last)


async def test_of_two_corrections_at_once_the_second_is_shown_the_first(office: Browser, site: Site) -> None:
    number = await guardian()
    page = await office.get(at(number, "name"))
    await query("UPDATE guardian SET first_name = 'Anna', version = version + 1")
    fields = {"version": page.value("version"), "first_name": "Marie", "last_name": "Durand"}
    page = await office.post(at(number, "name"), fields)
    assert page.status == 409
    assert "Le nom est maintenant : Anna Dupont" in page.said
    assert (page.value("first_name"), page.value("last_name")) == ("Marie", "Durand")


async def test_a_closed_account_is_out_at_its_next_request(office: Browser, site: Site) -> None:
    number = await guardian(password=PASSWORD)
    parent = site.browser()
    await sign_in(parent)
    assert await in_session(parent)
    page = await submit(office, number, "disable")
    assert "Le compte est fermé" in page.said
    assert not await in_session(parent)
    assert (await sign_in(parent)).status == 422
    page = await submit(office, number, "enable")
    assert "Le compte est ouvert de nouveau" in page.said
    await sign_in(parent)
    assert await in_session(parent)


@pytest.mark.parametrize("what", ["disable", "enable"])
async def test_closing_and_opening_ask_for_the_password_once_more(office: Browser, what: str) -> None:
    number = await guardian()
    await query("UPDATE staff_session SET confirmed_at = NULL")
    for method in ("GET", "POST"):
        page = await office.send(method, at(number, what), data={"version": "0"})
        assert page.h1 == "Confirmez que c’est vous", method
    assert not await count("event", "action LIKE 'account %'")


async def test_every_form_pressed_twice_does_it_once(secretary: Browser) -> None:
    number = await guardian()
    forms: list[tuple[str, dict[str, str], str]] = [
        ("address", {"email": "new@example.org"}, "address corrected"),
        ("name", {"first_name": "Anna", "last_name": "Durand"}, "name corrected"),
        ("disable", {}, "account disabled"),
        ("enable", {}, "account enabled"),
    ]
    for version, (what, fields, action) in enumerate(forms):
        data = {"version": str(version), **fields}
        answers = await asyncio.gather(*(secretary.post(at(number, what), data) for _ in range(3)))
        assert {answer.status for answer in answers} == {200}, what
        assert await events(action) == ["ok"]
    assert await count("mail", "kind = 'address_changed'") == 1


async def test_a_page_of_before_a_change_closes_no_account(office: Browser) -> None:
    number = await guardian()
    page = await office.get(at(number, "disable"))
    await query("UPDATE guardian SET version = version + 1")
    page = await office.post(at(number, "disable"), {"version": page.value("version")})
    assert page.status == 409
    assert "vient de changer cette personne" in page.said
    assert not await count("guardian", "disabled_at IS NOT NULL")


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "1%00", "1'", "999999999999999999999", "%D9%A1", "1.0", "+1"])
async def test_an_unknown_guardian_is_not_found(secretary: Browser, number: str) -> None:
    for what in (*PATHS, "as-parent", "as-parent/1", "access/1", "access/1/restore"):
        assert (await secretary.get(f"/office/guardians/{number}/{what}")).status == 404, what
        if not what.startswith("as-parent"):
            page = await secretary.post(f"/office/guardians/{number}/{what}", {"version": "0", "because": "x"})
            assert page.status == 404, what


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40, "\0"])
async def test_a_form_that_no_page_of_ours_sends_changes_nothing(secretary: Browser, version: str) -> None:
    number = await guardian(children=1)
    for what, fields in (
        ("address", {"email": "a@example.org"}),
        ("name", {"first_name": "A", "last_name": "B"}),
        ("disable", {}),
        ("access/1", {"because": "x"}),
    ):
        assert (await secretary.post(at(number, what), {**fields, "version": version})).status == 400, what
    assert not await count("event", "action IN ('address corrected', 'name corrected', 'account disabled')")


async def test_the_audit_knows_who_did_it_and_from_where(secretary: Browser) -> None:
    number = await guardian()
    await submit(secretary, number, "address", email="new@example.org")
    (recorded,) = await query("SELECT actor, client, guardian FROM event WHERE action = 'address corrected'")
    assert recorded == {"actor": "office:sophie.office", "client": "203.0.113.7", "guardian": number}


async def test_a_corrected_address_ends_the_password_step(secretary: Browser) -> None:
    number = await guardian()
    rows = await query("SELECT id FROM token")
    assert rows == []
    await issued(number)
    (token,) = await query("SELECT id FROM token")
    await session.start(number, token=token["id"])
    await submit(secretary, number, "address", email="new@example.org")
    assert not await count("session")


async def test_a_corrected_phone_is_shown(office: Browser) -> None:
    number = await guardian()
    page = await submit(office, number, "phone", phone="0478 12 34 56")
    assert "Le téléphone est corrigé." in page.said
    assert "0478 12 34 56" in page.said
    assert "Le téléphone est enlevé." in (await submit(office, number, "phone", phone="")).said


async def test_a_wrong_phone_is_a_fault_at_its_field_and_stays_typed(office: Browser) -> None:
    number = await guardian()
    page = await submit(office, number, "phone", phone="chez Luc")
    assert page.status == 422
    assert "Ce n’est pas un numéro de téléphone" in page.said
    assert page.find("input", name="phone").get("aria-invalid") == "true"
    assert page.value("phone") == "chez Luc"


async def test_a_phone_that_a_colleague_changed_meanwhile_is_shown(office: Browser) -> None:
    number = await guardian()
    form = await office.get(at(number, "phone"))
    await submit(office, number, "phone", phone="0478 12 34 56")
    page = await office.post(at(number, "phone"), {"version": form.value("version"), "phone": "0499 00 11 22"})
    assert page.status == 409
    assert "Le téléphone est maintenant : 0478 12 34 56" in page.said
    assert page.value("phone") == "0499 00 11 22"
