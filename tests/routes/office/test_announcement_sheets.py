"""Sheets to print of an announcement, for the children with an adult whom no mail reaches."""

import pytest

from models.announcements import publishing, reading, replies, translating
from models.announcements.announcement import ANSWER, READ
from models.announcements.wording import Wording
from models.core.clock import now
from models.invitations import invitation
from tests.support.announced import SOPHIE, published, written
from tests.support.families import disable, parent
from tests.support.family import children, count, guardian
from tests.support.sql import query
from tests.support.visitor import Answer, Browser


async def sheets(office: Browser, number: int, scope: str = "all") -> Answer:
    return await office.post(f"/office/announcements/{number}/sheets", {"scope": scope})


def names(page: Answer) -> list[str]:
    return ["".join(one.itertext()).strip() for one in page.all("p", **{"class": "addressee"})]


async def test_only_children_with_an_adult_without_a_working_address_have_one(office: Browser) -> None:
    marie, anne = await parent("marie.dupont", class_name="P4A"), await parent("anne.petit", "", class_name="P3B")
    await parent("paul.martin", "paul@example.org", class_name="P3B")
    luc = await parent("luc.grand", "luc@example.org", class_name="P3B")
    await query("UPDATE guardian SET refused_at = ? WHERE id = ?", now(), luc)
    second = await parent("jean.dupont", "", class_name="P2A")  # one of the two parents of Zoé Dupont
    (zoe,) = await children(marie)
    await query("DELETE FROM child WHERE id = ?", (await children(second))[0])
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", second, zoe)
    number = await published()
    page = await office.get(f"/office/announcements/{number}")
    assert "Toutes (3)" in page.said
    page = await sheets(office, number)
    assert names(page) == ["Grand Zoé (P3B)", "Petit Zoé (P3B)", "Dupont Zoé (P4A)"]
    assert names(await sheets(office, number, "class:P4A")) == ["Dupont Zoé (P4A)"]
    assert names(await sheets(office, number, "class:P9")) == []
    for adult in ("Marie", "Anne", "Luc", "@", "anne.petit"):
        assert adult not in page.text.partition("<article")[2].replace("ecole@tilleul.example", "")
    await replies.opens(anne, number, (await children(anne))[0])
    assert names(await sheets(office, number, "class:P3B")) == ["Grand Zoé (P3B)"], "whoever opened it needs no paper"


async def test_a_mail_that_came_back_and_a_child_who_has_nobody_count_and_a_closed_account_does_not(
    office: Browser,
) -> None:
    await parent("marie.dupont")
    await disable(await parent("luc.grand", ""))
    anne = await parent("anne.petit", "anne@example.org")
    await query("UPDATE guardianship SET ended_at = ? WHERE guardian = ?", now(), anne)
    number = await published()
    assert names(await sheets(office, number)) == ["Petit Zoé (P3B)"]
    await query("UPDATE mail SET state = 'refused'")
    assert names(await sheets(office, number)) == ["Dupont Zoé (P3B)", "Petit Zoé (P3B)"]


async def test_a_sheet_says_the_whole_text_and_what_is_asked_until_when(office: Browser) -> None:
    await parent("anne.petit", "")
    await query("UPDATE guardian SET language = 'nl'")
    one = await written(asks=ANSWER, text="De **10 h** à 16 h.", choices=("Oui merci", "Non merci"))
    await translating.translate(one, "nl", Wording("Kerstmarkt", "Van 10 uur.", ("Ja graag", "Nee")), SOPHIE)
    await publishing.publish(await reading.find(one.id), SOPHIE)
    page = await sheets(office, one.id)
    said = page.said
    for words in ("Kerstmarkt", "Van 10 uur.", "De school vraagt u om te antwoorden.", "Ja graag / Nee"):
        assert words in said
    assert "http://testserver.local/nl/" in said
    assert page.text.count('class="square"') == 1
    assert '<article class="sheet-of-paper" lang="nl"' in page.text
    number = await published(asks=READ)
    assert "Laat de school weten dat u dit bericht hebt gelezen" in (await sheets(office, number)).said


async def test_a_sheet_asks_for_nothing_that_is_too_late(office: Browser) -> None:
    await parent("anne.petit", "")
    number = await published(asks=ANSWER)
    await query("UPDATE announcement SET answers_until = ?", now())
    said = (await sheets(office, number)).said
    assert "Répondez" not in said
    assert "Cet avis est aussi sur la page des parents." in said


async def test_no_token_is_printed_and_none_ends(office: Browser) -> None:
    await guardian()
    await invitation.invite(username="marie.dupont")
    await query("UPDATE guardian SET refused_at = ?", now())
    number = await published()
    before = await query("SELECT id, digest, revoked_at, spent_at FROM token ORDER BY id")
    page = await sheets(office, number)
    assert len(names(page)) == 1
    assert "token" not in page.text.partition("<article")[2].lower()
    assert await query("SELECT id, digest, revoked_at, spent_at FROM token ORDER BY id") == before


async def test_printing_is_in_the_audit(office: Browser) -> None:
    await parent("anne.petit", "")
    number = await published()
    await sheets(office, number)
    (event,) = await query("SELECT actor, detail FROM event WHERE action = 'announcement sheets printed'")
    assert event["actor"].startswith("office:")
    assert '"sheets": 1' in event["detail"]


@pytest.mark.parametrize("what", ["draft", "withdrawn", "nobody"])
async def test_without_a_sheet_the_page_says_so(office: Browser, what: str) -> None:
    await parent("marie.dupont", "marie@example.org" if what == "nobody" else "")
    number = (await written()).id if what == "draft" else await published()
    if what == "withdrawn":
        await publishing.withdraw(await reading.find(number), SOPHIE)
    page = await sheets(office, number)
    assert (page.h1, names(page)) == ("Aucune feuille à imprimer", [])
    assert await count("event", "action = 'announcement sheets printed'") == 0
    if what != "draft":
        assert "Sur papier" not in (await office.get(f"/office/announcements/{number}")).said
