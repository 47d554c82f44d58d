"""*Mot de passe oublié*: the same answer for any address (PRODUCT 6, catalogue 14–15, 41)."""

import asyncio
from email.message import EmailMessage
from typing import Any

import pytest

from mail.mailer import Mailbox
from models.access import token
from tests.routes.test_sign_in import bytes_of, watch
from tests.support.families import disable
from tests.support.family import PASSWORD, at_password_step, count, dump, guardian, issued
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser
from worker import deliver


async def mails() -> list[EmailMessage]:
    """What the worker sends now."""
    box = Mailbox()
    while await deliver(box, asyncio.Event()):
        pass
    return list(box.messages)


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


async def test_a_forgotten_password_is_a_mail_a_link_and_a_new_password(either: Browser) -> None:
    await guardian(password=PASSWORD)
    page = await either.get("/reset")
    page = await either.post("/reset", {"email": " Marie@Example.org ", "once": page.value("once")})
    assert (page.status, page.path) == (200, "/reset/sent")
    (mail,) = await mails()
    link = next(word for word in body(mail).split() if "/first-connection?token=" in word)
    assert link.startswith("http://testserver.local/")  # 41
    page = await either.get(link.removeprefix("http://testserver.local"))
    await at_password_step(either, page.value("token"))


async def test_known_and_unknown_get_the_same_bytes_and_cost_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:  # 14
    await guardian(password=PASSWORD)
    await disable(await guardian("old.parent", "gone@example.org"))
    _, asked = watch(monkeypatch)
    seen: list[Any] = []
    for address in ("marie@example.org", "gone@example.org", "nobody@example.org"):
        for htmx in (False, True):
            before = {table: len(rows) for table, rows in (await dump()).items()}
            asked.clear()
            answer = bytes_of(
                await site.browser(htmx=htmx, client=f"192.0.2.{len(seen)}").post("/reset", {"email": address})
            )
            statements = list(asked)
            written = {table: len(rows) - before[table] for table, rows in (await dump()).items()}
            seen.append((htmx, answer, statements, {**written, "throttle": 0}))
    for htmx in (False, True):
        mine = [rest for kind, *rest in seen if kind == htmx]
        assert mine == [mine[0]] * 3


async def test_an_address_that_nobody_has_gets_no_mail_and_is_not_kept(site: Site) -> None:  # 14–15
    await disable(await guardian("old.parent", "gone@example.org", password=PASSWORD))
    for address in ("nobody@example.org", "gone@example.org"):
        await site.browser().post("/reset", {"email": address})
    assert await mails() == []
    assert await count("mail") == 0
    assert await count("token") == 0


async def test_parents_who_share_an_address_get_one_mail_naming_each(site: Site) -> None:  # 15
    await guardian(password=PASSWORD)
    await guardian("paul.dupont")
    await disable(await guardian("old.dupont"))
    await site.browser().post("/reset", {"email": "marie@example.org"})
    (mail,) = await mails()
    assert "marie.dupont" in body(mail)
    assert "paul.dupont" in body(mail)
    assert "old.dupont" not in body(mail)
    assert body(mail).count("/first-connection?token=") == 2


@pytest.mark.parametrize(
    "typed",
    [
        "marıe@example.org",
        "marie@exаmple.org",
        "ｍarie@example.org",
        "marie@example.org\u200b",
        "mariE\u0301@example.org",
    ],
)
async def test_look_alike_addresses_never_match(site: Site, typed: str) -> None:  # 15
    await guardian(password=PASSWORD)
    page = await site.browser().post("/reset", {"email": typed})
    assert page.status == 422
    assert await count("mail") == 0


@pytest.mark.parametrize(
    "typed",
    ["", "marie", "a@b", "a,b@example.org", "a@example.org\nBcc: x@example.org", "<a@example.org>", "a b@example.org"],
)
async def test_an_invalid_address_is_a_fault_and_stays_in_the_field(either: Browser, typed: str) -> None:  # 52, 58
    page = await either.post("/reset", {"email": typed})
    assert page.status == 422
    assert len(page.faults) == 1
    assert page.value("email") == typed
    assert await count("mail") == 0


async def test_a_double_tap_on_soumettre_is_one_mail(either: Browser) -> None:
    once = (await either.get("/reset")).value("once")
    for _ in range(2):
        page = await either.post("/reset", {"email": "marie@example.org", "once": once})
        assert page.path == "/reset/sent"
    assert await count("mail") == 1


async def test_a_reset_replaces_the_older_link_and_the_newest_opens(site: Site) -> None:  # 7
    number = await guardian(password=PASSWORD)
    older = await issued(number, token.RESET)
    await site.browser().post("/reset", {"email": "marie@example.org"})
    await mails()
    page = await site.browser().post("/first-connection", {"token": older})
    assert "plus récent" in page.faults[0]


async def test_a_foreign_host_gets_400_and_no_mail(site: Site) -> None:  # 41
    await guardian(password=PASSWORD)
    for host in ("evil.example", "testserver.local.evil.example", "testserver.local:81", "evil@testserver.local"):
        page = await site.browser().post("/reset", {"email": "marie@example.org"}, headers={"Host": host})
        assert page.status == 400, host
        assert "evil" not in page.text
    page = await site.browser().post(
        "/reset", {"email": "marie@example.org"}, headers={"X-Forwarded-Host": "evil.example"}
    )
    assert page.status == 200
    assert len(await mails()) == 1
    counted = "SELECT COUNT(*) AS n FROM event WHERE action <> 'request refused'"
    assert (await query(counted))[0]["n"] == 3  # asked, issued, sent
