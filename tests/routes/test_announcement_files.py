"""The files of an announcement: for whoever may read its page, and nobody else."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

import pytest

from models.announcements import attaching, file, publishing, reading
from models.announcements.file import PIECE
from models.core.clock import now
from models.core.days import day_of
from routes.web.stored_file import disposition, size_words
from tests.support.announced import SOPHIE, published, to_class, written
from tests.support.attached import PDF, attached, pdf, picture
from tests.support.clock import Clock
from tests.support.family import PASSWORD, children, guardian, sign_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser


async def enters(browser: Browser) -> int:
    """A parent of one child, signed in; the child's number."""
    number = await guardian(password=PASSWORD)
    await sign_in(browser)
    return (await children(number))[0]


async def test_the_page_names_each_file_with_its_kind_and_size(either: Browser) -> None:
    child = await enters(either)
    number = await published()
    first = await attached(number, "Programme <b>.pdf", pdf(240_000))
    await attached(number, "Plan.png", picture("PNG"))
    page = await either.get(f"/children/{child}/announcements/{number}")
    assert "Programme <b>.pdf PDF, 240 ko" in page.said.replace("\u00a0", " ")
    assert "Plan.png image, 1 ko" in page.said.replace("\u00a0", " ")
    (link, _) = [a for a in page.all("a") if "/files/" in a.get("href", "")]
    assert link.get("href") == f"/children/{child}/announcements/{number}/files/{first.id}"
    assert link.get("hx-get") is None, "htmx cannot save a file"


async def test_a_pdf_is_saved_and_a_picture_opens(site: Site) -> None:
    browser = site.browser()
    child = await enters(browser)
    number = await published()
    whole = pdf(2 * PIECE + 9)
    name = "Fête à l’école 🎉.pdf"
    document, image = await attached(number, name, whole), await attached(number, "Plan.jpg", picture())
    path = f"/children/{child}/announcements/{number}/files"
    answer = await browser.get(f"{path}/{document.id}")
    assert answer.response.content == whole
    headers = answer.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-length"] == str(len(whole))
    encoded = quote(name)
    assert (
        headers["content-disposition"] == f"attachment; filename=\"F_te _ l__cole _.pdf\"; filename*=UTF-8''{encoded}"
    )
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    answer = await browser.get(f"{path}/{image.id}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith('inline; filename="Plan.jpg"')
    assert answer.response.content.startswith(b"\xff\xd8\xff")
    answer = await browser.send("HEAD", f"{path}/{document.id}")
    assert (answer.status, answer.response.content) == (200, b"")


async def test_opening_a_file_is_not_recorded(site: Site) -> None:
    browser = site.browser()
    child = await enters(browser)
    number = await published()
    one = await attached(number)
    events = await query("SELECT COUNT(*) AS n FROM event")
    assert (await browser.get(f"/children/{child}/announcements/{number}/files/{one.id}")).status == 200
    assert not await query("SELECT * FROM announcement_receipt")
    assert await query("SELECT COUNT(*) AS n FROM event") == events


async def _withdraws(number: int) -> None:
    await publishing.withdraw(await reading.find(number), SOPHIE)


async def _ends_access(number: int) -> None:
    await query("UPDATE guardianship SET ended_at = ?", now())


async def _unsends(number: int) -> None:
    await query("UPDATE announcement SET sent_at = NULL WHERE id = ?", number)


async def _addresses_others(number: int) -> None:
    await query("UPDATE announcement_audience SET class_name = 'P6B' WHERE announcement = ?", number)


async def _removes(number: int) -> None:
    (one,) = await file.of(number)
    await attaching.remove(await reading.find(number), one, SOPHIE)


@pytest.mark.parametrize("happens", [_withdraws, _ends_access, _unsends, _addresses_others, _removes])
async def test_a_file_is_gone_when_its_page_is(either: Browser, happens: Callable[[int], Awaitable[None]]) -> None:
    child = await enters(either)
    number = await published()
    path = f"/children/{child}/announcements/{number}/files/{(await attached(number)).id}"
    assert (await either.get(path)).status == 200
    await happens(number)
    answer = await either.get(path)
    assert answer.status == 404
    assert b"%PDF" not in answer.response.content


async def test_a_file_is_gone_after_the_last_day(site: Site, time: Clock) -> None:
    child = await enters(site.browser())
    number = await published(ends_on=day_of(now()))
    path = f"/children/{child}/announcements/{number}/files/{(await attached(number)).id}"
    browser = site.browser()
    await sign_in(browser)
    assert (await browser.get(path)).status == 200
    time.move(days=1)
    await sign_in(browser)
    assert (await browser.get(path)).status == 404


async def test_nobody_opens_another_familys_file(site: Site) -> None:
    browser = site.browser()
    child = await enters(browser)
    other = (await children(await guardian("ali.benali", "ali@example.org")))[0]
    await query("UPDATE child SET class_name = 'P4A' WHERE id = ?", other)
    own, theirs = await published(), await published(to_class("P4A"), title="Secret")
    draft = (await written(title="Brouillon")).id
    mine, secret, unsent = [await attached(number) for number in (own, theirs, draft)]
    for path in (
        f"{child}/announcements/{theirs}/files/{secret.id}",
        f"{other}/announcements/{theirs}/files/{secret.id}",
        f"{other}/announcements/{own}/files/{mine.id}",
        f"{child}/announcements/{own}/files/{secret.id}",
        f"{child}/announcements/{draft}/files/{unsent.id}",
        f"{child}/announcements/{own}/files/{unsent.id}",
        f"{child}/announcements/{own}/files/{secret.id + 99}",
        f"{child}/announcements/{own}/files/0",
        f"{child}/announcements/{own}/files/x",
        f"{child}/announcements/{own}/files/{2**64}",
    ):
        answer = await browser.get(f"/children/{path}")
        assert answer.status == 404, path
        assert b"%PDF" not in answer.response.content
    path = f"/children/{child}/announcements/{own}/files/{mine.id}"
    assert (await browser.get(path)).response.content == PDF
    stranger = await site.browser().get(path)
    assert "Connexions suivantes" in stranger.said
    assert b"%PDF" not in stranger.response.content
    office = await browser.get(f"/office/announcements/{own}/files/{mine.id}")
    assert office.path.startswith("/office/sign-in")
    assert b"%PDF" not in office.response.content


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ('a"b\\c%d.pdf', "filename=\"a_b_c_d.pdf\"; filename*=UTF-8''a%22b%5Cc%25d.pdf"),
        ("a; b=c.pdf", "filename=\"a; b=c.pdf\"; filename*=UTF-8''a%3B%20b%3Dc.pdf"),
        ("é'.pdf", "filename=\"_'.pdf\"; filename*=UTF-8''%C3%A9%27.pdf"),
    ],
)
def test_a_name_cannot_leave_its_header(name: str, plain: str) -> None:
    assert disposition("inline", name) == f"inline; {plain}"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        *((1, "1 ko"), (1499, "1 ko"), (240_000, "240 ko"), (999_499, "999 ko"), (999_500, "1 Mo")),
        *((1_240_000, "1,2 Mo"), (5_000_000, "5 Mo"), (15_000_000, "15 Mo"), (912_345_678, "912 Mo")),
    ],
)
def test_a_size_is_said_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
