"""Notices on the page about changes of the own account, for colleagues without a mail address."""

from models.families.event import Actor
from models.outbox import mail
from models.staff import account_changes, sessions
from models.staff.accounts import ADMIN, colleague
from tests.support.clock import Clock
from tests.support.family import count, events
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser

BANNER = "Votre compte a changé depuis votre dernière connexion."


async def test_a_notice_is_shown_from_the_next_sign_in_until_it_is_marked_as_read(
    site: Site, office: Browser, time: Clock
) -> None:
    sophie = (await query("SELECT id FROM staff"))[0]["id"]
    await query("UPDATE staff SET email = ''")
    who = await colleague(sophie)
    await account_changes.new_token(who, Actor("office:ada.admin"))
    time.move(minutes=20)
    await account_changes.change_role(who, ADMIN, Actor("office:ada.admin"))
    assert (await office.get("/office/families")).path.startswith("/office/sign-in"), "the sessions ended"
    time.move(minutes=20)
    office.office_cookie = await sessions.start(sophie, sessions.IN)
    page = await office.get("/office/families")
    assert BANNER in page.said
    assert page.all("a", href="/office/account")
    account = await office.get("/office/account")
    assert "Un jeton a été fait pour choisir un nouveau mot de passe." in account.said
    assert "Votre rôle a changé" in account.said
    last = account.value("last")
    await account_changes.new_token(who, Actor("office:ada.admin"))  # since the page was made
    done = await office.post("/office/account/notices", {"last": last})
    assert done.path == "/office/account"
    assert "Votre rôle a changé" not in done.said
    assert await count("staff_notice") == 1, "what the page did not show stays"
    assert await events("staff notice seen") == ["ok"]
    assert BANNER not in (await office.get("/office/families")).said
    time.move(minutes=16)
    office.office_cookie = await sessions.start(sophie, sessions.IN)
    assert BANNER in (await office.get("/office/families")).said, "the next sign-in tells of the rest"


async def test_a_new_colleague_gets_no_notice_of_their_own_first_steps(secretary: Browser) -> None:
    sophie = (await query("SELECT id FROM staff"))[0]["id"]
    await query("INSERT INTO staff_notice (staff, what, at) SELECT id, 'staff_phone', created_at FROM staff")
    secretary.office_cookie = await sessions.start(sophie, sessions.IN)
    assert BANNER not in (await secretary.get("/office/families")).said


async def test_every_kind_has_its_sentence_on_the_page(secretary: Browser) -> None:
    for kind in mail.STAFF_NOTICES:
        await query("INSERT INTO staff_notice (staff, what, at) SELECT id, ?, created_at FROM staff", kind)
    said = (await secretary.get("/office/account")).said
    for words in (
        "rôle a changé",
        "choisir un nouveau",
        "sont oubliés",
        "a été choisi",
        "a été lié",
        "De nouveaux codes",
        "est maintenant de confiance",
    ):
        assert words in said


async def test_a_colleague_cannot_mark_another_ones_notices_as_read(site: Site, secretary: Browser) -> None:
    await query("INSERT INTO staff_notice (staff, what, at) SELECT id, 'staff_token', created_at FROM staff")
    other = site.browser()
    await signed_in(other, "hugo.office")
    assert (await other.post("/office/account/notices", {"last": "999"})).status == 200
    assert await count("staff_notice") == 1
    for odd in ("", "x", "-1", "9" * 12, "\0"):
        assert (await secretary.post("/office/account/notices", {"last": odd})).status == 400
    assert await count("staff_notice") == 1
