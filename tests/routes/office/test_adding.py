"""*Ajouter un élève* and *Ajouter un parent*: the forms, their questions, and what stays typed."""

import pytest

from models.desk import custody, pupil_changes
from models.importing.applying import upload
from tests.support.family import count
from tests.support.files import apply, as_csv, row
from tests.support.people import BY
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

FILE = [
    row(),
    row(adult="Petit Jean", email="jean@example.org"),
    row("2", "Martin Tom", "P2B", "Martin Anne", "a@x.be"),
]
NEW, PARENT = "/office/children/new", "/office/children/1/parents/new"
ZOE = {"first_name": "Zoé", "last_name": "Benali", "class_name": "P2B", "register_number": "", "sibling": ""}
NAMES = ("first_name", "last_name", "email", "phone", "relation", "username")


def adult(place: int, **fields: str) -> dict[str, str]:
    return {f"parent{place}_{name}": fields.get(name, "") for name in NAMES}


ALI = adult(1, first_name="Ali", last_name="Benali", email="ali@example.org", relation="père") | adult(2)
JEAN = adult(1, first_name="Jean", last_name="Petit", email="jean@example.org")


async def send(browser: Browser, path: str, **fields: str) -> Answer:
    page = await browser.get(path)
    return await browser.post(path.partition("?")[0], {"once": page.value("once") or "", **fields})


async def test_a_pupil_is_added_and_its_page_leads_to_the_parents(office: Browser) -> None:
    await apply(as_csv(FILE))
    families = await office.get("/office/families")
    assert any(link.get("href") == NEW for link in families.all("a"))
    page = await office.get(NEW)
    assert [option.get("value") for option in page.all("option")] == ["P1A", "P2B"]
    page = await send(office, NEW, **ZOE, **ALI)
    assert page.h1 == "Zoé Benali"
    for words in ("L’élève est ajouté.", "Aucun fichier ne l’a encore", "Ali Benali", "à inviter"):
        assert words in page.said
    number = (await query("SELECT id FROM guardian WHERE username = 'ali.benali'"))[0]["id"]
    story = (await office.get(f"/office/families/{number}")).said
    assert "Compte ajouté à la main" in story
    assert "Zoé Benali ajouté à la main, avec cet accès" in story


async def test_the_same_form_sent_twice_adds_one_pupil(office: Browser) -> None:
    page = await office.get(NEW)
    for _ in range(2):
        answer = await office.post(NEW, {"once": page.value("once") or "", **ZOE, **ALI})
        assert answer.h1 == "Zoé Benali"
    assert await count("child") == await count("guardian") == 1


@pytest.mark.parametrize("once", ["", "short", "with space " * 3, "k" * 65])
async def test_a_form_without_a_good_key_adds_nothing_and_keeps_what_was_typed(office: Browser, once: str) -> None:
    page = await office.post(NEW, {"once": once, **ZOE, **ALI})
    assert page.status == 422
    assert page.value("first_name") == "Zoé"
    assert page.value("parent1_first_name") == "Ali"
    for words in ("Rien n’est ajouté", "La page n’est pas arrivée complète", "Vérifiez tout, puis appuyez encore"):
        assert words in page.said
    assert await count("child") == 0
    page = await office.post(NEW, {"once": page.value("once") or "", **ZOE, **ALI})
    assert page.h1 == "Zoé Benali"


async def test_everything_wrong_is_at_its_field_and_nothing_typed_is_lost(office: Browser) -> None:
    bad = adult(1, first_name="Ali", email="ali@", phone="12", relation="père") | adult(2, last_name="Haddad")
    page = await send(office, NEW, **{**ZOE, "first_name": ""}, **bad)
    assert page.status == 422
    wrong = {one.get("name") for one in page.all("input") if one.get("aria-invalid")}
    assert wrong == {"first_name", "parent1_last_name", "parent1_email", "parent1_phone", "parent2_first_name"}
    assert "Cette adresse mail n’est pas complète." in page.said
    for name, value in {**ZOE, **bad, "first_name": ""}.items():
        assert page.value(name) == value, name


