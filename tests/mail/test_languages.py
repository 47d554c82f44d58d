"""A mail in the language of its reader, with the school's words beside."""

import re
from email.message import EmailMessage

import pytest

from language import text
from mail import rendering
from models.access import password_reset
from models.invitations import invitation
from models.office import mails
from models.outbox import delivery, mail
from models.staff import notices
from settings import Settings
from tests.support.families import parent
from tests.support.office import ADMIN, colleague
from tests.support.sql import query


async def mailed(username: str = "") -> dict[str, str]:
    """Both parts of the one mail that is waiting."""
    if username:
        await invitation.invite(username=username)
    (entry,) = await delivery.claim(1)
    if entry.kind == "reset_asked":
        answered = await password_reset.answer(entry)
        assert answered is not None
        entry = answered
    message = (await rendering.render(entry)).read()
    parts = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    assert all(isinstance(part, EmailMessage) for part in parts.values())
    return {kind: str(part.get_content()) for kind, part in parts.items() if isinstance(part, EmailMessage)}


async def test_a_mail_is_in_the_files_language_and_ends_with_a_line_in_the_schools(opened: Settings) -> None:
    await query("UPDATE guardian SET language = 'nl' WHERE id = ?", await parent("marie.dupont"))
    found = await mailed("marie.dupont")
    assert '<html lang="nl" dir="ltr">' in found["html"]
    for part in found.values():
        assert "Dag Marie Dupont" in part
        assert "Jeton de connexion" in part, "the guide's word stands beside its translation"
        assert "Montrez-le au secrétariat." in part
        assert "&lang=nl" in part.replace("&amp;", "&")
    assert re.search(r"Inlogcode / Jeton de connexion : [0-9A-Z-]{14}\s", found["plain"])


async def test_links_to_pages_name_the_mails_language_where_it_is_not_the_schools(opened: Settings) -> None:
    await query("UPDATE guardian SET language = 'uk' WHERE id = ?", await parent("marie.dupont"))
    found = await mailed("marie.dupont")
    for path in ("/", "/reset"):
        link = f"{opened.base_url}{path}?lang=uk"
        assert f'href="{link}"' in found["html"]
        assert f">{opened.base_url}{path}<" in found["html"], "what is read is what may be typed"
        assert re.search(rf"{re.escape(link)}\s", found["plain"])
    await parent("jean.petit")
    assert "?lang=" not in "".join((await mailed("jean.petit")).values())


async def test_each_part_of_a_mail_begins_where_its_language_does(opened: Settings) -> None:
    await query("UPDATE guardian SET language = 'ar' WHERE id = ?", await parent("marie.dupont"))
    await query("UPDATE guardian SET language = 'uk' WHERE id = ?", await parent("jean.petit"))
    await password_reset.ask("marie@example.org", "192.0.2.7")
    html = (await mailed())["html"]
    (block,) = re.findall(r'<div lang="uk" dir="ltr" style="text-align:left">(.*?)</div>', html, re.S)
    assert "Jean Petit" in block
    assert re.search(r'<p lang="fr" dir="ltr" style="[^"]*text-align:left">Ce mail est pour un parent', html)


async def test_the_line_in_the_schools_language_has_the_schools_direction(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_schools", "ar")
    await query("UPDATE guardian SET language = 'nl' WHERE id = ?", await parent("marie.dupont"))
    html = (await mailed("marie.dupont"))["html"]
    assert '<html lang="nl" dir="ltr">' in html
    assert re.search(r'<p lang="ar" dir="rtl" style="[^"]*text-align:right">', html)


async def test_what_a_parent_chose_comes_before_the_file_and_turns_the_mail(opened: Settings) -> None:
    number = await parent("marie.dupont")
    await query("UPDATE guardian SET language = 'nl', chosen_language = 'ar' WHERE id = ?", number)
    html = (await mailed("marie.dupont"))["html"]
    assert '<html lang="ar" dir="rtl">' in html
    assert 'align="right"' in html
    assert 'align="left"' not in html
    assert re.search(r'<a dir="ltr" href="tel:', html), "a telephone number reads from left to right"


async def test_no_mark_of_direction_touches_an_address_of_the_web_or_a_mail_address(opened: Settings) -> None:
    await query("UPDATE guardian SET language = 'ar' WHERE id = ?", await parent("marie.dupont"))
    plain = (await mailed("marie.dupont"))["plain"]
    addresses = re.findall(r"\S*(?:http|@)\S+", plain)
    assert len(addresses) == 4
    assert [one for one in addresses if not one.isascii()] == []


async def test_a_language_without_catalogue_is_the_schools(opened: Settings) -> None:
    await query("UPDATE guardian SET language = 'xx' WHERE id = ?", await parent("marie.dupont"))
    html = (await mailed("marie.dupont"))["html"]
    assert '<html lang="fr" dir="ltr">' in html
    assert "Montrez-le" not in html
    assert "lang=" not in html.partition("first-connection")[2].partition('"')[0]


async def test_of_two_accounts_with_one_address_each_is_in_its_own_language(opened: Settings) -> None:
    await parent("marie.dupont")
    await query("UPDATE guardian SET language = 'uk' WHERE id = ?", await parent("jean.petit"))
    await password_reset.ask("marie@example.org", "192.0.2.7")
    found = await mailed()
    assert found["html"].count('<div lang="uk" dir="ltr" style="text-align:left">') == 1
    for part in found.values():
        assert "Choisir un nouveau mot de passe" in part
        assert "Токен для входу" in part
        assert "Bonjour" in part


@pytest.mark.parametrize(
    ("schools", "chosen", "language"),
    [("fr", "nl", "nl"), ("nl", "fr", "fr"), ("nl", "", "nl"), ("ar", "", "fr"), ("ar", "en", "en")],
)
async def test_a_colleagues_mail_is_in_the_chosen_language_or_the_schools_if_the_office_speaks_it(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, schools: str, chosen: str, language: str
) -> None:
    monkeypatch.setattr(text, "_schools", schools)
    number = await colleague()
    await query("UPDATE staff SET language = ? WHERE id = ?", chosen, number)
    await notices.notify(number, mail.STAFF_ROLE)
    (entry,) = await delivery.claim(1)
    message = (await rendering.render(entry)).read()
    assert message["Content-Language"] == language
    html = message.get_body(("html",))
    assert isinstance(html, EmailMessage)
    assert f'<html lang="{language}" dir="ltr">' in str(html.get_content())
    plain = message.get_body(("plain",))
    assert isinstance(plain, EmailMessage)
    assert "pour un parent" not in f"{html.get_content()}{plain.get_content()}", "a colleague needs no such help"


async def test_an_admin_is_told_of_a_colleague_in_the_admins_language(opened: Settings) -> None:
    await colleague("ada.admin", ADMIN)
    without = await colleague()
    await query("UPDATE staff SET language = CASE role WHEN 'admin' THEN 'en' ELSE 'nl' END")
    await query("UPDATE staff SET email = '' WHERE id = ?", without)
    await notices.notify(without, mail.STAFF_ROLE)
    (entry,) = await delivery.claim(1)
    message = (await rendering.render(entry)).read()
    assert (message["To"], message["Content-Language"]) == ("ada.admin@school.example", "en")


async def test_a_test_mail_speaks_the_language_of_the_page_that_asked_for_it(opened: Settings) -> None:
    with text.speaking("nl"):
        await mails.test("it@school.example", "k" * 16, actor="office:sophie.office", client="")
    (entry,) = await delivery.claim(1)
    assert (await rendering.render(entry)).read()["Content-Language"] == "nl"
