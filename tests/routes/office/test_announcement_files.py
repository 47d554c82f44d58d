"""Attaching files to an announcement, and removing them."""

import asyncio

import pytest

from models.announcements import attaching, file, reading
from tests.support.announced import published, written
from tests.support.attached import PDF, attached, pdf, picture
from tests.support.families import parent
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser


async def attach(office: Browser, number: int, name: str = "Programme.pdf", data: bytes = PDF, **fields: str) -> Answer:
    page = await office.get(f"/office/announcements/{number}")
    hidden = {"version": str((await reading.find(number)).version), "once": page.value("once"), **fields}
    path = f"/office/announcements/{number}/files"
    return await office.send("POST", path, data=hidden, files={"file": (name, data)})


async def test_a_file_is_attached_opened_and_removed(office: Browser) -> None:
    number = (await written()).id
    page = await attach(office, number, "Programme été.pdf", pdf(1_240_000))
    assert page.path == f"/office/announcements/{number}"
    said = page.said.replace("\u00a0", " ")
    assert "Programme été.pdf PDF, 1,2 Mo" in said
    assert "Cet avis : 1,2 Mo sur 15 Mo. Tous les avis : 1,2 Mo sur 1 Go." in said
    (one,) = await file.of(number)
    answer = await office.get(f"/office/announcements/{number}/files/{one.id}")
    assert answer.response.content == pdf(1_240_000)
    version = str((await reading.find(number)).version)
    for _ in range(2):  # the second press finds it gone
        page = await office.post(f"/office/announcements/{number}/files/{one.id}/remove", {"version": version})
        assert (page.status, "Programme été.pdf" in page.said) == (200, False)
    assert (await office.get(f"/office/announcements/{number}/files/{one.id}")).status == 404


async def test_a_double_click_attaches_once(office: Browser) -> None:
    number = (await written()).id
    key = (await office.get(f"/office/announcements/{number}")).value("once")
    version = str((await reading.find(number)).version)
    pages = await asyncio.gather(*(attach(office, number, once=key, version=version) for _ in range(2)))
    assert [page.status for page in pages] == [200, 200]
    assert len(await file.of(number)) == 1


async def test_what_parents_see_already_is_marked_as_corrected(office: Browser) -> None:
    await parent("marie.dupont")
    number = await published()
    page = await office.get(f"/office/announcements/{number}")
    assert "Aucun nouveau mail ne part." in page.said
    page = await attach(office, number)
    assert "corrigé" in page.said
    assert "Qui l’a déjà enregistré le garde." in page.said
    assert len(await query("SELECT id FROM mail")) == 1
    (one,) = await file.of(number)
    version = str((await reading.find(number)).version)
    page = await office.post(f"/office/announcements/{number}/files/{one.id}/remove", {"version": version})
    assert "Programme.pdf" not in page.said
    (row,) = await query("SELECT actor, detail FROM event WHERE action = 'announcement file removed'")
    assert row["actor"].startswith("office:")
    assert "Programme.pdf" in row["detail"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Menu.docx", b"PK\3\4", "C’est un texte, que tous les téléphones n’ouvrent pas : enregistrez-le en PDF"),
        ("Menu.pdf", b"PK\3\4", "Ce fichier n’est pas ce que dit son nom."),
        ("Photo.png", b"<html><script>alert(1)</script>", "Ce fichier n’est pas ce que dit son nom."),
        ("Photo.jpg", picture()[:100], "Cette image est abîmée."),
        ("Menu.pdf", pdf(5_000_001), "Ce fichier fait plus de 5 Mo"),
        ("Menu.pdf", pdf(6_000_000), "Ce fichier fait plus de 5 Mo"),
        ("Menu.pdf", b"", "Ce fichier est vide."),
        ("x.exe", b"MZ", "Seuls un PDF et une image JPEG ou PNG se joignent."),
    ],
)
async def test_a_file_that_is_refused_says_what_to_do(office: Browser, name: str, data: bytes, said: str) -> None:
    number = (await written()).id
    page = await attach(office, number, name, data)
    assert page.status in (413, 422)
    assert page.faults[0].replace("\u00a0", " ").startswith(said)
    assert len(page.faults) == 1
    assert await file.of(number) == []


async def test_without_a_file_or_with_a_stale_page_nothing_is_attached(office: Browser) -> None:
    number = (await written()).id
    path = f"/office/announcements/{number}/files"
    page = await office.send("POST", path, data={"version": "1", "once": "x" * 12}, files={"file": ("", b"")})
    assert (page.status, page.faults) == (422, ["Choisissez d’abord un fichier."])
    page = await attach(office, number, version="0")
    assert page.status == 409
    assert "Un collègue a changé cet avis" in page.said
    assert (await attach(office, number, once="")).status == 400
    assert (await attach(office, number, version="x")).status == 400
    assert await file.of(number) == []


async def test_what_is_too_much_together_is_said(office: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    number = (await written()).id
    monkeypatch.setattr(attaching, "TOGETHER", 2 * len(PDF))
    for _ in range(2):
        assert (await attach(office, number)).status == 200
    page = await attach(office, number)
    assert "Les fichiers d’un avis font" in page.faults[0]
    other = (await written(title="Autre")).id
    monkeypatch.setattr(attaching, "ALL", 2 * len(PDF))
    page = await attach(office, other)
    assert "Il n’y a plus de place" in page.faults[0]


async def test_a_withdrawn_announcement_takes_no_file_and_may_lose_one(office: Browser) -> None:
    await parent("marie.dupont")
    number = await published()
    one = await attached(number)
    version = str((await reading.find(number)).version)
    page = await office.post(f"/office/announcements/{number}/withdraw", {"version": version})
    assert "Programme.pdf" in page.said
    assert not page.all("input", name="file")
    version = str((await reading.find(number)).version)
    page = await office.post(f"/office/announcements/{number}/files/{one.id}/remove", {"version": version})
    assert (page.status, "Programme.pdf" in page.said) == (200, False)
    assert await file.of(number) == []


async def test_a_file_of_another_announcement_is_not_there(site: Site, office: Browser) -> None:
    number, other = (await written()).id, (await written(title="Autre")).id
    one = await attached(other)
    assert (await office.get(f"/office/announcements/{number}/files/{one.id}")).status == 404
    version = str((await reading.find(number)).version)
    await office.post(f"/office/announcements/{number}/files/{one.id}/remove", {"version": version})
    assert await file.of(other) == [one]
