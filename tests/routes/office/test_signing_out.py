"""The office ends one parent's sessions; the account stays enabled."""

from models.access import session, token
from tests.support.family import PASSWORD, at_password_step, count, events, guardian, in_session, issued, sign_in
from tests.support.site import Site
from tests.support.visitor import Browser


async def test_every_device_of_this_parent_is_out_and_the_account_stays_open(site: Site, office: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await guardian("luc.leroy", "luc@example.org", password=PASSWORD)
    phone, tablet, lucs, step = (site.browser() for _ in range(4))
    for browser in (phone, tablet):
        await sign_in(browser)
    await sign_in(lucs, "luc.leroy")
    code = await issued(number, token.RESET)
    await at_password_step(step, code)
    family = await office.get(f"/office/families/{number}")
    assert family.all("a", href=f"/office/guardians/{number}/sessions")
    page = await office.get(f"/office/guardians/{number}/sessions")
    assert page.h1 == "Déconnecter ses appareils"
    assert await count("session", f"guardian = {number}") == 3, "looking ends nothing"
    done = await office.post(f"/office/guardians/{number}/sessions")
    assert done.path == f"/office/families/{number}?notice=sessions-ended"
    assert "La personne est déconnectée de tous ses appareils." in done.said
    assert "Déconnexion de tous les appareils par le secrétariat (sophie.office)" in done.said
    assert [await in_session(browser) for browser in (phone, tablet, lucs)] == [False, False, True]
    assert (await step.post("/password", {"password": "lampe citron nuage marteau"})).path != "/children"
    assert await count("session", f"guardian = {number} AND expires_at > created_at") == 0
    await sign_in(phone)
    assert await in_session(phone)
    assert (await token.find(code)).guardian == number, "what was sent still opens"


async def test_pressed_twice_it_is_one_line_of_the_audit(secretary: Browser) -> None:
    number = await guardian(password=PASSWORD)
    await session.start(number, device="Chrome, Android")
    assert "Chrome, Android" in (await secretary.get(f"/office/guardians/{number}/sessions")).said
    for _ in range(2):
        assert (await secretary.post(f"/office/guardians/{number}/sessions")).status == 200
    assert await events("sessions ended") == ["ok"]
    assert "Aucun appareil n’est connecté" in (await secretary.get(f"/office/guardians/{number}/sessions")).said
