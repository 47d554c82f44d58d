"""A merge undone within a day: both accounts are as they were, or nothing is changed."""

import asyncio
from typing import Any

import pytest

from mail import rendering
from models.access import first_connection, password_change, session, sign_in, token
from models.access.sign_in import WrongCredentials
from models.access.token_refused import TokenReplaced
from models.announcements import board, correcting, reading, replies
from models.announcements.announcement import ANSWER, READ
from models.core.clock import now
from models.desk import custody, disabling, erasure, merge_undo, notes, personal_data
from models.desk.correction import correct_address, correct_name
from models.desk.directory import DirectorySearch, search_directory
from models.desk.merge_undo import MergeUndoRefused
from models.families import directory
from models.office.sweep import sweep
from models.outbox import delivery
from settings import Settings
from tests.support.announced import SOPHIE, draft, published
from tests.support.clock import Clock
from tests.support.family import OTHER_PASSWORD, PASSWORD, children, count, events, guardian, issued
from tests.support.mails import part
from tests.support.merging import last_merge, merged, two
from tests.support.people import BY, mails, row, standing
from tests.support.sql import query

MOVES_ON = ("version",)  # an older page may be open


async def state() -> dict[str, list[dict[str, Any]]]:
    """The accounts, accesses and notes, whole."""
    people = await query("SELECT * FROM guardian ORDER BY id")
    return {
        "guardian": [{name: value for name, value in one.items() if name not in MOVES_ON} for one in people],
        "guardianship": await query("SELECT * FROM guardianship ORDER BY id"),
        "note": await query("SELECT * FROM note ORDER BY id"),
        "receipt": await query("SELECT * FROM announcement_receipt ORDER BY id"),
        "answer": await query("SELECT * FROM announcement_answer ORDER BY id"),
        "directory": await query("SELECT guardian, name_key, search, numbers FROM directory ORDER BY guardian"),
    }


async def rich() -> tuple[int, int]:
    """Two accounts with everything that a merge changes."""
    marie, other = await two()
    (own,), (theirs,) = await children(marie), await children(other)
    for guardian_id, child in ((marie, theirs), (other, own)):
        await query(
            "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, 'mère', '')",
            *(guardian_id, child),
        )
    number = await published(asks=ANSWER)
    await replies.answer(other, number, own, replies.YES)
    for who in (marie, other):
        await replies.answer(who, number, theirs, replies.NO)
    await replies.opens(other, await published(title="Piscine"))
    to_read = await published(title="Lecture", asks=READ)
    await replies.opens(marie, to_read)
    await replies.read(other, to_read, theirs)
    corrected = await published(title="Sortie", asks=READ)
    await replies.read(marie, corrected, own)
    await correcting.correct(await reading.find(corrected), draft(asks=READ), SOPHIE, mail_again=True)
    await replies.read(other, corrected, theirs)
    await custody.end(marie, own, 0, BY, because="jugement")
    await query("UPDATE guardian SET phone = '0470 12 34 56', former_contact = 'b@x.be\n' WHERE id = ?", other)
    await notes.write(other, "appelle le soir", BY, "form-key-1")
    await disabling.disable(other, 0, BY)
    await directory.refresh([marie, other])
    return marie, other


async def undone(marie: int) -> None:
    await merge_undo.undo(await last_merge(), marie, BY)


async def test_what_the_kept_account_read_since_the_merge_stays_read(opened: Settings) -> None:
    marie, other = await two()
    (theirs,) = await children(other)
    number = await published(asks=READ)
    await replies.opens(marie, number)
    await replies.read(other, number, theirs)
    await merged(marie, other)
    await correcting.correct(await reading.find(number), draft(asks=READ), SOPHIE, mail_again=True)
    await replies.read(marie, number, theirs)
    await undone(marie)
    assert not (await board.find(marie, number)).due


@pytest.mark.parametrize("other_address", [False, True])
async def test_both_accounts_are_exactly_as_before(opened: Settings, other_address: bool) -> None:
    marie, other = await rich()
    before = await state()
    await merged(marie, other, other_address=other_address)
    assert await state() != before
    await undone(marie)
    assert await state() == before
    assert (await events("accounts parted"), (await row(marie))["disabled_at"]) == (["ok", "ok"], None)


async def test_each_password_opens_its_account_again_and_sessions_stay_ended(opened: Settings) -> None:
    marie, other = await two()
    inside = await session.start(other, remembered=True)
    await merged(marie, other)
    await undone(marie)
    assert await session.find(inside.secret) is None
    for login, password, whose in (("marie.dupont", PASSWORD, marie), ("marie.dupont2", OTHER_PASSWORD, other)):
        started = await sign_in.sign_in(login, password, remembered=False, client="192.0.2.1", device="")
        visit = await session.find(started.secret)
        assert visit
        assert visit.guardian == whose


async def test_both_are_told(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other, other_address=True)
    await undone(marie)
    assert [(kind, address) for kind, address, _ in await mails()][2:] == [
        ("accounts_parted", "marie@example.org"),
        ("accounts_parted", "marie@work.example"),
    ]


