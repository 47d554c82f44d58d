"""The caller's own account in the office, and re-authentication."""

import dataclasses

import pyotp
import pytest

from models.access import hashing
from models.core import school
from models.core.clock import now
from models.staff import sessions
from models.staff.sessions import IN
from tests.routes.office.test_first_connection import secret
from tests.support.clock import Clock
from tests.support.family import count, events
from tests.support.office import PASSWORD, colleague
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Browser

OTHER = "tortue cuivre nuage balcon"


@pytest.fixture
async def sophie(office: Browser) -> Browser:
    """The secretary of `office`, with a password."""
    await query("UPDATE staff SET password_digest = ?", await hashing.digest(PASSWORD))
    return office


async def test_the_password_is_changed_and_the_other_sessions_end(sophie: Browser) -> None:  # 28
    other = await sessions.start(1, IN)
    before = sophie.office_cookie
    fields = {"current_password": "not that one at all", "password": OTHER}
    wrong = await sophie.post("/office/account/password", fields)
    assert wrong.faults == ["Ce n’est pas votre mot de passe actuel."]
    empty = await sophie.post("/office/account/password", {})
    assert len(empty.faults) == 2
    fields["current_password"] = PASSWORD
    done = await sophie.post("/office/account/password", fields)
    assert "Votre nouveau mot de passe est enregistré." in done.said
    assert sophie.office_cookie != before
    assert await sessions.find(other) is None
    assert await events("staff password set") == ["changed"]


async def test_sensitive_screens_ask_for_the_password_again_and_lead_on(sophie: Browser, time: Clock) -> None:
    assert (await sophie.get("/office/account/second-factor")).h1 == "Régler la double connexion"
    time.move(minutes=10, seconds=1)
    asked = await sophie.get("/office/account/second-factor")
    assert asked.path == "/office/confirm?next=/office/account/second-factor"
    assert (await sophie.post("/office/confirm", {"next": asked.value("next")})).faults
    wrong = await sophie.post("/office/confirm", {"next": asked.value("next"), "password": "wrong"})
    assert wrong.faults == ["Ce n’est pas votre mot de passe."]
    before = sophie.office_cookie
    back = await sophie.post("/office/confirm", {"next": wrong.value("next"), "password": PASSWORD})
    assert back.path == "/office/account/second-factor"
    assert await sessions.find(before) is None


async def test_a_form_left_open_too_long_leads_back_to_its_page(sophie: Browser, time: Clock) -> None:
    time.move(minutes=11)
    page = f"{sophie.settings.base_url}/office/account/recovery-codes?x=1"
    headers = {"HX-Current-URL": page} if sophie.htmx else {"Referer": page}
    answer = await sophie.post("/office/account/recovery-codes", headers=headers)
    assert answer.path == "/office/confirm?next=/office/account/recovery-codes"
    assert await count("recovery_code") == 0


@pytest.mark.parametrize("referer", ["https://evil.example//x", "nonsense", "", "https://evil.example/office/../.."])
async def test_a_strange_referer_leads_into_the_office_alone(secretary: Browser, referer: str, time: Clock) -> None:
    time.move(minutes=11)
    answer = await secretary.post("/office/account/recovery-codes", headers={"HX-Current-URL": referer})
    assert answer.path.startswith("/office/confirm")
    assert answer.value("next").startswith("/office")


async def test_six_wrong_passwords_make_the_confirmation_wait(sophie: Browser) -> None:
    for _ in range(5):
        await sophie.post("/office/confirm", {"password": "wrong"})
    answer = await sophie.post("/office/confirm", {"password": PASSWORD})
    assert (answer.status, answer.headers["retry-after"]) == (429, "60")


async def test_new_recovery_codes_are_shown_once_and_replace_the_older_ones(sophie: Browser) -> None:
    await sophie.post("/office/account/recovery-codes")
    first = await query("SELECT digest FROM recovery_code")
    answer = await sophie.post("/office/account/recovery-codes")
    assert len(answer.find("ol", **{"class": "keep codes"})) == 10
    assert await count("recovery_code") == 10
    assert not {row["digest"] for row in first} & {
        row["digest"] for row in await query("SELECT digest FROM recovery_code")
    }
    assert "Il vous reste 10 codes de secours." in (await sophie.get("/office/account")).said


async def test_another_phone_is_linked_and_every_other_session_ends(sophie: Browser) -> None:
    other = await sessions.start(1, IN)
    page = await sophie.get("/office/account/second-factor")
    codes = await sophie.post("/office/account/second-factor", {"code": pyotp.TOTP(secret(page)).at(now())})
    assert len(codes.find("ol", **{"class": "keep codes"})) == 10
    assert await sessions.find(other) is None
    assert (await sophie.get("/office/account")).status == 200


async def test_where_the_school_does_without_the_password_is_enough_and_a_phone_can_be_linked(site: Site) -> None:
    school.open_school(dataclasses.replace(site.settings, office_second_factor=False))
    await colleague(password=PASSWORD, enrolled=False)
    browser = site.browser()
    inside = await browser.post("/office/sign-in", {"username": "sophie.office", "password": PASSWORD})
    assert inside.path == "/office/families"
    assert "Lier mon téléphone" in (await browser.get("/office/account")).said
    assert (await browser.get("/office/account/second-factor")).status == 200


async def test_one_session_is_ended_or_all_the_others(sophie: Browser) -> None:  # 33
    for device in ("Chrome, Mac", "Edge, Windows"):
        await sessions.start(1, IN, device=device)
    page = await sophie.get("/office/account")
    assert "Chrome, Mac" in page.said
    assert "Cette session" in page.said
    ended = await sophie.post("/office/account/sessions/2/end")
    assert "Chrome, Mac" not in ended.said
    assert "La session est fermée." in ended.said
    await sophie.post("/office/account/sessions/2/end")  # a second tap
    await sophie.post("/office/account/sessions/end")
    assert await count("staff_session") == 1
    assert await events("staff session ended") == ["ok", "others"]


@pytest.mark.parametrize("session", ["0", "99", "x", "-1", "9" * 30, "1%00", "²"])
async def test_what_is_no_session_ends_none(office: Browser, session: str) -> None:
    answer = await office.post(f"/office/account/sessions/{session}/end")
    assert answer.status in (200, 404)
    assert await count("staff_session") == 1


async def test_anothers_session_cannot_be_ended(office: Browser) -> None:  # 43
    other = await sessions.start(await colleague("ada.admin"), IN)
    visit = await sessions.find(other)
    assert visit
    await office.post(f"/office/account/sessions/{visit.session}/end")
    assert await sessions.find(other)
