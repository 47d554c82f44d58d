"""Questions that block an import are asked on a page before the preview."""

from tests.routes.office.test_import_decisions import before
from tests.routes.office.test_imports import bring, confirm, finished
from tests.support.family import count
from tests.support.files import LONG, as_csv, row
from tests.support.sql import query
from tests.support.visitor import Browser

RIGHTS = as_csv(
    [[*row(), "Oui"], [*row(adult="Petit Jean", email="jean@example.org", relation="père"), "Non"]],
    [*LONG, "Garde"],
)


async def answers_of(path: str, browser: Browser) -> tuple[str, list[str]]:
    """The key of the one question on the page, and the values it offers."""
    radios = (await browser.get(path)).all("input", type="radio")
    (key,) = {str(one.get("name")) for one in radios}
    assert not [one for one in radios if one.get("checked") is not None], "nothing is answered beforehand"
    return key, [str(one.get("value")) for one in radios]


async def test_a_file_with_a_question_is_imported_after_the_answer(office: Browser) -> None:
    page = await bring(office, RIGHTS)
    path = page.path
    assert page.h1 == "Avant d’importer : des questions"
    assert "« Garde » : « Non », pour 1 personne. Peut-elle voir l’élève ?" in page.said
    assert "Jean Petit → Léa Dupont" in page.said
    assert not page.all("form", action=f"{path}/apply")
    page = await finished(office, await office.post(f"{path}/apply"))
    assert "Répondez d’abord aux questions." in page.said or page.h1 == "Avant d’importer : des questions"
    assert await count("guardian") == 0
    key, values = await answers_of(path, office)
    assert values == ["closed", "open"]
    page = await office.post(f"{path}/decisions", {"shown": key, key: "closed"})
    assert page.h1 == "Vérifiez, puis importez"
    assert "Accès fermés : le fichier le dit 1" in page.said
    assert "Ce que l’école a répondu 1" in page.said
    page = await finished(office, await confirm(office, page))
    assert page.h1 == "C’est importé"
    rows = await query("SELECT g.first_name, s.ended_by FROM guardianship s JOIN guardian g ON g.id = s.guardian")
    assert {tuple(one.values()) for one in rows} == {("Marie", ""), ("Jean", "office")}
    page = await bring(office, RIGHTS)
    assert (page.h1, "Rien ne change." in page.said) == ("Vérifiez, puis importez", True)


async def test_a_question_that_is_left_out_is_named(office: Browser) -> None:
    path = (await bring(office, RIGHTS)).path
    key, _values = await answers_of(path, office)
    page = await office.post(f"{path}/decisions", {"shown": key})
    assert (page.status, page.h1) == (422, "Avant d’importer : des questions")
    assert "Choisissez une réponse : « Garde » : « Non », pour 1 personne. Peut-elle voir l’élève ?" in page.said
    assert page.all("a", href=f"#{key}")
    assert page.all("fieldset", id=key)


async def test_an_answer_that_is_not_offered_does_not_count(office: Browser) -> None:
    path = (await bring(office, RIGHTS)).path
    key, _values = await answers_of(path, office)
    assert (
        await office.post(f"{path}/decisions", {"shown": key, key: "gone"})
    ).h1 == "Avant d’importer : des questions"
    assert (await office.post(f"{path}/decisions", {"shown": key, key: "whatever"})).status == 400


async def test_an_answer_can_be_changed_before_the_import(office: Browser) -> None:
    path = (await bring(office, RIGHTS)).path
    key, _values = await answers_of(path, office)
    page = await office.post(f"{path}/decisions", {"shown": key, key: "closed"})
    page = await office.post(f"{path}/decisions", {key: "open", **before(page)})
    assert "Accès fermés" not in page.said
    await finished(office, await confirm(office, page))
    assert await query("SELECT id FROM guardianship WHERE ended_at IS NOT NULL") == []