async def test_an_undo_twice_does_nothing_more(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    await asyncio.gather(*(undone(marie) for _ in range(3)))
    assert await events("accounts parted") == ["ok", "ok"]


async def test_after_a_day_it_is_too_late(opened: Settings, time: Clock) -> None:
    marie, other = await two()
    await merged(marie, other)
    time.move(hours=23, minutes=59)
    (found,) = await merge_undo.merged_into(marie)
    assert found.merge == await last_merge()
    time.move(minutes=1)
    (found,) = await merge_undo.merged_into(marie)
    assert (found.id, found.username, found.merge) == (other, "marie.dupont2", None)
    with pytest.raises(MergeUndoRefused, match="late"):
        await undone(marie)
    number = await last_merge()
    await sweep()
    assert await count("account_merge") == 0
    with pytest.raises(LookupError):
        await merge_undo.undo(number, marie, BY)


async def test_the_number_of_another_accounts_merge_undoes_nothing(opened: Settings) -> None:
    marie, other = await two()
    third = await guardian("ali.benali", "ali@example.org")
    await merged(marie, other)
    with pytest.raises(LookupError):
        await merge_undo.undo(await last_merge(), third, BY)


@pytest.mark.parametrize("change", ["address", "name", "custody", "closed", "access", "merge"])
async def test_it_is_refused_once_the_office_or_an_import_has_changed_the_account(
    opened: Settings, change: str
) -> None:
    marie, other = await two()
    (child,) = await children(other)
    await merged(marie, other)
    version = (await row(marie))["version"]
    if change == "address":
        await correct_address(marie, "new@example.org", version, BY)
    elif change == "name":
        await correct_name(marie, "Marie-Anne", "Dupont", version, BY)
    elif change == "custody":
        await custody.end(marie, child, version, BY, because="jugement")
    elif change == "closed":
        await disabling.disable(marie, version, BY)
    elif change == "access":  # as an import writes it, which counts no edit of the adult
        await query("UPDATE guardianship SET ended_at = ?, ended_by = 'import' WHERE child = ?", now(), child)
    else:
        await merged(marie, await guardian("marie.dupont3", "third@example.org"))
    before = await state()
    with pytest.raises(MergeUndoRefused, match="touched"):
        await merge_undo.undo(await first_merge(other), marie, BY)
    assert await state() == before


async def first_merge(absorbed: int) -> int:
    return int((await query("SELECT id FROM account_merge WHERE absorbed = ?", absorbed))[0]["id"])


async def test_of_two_merges_the_last_is_undone_first(opened: Settings) -> None:
    marie, other = await two()
    third = await guardian("marie.dupont3", "third@example.org")
    await directory.refresh([third])
    before = await state()
    await merged(marie, other, other_address=True)
    await merged(marie, third, other_address=True)
    with pytest.raises(MergeUndoRefused):
        await merge_undo.undo(await first_merge(other), marie, BY)
    await merge_undo.undo(await first_merge(third), marie, BY)
    await merge_undo.undo(await first_merge(other), marie, BY)
    assert await state() == before


async def test_a_password_that_the_parent_chose_meanwhile_stays(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    started = await sign_in.sign_in("marie.dupont", PASSWORD, remembered=False, client="192.0.2.1", device="")
    visit = await session.find(started.secret)
    assert visit
    new = "violet brouette lundi escalier"
    await password_change.change_password(visit, PASSWORD, new, client="192.0.2.1", device="")
    await undone(marie)
    assert await sign_in.sign_in("marie.dupont", new, remembered=False, client="192.0.2.1", device="")
    with pytest.raises(WrongCredentials):
        await sign_in.sign_in("marie.dupont2", new, remembered=False, client="192.0.2.1", device="")


async def test_a_link_since_the_merge_opens_nothing_after_the_undo(opened: Settings) -> None:
    """With the address of another person kept by mistake, that person would come in to the first one's children."""
    marie, other = await two()
    await merged(marie, other, other_address=True)
    code = await issued(marie, token.RESET)
    inside = await session.start(marie)
    await undone(marie)
    with pytest.raises(TokenReplaced):
        await token.find(code)
    assert await session.find(inside.secret) is None
    assert await sign_in.sign_in("marie.dupont", PASSWORD, remembered=False, client="192.0.2.1", device="")


@pytest.mark.parametrize("passwords", [True, False])
async def test_a_password_chosen_with_a_link_since_the_merge_is_deleted(opened: Settings, passwords: bool) -> None:
    marie, other = await two(passwords=passwords)
    await merged(marie, other, other_address=True)
    new = "violet brouette lundi escalier"
    step = await first_connection.open_token(await issued(marie), client="192.0.2.1", device="")
    visit = await session.find(step.secret)
    assert visit
    inside = await first_connection.choose_password(visit, new, client="192.0.2.1", device="")
    await undone(marie)
    assert await session.find(inside.secret) is None
    for password in (new, PASSWORD):
        with pytest.raises(WrongCredentials):
            await sign_in.sign_in("marie.dupont", password, remembered=False, client="192.0.2.1", device="")
    assert ((await row(marie))["activated_at"], await standing(marie)) == (None, "not_invited")
    assert await events("password lost") == ["parted"]
    assert bool((await row(other))["activated_at"]) == passwords
    assert [(kind, address) for kind, address, _ in await mails()][-2:] == [
        ("accounts_parted", "marie@work.example"),
        ("password_deleted", "marie@example.org"),
    ]


@pytest.mark.parametrize("kept_first", [True, False])
async def test_where_both_have_one_address_its_one_mail_says_that_the_password_is_deleted(
    opened: Settings, kept_first: bool
) -> None:
    kept, absorbed = await two(email="marie@example.org")
    if not kept_first:
        kept, absorbed = absorbed, kept
    await merged(kept, absorbed)
    step = await first_connection.open_token(await issued(kept), client="192.0.2.1", device="")
    visit = await session.find(step.secret)
    assert visit
    await first_connection.choose_password(visit, "violet brouette lundi escalier", client="192.0.2.1", device="")
    await undone(kept)
    told = await query("SELECT guardian FROM mail WHERE kind IN ('accounts_parted', 'password_deleted')")
    assert told == [{"guardian": kept}]
    (found,) = [one for one in await delivery.claim(9) if one.kind == "password_deleted"]
    plain = part((await rendering.render(found)).read(), "plain")
    assert "Mais le mot de passe choisi pendant que les comptes étaient réunis ne marche plus." in plain
    assert "sur la page de connexion, allez à Mot de passe oublié." in plain
    assert "Vous n’avez rien à faire" not in plain


async def test_a_password_chosen_at_the_moment_of_the_undo_is_deleted(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The undo waits for it, and finds it."""
    marie, other = await two()
    await merged(marie, other, other_address=True)
    step = await first_connection.open_token(await issued(marie), client="192.0.2.1", device="")
    visit = await session.find(step.secret)
    assert visit
    spent, spend = asyncio.Event(), token.spend

    async def slow_spend(number: int) -> bool:
        good = await spend(number)
        spent.set()
        await asyncio.sleep(0.2)
        return good

    async def undone_then() -> None:
        await spent.wait()
        await undone(marie)

    monkeypatch.setattr(token, "spend", slow_spend)
    choosing = first_connection.choose_password(visit, OTHER_PASSWORD, client="192.0.2.1", device="")
    inside, _ = await asyncio.gather(choosing, undone_then())
    assert await session.find(inside.secret) is None
    assert (await row(marie))["password_digest"] is None


async def test_a_refused_mail_meanwhile_belongs_to_its_address(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other, other_address=True)
    first, second = await delivery.claim(9)
    await delivery.refuse(first, "550 no such user")
    await delivery.sent(second)
    await undone(marie)
    assert [(await row(one))["refused_words"] for one in (marie, other)] == ["", "550 no such user"]


async def test_notes_written_since_stay_with_the_kept_account(opened: Settings) -> None:
    marie, other = await two()
    await notes.write(other, "avant", BY, "form-key-1")
    await merged(marie, other)
    await notes.write(marie, "après", BY, "form-key-2")
    await undone(marie)
    assert [[note.text for note in await notes.notes_on([one])] for one in (marie, other)] == [["après"], ["avant"]]


async def test_what_had_been_merged_before_goes_back_too(opened: Settings) -> None:
    marie, other = await two()
    third = await guardian("marie.dupont3", "third@example.org")
    await merged(other, third)
    await merged(marie, other)
    await undone(marie)
    assert [(await row(one))["merged_into"] for one in (third, other)] == [other, None]


async def test_erasing_the_kept_account_erases_the_absorbed_one(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    await erasure.erase(marie, BY, with_children=True)
    for table in ("guardian", "guardianship", "account_merge", "mail", "child", "directory"):
        assert await count(table) == 0, table
    rows = await query("SELECT guardian, detail FROM event")
    assert [(one["guardian"], one["detail"]) for one in rows] == [(None, "")] * len(rows)
    with pytest.raises(LookupError):
        await erasure.erase(other, BY)


async def test_erasing_one_of_two_parted_accounts_takes_its_name_out_of_the_others_history(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    await undone(marie)
    await erasure.erase(other, BY)
    assert await query("SELECT id FROM event WHERE detail LIKE '%marie.dupont2%'") == []
    assert await count("guardian") == 1


async def test_the_data_handed_over_are_those_of_both(opened: Settings) -> None:
    marie, other = await two()
    await notes.write(other, "appelle le soir", BY, "form-key-1")
    await merged(marie, other, because="secret reason")
    held = await personal_data.gather(marie)
    assert held["username"] == "marie.dupont"
    assert [one["username"] for one in held["merged_accounts"]] == ["marie.dupont2"]
    assert len(held["children"]) == 2
    assert [one["text"] for one in held["notes"]] == ["appelle le soir"]
    assert {one["address"] for one in held["mails"]} == {"marie@example.org", "marie@work.example"}
    assert "secret reason" not in str(held)


async def test_a_list_after_the_undo_has_both(opened: Settings) -> None:
    marie, other = await two()
    await merged(marie, other)
    await undone(marie)
    assert sorted(one.id for one in (await search_directory(DirectorySearch())).adults) == [marie, other]
