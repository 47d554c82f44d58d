import asyncio
import logging
import re
import ssl
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mail import mailer, rendering
from mail.mailer import Outgoing
from models.access import password_reset, token
from models.core import crockford
from models.invitations import invitation
from models.outbox import delivery, mail
from settings import MailServer, Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sink import Sink, listening
from tests.support.sql import query
from tests.support.tls import certificate

LONG = "Ana-Maria-Alexandra Vandenbroucke-Sørensen-González de la Torre"


async def made() -> Outgoing:
    (entry,) = await delivery.claim(1)
    if entry.kind == mail.RESET_ASKED:
        answered = await password_reset.answer(entry)
        assert answered is not None
        entry = answered
    return await rendering.render(entry)


async def one() -> EmailMessage:
    return (await made()).read()


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


async def invited(username: str = "marie.dupont") -> EmailMessage:
    await parent(username)
    await invitation.invite(username=username)
    return await one()


async def test_an_invitation_says_all_that_is_needed_in_text_and_in_html(opened: Settings) -> None:
    message = await invited()
    (code,) = re.findall(r"Jeton de connexion : (\S+)", body(message, "plain"))
    row = await token.find(crockford.read(code))
    assert code == crockford.show(crockford.read(code))
    for text in (body(message, "plain"), body(message, "html")):
        assert f"http://testserver.local/first-connection?token={code}" in text
        assert "marie.dupont" in text
        assert "Bonjour Marie Dupont" in text
        assert re.search(r"jusqu’au (lun|mar|mercre|jeu|vendre|same|diman)\w* \d+(er)? \S+ \d{4} à \d\d:\d\d", text)
        assert "http://testserver.local/reset" in text
        assert all(word in text for word in ("Connexion", "Modifier", "Nom d'utilisateur", "02 345 67 89"))
        assert "ecole@tilleul.example" in text
        assert "Rue du Tilleul 1" in text
    assert row.kind == token.INVITATION


async def test_a_reset_names_each_account_with_its_own_link(opened: Settings) -> None:
    await parent("marie.dupont")
    await parent("jean.petit", activated=True)
    await password_reset.ask("marie@example.org", "192.0.2.7")
    message = await one()
    for text in (body(message, "plain"), body(message, "html")):
        links = set(re.findall(r"first-connection\?token=([0-9A-Z-]{14})", text))
        assert len(links) == 2
        assert "marie.dupont" in text
        assert "jean.petit" in text
    for link in links:
        await token.find(crockford.read(link))


async def test_the_notice_of_a_changed_password_has_no_link_that_signs_in(opened: Settings) -> None:
    guardian = await parent("marie.dupont", activated=True)
    await mail.queue(mail.PASSWORD_CHANGED, "marie@example.org", guardian)
    message = await one()
    for text in (body(message, "plain"), body(message, "html")):
        assert "token" not in text
        assert "a changé le" in text
        assert "marie.dupont" in text
        assert "http://testserver.local/reset" in text


async def test_headers_are_those_of_an_automatic_mail(opened: Settings) -> None:
    message = await invited()
    row = (await query("SELECT message_id FROM mail"))[0]
    assert message["Message-ID"] == row["message_id"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["To"] == "marie@example.org"
    assert message["From"].addresses[0].display_name == "École du Tilleul"
    assert message["Reply-To"] == "ecole@tilleul.example"
    assert message["Date"].datetime.tzinfo is not None
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src", "background")]


async def test_no_tracker_no_image_and_no_other_host(opened: Settings) -> None:
    page = Page()
    html = body(await invited(), "html")
    page.feed(html)
    assert not {"img", "script", "link", "iframe"} & set(page.tags)
    assert not re.search(r"url\(|@import|@font-face", html), "the stylesheet loads nothing"
    assert all(a.startswith(("http://testserver.local/", "tel:", "mailto:")) for a in page.addresses)
    assert page.tags.count("h2") == 1


async def test_a_name_cannot_write_html_or_a_header(opened: Settings) -> None:
    await parent("marie.dupont")
    await query("UPDATE guardian SET first_name = ?", "<img src=x>\r\nBcc: x@example.org\r\n\r\n")
    await invitation.invite(everyone=True)
    message = await one()
    assert message["Bcc"] is None
    assert "<img" not in body(message, "html")


async def test_lines_stay_short_whatever_the_names(opened: Settings) -> None:
    await parent("marie.dupont", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example.org")
    await query("UPDATE guardian SET first_name = ?", (LONG * 3)[:200])
    await invitation.invite(everyone=True)
    assert max(len(line) for line in (await made()).content.splitlines()) < 998


@pytest.mark.parametrize("end", ["spent", "replaced", "disabled", "expired"])
async def test_a_mail_whose_link_is_dead_is_outdated(opened: Settings, time: Clock, end: str) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    (entry,) = await delivery.claim(1)
    if end == "spent":
        await token.spend((await query("SELECT id FROM token"))[0]["id"])
    elif end == "replaced":
        await token.revoke(guardian, "replaced")
    elif end == "disabled":
        await disable(guardian)
    else:
        time.move(days=15)
    with pytest.raises(rendering.Outdated):
        await rendering.render(entry)


async def test_an_unknown_language_is_answered_in_french(opened: Settings) -> None:
    await parent("marie.dupont")
    await query("UPDATE guardian SET language = 'xx'")
    await invitation.invite(everyone=True)
    message = await one()
    assert message["Content-Language"] == "fr"
    assert "Bonjour" in body(message, "plain")


def letter_to(address: str) -> Outgoing:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "École <ecole@tilleul.example>", address, "Été"
    message.set_content("été\n", cte="quoted-printable")
    return Outgoing.of(message)


async def test_one_connection_serves_many_mails() -> None:
    sink = Sink()
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        for i in range(5):
            await transport.send(letter_to(f"p{i}@example.org"))
        await transport.close()
    assert len(sink.messages) == 5
    assert sink.connections == 1


async def test_a_server_that_leaves_after_each_mail_still_gets_them_all() -> None:
    sink = Sink()
    sink.leaves_after = 1
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        for i in range(3):
            await transport.send(letter_to(f"p{i}@example.org"))
            await asyncio.sleep(0.05)
        await transport.close()
    assert sink.addresses == ["p0@example.org", "p1@example.org", "p2@example.org"]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("550 5.1.1 no such mailbox", mailer.Refused),
        ("450 4.2.1 greylisted", mailer.Deferred),
        ("421 4.3.2 going down", mailer.Unreachable),
        ("530 5.7.0 authentication required", mailer.Unreachable),
    ],
)
async def test_the_servers_answer_decides_between_refused_and_deferred(answer: str, fault: type[Exception]) -> None:
    sink = Sink()
    sink.to["marie@example.org"] = answer
    async with listening(sink) as server:
        transport = mailer.SMTP(server)
        with pytest.raises(fault) as refused:
            await transport.send(letter_to("marie@example.org"))
        assert str(refused.value) == answer
        await transport.send(letter_to("jean@example.org"))
        await transport.close()
        sink.to, sink.data = {}, answer
        with pytest.raises(fault):
            await transport.send(letter_to("marie@example.org"))
        await transport.close()
    assert sink.addresses == ["jean@example.org"]


