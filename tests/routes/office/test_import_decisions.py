"""Questions about identities, answered on the preview before the import."""

import asyncio
from xml.etree.ElementTree import Element

from models.core.clock import now
from models.importing.applying import upload
from tests.routes.office.test_imports import bring, confirm, finished, imported
from tests.support.family import count
from tests.support.files import LONG, as_csv, row, sample
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

MARIE = row()
OTHER = row("2", "Petit Max", email="other@example.org")


def radios(page: Answer) -> list[Element]:
    return page.all("input", type="radio")


def before(page: Answer) -> dict[str, str]:
    """What the forms say of the answers that the page shows."""
    hidden = [(one.get("name", ""), one.get("value", "")) for one in page.all("input", type="hidden")]
    return {name: value for name, value in hidden if name.startswith("before-")}


def labels(page: Answer) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in page.all("label") if "-" in one.get("for", "")]


def asked(page: Answer) -> int:
    """How many answers are kept when the form is sent as it is."""
    return len([one for one in radios(page) if "checked" in one.attrib])


async def answer(browser: Browser, page: Answer, words: str) -> Answer:
    """Choose the answer with these words, the others as they are, and send."""
    ids = {one.get("for") for one in page.all("label") if words in "".join(one.itertext())}
    fields = {one.get("name", ""): one.get("value", "") for one in radios(page) if "checked" in one.attrib}
    fields |= {one.get("name", ""): one.get("value", "") for one in radios(page) if one.get("id") in ids}
    fields |= before(page)
    return await browser.post("/office/imports/2/decisions", fields)


async def test_a_homonym_is_made_one_account_and_imported_so(office: Browser) -> None:
    await imported(office, as_csv([MARIE]))
    page = await bring(office, as_csv([MARIE, OTHER]))
    assert "Ligne 3 : Marie Dupont, other@example.org, parent de Max Petit" in page.said
    assert "Un autre parent a le même nom. Est-ce la même personne ?" in page.said
    assert labels(page) == [
        "La même personne : compte marie.dupont, marie@example.org, parent de Léa Dupont.",
        "Une autre personne : elle a son propre compte.",
    ]
    assert "checked" in radios(page)[1].attrib, "when in doubt two accounts"
    page = await answer(office, page, "La même personne")
    assert page.path == "/office/imports/2"
    assert "Décidé par l’école 1" in page.said
    assert "À décider" not in page.said
    assert "1 nouvel élève." in page.said
    await finished(office, await confirm(office, page))
    assert await count("guardian") == 1


async def test_answers_ticked_but_not_kept_count_at_the_import(office: Browser) -> None:
    await imported(office, as_csv([MARIE]))
    page = await bring(office, as_csv([MARIE, OTHER]))
    assert page.all("div", **{"hx-include": "#questions, #homonyms, #addresses"})
    same = radios(page)[0]
    fields = {same.get("name", ""): same.get("value", ""), "asks": ""}
    await finished(office, await confirm(office, page, **fields))
    assert await count("guardian") == 1


async def test_without_an_answer_there_are_two_accounts(office: Browser) -> None:
    await imported(office, as_csv([MARIE]))
    await imported(office, as_csv([MARIE, OTHER]))
    assert await count("guardian") == 2


async def test_a_decision_can_be_changed_and_sent_twice(office: Browser) -> None:
    await imported(office, as_csv([MARIE]))
    page = await bring(office, as_csv([MARIE, OTHER]))
    for words, another in (("La même", False), ("La même", False), ("Une autre", True)):
        page = await answer(office, page, words)
        assert ("1 nouveau parent" in page.said) == another


async def test_a_question_about_a_barred_adult_names_who_would_get_access(office: Browser) -> None:
    jean = row(adult="Dupont Jean", email="jean@example.org")
    await imported(office, as_csv([MARIE, jean]))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 2", now())
    page = await bring(office, as_csv([MARIE, row(adult="Petit Anne", email="jean@example.org")]))
    assert "a l’adresse ou le téléphone de Jean Dupont, à qui l’école a retiré l’accès à Léa Dupont." in page.said
    assert labels(page) == [
        "C’est Jean Dupont, ou je ne sais pas : l’accès à Léa Dupont reste fermé.",
        "Ce n’est pas Jean Dupont, j’en suis sûr : cette personne pourra voir Léa Dupont.",
    ]
    assert "checked" in radios(page)[0].attrib
    page = await answer(office, page, "j’en suis sûr")
    assert "1 nouveau parent." in page.said
    assert "Anne Petit (anne.petit) → Léa Dupont (1, P1A)" in page.said


