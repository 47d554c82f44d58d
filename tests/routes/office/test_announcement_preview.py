"""The preview of an announcement: the parents' page, in each written language, in which nothing can be done."""

from models.announcements import reading, translating
from models.announcements.announcement import ANSWER, READ
from models.announcements.wording import Wording
from models.core.clock import now
from models.core.days import day_of
from tests.support.announced import SOPHIE, written
from tests.support.attached import attached
from tests.support.family import count
from tests.support.visitor import Browser

MARK = "Aperçu Voici ce que lit un parent. Les boutons ne font rien ici."


async def test_a_draft_is_shown_as_a_parent_reads_it_and_says_that_it_is_a_preview(secretary: Browser) -> None:
    number = (await written(asks=ANSWER, answers_on=day_of(now()))).id
    file = await attached(number, "Programme.pdf")
    page = await secretary.get(f"/office/announcements/{number}")
    assert page.all("a", href=f"/office/announcements/{number}/preview")
    page = await secretary.get(f"/office/announcements/{number}/preview")
    assert page.h1 == "Marché de Noël"
    assert MARK in page.said
    assert "La direction" in page.said
    assert "au plus tard le" in page.said
    assert ["".join(button.itertext()).strip() for button in page.all("button")] == ["Répondre"]
    assert page.all("a", href=f"/office/announcements/{number}/files/{file.id}")
    assert "office.css" not in page.text
    assert not page.all("nav")


async def test_nothing_can_be_sent_from_a_preview_and_nothing_counts(secretary: Browser) -> None:
    for asks in (READ, ANSWER):
        number = (await written(asks=asks)).id
        page = await secretary.get(f"/office/announcements/{number}/preview")
        assert page.all("button")
        assert not page.all("form")
        assert "hx-post" not in page.text
    assert await count("announcement_receipt") == await count("announcement_answer") == 0


async def test_each_written_language_is_shown_with_its_own_page(secretary: Browser) -> None:
    one = await written(asks=ANSWER)
    await translating.translate(one, "ar", Wording("سوق", "من الساعة العاشرة"), SOPHIE)
    at = f"/office/announcements/{one.id}/preview"
    page = await secretary.get(at)
    assert [link.get("href") for link in page.all("a") if link.get("lang")] == ["?in=fr", "?in=ar"]
    page = await secretary.get(f"{at}?in=ar")
    assert page.h1 == "سوق"
    assert '<html lang="ar" dir="rtl">' in page.text
    assert "نعم" in page.said
    assert MARK in page.said
    for unwritten in ("nl", "xx", ""):
        assert '<html lang="fr">' in (await secretary.get(f"{at}?in={unwritten}")).text, unwritten
    assert (await reading.find(one.id)).sent_at is None


async def test_one_language_offers_no_other(secretary: Browser) -> None:
    page = await secretary.get(f"/office/announcements/{(await written()).id}/preview")
    assert not [link for link in page.all("a") if "?in=" in link.get("href", "")]
