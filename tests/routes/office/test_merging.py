"""The office merges two accounts of one adult: the choice, both side by side, the merge, and its undo."""

import pytest

from models.desk import custody
from models.desk.disabling import disable
from models.families import directory
from models.families.child import children_of
from models.staff import sessions
from models.staff.sessions import IN
from tests.support.clock import Clock
from tests.support.family import OTHER_PASSWORD, PASSWORD, children, count, events, guardian, in_session, sign_in
from tests.support.merging import last_merge, merged, two
from tests.support.office import PASSWORD as OFFICE
from tests.support.office import colleague
from tests.support.people import BY, row
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

REASON = "deux adresses dans le fichier"


async def pressed(office: Browser, one: int, other: int, **fields: str) -> Answer:
    """Open the page of both, and press the button as the form has it."""
    path = f"/office/guardians/{one}/merge/{other}"
    page = await office.get(path)
    assert page.status == 200, page.said
    given = {name: page.value(name) for name in ("version", "other_version")}
    given |= {"kept": str(one), "address": str(one), "because": REASON}
    return await office.post(path, {**given, **fields})


async def test_the_family_page_leads_to_whoever_has_the_same_name(office: Browser) -> None:
    marie, other = await two()
    await directory.refresh([await guardian("ali.benali", "ali@example.org")])
    page = await office.get(f"/office/families/{marie}")
    assert "Réunir avec un autre compte" in page.said
    page = await office.get(f"/office/guardians/{marie}/merge")
    assert page.value("q") == "Marie Dupont"
    links = [one.get("href") for one in page.all("a") if "/merge/" in (one.get("href") or "")]
    assert links == [f"/office/guardians/{marie}/merge/{other}"]
    page = await office.get(f"/office/guardians/{marie}/merge?q=benali")
    assert "Benali Ali" in page.said
    page = await office.get(f"/office/guardians/{marie}/merge?q=nobody")
    assert "Personne ne correspond." in page.said


async def test_after_a_fault_a_colleagues_change_since_the_first_page_is_still_said(office: Browser) -> None:
    marie, other = await two()
    page = await office.get(f"/office/guardians/{marie}/merge/{other}")
    await query("UPDATE guardian SET version = version + 1 WHERE id = ?", other)
    for because, status in (("", 422), (REASON, 409), (REASON, 200)):
        given = {name: page.value(name) for name in ("version", "other_version")}
        fields = {"kept": str(marie), "address": str(marie), "because": because}
        page = await office.post(f"/office/guardians/{marie}/merge/{other}", {**given, **fields})
        assert page.status == status


async def test_both_are_shown_and_the_one_with_a_password_is_kept_by_default(office: Browser) -> None:
    marie, other = await two()
    await query("UPDATE guardian SET password_digest = NULL, activated_at = NULL WHERE id = ?", marie)
    await query("UPDATE guardian SET phone = '0470 12 34 56' WHERE id = ?", other)
    await sign_in(office, "marie.dupont2", OTHER_PASSWORD)
    page = await office.get(f"/office/guardians/{marie}/merge/{other}")
    for words in ("marie.dupont2", "marie@work.example", "0470 12 34 56", f"Zoé {marie}", f"Zoé {other}"):
        assert words in page.said
    assert "Dernière connexion aujourd’hui" in page.said
    checked = {one.get("id") for one in page.all("input") if "checked" in one.attrib}
    assert checked == {f"kept-{other}", f"address-{other}"}
    assert await events("family read") == ["ok", "ok"], "the audit says that both were looked at"


async def test_merging_moves_the_children_and_says_so(office: Browser) -> None:
    marie, other = await two()
    answer = await pressed(office, marie, other)
    assert answer.path == f"/office/families/{marie}?notice=merged"
    assert "Les deux comptes sont réunis." in answer.said
    assert f"Zoé {other}" in answer.said
    assert f"Réuni avec le compte marie.dupont2, qui ne s’ouvre plus : {REASON} (sophie.office)" in answer.said
    assert "Séparer le compte marie.dupont2" in answer.said
    assert len(await children(marie)) == 2


async def test_the_other_account_and_address_may_be_kept(office: Browser) -> None:
    marie, other = await two()
    answer = await pressed(office, marie, other, kept=str(other), address=str(marie))
    assert answer.path == f"/office/families/{other}?notice=merged"
    assert ((await row(other))["email"], (await row(marie))["merged_into"]) == ("marie@example.org", other)


