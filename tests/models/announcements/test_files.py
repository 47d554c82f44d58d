"""Files of announcements: what is taken, how much of it, and that they go with their announcement."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from mail import rendering
from models.announcements import attaching, file, publishing, reading, replies, writing
from models.announcements.attaching import BadFile
from models.announcements.file import PIECE
from models.announcements.reading import AnnouncementChanged
from models.backup import backup, restore
from models.desk import personal_data
from models.families.event import Actor
from models.office.sweep import sweep
from models.outbox import delivery
from settings import Settings
from tests.support.announced import SOPHIE, draft, published, sent, written
from tests.support.attached import PDF, attached, content, pdf, picture
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.mails import part
from tests.support.sql import query


async def test_a_pdf_is_kept_as_it_is_in_pieces(opened: Settings) -> None:
    number = (await written()).id
    whole = pdf(2 * PIECE + 7)
    one = await attached(number, data=whole)
    assert (one.name, one.kind, one.size) == ("Programme.pdf", "pdf", len(whole))
    assert await content(one) == whole
    assert await query("SELECT COUNT(*) AS n FROM announcement_file_piece") == [{"n": 3}]
    assert await file.used() == len(whole)


async def test_a_picture_is_redrawn(opened: Settings) -> None:
    number = (await written()).id
    one = await attached(number, "Plan.png", picture("PNG") + b"<script>")
    assert (one.name, one.kind) == ("Plan.png", "png")
    assert (await content(one)).startswith(b"\x89PNG")
    assert b"<script>" not in await content(one)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", pdf(5_000_001), "heavy"),
        ("a.pdf", b"<html>", "misnamed"),
        ("a.pdf", b"\n%PDF-1.4", "misnamed"),
        ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "misnamed"),
        ("a.jpg", b"<!doctype html><script>alert(1)</script>", "misnamed"),
        ("a.jpg", b"\xff\xd8\xff\xe0 no picture", "broken"),
        ("a.jpg", b"\0\0\0\x18ftypheic", "heic"),
        ("a.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        ("a.gif", b"GIF89a", "picture"),
        ("a.svg", b"<svg/>", "picture"),
        ("Horaire.DOCX", b"PK\3\4", "word"),
        ("Liste.xlsx", b"PK\3\4", "sheet"),
        ("Réunion.pptx", b"PK\3\4", "slides"),
        ("tout.zip", b"PK\3\4", "archive"),
        ("film.mp4", b"\0\0\0\x18ftypmp42", "recording"),
        ("page.html", b"<html>", "other"),
        ("sans nom", b"\0", "other"),
    ],
)
async def test_what_is_refused_is_said(opened: Settings, name: str, data: bytes, reason: str) -> None:
    number = (await written()).id
    with pytest.raises(BadFile) as refused:
        await attached(number, name, data)
    assert refused.value.reason == reason
    assert await file.of(number) == []


async def test_the_files_of_one_announcement_are_fifteen_megabytes_together(opened: Settings) -> None:
    number, other = (await written()).id, (await written(title="Autre")).id
    for _ in range(3):
        await attached(number, data=pdf(5_000_000))
    with pytest.raises(BadFile) as refused:
        await attached(number)
    assert refused.value.reason == "together"
    await attached(other)


async def test_all_files_together_have_a_limit(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "ALL", 2 * len(PDF))
    numbers = [(await written(title=f"Avis {turn}")).id for turn in range(3)]
    outcomes = await asyncio.gather(*map(attached, numbers), return_exceptions=True)
    assert sorted(getattr(outcome, "reason", "") for outcome in outcomes) == ["", "", "all"]


async def test_the_files_of_one_author_may_have_a_limit(opened: Settings) -> None:
    own, other = [(await written(by=Actor(f"office:{name}"))).id for name in ("jean.prof", "eve.prof")]
    most = 2 * len(PDF)
    for turn in range(2):
        await attaching.attach(await reading.find(own), "a.pdf", PDF, SOPHIE, f"form {turn}", most_of_author=most)
    with pytest.raises(BadFile) as refused:
        await attaching.attach(await reading.find(own), "a.pdf", PDF, SOPHIE, "form 3", most_of_author=most)
    assert refused.value.reason == "own"
    await attaching.attach(await reading.find(other), "a.pdf", PDF, SOPHIE, "form 4", most_of_author=most)


async def test_the_files_of_a_withdrawn_announcement_can_be_removed_and_none_added(opened: Settings) -> None:
    await parent("marie.dupont")
    number = await published()
    added = await attached(number)
    await publishing.withdraw(await reading.find(number), SOPHIE)
    with pytest.raises(AnnouncementChanged):
        await attached(number)
    before = await reading.find(number)
    await attaching.remove(before, added, SOPHIE)
    assert (await file.used(), (await reading.find(number)).corrected_at) == (0, before.corrected_at)


async def test_a_draft_that_nobody_touched_for_a_year_is_swept_with_its_files(opened: Settings, time: Clock) -> None:
    old, touched = (await written()).id, (await written(title="Autre")).id
    await attached(old)
    time.move(days=200)
    await writing.edit(await reading.find(touched), draft(title="Encore"), SOPHIE)
    time.move(days=164)
    await sweep()
    assert await file.used() > 0
    time.move(days=2)
    await sweep()
    assert await query("SELECT id FROM announcement") == [{"id": touched}]
    assert await query("SELECT id FROM announcement_file_piece") == []


async def test_a_double_click_attaches_once(opened: Settings) -> None:
    number = (await written()).id
    await asyncio.gather(attached(number, key="one form"), attached(number, key="one form"))
    assert len(await file.of(number)) == 1


async def test_only_what_was_sent_is_marked_as_corrected(opened: Settings) -> None:
    await parent("marie.dupont")
    unsent, number = (await written()).id, await published()
    for one in (unsent, number):
        added = await attached(one)
        before = await reading.find(one)
        assert (before.corrected_at is None) == (one == unsent)
        await attaching.remove(before, added, SOPHIE)
        assert await file.of(one) == []
    assert await query("SELECT action FROM event WHERE action LIKE 'announcement file%' ORDER BY id") == [
        {"action": f"announcement file {done}"} for done in ("added", "removed") * 2
    ]


async def test_what_changed_meanwhile_gets_no_file(opened: Settings) -> None:
    one = await written()
    stale = replace(one, version=one.version - 1)
    with pytest.raises(AnnouncementChanged):
        await attaching.attach(stale, "a.pdf", PDF, SOPHIE, "a form")
    added = await attached(one.id)
    with pytest.raises(AnnouncementChanged):
        await attaching.remove(stale, added, SOPHIE)
    assert await file.of(one.id) == [added]


async def test_a_file_that_is_removed_while_it_is_read_breaks_off(opened: Settings) -> None:
    number = (await written()).id
    one = await attached(number, data=pdf(2 * PIECE))
    reader = file.pieces(one)
    await anext(reader)
    await attaching.remove(await reading.find(number), one, SOPHIE)
    with pytest.raises(LookupError):
        await anext(reader)


async def test_a_file_goes_with_its_announcement(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    unsent, number = await written(), await published()
    for one in (unsent.id, number):
        await attached(one, data=pdf(PIECE + 1))
    await writing.remove(await reading.find(unsent.id), SOPHIE)
    time.move(days=365 * 2 + 1)
    kept = (await written(title="Gardé")).id
    await attached(kept, data=pdf(PIECE + 1))
    await sweep()
    assert [one.announcement for one in await file.of_each([unsent.id, number, kept])] == [kept]
    assert await query("SELECT COUNT(*) AS n FROM announcement_file_piece") == [{"n": 2}]


async def test_a_backup_has_the_files(opened: Settings, tmp_path: Path) -> None:
    number = (await written()).id
    whole = pdf(20 * PIECE - 3)
    await attached(number, data=whole[:5_000_000])
    photo = await attached(number, "Photo.jpg", picture())
    drawn = await content(photo)
    await backup.write(tmp_path / "copy")
    await query("DELETE FROM announcement_file")
    await restore.restore(tmp_path / "copy", replace=True)
    first, second = await file.of(number)
    assert await content(first) == whole[:5_000_000]
    assert (second, await content(second)) == (photo, drawn)


async def test_a_parents_data_names_the_files_of_what_was_opened(opened: Settings) -> None:
    marie = await parent("marie.dupont")
    number, other = await published(), await published(title="Autre")
    await attached(number)
    await attached(number, "Plan.png", picture("PNG"))
    for one in (number, other):
        await replies.opens(marie, one)
    found = (await personal_data.gather(marie))["announcements_opened"]
    assert [one["files"] for one in found] == [["Programme.pdf", "Plan.png"], []]


async def test_the_mail_says_how_many_files_the_page_has_and_brings_none(opened: Settings) -> None:
    await parent("marie.dupont")
    plain, personal = await written(title="Marché"), await written(title="Secret", personal=True)
    for one in (plain, personal):
        await attached(one.id)
        await attached(one.id, "Plan.png", picture("PNG"))
        await sent(await reading.find(one.id))
    first, second = [(await rendering.render(entry)).read() for entry in await delivery.claim(2)]
    for kind in ("plain", "html"):
        assert "2 fichiers joints sur la page" in part(first, kind).replace("\u00a0", " ")
        assert "fichier" not in part(second, kind)
    assert not list(first.iter_attachments())
    assert "Programme.pdf" not in first.as_string()
