"""Sign-in with username and password, without telling which accounts exist (PRODUCT 5, catalogue 12–13)."""

import asyncio
import dataclasses
from collections.abc import Callable
from typing import Any

import bcrypt
import pytest

from models import database
from settings import Settings
from tests.support.families import disable
from tests.support.family import OTHER_PASSWORD, PASSWORD, count, doors, dump, events, guardian, in_session, sign_in
from tests.support.merging import merged, two
from tests.support.site import Site, serving
from tests.support.sql import query
from tests.support.visitor import Answer, Browser

TYPED = "marie.dupont"


async def test_username_and_password_lead_straight_to_the_child(either: Browser) -> None:
    await guardian(password=PASSWORD)
    page = await sign_in(either)
    assert page.status == 200
    assert page.path.startswith("/children/")
    assert await events("signed in") == ["ok"]  # 45


async def test_the_username_is_matched_forgivingly_and_the_address_in_its_place(site: Site) -> None:
    await guardian(password=PASSWORD)
    for typed in (" Marie.Dupont ", "MARIE.DUPONT", "marié.dupont", "Marie@Example.org", " marie@example.org"):
        assert (await sign_in(site.browser(), typed)).status == 200, typed


async def test_an_address_of_two_accounts_names_neither(site: Site) -> None:
    await guardian(password=PASSWORD)
    await guardian("paul.dupont", password=OTHER_PASSWORD)
    for password in (PASSWORD, OTHER_PASSWORD):
        assert (await sign_in(site.browser(), "marie@example.org", password)).status == 422
    assert (await sign_in(site.browser(), "paul.dupont", OTHER_PASSWORD)).status == 200


async def test_who_knows_the_old_password_of_a_merged_account_is_told_so(either: Browser) -> None:
    marie, other = await two()
    await merged(marie, other)
    page = await sign_in(either, "marie.dupont2", OTHER_PASSWORD)
    assert (page.status, page.h1) == (422, "Ce compte a été réuni avec un autre")
    assert "marie.dupont" not in page.text.replace("marie.dupont2", "")
    assert not await in_session(either)
    wrong = await sign_in(either, "marie.dupont2", PASSWORD)
    assert wrong.status == 422
    assert "Le nom d’utilisateur ou le mot de passe n’est pas bon." in wrong.said


async def test_a_failure_keeps_the_username_and_clears_the_password(either: Browser) -> None:  # 58
    await guardian(password=PASSWORD)
    page = await sign_in(either, password="wrong password here", remember="yes")
    assert page.status == 422
    assert page.value("username") == "marie.dupont"
    assert page.find("input", name="password").get("value") == ""
    assert "checked" in page.find("input", name="remember").attrib
    assert page.title.startswith("Erreur :")
    assert page.said.count(page.faults[0]) == 1
    field = page.find("input", name="username")
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", "refused")
    assert "autofocus" in field.attrib
    assert doors(page) == ["Connexions suivantes", "Première connexion"]


async def test_empty_fields_are_named(either: Browser) -> None:
    page = await either.post("/sign-in", {"username": "", "password": ""})
    assert (page.status, len(page.faults)) == (422, 2)
    assert await count("throttle") == 0


def bytes_of(answer: Answer) -> Any:
    """The whole answer but its date."""
    headers = sorted((k, v) for k, v in answer.headers.multi_items() if k.lower() != "date")
    return answer.status, headers, answer.text


async def every_failure(settings: Settings, *, htmx: bool) -> dict[str, Any]:
    """One wrong sign-in of the same typed name in seven schools where it means something else."""
    found: dict[str, Any] = {}
    for case in ("unknown", "wrong", "disabled", "never activated", "throttled", "merged", "merged, then closed"):
        async with serving(settings) as site:
            await query("DELETE FROM guardian")
            await query("DELETE FROM throttle")
            if case != "unknown":
                number = await guardian(password="" if case == "never activated" else PASSWORD)
            if case == "disabled":
                await disable(number)
            if case.startswith("merged"):
                kept = await guardian("ali.benali", "ali@example.org", password=OTHER_PASSWORD)
                await merged(kept, number)
                if case != "merged":
                    await disable(kept)
            if case == "throttled":
                for _ in range(6):
                    await sign_in(site.browser(), password="not that one")
            browser = site.browser(htmx=htmx)
            right = PASSWORD if case in ("disabled", "throttled", "merged, then closed") else "not that one"
            found[case] = bytes_of(await sign_in(browser, TYPED, right)), browser.cookie
    return found


@pytest.mark.parametrize("htmx", [False, True])
async def test_every_failure_is_the_same_bytes(settings: Settings, htmx: bool) -> None:  # 12
    found = await every_failure(settings, htmx=htmx)
    assert found["unknown"][0][0] == 422
    for case, answer in found.items():
        assert answer == found["unknown"], case


