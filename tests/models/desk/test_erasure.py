"""Handing over and erasing the data of one guardian."""

import asyncio
import json
from datetime import timedelta

import pytest

from models.access import session, token
from models.access.token_refused import TokenUnknown
from models.announcements.audience import CHILDREN, Audience
from models.core.clock import now
from models.database import transaction
from models.desk import custody, erasure, personal_data
from models.families import event
from models.families.event import Actor
from models.importing.applying.import_run import take_turn
from models.outbox import mail
from models.outbox.mail import MailAccount
from settings import Settings
from tests.support.announced import published
from tests.support.family import child_of, children, count, dump, guardian, issued
from tests.support.office import colleague
from tests.support.sql import query

CANARY = "canary@erased.example"


async def full_life() -> int:
    """A guardian with rows in every table."""
    number = await guardian("canary.erased", CANARY, children=2, password="girafe tomate vélo nuage")
    await query("UPDATE guardian SET phone = '0475 CANARY', first_name = 'Canary' WHERE id = ?", number)
    await issued(number)
    await session.start(number, device="Canary phone")
    async with transaction():
        await mail.queue(mail.INVITATION, CANARY, number, accounts=[MailAccount(guardian=number, seed="ab" * 16)])
        await mail.queue(mail.RESET_ASKED, CANARY)
    batch = await query(
        "INSERT INTO letter_batch (at, actor, scope, once) VALUES (?, 'office:sophie', 'one', 'x') RETURNING id",
        now(),
    )
    await query("INSERT INTO letter (batch, guardian, seed) VALUES (?, ?, '')", batch[0]["id"], number)
    await query(
        "INSERT INTO import_run (at, actor, file_name, counts, changes, undone_by)"
        " VALUES (?, 'cli', 'f.csv', ?, ?, '')",
        *(now(), "{}", json.dumps([CANARY])),
    )
    await query(
        "INSERT INTO upload (staff, name, content, columns, decisions, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        *(await colleague(), "f.csv", CANARY, "", "", now()),
    )
    return number


async def test_personal_data_holds_everything_but_secrets(opened: Settings) -> None:
    number, other = await full_life(), await guardian("luc.leroy", "luc@example.org")
    text = json.dumps(held := await personal_data.gather(number))
    assert held["account"]["email"] == CANARY
    assert [len(held[name]) for name in ("children", "tokens", "sessions", "letters")] == [2, 1, 1, 1]
    assert {one["address"] for one in held["mails"]} == {CANARY}
    assert "luc.leroy" not in text
    for name, rows in (await dump()).items():
        for row in rows:
            for column in ("digest", "password_digest", "seed", "payload"):
                if name in ("guardian", "token", "session", "letter", "mail") and row.get(column, "") not in (
                    "",
                    None,
                    "{}",
                ):
                    assert row[column] not in text, (name, column)
    with pytest.raises(LookupError):
        await personal_data.gather(other + 100)


async def test_personal_data_has_no_current_facts_and_no_reason_of_an_ended_access(opened: Settings) -> None:
    number = await guardian(children=2)
    shut, _ = await children(number)
    await query("UPDATE child SET class_name = 'P6-CANARY', register_number = 'R-CANARY' WHERE id = ?", shut)
    await custody.end(number, shut, 0, Actor("office:ada"), because="Jugement du 3 mars CANARY")
    held = await personal_data.gather(number)
    assert "CANARY" not in json.dumps(held)
    closed, still_open = held["children"]
    assert (closed["first_name"], closed["ended_by"]) == (f"Zoé {number}", "office")
    assert not {"class_name", "register_number", "left_at"} & set(closed)
    assert (still_open["class_name"], still_open["register_number"]) == ("P3B", f"R{number}-1")
    (ended,) = [json.loads(one["detail"]) for one in held["events"] if one["action"] == "access ended"]
    assert ended == {"child": f"Zoé {number} Dupont"}


async def test_personal_data_has_no_reason_of_an_access_that_ends_on_a_later_day(opened: Settings) -> None:
    number = await guardian()
    (child,) = await children(number)
    later = now() + timedelta(days=3)
    await custody.end(number, child, 0, Actor("office:ada"), because="CANARY", since=later)
    held = await personal_data.gather(number)
    assert "CANARY" not in json.dumps(held)
    assert held["children"][0]["class_name"]


async def test_no_table_holds_anything_of_an_erased_guardian(opened: Settings) -> None:
    number = await full_life()
    erased = await erasure.erase(number, Actor("office:ada"), with_children=True)
    assert (erased.username, erased.children) == ("canary.erased", 2)
    left = json.dumps(await dump(), default=str)
    assert "canary" not in left.lower()
    assert "Dupont" not in left
    for table in ("guardian", "child", "guardianship", "token", "session", "mail", "letter", "directory", "upload"):
        assert await count(table) == 0, table
    assert [row["guardian"] for row in await query("SELECT guardian FROM event WHERE action = 'account erased'")] == [
        None
    ]