async def test_a_known_register_number_says_whose_it_is_and_leads_there(office: Browser) -> None:
    await apply(as_csv(FILE))
    page = await send(office, NEW, **{**ZOE, "register_number": "2"}, **ALI)
    assert page.status == 422
    assert "Ce matricule est celui de Tom Martin (P2B)." in page.said
    assert any(link.get("href") == "/office/children/2" for link in page.all("a"))
    await query("UPDATE child SET left_at = (SELECT created_at FROM guardian WHERE id = 1) WHERE id = 2")
    page = await send(office, NEW, **{**ZOE, "register_number": "2"}, **ALI)
    assert "qui a quitté l’école. L’élève revient ?" in page.said


async def test_a_pupil_of_the_same_name_is_asked_about(office: Browser) -> None:
    await apply(as_csv(FILE))
    lea = {**ZOE, "first_name": "Léa", "last_name": "Dupont"}
    page = await send(office, NEW, **lea, **ALI)
    assert page.status == 422
    assert "Un élève de ce nom est déjà connu." in page.said
    assert "C’est le même : ouvrir sa page" in page.said
    (answer,) = [one.get("value") or "" for one in page.all("input") if one.get("name") == "another"]
    page = await office.post(NEW, {"once": page.value("once") or "", **lea, **ALI, "another": answer})
    assert "L’élève est ajouté." in page.said
    assert await count("child", "first_name = 'Léa'") == 2


async def test_a_parent_who_has_an_account_is_asked_about_and_linked(office: Browser) -> None:
    await apply(as_csv(FILE))
    page = await send(office, NEW, **ZOE, **JEAN)
    assert page.status == 422
    assert "C’est la même personne que Jean Petit ?" in page.said
    assert "Oui, le même compte : jean.petit, jean@example.org, parent de Léa Dupont." in page.said
    assert page.value("parent1_first_name") == "Jean"
    answers = [one.get("value") or "" for one in page.all("input") if one.get("name") == "parent1_same"]
    assert answers[0] == "jean.petit"
    page = await office.post(NEW, {"once": page.value("once") or "", **ZOE, **JEAN, "parent1_same": answers[0]})
    assert "L’élève est ajouté." in page.said
    assert await count("guardian") == 3
    other = {**ZOE, "first_name": "Inès"}
    page = await send(office, NEW, **other, **JEAN, parent1_same=answers[1])
    assert "L’élève est ajouté." in page.said
    assert await count("guardian", "username = 'jean.petit2'") == 1


async def test_an_answer_that_was_given_stays_when_something_else_is_wrong(office: Browser) -> None:
    await apply(as_csv(FILE))
    page = await send(office, NEW, **{**ZOE, "last_name": ""}, **JEAN, parent1_same="jean.petit")
    assert page.status == 422
    assert page.value("parent1_same") == "jean.petit"
    page = await office.post(NEW, {"once": page.value("once") or "", **ZOE, **JEAN, "parent1_same": "jean.petit"})
    assert "L’élève est ajouté." in page.said


async def test_the_parents_of_a_brother_or_sister_are_chosen_by_a_tick(office: Browser) -> None:
    await apply(as_csv(FILE))
    path = f"{NEW}?sibling=1"
    page = await office.get(path)
    assert {one.get("name") for one in page.all("input") if one.get("type") == "checkbox"} == {"with-1", "with-2"}
    page = await send(office, path, **{**ZOE, "sibling": "1"}, **{"with-2": "yes", "with-3": "yes"})
    assert "L’élève est ajouté." in page.said
    child = (await query("SELECT MAX(id) AS id FROM child"))[0]["id"]
    assert await query("SELECT guardian FROM guardianship WHERE child = ?", child) == [{"guardian": 2}]
    for wrong in ("0", "x", "99"):
        assert (await office.get(f"{NEW}?sibling={wrong}")).status == 404


