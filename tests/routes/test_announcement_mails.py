"""When the mails about announcements come: chosen on the account, and by the link of a mail."""

import asyncio
import re

import pytest

import worker
from mail import mailer
from models.announcements import mail_choice
from tests.support.announced import published
from tests.support.families import disable
from tests.support.family import PASSWORD, count, dump, guardian, sign_in
from tests.support.merging import merged
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

GONE = "Ce lien n’est pas complet, ou il ne marche plus."


def chosen(page: Answer) -> list[str]:
    return [field.get("value", "") for field in page.all("input", name="mails") if field.get("checked") is not None]


async def results() -> list[str]:
    rows = await query("SELECT result FROM event WHERE action = 'announcement mails chosen' ORDER BY id")
    return [row["result"] for row in rows]


async def test_a_parent_chooses_on_the_account(either: Browser) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    page = await either.get("/account")
    assert "Un mail par semaine (vendredi)" in page.said
    assert chosen(page) == ["now"]
    page = await either.post("/account/mails", {"mails": "weekly"})
    assert (page.path, chosen(page)) == ("/account?notice=mails", ["weekly"])
    assert "Votre choix est gardé." in page.said
    page = await either.post("/account/mails", {"mails": "now"})
    assert chosen(page) == ["now"]
    assert await results() == ["weekly", "at once"]


@pytest.mark.parametrize("typed", [{}, {"mails": ""}, {"mails": "never"}])
async def test_nothing_chosen_is_said_and_changes_nothing(either: Browser, typed: dict[str, str]) -> None:
    number = await guardian(password=PASSWORD)
    await sign_in(either)
    await mail_choice.choose(number, weekly=True, client="")
    for path, more in (("/account/mails", {}), ("/announcement-mails", {"link": mail_choice.signed(number)})):
        page = await either.post(path, {**typed, **more})
        assert (page.status, chosen(page)) == (422, ["weekly"])
        assert "Choisissez une réponse." in page.said
    assert await mail_choice.is_weekly(number)


async def test_without_an_address_there_is_nothing_to_choose(either: Browser) -> None:
    await guardian(password=PASSWORD)
    await query("UPDATE guardian SET email = '', email_key = ''")
    await sign_in(either)
    assert chosen(await either.get("/account")) == []


async def test_the_link_of_a_mail_opens_the_choice_and_nothing_else(either: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await published()
    box = mailer.Mailbox()
    await worker.deliver(box, asyncio.Event())
    (message,) = box.messages
    assert "List-Unsubscribe-Post" not in message
    (link,) = re.findall(r"^<http://testserver\.local(/announcement-mails/\S+)>$", message["List-Unsubscribe"])
    body = message.get_body(("plain",))
    assert body is not None
    assert f"http://testserver.local{link}\n" in str(body.get_content()).replace("\r\n", "\n")
    before = await dump()
    page = await either.get(link)
    assert (page.status, page.h1, chosen(page)) == (200, "Les mails de l’école", ["now"])
    assert await dump() == before, "a scanner follows links"
    for name in ("Marie", "Dupont", "Zoé", "marie@example.org"):
        assert name not in page.said
    fields = {"link": page.value("link"), "mails": "weekly"}
    page = await either.post("/announcement-mails", fields)
    assert (page.path, chosen(page)) == (f"{link}?notice=kept", ["weekly"])
    assert "Votre choix est gardé." in page.said
    await either.post("/announcement-mails", fields)
    assert await results() == ["weekly by link"]
    assert await mail_choice.is_weekly(number)
    assert either.cookie == "", "it lets nobody in"
    assert (await either.get("/account")).h1 != "Mon compte"


async def test_an_altered_link_and_another_adults_are_refused(either: Browser) -> None:
    marie, other = await guardian(), await guardian("ali.benali", "ali@example.org")
    good = mail_choice.signed(marie)
    signature = good.partition("-")[2]
    wrong = [
        f"{other}-{signature}",
        f"{marie}-{'0' * 32}",
        f"{marie}-{signature.upper()}",
        f"{marie}-{signature[:-1]}",
        f"{marie}-{signature}0",
        f"0{marie}-{signature}",
        f"{'9' * 40}-{signature}",
        f"{marie}",
        f"{marie}-",
        "x",
        f"١-{signature}",
    ]
    for link in wrong:
        page = await either.get(f"/announcement-mails/{link}")
        assert (page.status, GONE in page.said, chosen(page)) == (404, True, []), link
        page = await either.post("/announcement-mails", {"link": link, "mails": "weekly"})
        assert (page.status, GONE in page.said) == (404, True), link
    assert "Connectez-vous et ouvrez Mon compte" in page.said
    assert await count("guardian", "announcements_weekly") == 0


@pytest.mark.parametrize("what", ["closed", "merged", "erased", "another key"])
async def test_a_link_of_an_account_that_is_no_more_is_refused(
    either: Browser, site: Site, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie = await guardian()
    link = mail_choice.signed(marie)
    if what == "closed":
        await disable(marie)
    elif what == "merged":
        await merged(await guardian("marie.martin", "m@example.org"), marie)
    elif what == "erased":
        await query("DELETE FROM guardian WHERE id = ?", marie)
    else:
        link = f"{marie}-{'ab' * 16}"
    assert (await either.get(f"/announcement-mails/{link}")).status == 404
    assert (await either.post("/announcement-mails", {"link": link, "mails": "weekly"})).status == 404
    assert await results() == []


async def test_the_page_speaks_the_language_of_the_mails_link(site: Site) -> None:
    link = mail_choice.signed(await guardian())
    page = await site.browser().get(f"/announcement-mails/{link}?lang=ar")
    assert 'dir="rtl"' in page.text
    assert "رسالة واحدة في الأسبوع (الجمعة)" in page.said
