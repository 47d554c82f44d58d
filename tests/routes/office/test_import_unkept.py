"""*Garder ces réponses* on an old page replaces no later answer of a colleague, and says which one counts."""

import pytest

from models.importing.applying import upload
from tests.routes.office.test_import_confirmed import CHANGED, karim
from tests.routes.office.test_import_decisions import answer, before, labels, radios
from tests.routes.office.test_import_questions import RIGHTS
from tests.routes.office.test_imports import bring, confirm, finished, imported
from tests.support.family import count
from tests.support.files import as_csv, row
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

__all__ = ("karim",)  # a fixture

OTHER = row("2", "Petit Max", email="other@example.org")
THIRD = row("3", "Roy Ali", email="third@example.org")
SINCE = "Karim a répondu depuis que vous avez ouvert cette page. "


async def decisions(number: int) -> dict[str, str]:
    file = await upload.find(number)
    assert file is not None
    return file.decisions


def chosen(page: Answer, value: str) -> dict[str, str]:
    """Each question of the page with this answer."""
    return {one.get("name", ""): value for one in radios(page)}


async def test_a_later_answer_of_a_colleague_stays_and_the_others_of_the_form_are_kept(
    office: Browser, karim: Browser
) -> None:
    await imported(office, as_csv([row()]))
    page = await bring(office, as_csv([row(), OTHER, THIRD]))
    first, second = dict.fromkeys(one.get("name", "") for one in radios(page))
    await karim.post("/office/imports/2/decisions", {first: "account:marie.dupont"})
    path = "/office/imports/2/decisions"
    refused = await office.post(path, {**chosen(page, "new"), **before(page)})
    assert refused.status == 409
    assert refused.faults == [
        f"{SINCE}Ligne 3 : Marie Dupont, other@example.org, parent de Max Petit."
        " Un autre parent a le même nom. Est-ce la même personne ?"
        " Sa réponse : La même personne : compte marie.dupont, marie@example.org, parent de Léa Dupont."
        " La vôtre n’a pas été gardée : Une autre personne : elle a son propre compte."
    ]
    assert "Décidé par l’école 2" in refused.said
    assert await decisions(2) == {first: "account:marie.dupont", second: "new"}
    again = await office.post(path, {first: "new", **before(refused)})
    assert (again.status, await decisions(2)) == (200, {first: "new", second: "new"})


async def test_the_same_answer_as_a_colleague_s_is_no_matter(office: Browser, karim: Browser) -> None:
    await imported(office, as_csv([row()]))
    page = await bring(office, as_csv([row(), OTHER]))
    await karim.post("/office/imports/2/decisions", chosen(page, "new"))
    assert (await office.post("/office/imports/2/decisions", {**chosen(page, "new"), **before(page)})).status == 200


async def test_answers_to_other_questions_are_kept_without_a_word(office: Browser, karim: Browser) -> None:
    await imported(office, as_csv([row()]))
    page = await bring(office, as_csv([row(), OTHER, THIRD]))
    first, second = dict.fromkeys(one.get("name", "") for one in radios(page))
    await karim.post("/office/imports/2/decisions", {first: "account:marie.dupont"})
    kept = await office.post("/office/imports/2/decisions", {second: "new", **before(page)})
    assert (kept.status, kept.faults) == (200, [])
    assert await decisions(2) == {first: "account:marie.dupont", second: "new"}


async def test_an_answer_that_opens_replaces_no_later_one_that_closes(office: Browser, karim: Browser) -> None:
    page = await bring(office, RIGHTS)
    key = page.value("shown")
    path = "/office/imports/1/decisions"
    await karim.post(path, {"shown": key, key: "closed", **before(page)})
    refused = await office.post(path, {"shown": key, key: "open", **before(page)})
    assert (refused.status, refused.h1) == (409, "Vérifiez, puis importez")
    (fault,) = refused.faults
    assert fault.startswith(f"{SINCE}« Garde » : « Non », pour 1 personne.")
    assert fault.endswith("La vôtre n’a pas été gardée : Oui, quand même : ces personnes voient l’élève.")
    assert await decisions(1) == {key: "closed"}
    assert (await office.post(path, {key: "open", **before(refused)})).status == 200
    assert await decisions(1) == {key: "open"}


async def test_an_address_that_was_typed_stays_in_its_field_beside_the_one_that_counts(
    office: Browser, karim: Browser
) -> None:
    page = await bring(office, as_csv([row(email="marie@gmial.com")]))
    (field,) = [one.get("name", "") for one in page.all("input", type="email")]
    path = "/office/imports/1/addresses"
    await karim.post(path, {field: "karim@example.org", **before(page)})
    refused = await office.post(path, {field: "anne@example.org", **before(page)})
    assert refused.status == 409
    assert refused.faults[0].endswith("Sa réponse : karim@example.org. La vôtre n’a pas été gardée : anne@example.org.")
    assert [one.get("value") for one in refused.all("input", type="email")] == ["anne@example.org"]
    await office.post(path, {field: "anne@example.org", **before(refused)})
    await finished(office, await confirm(office, await office.get("/office/imports/1")))
    assert [one["email"] for one in await query("SELECT email FROM guardian")] == ["anne@example.org"]


async def test_an_answer_puts_the_present_state_in_place_of_how_the_last_import_ended(
    office: Browser, karim: Browser
) -> None:
    await imported(office, as_csv([row()]))
    page = await bring(office, as_csv([row(class_name="P2B"), OTHER]))
    await query("UPDATE child SET class_name = 'P6C', version = version + 1")
    refused = await finished(office, await confirm(office, page))
    assert refused.faults == [CHANGED]
    assert (await office.get("/office/imports/2")).faults == [CHANGED]
    page = await answer(karim, await karim.get("/office/imports/2"), "La même personne")
    assert (page.status, page.faults) == (200, [])
    assert (await office.get("/office/imports/2")).faults == []
    assert await count("import_run") == 1


@pytest.mark.parametrize("answered", [False, True])
async def test_an_import_that_the_server_s_end_stopped_is_told_until_somebody_answers(
    office: Browser, answered: bool
) -> None:
    await imported(office, as_csv([row()]))
    page = await bring(office, as_csv([row(), OTHER]))
    await query("UPDATE upload SET lease = '2026-01-01 00:00:00+00:00' WHERE id = 2")
    if answered:
        page = await answer(office, page, labels(page)[0])
    page = await office.get("/office/imports/2")
    assert bool(page.faults) is not answered
