"""One pupil: its page, what is corrected by hand, leaving and coming back."""

from datetime import timedelta

import pytest

from language.text import written
from models.core.clock import now
from models.core.days import day_of
from models.families.child import children_of, year_begins
from models.importing.applying import upload
from models.importing.reading.questions import OPEN
from tests.support.clock import Clock
from tests.support.family import PASSWORD, count, guardian, in_session, sign_in
from tests.support.files import apply, as_csv, row
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

OTHERS = [row(str(number), f"Martin Tom{number}", "P2B", "Martin Anne", "anne@example.org") for number in range(2, 6)]
FILE = [row(), row(adult="Petit Jean", email="jean@example.org"), *OTHERS]
HERE = "/office/children/1"


async def send(browser: Browser, what: str, **fields: str) -> Answer:
    """The form of that page, with what it shows and these fields."""
    page = await browser.get(f"{HERE}/{what}")
    names = ("version", "first_name", "last_name", "class_name") if what == "edit" else ("version",)
    return await browser.post(f"{HERE}/{what}", {**{name: page.value(name) for name in names}, **fields})


async def test_a_family_leads_to_the_pupils_page_with_its_parents(office: Browser) -> None:
    await apply(as_csv(FILE))
    family = await office.get("/office/families/1")
    assert any(link.get("href") == HERE for link in family.all("a"))
    page = await office.get(HERE)
    assert page.h1 == "Léa Dupont"
    for words in ("P1A", "À l’école.", "Marie Dupont", "mère", "Jean Petit", "à inviter"):
        assert words in page.said
    assert await count("event", "action = 'family read' AND guardian = 2") == 1


async def test_a_corrected_class_is_shown_and_offered_from_the_classes(office: Browser) -> None:
    await apply(as_csv(FILE))
    form = await office.get(f"{HERE}/edit")
    assert [option.get("value") for option in form.all("option")] == ["P1A", "P2B"]
    page = await send(office, "edit", class_name="P2B")
    assert "L’élève est corrigé." in page.said
    assert "P2B" in page.said
    assert "Élève corrigé : Léa Dupont, P1A → P2B" in (await office.get("/office/families/1")).said


async def test_every_wrong_field_says_what_is_wrong_and_what_was_typed_stays(office: Browser) -> None:
    await apply(as_csv(FILE))
    page = await send(office, "edit", first_name="", last_name="=1", class_name="P2B")
    assert page.status == 422
    for name in ("first_name", "last_name"):
        assert page.find("input", name=name).get("aria-invalid") == "true"
    assert page.value("class_name") == "P2B"


async def test_a_register_number_can_be_added_and_not_changed(office: Browser) -> None:
    await apply(as_csv(FILE))
    assert "Matricule (si" not in (await office.get(f"{HERE}/edit")).said
    await query("UPDATE child SET register_number = '~made' WHERE id = 1")
    page = await send(office, "edit", register_number="3")
    assert page.status == 422
    assert "Ce matricule est celui de Tom3 Martin (P2B)" in page.said
    assert "Ouvrir la page de Tom3 Martin" in page.said
    await query(
        "UPDATE child SET left_at = ? WHERE register_number = '3'", (await query("SELECT at FROM event"))[0]["at"]
    )
    assert "a quitté l’école. L’élève revient ?" in (await send(office, "edit", register_number="3")).said
    assert "77" in (await send(office, "edit", register_number="77")).said
    assert await count("child", "register_number = '77'") == 1


async def test_the_second_colleague_sees_what_the_first_wrote(office: Browser, site: Site) -> None:
    await apply(as_csv(FILE))
    form = await office.get(f"{HERE}/edit")
    other = site.browser()
    await signed_in(other, "bea.office")
    await send(other, "edit", class_name="P2B")
    mine = {name: form.value(name) for name in ("version", "first_name", "last_name")}
    page = await office.post(f"{HERE}/edit", {**mine, "class_name": "P3C"})
    assert page.status == 409
    assert "classe P2B" in page.said
    assert page.value("class_name") == "P3C"
    assert (await office.post(f"{HERE}/leave", {"version": mine["version"]})).status == 409


