"""The office's notes on an adult: who wrote them, who never sees them, and that they go with the person."""

import json

import pytest

from tests.support.family import PASSWORD, count, events, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

ONCE = "once-for-this-note"
TEXT = "Rappeler lundi.\nLe père parle <b>anglais</b> & néerlandais."


async def write(office: Browser, number: int, text: str = TEXT, once: str = ONCE) -> Answer:
    return await office.post(f"/office/guardians/{number}/notes", {"note": text, "once": once})


async def test_a_note_says_who_wrote_it_and_stands_on_the_familys_page(office: Browser) -> None:
    number = await guardian()
    answer = await write(office, number)
    assert answer.path == f"/office/guardians/{number}/notes"
    page = await office.get(f"/office/families/{number}")
    for words in ("Rappeler lundi.", "<b>anglais</b> & néerlandais.", "sophie.office :", "Note écrite"):
        assert words in page.said
    assert await query("SELECT text, actor FROM note") == [{"text": TEXT, "actor": "office:sophie.office"}]
    (written,) = await query("SELECT actor, detail FROM event WHERE action = 'note written'")
    assert written == {"actor": "office:sophie.office", "detail": ""}


async def test_the_same_form_twice_writes_one_note(office: Browser) -> None:
    number = await guardian()
    for _ in range(2):
        assert (await write(office, number)).status == 200
    assert await count("note") == 1
    assert await events("note written") == ["ok"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Écrivez la note."), (" \n\u200b ", "Écrivez la note."), ("é" * 1001, "Votre note a 1001 caractères.")],
)
async def test_a_note_that_cannot_be_kept_stays_in_the_form(office: Browser, typed: str, said: str) -> None:
    number = await guardian()
    answer = await write(office, number, typed)
    assert answer.status == 422
    assert said in answer.faults[0]
    assert await count("note") == 0
    if len(typed) > 1000:
        assert typed in answer.text


async def test_a_thousand_characters_are_kept_and_those_that_nobody_sees_are_not(secretary: Browser) -> None:
    number = await guardian()
    await write(secretary, number, "é" * 998 + "\u202e\0\r\nx")
    assert await query("SELECT text FROM note") == [{"text": "é" * 998 + "\nx"}]


async def test_a_note_is_removed_through_its_own_adult_alone(office: Browser) -> None:
    number, other = await guardian(), await guardian("ali.benali")
    await write(office, number)
    (note,) = await query("SELECT id FROM note")
    await office.post(f"/office/guardians/{other}/notes/{note['id']}/remove")
    assert await count("note") == 1
    for _ in range(2):
        answer = await office.post(f"/office/guardians/{number}/notes/{note['id']}/remove")
        assert "Rappeler" not in answer.said
    assert await events("note removed") == ["ok"]


async def test_no_page_of_the_parent_has_the_note(secretary: Browser, site: Site) -> None:
    number = await guardian(password=PASSWORD)
    await write(secretary, number)
    parent = site.browser()
    await sign_in(parent)
    for path in ("/children", "/account"):
        assert "Rappeler" not in (await parent.get(path)).text
    assert "Rappeler" not in (await secretary.get(f"/office/guardians/{number}/as-parent")).text


async def test_the_note_is_handed_over_and_erased_with_the_person(admin: Browser) -> None:
    number = await guardian()
    await write(admin, number)
    held = json.loads((await admin.post(f"/office/guardians/{number}/data/export")).text)
    assert [(note["text"], note["actor"]) for note in held["notes"]] == [(TEXT, "office:ada.admin")]
    await admin.post(f"/office/guardians/{number}/data/erase", {"username": "marie.dupont"})
    assert await count("note") == 0