async def test_a_parent_is_added_to_a_pupil_and_to_a_ticked_sibling(office: Browser) -> None:
    await apply(as_csv([*FILE, row("3", "Dupont Max")]))
    page = await office.get(PARENT)
    assert {one.get("name") for one in page.all("input") if one.get("type") == "checkbox"} == {"child-3"}
    page = await send(office, PARENT, **adult(1, first_name="Nora", last_name="Haddad"), **{"child-3": "yes"})
    assert "C’est fait : ce parent voit l’élève." in page.said
    assert "Nora Haddad" in page.said
    nora = (await query("SELECT id FROM guardian WHERE username = 'nora.haddad'"))[0]["id"]
    rows = await query("SELECT child FROM guardianship WHERE guardian = ? ORDER BY child", nora)
    assert [one["child"] for one in rows] == [1, 3]
    story = (await office.get(f"/office/families/{nora}")).said
    assert "Accès à Léa Dupont donné à la main" in story


async def test_a_parents_form_without_its_key_says_what_happened_and_adds_the_second_time(office: Browser) -> None:
    await apply(as_csv(FILE))
    fields = adult(1, first_name="Nora", last_name="Haddad")
    page = await office.post(PARENT, fields)
    assert page.status == 422
    assert "La page n’est pas arrivée complète" in page.said
    assert page.value("parent1_first_name") == "Nora"
    page = await office.post(PARENT, {"once": page.value("once") or "", **fields})
    assert "C’est fait : ce parent voit l’élève." in page.said


async def test_no_parent_is_added_to_a_pupil_who_left(office: Browser) -> None:
    await apply(as_csv(FILE))
    form, nora = await office.get(PARENT), adult(1, first_name="Nora", last_name="Haddad")
    await pupil_changes.leave(1, 0, BY)
    refused = await office.post(PARENT, {"once": form.value("once") or "", **nora})
    for page, status in ((refused, 409), (await office.get(PARENT), 200)):
        assert page.status == status
        assert "Un parent ne peut pas être ajouté à un élève qui a quitté l’école." in page.said
        assert any(link.get("href") == "/office/children/1/return" for link in page.all("a"))
        assert not [one for one in page.all("input") if one.get("name") == "once"]
    assert await count("guardian", "username = 'nora.haddad'") == 0


async def test_of_a_ticked_sibling_who_left_meanwhile_the_form_says_so_and_adds_nothing(office: Browser) -> None:
    await apply(as_csv([*FILE, row("3", "Dupont Max")]))
    form, nora = await office.get(PARENT), adult(1, first_name="Nora", last_name="Haddad")
    await pupil_changes.leave(3, 0, BY)
    page = await office.post(PARENT, {"once": form.value("once") or "", **nora, "child-3": "yes"})
    assert page.status == 409
    assert "Max Dupont a quitté l’école." in page.said
    assert page.value("parent1_first_name") == "Nora"
    assert not [one for one in page.all("input") if one.get("name") == "child-3"]
    assert await count("guardian", "username = 'nora.haddad'") == 0


async def test_the_address_of_another_family_is_said_with_its_children_and_kept_with_a_tick(
    office: Browser,
) -> None:
    await apply(as_csv(FILE))
    nora = adult(1, first_name="Nora", last_name="Haddad", email="a@x.be")
    page = await send(office, PARENT, **nora)
    assert page.status == 422
    assert page.faults == [
        "Une autre famille a déjà cette adresse : Anne Martin (anne.martin), parent de Tom Martin. Vérifiez l’adresse,"
        " et l’enfant. C’est juste ? Cochez la case, puis appuyez encore une fois."
    ]
    tick = page.find("input", name="parent1_shared")
    assert (tick.get("type"), tick.get("checked"), tick.get("aria-invalid")) == ("checkbox", None, "true")
    (focused,) = [one for one in page.all("legend") if "autofocus" in one.attrib]
    assert focused.text == "L’adresse d’une autre famille"
    once, answer = {"once": page.value("once") or ""}, {"parent1_shared": tick.get("value") or ""}
    assert (await office.post(PARENT, {**nora, **once})).status == 422, "a second press without the tick"
    assert await count("guardian", "username = 'nora.haddad'") == 0
    page = await office.post(PARENT, {**nora, **once, **answer, "parent1_phone": "12"})
    assert page.value("parent1_shared") == answer["parent1_shared"], "the answer stays when something else is wrong"
    assert page.find("input", name="parent1_shared").get("type") == "hidden"
    page = await office.post(PARENT, {**nora, **once, **answer})
    assert "C’est fait : ce parent voit l’élève." in page.said
    assert await count("guardian", "email = 'a@x.be'") == 2