@pytest.mark.parametrize(
    ("what", "wrong", "right"),
    [
        ("edit", {"first_name": "", "last_name": "Dupont"}, {"first_name": "Zoé", "last_name": "Dupont"}),
        ("leave", {"left_on": "demain"}, {"left_on": ""}),
    ],
)
async def test_after_a_fault_a_colleagues_change_since_the_first_page_is_still_said(
    office: Browser, what: str, wrong: dict[str, str], right: dict[str, str]
) -> None:
    await apply(as_csv(FILE))
    page = await office.get(f"{HERE}/{what}")
    await query("UPDATE child SET version = version + 1 WHERE id = 1")
    for fields, status in ((wrong, 422), (right, 409), (right, 200)):
        page = await office.post(f"{HERE}/{what}", {"version": page.value("version"), **fields})
        assert page.status == status


async def test_a_parent_in_session_sees_no_more_of_a_pupil_who_left_and_all_of_one_who_is_back(
    office: Browser, site: Site
) -> None:
    number = await guardian(password=PASSWORD)
    parent = site.browser()
    await sign_in(parent)
    child = (await query("SELECT child FROM guardianship WHERE guardian = ?", number))[0]["child"]
    assert (await parent.get(f"/children/{child}")).status == 200
    form = await office.get(f"/office/children/{child}/leave")
    page = await office.post(f"/office/children/{child}/leave", {"version": form.value("version")})
    assert "C’est noté : l’élève a quitté l’école." in page.said
    assert (await parent.get(f"/children/{child}")).status == 404
    assert await in_session(parent)
    again = await office.get(f"/office/children/{child}/leave")
    assert "L’élève revient" in again.said
    form = await office.get(f"/office/children/{child}/return")
    page = await office.post(f"/office/children/{child}/return", {"version": form.value("version")})
    assert "C’est noté : l’élève est à l’école." in page.said
    assert (await parent.get(f"/children/{child}")).status == 200


async def test_a_departure_on_a_later_day_is_noted_changed_and_taken_back(
    office: Browser, site: Site, time: Clock
) -> None:
    number = await guardian(password=PASSWORD)
    parent = site.browser()
    await sign_in(parent)
    child = (await query("SELECT child FROM guardianship WHERE guardian = ?", number))[0]["child"]
    here = f"/office/children/{child}"
    today = day_of(now())
    form = await office.get(f"{here}/leave")
    assert form.value("left_on") == today.isoformat()
    for days in (10, 20):
        form, day = await office.get(f"{here}/leave"), today + timedelta(days=days)
        page = await office.post(f"{here}/leave", {"version": form.value("version"), "left_on": day.isoformat()})
        assert "C’est noté : l’élève part ce jour-là." in page.said
        assert f"Part le {written(day, 'full')}" in page.said
        assert f"part le {written(day)}" in (await office.get(f"/office/families/{number}")).said
        access = await office.get(f"/office/guardians/{number}/access/{child}")
        assert f"L’enfant quitte l’école le {written(day, 'full')}." in access.said
    assert f"quitte l’école le {written(day)}" in (await office.get(f"/office/families/{number}")).said
    assert (await parent.get(f"/children/{child}")).status == 200
    form = await office.get(f"{here}/return")
    assert form.h1 == "L’élève reste à l’école"
    page = await office.post(f"{here}/return", {"version": form.value("version")})
    assert "C’est noté : l’élève reste à l’école." in page.said
    assert "le départ noté est effacé" in (await office.get(f"/office/families/{number}")).said
    form = await office.get(f"{here}/leave")
    await office.post(f"{here}/leave", {"version": form.value("version"), "left_on": day.isoformat()})
    time.move(days=21)
    assert await children_of(number) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("demain", "Cette date n’existe pas."),
        ("2001-01-01", "Cette date est avant le début de l’année scolaire"),
        ("2099-01-01", "Cette date est très loin."),
    ],
)
async def test_a_wrong_day_is_at_its_field_and_changes_nothing(office: Browser, typed: str, said: str) -> None:
    await apply(as_csv(FILE))
    page = await send(office, "leave", left_on=typed)
    assert page.status == 422
    assert said in page.said
    assert page.value("left_on") == typed
    assert page.find("input", name="left_on").get("aria-invalid") == "true"
    assert await count("child", "left_at IS NOT NULL") == 0