async def test_the_only_address_is_kept_without_a_question(office: Browser) -> None:
    marie, other = await two()
    await query("UPDATE guardian SET email = '', email_key = '' WHERE id = ?", marie)
    page = await office.get(f"/office/guardians/{marie}/merge/{other}")
    assert not [one for one in page.all("input") if one.get("name") == "address"]
    await pressed(office, marie, other, address="")
    assert (await row(marie))["email"] == "marie@work.example"


async def test_a_closed_account_is_named_before(office: Browser) -> None:
    marie, other = await two()
    await disable(other, 0, BY)
    page = await office.get(f"/office/guardians/{marie}/merge/{other}")
    assert "Le compte gardé sera fermé aussi." in page.said
    await pressed(office, marie, other)
    assert (await row(marie))["disabled_at"]


async def test_what_the_kept_account_will_see_is_said_before(office: Browser) -> None:
    marie, other = await two()
    (own,), (theirs,) = await children(marie), await children(other)
    page = await office.get(f"/office/guardians/{marie}/merge/{other}")
    assert f"Après, qui ouvre le compte gardé voit : Zoé {marie} Dupont, Zoé {other} Dupont2." in page.said
    assert "Les deux noms sont différents." not in page.said
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", marie, theirs)
    await custody.end(other, theirs, 0, BY, because="jugement")
    await query("UPDATE guardian SET first_name = 'Rui' WHERE id = ?", other)
    page = await office.get(f"/office/guardians/{marie}/merge/{other}")
    assert f"Après, qui ouvre le compte gardé voit : Zoé {marie} Dupont." in page.said
    assert f"L’école a mis fin à l’accès à Zoé {other} Dupont2 pour un des comptes." in page.said
    assert "Les deux noms sont différents." in page.said
    await pressed(office, marie, other, other_version="1")
    assert [one.id for one in await children_of(marie)] == [own]


async def test_without_a_reason_nothing_is_merged_and_the_choice_stays(office: Browser) -> None:
    marie, other = await two()
    answer = await pressed(office, marie, other, because=" ", kept=str(other))
    assert answer.status == 422
    assert answer.faults == ["Écrivez la raison. Elle reste dans l’histoire de cette famille."]
    checked = {one.get("id") for one in answer.all("input") if "checked" in one.attrib}
    assert checked == {f"kept-{other}", f"address-{marie}"}
    assert await count("guardian", "merged_into IS NOT NULL") == 0


async def test_a_colleague_who_was_faster_is_shown(office: Browser) -> None:
    marie, other = await two()
    answer = await pressed(office, marie, other, other_version="7")
    assert answer.status == 409
    assert "Quelqu’un du secrétariat vient de changer cette personne" in answer.said
    assert answer.value("because") == REASON
    assert await count("guardian", "merged_into IS NOT NULL") == 0


async def test_the_same_press_twice_merges_once(office: Browser) -> None:
    marie, other = await two()
    fields = {"version": "0", "other_version": "0", "kept": str(marie), "address": str(marie), "because": REASON}
    for _ in range(2):
        answer = await office.post(f"/office/guardians/{marie}/merge/{other}", fields)
        assert answer.path == f"/office/families/{marie}?notice=merged"
    assert await events("accounts merged") == ["kept", "absorbed"]


async def test_a_colleague_who_kept_the_other_account_meanwhile_was_faster(office: Browser) -> None:
    marie, other = await two()
    await merged(other, marie)
    fields = {"version": "0", "other_version": "0", "kept": str(marie), "because": REASON}
    answer = await office.post(f"/office/guardians/{marie}/merge/{other}", fields)
    assert (answer.status, answer.path) == (200, f"/office/families/{other}?notice=merged")
    assert await events("accounts merged") == ["kept", "absorbed"]


@pytest.mark.parametrize("fields", [{"kept": "99"}, {"kept": ""}, {"version": ""}, {"address": "x"}])
async def test_a_form_of_somebody_elses_making_is_refused(secretary: Browser, fields: dict[str, str]) -> None:
    marie, other = await two()
    await guardian("ali.benali", "ali@example.org")
    assert (await pressed(secretary, marie, other, **fields)).status == 400
    assert await count("guardian", "merged_into IS NOT NULL") == 0