async def test_a_couple_may_share_its_address(office: Browser) -> None:
    await apply(as_csv(FILE))
    page = await send(office, PARENT, **adult(1, first_name="Nora", last_name="Haddad", email="jean@example.org"))
    assert "C’est fait : ce parent voit l’élève." in page.said
    both = {**ALI, **adult(2, first_name="Sara", last_name="Haddad", email="ali@example.org")}
    page = await send(office, NEW, **ZOE, **both)
    assert "L’élève est ajouté." in page.said
    nora = adult(1, first_name="Luc", last_name="Haddad", email="jean@example.org")
    page = await send(
        office, f"{NEW}?sibling=1", **{**ZOE, "first_name": "Max", "sibling": "1"}, **nora, **{"with-2": "yes"}
    )
    assert "L’élève est ajouté." in page.said


async def test_a_new_pupils_parent_with_the_address_of_another_family_is_asked_about(office: Browser) -> None:
    await apply(as_csv(FILE))
    sara = {**adult(1, first_name="Sara", last_name="Haddad", email="jean@example.org"), **adult(2)}
    page = await send(office, NEW, **ZOE, **sara)
    assert page.status == 422
    assert "Jean Petit (jean.petit), parent de Léa Dupont" in page.said
    hidden = {name: page.value(name) or "" for name in ("once", "parent1_shared")}
    assert "L’élève est ajouté." in (await office.post(NEW, {**ZOE, **sara, **hidden})).said


async def test_an_access_that_the_office_ended_leads_to_the_page_where_it_is_given_back(office: Browser) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    page = await send(office, PARENT, **adult(1, username="jean.petit"), parent1_same="jean.petit")
    assert page.status == 422
    assert "L’école a retiré à Jean Petit l’accès à Léa Dupont." in page.said
    assert any(link.get("href") == "/office/guardians/2/access/1" for link in page.all("a"))
    assert not [one for one in page.all("input") if one.get("name") == "parent1_sure"]
    page = await send(office, PARENT, **adult(1, first_name="Jean", last_name="Petit"))
    (sure,) = [one.get("value") or "" for one in page.all("input") if one.get("name") == "parent1_sure"]
    assert "C’est une autre personne que Jean Petit, j’en suis sûr." in page.said
    fields = adult(1, first_name="Jean", last_name="Petit")
    page = await office.post(PARENT, {"once": page.value("once") or "", **fields, "parent1_sure": sure})
    assert "C’est fait" in page.said
    assert await count("guardian", "username = 'jean.petit2'") == 1


async def test_a_siblings_parent_who_was_shut_out_of_a_pupil_of_that_name_is_not_added(office: Browser) -> None:
    await apply(
        as_csv([*FILE, row("3", "Dupont Max"), row("3", "Dupont Max", adult="Petit Jean", email="jean@example.org")])
    )
    await custody.end(2, 1, 0, BY, because="jugement")
    lea = {**ZOE, "first_name": "Léa", "last_name": "Dupont", "sibling": "3", "with-2": "yes", "another": "1"}
    page = await send(office, f"{NEW}?sibling=3", **lea)
    assert page.status == 422
    assert "L’école a retiré à Jean Petit l’accès à Léa Dupont." in page.said
    assert page.find("input", name="with-2").get("aria-invalid") == "true"
    assert await count("child", "first_name = 'Léa'") == 1


async def test_the_preview_leads_to_whom_the_file_lacks(office: Browser) -> None:
    await apply(as_csv(FILE))
    await send(office, NEW, **ZOE, **ALI)
    staff = (await query("SELECT id FROM staff"))[0]["id"]
    number = await upload.store(
        staff, "encore.csv", as_csv([*FILE, row("9", "Petit Max", "P1A", "Petit Jean", "jean@example.org")])
    )
    page = await office.get(f"/office/imports/{number}")
    assert "Ajoutés à la main et absents du fichier : gardés" in page.said
    child = (await query("SELECT id FROM child WHERE first_name = 'Zoé'"))[0]["id"]
    assert any(link.get("href") == f"/office/children/{child}" for link in page.all("a"))