async def test_a_link_that_the_server_quotes_loses_its_token() -> None:
    sink = Sink()
    sink.data = "554 5.7.1 blocked: https://parents.example/first-connection?token=4HVZ-PREA-5ZNE is listed"
    async with listening(sink) as server:
        with pytest.raises(mailer.Refused) as refused:
            await mailer.SMTP(server).send(letter_to("marie@example.org"))
    assert str(refused.value) == "554 5.7.1 blocked: https://parents.example/first-connection?token=… is listed"


async def test_a_refused_sender_marks_no_parents_address() -> None:
    sink = Sink()
    sink.sender = "553 5.7.1 not your address"
    async with listening(sink) as server:
        with pytest.raises(mailer.Unreachable, match="not your address"):
            await mailer.SMTP(server).send(letter_to("marie@example.org"))


async def test_a_dropped_connection_and_a_closed_port_are_unreachable() -> None:
    sink = Sink()
    sink.drops = 1
    async with listening(sink) as server:
        with pytest.raises(mailer.Unreachable):
            await mailer.SMTP(server).send(letter_to("marie@example.org"))
    with pytest.raises(mailer.Unreachable):
        await mailer.SMTP(server).send(letter_to("marie@example.org"))


async def test_a_server_that_does_not_answer_is_left_after_the_time_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailer, "TIMEOUT", 0.2)
    sink = Sink()
    sink.delay = 1.0
    async with listening(sink) as server:
        with pytest.raises(mailer.Unreachable):
            await mailer.SMTP(server).send(letter_to("marie@example.org"))
        await asyncio.sleep(1)


async def test_where_starttls_is_asked_nothing_is_ever_sent_in_clear() -> None:
    sink = Sink()
    async with listening(sink, "starttls") as server:
        with pytest.raises(mailer.Unreachable, match="STARTTLS"):
            await mailer.SMTP(server).send(letter_to("marie@example.org"))
    assert sink.messages == []


async def test_starttls_verifies_the_certificate(tmp_path: Path) -> None:
    sink = Sink()
    sink.tls, own = certificate(tmp_path)
    async with listening(sink, "starttls") as server:
        with pytest.raises(mailer.Unreachable, match=r"(?i)certificate"):
            await mailer.SMTP(server).send(letter_to("marie@example.org"))
        transport = mailer.SMTP(server, ssl.create_default_context(cafile=str(own)))
        await transport.send(letter_to("marie@example.org"))
        await transport.close()
    assert len(sink.messages) == 1


async def test_a_refused_login_is_not_a_refusal_of_the_mail(caplog: pytest.LogCaptureFixture) -> None:
    sink = Sink()
    sink.password = b"right"
    caplog.set_level(logging.DEBUG)
    async with listening(sink, username="ecole", password="wrong-canary") as server:
        with pytest.raises(mailer.Unreachable, match="535"):
            await mailer.SMTP(server).send(letter_to("marie@example.org"))
    async with listening(sink, username="ecole", password="right") as server:
        transport = mailer.SMTP(server)
        await transport.send(letter_to("marie@example.org"))
        await transport.close()
    assert len(sink.messages) == 1
    assert "wrong-canary" not in caplog.text


async def test_mails_come_back_to_the_address_that_is_set_for_it() -> None:
    sink = Sink()
    async with listening(sink) as server:
        for sender in ("bounces@tilleul.example", ""):
            transport = mailer.SMTP(server, sender=sender)
            await transport.send(letter_to("marie@example.org"))
            await transport.close()
    assert sink.senders == ["bounces@tilleul.example", "ecole@tilleul.example"]


async def test_an_unknown_host_is_unreachable() -> None:
    with pytest.raises(mailer.Unreachable):
        await mailer.SMTP(MailServer("mail.invalid", 25, "none")).send(letter_to("marie@example.org"))


async def test_the_mailbox_keeps_the_last_four_hundred() -> None:
    box = mailer.Mailbox()
    for i in range(401):
        await box.send(letter_to(f"p{i}@example.org"))
    assert len(box.messages) == 400
    assert box.messages[0]["To"] == "p1@example.org"