async def test_the_password_is_asked_again(site: Site, time: Clock) -> None:
    marie, other = await two()
    browser = site.browser()
    browser.office_cookie = await sessions.start(await colleague(password=OFFICE), IN)
    time.move(minutes=11)
    fields = {"version": "0", "other_version": "0", "kept": str(marie), "because": REASON}
    path = f"/office/guardians/{marie}/merge/{other}"
    for answer in (await browser.get(path), await browser.post(path, fields)):
        assert answer.h1 == "Confirmez que c’est vous"
    assert await count("guardian", "merged_into IS NOT NULL") == 0
    for _ in range(5):
        await browser.post("/office/confirm", {"next": path, "password": "not that one"})
    assert (await browser.post("/office/confirm", {"next": path, "password": OFFICE})).status == 429
    time.move(minutes=2)
    answer = await browser.post("/office/confirm", {"next": path, "password": OFFICE})
    assert answer.h1 == "Réunir deux comptes"


async def test_the_absorbed_accounts_pages_lead_to_the_kept_one_or_nowhere(office: Browser) -> None:
    marie, other = await two()
    await merged(marie, other)
    page = await office.get(f"/office/families/{other}")
    assert page.path == f"/office/families/{marie}"
    assert page.h1 == "Marie Dupont"
    for screen in ("address", "name", "notes", "disable", "data", "as-parent", "sessions", "merge", f"merge/{marie}"):
        assert (await office.get(f"/office/guardians/{other}/{screen}")).status == 404, screen
    assert (await office.get(f"/office/families/{other}/phone-code")).status == 404
    assert (await office.post(f"/office/families/{other}/phone-code", {"once": "x" * 16})).status == 404
    assert (await office.post(f"/office/families/{other}/mail", {"once": "x" * 16})).status == 404
    assert (await office.get(f"/office/guardians/{marie}/merge/{other}")).status == 404
    assert (await office.get(f"/office/guardians/{marie}/merge/{marie}")).status == 404
    assert await count("token") == 0


async def test_the_audit_of_the_kept_account_has_the_other_ones_too(office: Browser) -> None:
    marie, other = await two()
    await sign_in(office, "marie.dupont2", "wrong password here")
    await merged(marie, other)
    for username in ("marie.dupont", "marie.dupont2"):
        page = await office.get(f"/office/audit?adult={username}")
        assert "Connexion refusée : ce n’était pas le bon mot de passe" in page.said
        assert "Réuni avec le compte marie.dupont2" in page.said


async def test_undoing_parts_them_again(office: Browser) -> None:
    marie, other = await two()
    await merged(marie, other)
    path = f"/office/guardians/{marie}/merges/{await last_merge()}/undo"
    page = await office.get(path)
    assert "marie.dupont et marie.dupont2" in page.said
    for _ in range(2):
        answer = await office.post(path)
        assert answer.path == f"/office/families/{marie}?notice=parted"
    assert len(await children(other)) == 1
    assert "Séparé de nouveau du compte marie.dupont2 (sophie.office)" in answer.said
    assert "Il n’y a rien à séparer" in (await office.get(path)).said


async def test_an_undo_that_is_refused_says_why(office: Browser, time: Clock) -> None:
    marie, other = await two()
    await merged(marie, other)
    path = f"/office/guardians/{marie}/merges/{await last_merge()}/undo"
    await query("UPDATE guardian SET last_name = 'Petit' WHERE id = ?", marie)
    answer = await office.post(path)
    assert answer.status == 409
    assert "le secrétariat ou un import a changé cette personne" in answer.said
    await query("UPDATE guardian SET last_name = 'Dupont' WHERE id = ?", marie)
    await query("UPDATE account_merge SET at = ?", time.now().replace(year=2001))
    answer = await office.post(path)
    assert "Plus d’un jour a passé" in answer.said
    assert len(await children(marie)) == 2


async def test_a_parents_open_pages_end_with_the_merge(site: Site, office: Browser) -> None:
    marie, other = await two()
    phones = [site.browser(), site.browser()]
    for phone, login, password in zip(
        phones, ("marie.dupont", "marie.dupont2"), (PASSWORD, OTHER_PASSWORD), strict=True
    ):
        assert (await sign_in(phone, login, password)).status == 200
    await pressed(office, marie, other)
    assert [await in_session(phone) for phone in phones] == [False, False]
    page = await sign_in(phones[1], "marie.dupont", PASSWORD)
    assert page.path == "/children", "both children are there to choose from"