@pytest.mark.parametrize("typed", ["", "  "])
async def test_without_a_day_a_pupil_who_is_to_leave_later_does_not_leave_today(office: Browser, typed: str) -> None:
    await apply(as_csv(FILE))
    later = day_of(now()) + timedelta(days=10)
    await send(office, "leave", left_on=later.isoformat())
    (before,) = await query("SELECT left_at FROM child WHERE id = 1")
    page = await send(office, "leave", left_on=typed)
    assert page.status == 422
    assert page.faults == ["Écrivez le jour, ou choisissez : L’élève reste à l’école."]
    assert page.all("a", href=f"{HERE}/return")
    assert f"Part le {written(later, 'full')}" in page.said
    assert await query("SELECT left_at FROM child WHERE id = 1") == [before]


async def test_of_a_pupil_who_left_by_hand_the_day_can_be_corrected_but_not_to_a_later_one(office: Browser) -> None:
    await apply(as_csv(FILE))
    await send(office, "leave")
    assert "Changer le jour du départ" in (await office.get(HERE)).said
    begun = year_begins(day_of(now()))
    page = await send(office, "leave", left_on=(day_of(now()) + timedelta(days=1)).isoformat())
    assert page.status == 422
    assert "L’élève a déjà quitté l’école" in page.said
    page = await send(office, "leave", left_on=begun.isoformat())
    assert f"A quitté l’école le {written(begun, 'full')}." in page.said
    assert f"a quitté l’école le {written(begun)}" in (await office.get("/office/families/1")).said


async def test_the_day_of_a_pupil_whom_a_file_lacks_cannot_be_changed(office: Browser) -> None:
    await apply(as_csv(FILE))
    await apply(as_csv(OTHERS))
    assert "Changer le jour du départ" not in (await office.get(HERE)).said
    page = await office.get(f"{HERE}/leave")
    assert "A quitté l’école le" in page.said
    assert not [one for one in page.all("input") if one.get("name") == "left_on"]


async def test_the_preview_asks_about_a_pupil_who_left_by_hand(office: Browser) -> None:
    await apply(as_csv(FILE))
    await send(office, "leave")
    staff = (await query("SELECT id FROM staff"))[0]["id"]
    number = await upload.store(staff, "encore.csv", as_csv([row(class_name="P3C"), *FILE[1:]]))
    page = await office.get(f"/office/imports/{number}")
    assert "L’école a noté que Léa Dupont a quitté l’école. Le fichier a encore cet élève." in page.said
    (key,) = {one.get("name") or "" for one in page.all("input") if one.get("value") == OPEN}
    page = await office.post(f"/office/imports/{number}/decisions", {key: OPEN})
    assert "Élèves qui reviennent" in page.said


async def test_a_pupil_of_a_trial_is_not_found(office: Browser) -> None:
    number = await guardian()
    await query("UPDATE guardian SET trial_of = 7 WHERE id = ?", number)
    child = (await query("SELECT child FROM guardianship"))[0]["child"]
    for path in ("", "/edit", "/leave", "/return"):
        assert (await office.get(f"/office/children/{child}{path}")).status == 404


async def test_the_class_list_leads_to_a_pupil_who_has_no_parent(office: Browser) -> None:
    await query(
        "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES ('9', 'Tom', 'Petit', 'P1A')"
    )
    page = await office.get("/office/classes/list?class=P1A")
    assert any(link.get("href") == HERE for link in page.all("a"))
    assert "Aucun parent." in (await office.get(HERE)).said
