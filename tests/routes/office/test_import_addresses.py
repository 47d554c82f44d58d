"""Addresses that cannot be used are corrected on the preview; the parent is imported in any case."""

from tests.routes.office.test_import_decisions import before
from tests.routes.office.test_imports import bring, confirm, finished, imported
from tests.support.files import as_csv, row
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

PATH = "/office/imports/1/addresses"
TWO = ["matricule", "nom élève", "prénom élève", "classe", "Nom et prénom des parents", "E-mail des parents"]


def radios(page: Answer) -> dict[str, tuple[str, str]]:
    """The name and value of each choice of an address, by its label."""
    named = {one.get("id"): one for one in page.all("input", type="radio")}
    found = {}
    for label in page.all("label"):
        one = named.get(label.get("for", ""))
        if one is not None and one.get("name", "").startswith("address-of-"):
            found[" ".join("".join(label.itertext()).split())] = (one.get("name", ""), one.get("value", ""))
    return found


def checked(page: Answer) -> list[str]:
    ticked = {one.get("value") for one in page.all("input", type="radio") if "checked" in one.attrib}
    return [words for words, (_name, value) in radios(page).items() if value in ticked]


def fields_typed(page: Answer) -> dict[str, str]:
    return {one.get("name", ""): one.get("value", "") for one in page.all("input", type="email")}


async def addresses(browser: Browser) -> list[str]:
    await finished(browser, await confirm(browser, await browser.get("/office/imports/1")))
    return [one["email"] for one in await query("SELECT email FROM guardian ORDER BY id")]


async def test_a_proposal_is_offered_and_never_taken_by_itself(office: Browser) -> None:
    page = await bring(office, as_csv([row(email="marie@gmial.com")]))
    assert "Adresses mail à corriger 1" in page.said
    assert "Marie Dupont, parent de Léa Dupont : « marie@gmial.com ». Peut-être marie@gmail.com ?" in page.said
    assert list(radios(page)) == ["marie@gmail.com", "Aucune adresse"]
    assert checked(page) == ["Aucune adresse"]
    assert "1 nouveau parent" in page.said
    assert await addresses(office) == [""]


async def test_a_file_with_nothing_but_an_address_to_correct_asks_for_it_first(office: Browser) -> None:
    data = as_csv([row(email="marie@gmial.com")])
    await imported(office, data)
    page = await bring(office, data)
    assert "Il y a quelque chose à décider. Sans réponse, ce fichier ne change rien." in page.said
    assert page.all("a", href="#addresses")
    page = await office.post("/office/imports/2/addresses", dict([radios(page)["Aucune adresse"]]))
    assert "Rien ne change. L’école est déjà comme dans ce fichier : il n’y a rien à importer." in page.said


async def test_a_chosen_proposal_is_the_address_and_can_be_changed(office: Browser) -> None:
    page = await bring(office, as_csv([row(email="marie@gmial.com")]))
    page = await office.post(PATH, dict([radios(page)["marie@gmail.com"]]))
    assert page.path == "/office/imports/1"
    assert "Adresses mail à corriger" not in page.said
    assert "Adresses corrigées par l’école 1" in page.said
    assert checked(page) == ["marie@gmail.com"]
    page = await office.post(PATH, dict([radios(page)["Aucune adresse"]]) | before(page))
    assert checked(page) == ["Aucune adresse"]
    await office.post(PATH, dict([radios(page)["marie@gmail.com"]]) | before(page))
    assert await addresses(office) == ["marie@gmail.com"]


async def test_a_typed_address_counts_before_a_chosen_one(office: Browser) -> None:
    page = await bring(office, as_csv([row(email="marie@gmial.com")]))
    (name,) = fields_typed(page)
    page = await office.post(PATH, {**dict([radios(page)["marie@gmail.com"]]), name: " Marie@School.be "})
    assert fields_typed(page) == {name: "marie@school.be"}
    assert await addresses(office) == ["marie@school.be"]


async def test_a_bad_typed_address_is_refused_beside_its_field_and_stays_there(office: Browser) -> None:
    rows = [row(email="marie@gmial.com"), row("2", "Petit Max", "P2A", "Petit Anne", "anne@")]
    page = await bring(office, as_csv(rows))
    first, second = fields_typed(page)
    page = await office.post(PATH, {first: "marie@ecole", second: "anne@petit.be"})
    assert page.status == 422
    assert page.faults == ["Cette adresse mail n’est pas complète. Exemple : nom@exemple.be"]
    assert fields_typed(page) == {first: "marie@ecole", second: "anne@petit.be"}
    assert "Adresses mail à corriger 1" in page.said, "the good one is kept"
    assert await addresses(office) == ["", "anne@petit.be"]


async def test_addresses_written_and_not_yet_kept_count_at_the_import(office: Browser) -> None:
    page = await bring(office, as_csv([row(email="marie@gmial.com")]))
    (name,) = fields_typed(page)
    page = await confirm(office, page, **{name: "marie@ecole"})
    assert page.status == 422
    assert fields_typed(page) == {name: "marie@ecole"}
    assert not await query("SELECT id FROM guardian")
    await finished(office, await confirm(office, page, **{name: "marie@ecole.be"}))
    assert [one["email"] for one in await query("SELECT email FROM guardian")] == ["marie@ecole.be"]


async def test_the_address_of_two_parents_in_one_cell_is_given_with_one_click(office: Browser) -> None:
    family = ["1", "LAMBERT", "Zoé", "P1A", "Mme LAMBERT Anne et M. LAMBERT Luc", "famille@x.be"]
    page = await bring(office, as_csv([family], TWO))
    assert "« famille@x.be ». À qui est cette adresse ?" in page.said
    words = list(radios(page))
    assert words == [
        "famille@x.be : à Anne LAMBERT",
        "famille@x.be : à Luc LAMBERT",
        "famille@x.be : à tous les deux",
        "Aucune adresse",
    ]
    page = await office.post(PATH, dict([radios(page)[words[1]]]))
    assert checked(page) == [words[1]]
    page = await office.post(PATH, dict([radios(page)[words[2]]]) | before(page))
    assert checked(page) == [words[2]]
    assert await addresses(office) == ["famille@x.be", "famille@x.be"]


async def test_many_addresses_are_shown_some_at_a_time(secretary: Browser) -> None:
    rows = [row(str(n), f"Petit N{n}", adult=f"Petit A{n}", email=f"a{n}@gmial.com") for n in range(30)]
    page = await bring(secretary, as_csv(rows))
    assert "Adresses mail à corriger 30" in page.said
    assert len(fields_typed(page)) == 25
    page = await secretary.post(PATH, dict(pair for pair in radios_of_all(page)))
    assert "Adresses mail à corriger 5" in page.said


def radios_of_all(page: Answer) -> list[tuple[str, str]]:
    ticked = [one for one in page.all("input", type="radio") if "checked" in one.attrib]
    return [(one.get("name", ""), one.get("value", "")) for one in ticked]


async def test_what_no_form_of_ours_has_is_refused(secretary: Browser) -> None:
    await bring(secretary, as_csv([row(email="marie@gmial.com")]))
    key = "address-of-" + "0" * 16
    for value in ("", "x=a@b.be", "0" * 16 + "=nobody", "0" * 16 + "=a@b.be\0"):
        assert (await secretary.post(PATH, {key: value})).status == 400, value
    assert (await secretary.post("/office/imports/9/addresses", {})).status == 404