async def test_an_access_that_a_file_closed_is_opened_by_an_answer_and_named_in_the_history(office: Browser) -> None:
    def says(cell: str) -> bytes:
        father = row(adult="Petit Jean", email="jean@example.org")
        return as_csv([[*MARIE, "conjointe"], [*father, cell]], [*LONG, "Autorité parentale"])

    await imported(office, says("Non"))
    page = await bring(office, says("Oui"))
    assert "Ce fichier dit maintenant : « Autorité parentale : Oui »." in page.said
    assert "Il y a quelque chose à décider. Sans réponse, ce fichier ne change rien." in page.said
    assert page.all("a", href="#questions")
    assert "rien à importer" not in page.said
    assert labels(page) == [
        "Non, ou je ne sais pas : l’accès à Léa Dupont reste fermé.",
        "Oui : cette personne voit de nouveau Léa Dupont.",
    ]
    assert "checked" in radios(page)[0].attrib
    page = await answer(office, page, "reste fermé")
    assert "1 accès reste fermé." in page.said, "the answer is something to import"
    page = await answer(office, page, "de nouveau")
    assert "1 accès rouvert." in page.said
    await finished(office, await confirm(office, page))
    assert await count("guardianship", "ended_at IS NULL") == 2
    page = await office.get("/office/imports/history/2")
    assert "Accès rouverts" in page.said
    assert "Jean Petit" in page.said


async def test_many_questions_are_shown_some_at_a_time(secretary: Browser) -> None:
    rows = [row(str(n), f"Petit N{n}", email=f"{n}@x.be") for n in range(40)]
    page = await bring(secretary, as_csv(rows))
    assert "1 homonyme, voir" in page.said
    assert "À décider" not in page.said, "nobody need answer"
    assert asked(page) == 25
    fields = {one.get("name", ""): one.get("value", "") for one in radios(page) if "checked" in one.attrib}
    page = await secretary.post(f"{page.path}/decisions", fields)
    assert "Les suivants viennent après" not in page.said
    assert "1 homonyme, voir" in page.said
    assert "Décidé par l’école 25" in page.said


async def test_answers_of_two_secretaries_at_once_are_both_kept(site: Site, secretary: Browser) -> None:
    rows = [row(str(n), f"Petit N{n}", email=f"{n}@x.be") for n in range(3)]
    page = await bring(secretary, as_csv(rows))
    other = site.browser()
    await signed_in(other, "paul.office")
    names = dict.fromkeys(one.get("name", "") for one in radios(page))
    await asyncio.gather(
        *(
            browser.post("/office/imports/1/decisions", {name: "new"})
            for browser, name in zip((secretary, other), names, strict=True)
        )
    )
    file = await upload.find(1)
    assert file is not None
    assert set(file.decisions) == set(names)


async def test_an_invalid_answer_is_refused_and_one_without_a_question_is_reported(secretary: Browser) -> None:
    await bring(secretary, as_csv([MARIE]))
    path = "/office/imports/1/decisions"
    for bad in ({"x": "new"}, {"0" * 16: "maybe"}, {"0" * 16: "account:\0"}, {"0" * 16: "account:" + "x" * 200}):
        assert (await secretary.post(path, bad)).status == 400
    assert (await secretary.post("/office/imports/9/decisions", {})).status == 404
    said = "Des réponses données plus tôt (1) ne correspondent plus"
    page = await secretary.post(path, {"0" * 16: "new"})
    assert said not in page.said, "another answer may have left nothing to ask"
    await imported(secretary, as_csv([MARIE, OTHER]))
    page = await secretary.get("/office/imports/1")
    assert said in page.said, "an import came since"


async def test_hostile_names_are_shown_as_they_are(secretary: Browser) -> None:
    bad = "<script>alert(1)</script>"
    await imported(secretary, as_csv([row(adult=f"{bad} Marie")]))
    rows = [row(adult=f"{bad} Marie"), row("2", "Petit Max", "P1", f"{bad} Marie", "o@x.be")]
    page = await bring(secretary, as_csv(rows))
    assert f"Ligne 3 : Marie {bad}" in page.said
    assert bad not in page.text


async def test_an_address_of_two_families_is_shown(secretary: Browser) -> None:
    page = await bring(secretary, as_csv([MARIE, row("2", "Petit Max", "P1A", "Petit Anne")]))
    assert "Une adresse mail pour deux familles : est-ce juste ? 1" in page.said
    assert "marie@example.org : Marie Dupont (marie.dupont), Anne Petit (anne.petit)" in page.said


async def test_homonyms_of_the_whole_school_are_one_line_and_stay_accounts_of_their_own(secretary: Browser) -> None:
    page = await bring(secretary, sample("families-school"))
    assert "53 homonymes, voir" in page.said
    assert "À décider" not in page.said
    assert "608 nouveaux parents" in page.said
    await finished(secretary, await confirm(secretary, page))
    assert await count("guardian") == 608


async def test_a_homonym_with_a_phone_in_common_is_asked_about(secretary: Browser) -> None:
    await imported(secretary, as_csv([row(phone="0488 11 22 33")]))
    page = await bring(secretary, as_csv([MARIE, row("2", "Petit Max", email="o@x.be", phone="0488 11 22 33")]))
    assert "À décider 1" in page.said
    assert "homonyme" not in page.said