async def test_every_failure_costs_one_bcrypt_and_the_same_statements(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:  # 13
    await guardian("wrong.one", "a@example.org", password=PASSWORD)
    await disable(await guardian("disabled.one", "b@example.org", password=PASSWORD))
    kept = await guardian("never.one", "c@example.org")
    await merged(kept, await guardian("merged.one", "d@example.org", password=PASSWORD))
    checked, asked = watch(monkeypatch)
    seen = {}
    for name in ("unknown.one", "wrong.one", "disabled.one", "never.one", "merged.one"):
        checked.clear()
        asked.clear()
        await sign_in(site.browser(), name, "not that one")
        seen[name] = list(asked)
        assert len(checked) == 1, name
        assert checked[0][1][:7] == b"$2b$04$", name
    assert len(seen["unknown.one"]) >= 5
    for name, statements in seen.items():
        assert statements == seen["unknown.one"], name
    for _ in range(5):
        await sign_in(site.browser(), "wrong.one", "not that one")
    checked.clear()
    await sign_in(site.browser(), "wrong.one", PASSWORD)  # throttled, and right
    assert len(checked) == 1


def watch(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], list[str]]:
    """Records each bcrypt call and each statement of this test's requests, and carries them out."""
    checked: list[Any] = []
    asked: list[str] = []
    check, engine = bcrypt.checkpw, database.engine()
    own = asyncio.current_task()  # the worker has its own statements, whenever it likes

    def checkpw(password: bytes, hashed: bytes) -> bool:
        checked.append((password, hashed))
        return check(password, hashed)

    def spied(run: Callable[..., Any]) -> Callable[..., Any]:
        async def spy(statement: Any, *rest: Any, **options: Any) -> Any:
            if asyncio.current_task() is own:
                asked.append(getattr(statement, "template", statement))
            return await run(statement, *rest, **options)

        return spy

    # On SQLite Piccolo's queries end in `run` as well.
    for name in ("run",) if isinstance(engine, database.SQLite) else ("run", "run_querystring"):
        monkeypatch.setattr(engine, name, spied(getattr(engine, name)))
    monkeypatch.setattr(bcrypt, "checkpw", checkpw)
    return checked, asked


async def test_the_same_rows_are_written_for_known_and_unknown(site: Site) -> None:  # 13
    await guardian(password=PASSWORD)
    written = []
    for name in ("marie.dupont", "nobody.here"):
        before = {table: len(rows) for table, rows in (await dump()).items()}
        await sign_in(site.browser(), name, "not that one")
        written.append({table: len(rows) - before[table] for table, rows in (await dump()).items()})
    # The line's own counter is there since the first one.
    assert [{**w, "throttle": 0} for w in written] == [{**written[0], "throttle": 0}] * 2
    assert (written[0]["throttle"], written[1]["throttle"]) == (2, 1)


async def test_a_throttled_right_password_costs_no_second_bcrypt_at_a_new_cost(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:  # 13, 28: the re-hash would tell that it was right
    async with serving(settings) as site:
        await guardian(password=PASSWORD)
        for _ in range(5):
            await sign_in(site.browser(), password="not that one")
    async with serving(dataclasses.replace(settings, bcrypt_cost=5)) as site:
        made: list[Any] = []
        salt = bcrypt.gensalt

        def gensalt(cost: int) -> bytes:
            made.append(cost)
            return salt(cost)

        monkeypatch.setattr(bcrypt, "gensalt", gensalt)
        assert (await sign_in(site.browser())).status == 422
        assert made == []
        await query("DELETE FROM throttle")
        assert (await sign_in(site.browser())).status == 200
        assert made == [5]
        assert (await query("SELECT password_digest FROM guardian"))[0]["password_digest"].startswith("$2b$05$")
        assert (await sign_in(site.browser())).status == 200
        assert made == [5]


async def test_a_session_replaces_the_one_before_it_in_the_same_browser(site: Site) -> None:  # 29
    await guardian(password=PASSWORD)
    browser = site.browser()
    await sign_in(browser)
    first = browser.cookie
    await sign_in(browser)
    assert browser.cookie != first
    assert await count("session") == 1
    browser.cookie = first
    assert not await in_session(browser)


async def test_signed_in_parents_at_the_entrance_come_to_their_children(either: Browser) -> None:
    await guardian(password=PASSWORD)
    await sign_in(either)
    for path in ("/", "/sign-in"):
        page = await either.get(path)
        assert page.status == 200
        assert page.path.startswith("/children/")
        assert page.h1.startswith("Zoé")