async def test_events_of_the_office_stay_without_the_erased_person(opened: Settings) -> None:
    number = await guardian("canary.erased", CANARY)
    (child,) = await children(number)
    for action, actor, detail in (
        ("family read", "office:sophie", ""),
        ("address corrected", "office:sophie", "c•••@erased.example → k•••@erased.example"),
        ("data exported", "cli", ""),
        ("token opened", "parent", ""),
        ("mail sent", "system", "c•••@erased.example"),
    ):
        await event.record(action, guardian=number, actor=actor, client="192.0.2.1", detail=detail)
    await custody.end(number, child, 0, Actor("office:ada"), because="Jugement CANARY")
    await event.record("family read", actor="office:sophie", detail="canary.erased")  # of an undone import
    before = await query("SELECT id, at, actor, action, result, client FROM event")
    await erasure.erase(number, Actor("office:ada"), with_children=True)
    left = await query("SELECT * FROM event ORDER BY id")
    assert {(row["guardian"], row["detail"]) for row in left} == {(None, "")}
    assert [row["action"] for row in left] == [
        *("family read", "address corrected", "data exported", "access ended", "family read", "account erased")
    ]
    stayed = {row["id"]: row for row in left}
    assert [{name: stayed[row["id"]][name] for name in row} for row in before if row["id"] in stayed] == [
        row for row in before if row["actor"] not in ("parent", "system")
    ]


async def test_children_of_another_guardian_stay(opened: Settings) -> None:
    number, other = await guardian(children=2), await guardian("luc.leroy", "luc@example.org", children=0)
    shared, own = await children(number)
    await query("INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", other, shared)
    assert [child.id for child in await erasure.only_children(number)] == [own]
    await erasure.erase(number, Actor("cli"), with_children=True)
    assert {row["id"] for row in await query("SELECT id FROM child")} >= {shared}
    assert not await query("SELECT id FROM child WHERE id = ?", own)


async def test_children_stay_unless_their_erasure_is_asked_for(opened: Settings) -> None:
    number = await guardian(children=2)
    await erasure.erase(number, Actor("cli"))
    assert await count("child") == 2


async def test_mails_to_a_shared_address_stay_for_the_other_guardian(opened: Settings) -> None:
    one, other = await guardian(email="both@example.org"), await guardian("luc.leroy", "both@example.org")
    async with transaction():
        accounts = [MailAccount(guardian=one, seed="ab" * 16), MailAccount(guardian=other, seed="cd" * 16)]
        await mail.queue(mail.RESET, "both@example.org", accounts=accounts)
        await mail.queue(mail.RESET_ASKED, "both@example.org")
        await mail.queue(mail.RESET, "both@example.org", accounts=accounts[:1])
    await erasure.erase(one, Actor("cli"))
    kept = await query("SELECT kind, payload FROM mail ORDER BY id")
    assert [row["kind"] for row in kept] == [mail.RESET, mail.RESET_ASKED]
    assert json.loads(kept[0]["payload"])["accounts"] == [{"guardian": other, "seed": "cd" * 16}]


async def test_mails_of_an_account_whose_number_begins_alike_stay(opened: Settings) -> None:
    one = await guardian()
    async with transaction():
        await mail.queue(mail.RESET, "x@example.org", accounts=[{"guardian": int(f"{one}7"), "seed": ""}])
    await erasure.erase(one, Actor("cli"))
    assert await count("mail") == 1


async def test_a_token_of_an_erased_guardian_is_unknown(opened: Settings) -> None:
    number = await guardian()
    code = await issued(number)
    await child_of(number, "Noé", "R9")
    await erasure.erase(number, Actor("cli"))
    with pytest.raises(TokenUnknown):
        await token.find(code)
    with pytest.raises(LookupError):
        await erasure.erase(number, Actor("cli"))


async def test_an_erasure_waits_for_an_import_under_way_and_deletes_its_journal(opened: Settings) -> None:
    number, written = await full_life(), asyncio.Event()

    async def importing() -> None:
        async with transaction():
            await take_turn()
            written.set()
            await asyncio.sleep(0.3)
            await query("UPDATE import_run SET changes = ?", json.dumps([CANARY]))

    async def erasing() -> None:
        await written.wait()
        await erasure.erase(number, Actor("office:ada.admin"))

    await asyncio.gather(importing(), erasing())
    assert (await query("SELECT changes FROM import_run"))[0]["changes"] == ""


async def test_what_was_announced_to_an_erased_child_alone_goes_with_it(opened: Settings) -> None:
    number, other = await guardian(), await guardian("ali.benali", "ali@example.org")
    (zoe,), (noe,) = await children(number), await children(other)
    await published(Audience(CHILDREN, children=(zoe,)), title="Zoé seule")
    await published(Audience(CHILDREN, children=(zoe, noe)), title="Les deux")
    await published(title="École")
    await erasure.erase(number, Actor("office:ada"), with_children=True)
    assert await query("SELECT title FROM announcement_text ORDER BY title") == [
        {"title": "Les deux"},
        {"title": "École"},
    ]
    await erasure.erase(other, Actor("office:ada"))
    assert await count("announcement") == 2
