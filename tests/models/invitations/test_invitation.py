import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from models.access import token
from models.access.token_refused import TokenReplaced
from models.core.clock import now
from models.database import close_database, transaction
from models.families import directory
from models.invitations import invitation
from models.outbox import delivery, mail
from models.outbox.sending import AlreadyBegun
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import disable, parent
from tests.support.sql import query


async def standings(guardian: int) -> list[dict[str, Any]]:
    await directory.refresh([guardian])
    return await query("SELECT standing FROM directory WHERE guardian = ?", guardian)


async def test_everyone_not_in_yet_gets_one_mail(opened: Settings) -> None:
    await parent("marie.dupont")
    await parent("jean.petit", "", class_name="P1A")
    await parent("luc.grand", "luc@example.org", activated=True)
    await disable(await parent("eva.loin", "eva@example.org"))
    gone = await parent("ana.partie", "ana@example.org")
    await query("UPDATE child SET left_at = ? WHERE register_number = ?", now(), f"R{gone}")
    invited = await invitation.invite(everyone=True)
    assert [person.username for person in invited.queued] == ["marie.dupont"]
    assert [(person.name, person.username) for person in invited.without_address] == [("Jean Petit", "jean.petit")]
    assert [person.username for person in invited.already_in] == ["luc.grand"]
    assert [person.username for person in invited.disabled] == ["eva.loin"]
    rows = await query("SELECT address, kind FROM mail")
    assert rows == [{"address": "marie@example.org", "kind": mail.INVITATION}]


async def test_the_queued_mail_holds_the_token_that_opens(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    async with transaction():
        older, _ = await token.issue(guardian, token.INVITATION)
    await invitation.invite(username="marie.dupont")
    ((owner, seed),) = (await delivery.claim(1))[0].accounts
    row = await token.find(token.code_of(seed))
    assert owner == row.guardian == guardian
    with pytest.raises(TokenReplaced):
        await token.find(token.code_of(older))


async def test_one_class_however_it_is_typed(opened: Settings) -> None:
    await parent("marie.dupont", class_name="P3B")
    await parent("jean.petit", class_name="P1A")
    invited = await invitation.invite(class_name=" p3b ")
    assert [person.username for person in invited.queued] == ["marie.dupont"]


async def test_an_unknown_class_is_answered_with_those_there_are(opened: Settings) -> None:
    await parent("marie.dupont", class_name="P3B")
    await parent("jean.petit", class_name="P1A")
    with pytest.raises(invitation.UnknownClass) as refused:
        await invitation.invite(class_name="P9Z")
    assert refused.value.classes == ["P1A", "P3B"]


async def test_an_unknown_username_is_refused(opened: Settings) -> None:
    with pytest.raises(invitation.UnknownUsername):
        await invitation.invite(username="nobody")


async def test_an_adult_who_has_an_account_is_listed_apart_and_gets_no_mail(opened: Settings) -> None:
    await parent("marie.dupont", activated=True)
    invited = await invitation.invite(username="Marie.Dupont")
    assert [person.username for person in invited.already_in] == ["marie.dupont"]
    assert await query("SELECT id FROM mail") == await query("SELECT id FROM token") == []


async def test_twenty_invitations_at_once_queue_one_mail(opened: Settings) -> None:
    await parent("marie.dupont")
    many = await asyncio.gather(*(invitation.invite(everyone=True) for _ in range(20)))
    assert sum(len(invited.queued) for invited in many) == 1
    assert sum(len(invited.already_waiting) for invited in many) == 19
    assert len(await query("SELECT id FROM token")) == 1


async def test_an_invitation_that_is_still_good_is_not_ended_by_the_next_round(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont", class_name="P3B")
    await parent("jean.petit", class_name="P1A")
    await invitation.invite(class_name="P3B")
    for entry in await delivery.claim(10):
        await delivery.sent(entry)
    invited = await invitation.invite(everyone=True)
    assert [person.username for person in invited.already_invited] == ["marie.dupont"]
    assert [person.username for person in invited.queued] == ["jean.petit"]
    time.move(days=14, seconds=1)
    assert len((await invitation.invite(everyone=True)).queued) == 2  # both have expired


async def test_again_or_by_username_a_valid_invitation_is_replaced(opened: Settings) -> None:
    await parent("marie.dupont")
    for again in ({"everyone": True}, {"everyone": True, "again": True}, {"username": "marie.dupont"}):
        assert len((await invitation.invite(**again)).queued) == 1
        for entry in await delivery.claim(10):
            await delivery.sent(entry)


async def test_a_refused_address_is_listed_with_the_mail_servers_words(opened: Settings) -> None:
    await parent("marie.dupont")
    await invitation.invite(everyone=True)
    for entry in await delivery.claim(10):
        await delivery.refuse(entry, "550 no such user here")
    invited = await invitation.invite(everyone=True)
    assert [(person.username, person.server_words) for person in invited.refused] == [
        ("marie.dupont", "550 no such user here")
    ]
    assert not invited.queued


async def test_an_adult_whose_mail_was_dropped_is_invited_again(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    (entry,) = await delivery.claim(10)
    await token.drop(entry)
    assert [row["standing"] for row in await standings(guardian)] == ["not_invited"]
    assert [person.username for person in (await invitation.invite(everyone=True)).queued] == ["marie.dupont"]


async def test_a_token_whose_mail_was_dropped_counts_as_no_invitation(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True)
    await query("UPDATE mail SET state = 'dropped', payload = ? WHERE guardian = ?", "{}", guardian)
    assert [person.username for person in (await invitation.preview(everyone=True)).queued] == ["marie.dupont"]


async def test_after_a_corrected_address_the_parent_can_be_invited_at_once(opened: Settings) -> None:
    guardian = await parent("marie.dupont", "mraie@example.org")
    await invitation.invite(everyone=True)
    await query("UPDATE guardian SET email = 'marie@example.org' WHERE id = ?", guardian)
    await token.revoke(guardian, "address")
    assert len((await invitation.invite(everyone=True)).queued) == 1


async def test_each_token_issued_is_in_the_audit(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    await invitation.invite(everyone=True, actor="anne")
    rows = await query("SELECT actor, action, guardian, result, detail FROM event ORDER BY id")
    assert [(row["actor"], row["action"], row["guardian"], row["result"]) for row in rows] == [
        ("anne", "token issued", guardian, "invitation"),
        ("anne", "sending begun", None, "ok"),
    ]
    assert json.loads(rows[1]["detail"])["mails"] == 1


async def test_a_preview_says_who_would_be_invited_and_changes_nothing(opened: Settings) -> None:
    marie = await parent("marie.dupont", class_name="P3B")
    jean = await parent("jean.petit", "", class_name="P1A")
    for whom in ({"everyone": True}, {"class_name": "p3b"}, {"guardians": [marie, jean, 999]}):
        invited = await invitation.preview(**whom)
        assert [person.username for person in invited.queued] == ["marie.dupont"]
        assert [person.username for person in invited.without_address] == ["jean.petit"][: "class_name" not in whom]
    assert await query("SELECT id FROM mail") == await query("SELECT id FROM token") == []
    assert (await invitation.preview(guardians=[])).queued == ()
    with pytest.raises(invitation.UnknownClass):
        await invitation.preview(class_name="P9Z")


async def test_mails_to_many_make_a_sending_and_one_by_username_goes_before_them(opened: Settings) -> None:
    marie = await parent("marie.dupont", class_name="P3B")
    jean = await parent("jean.petit", class_name="P1A")
    invited = await invitation.invite(class_name="P3B", actor="office:sophie")
    assert invited.sending
    assert await query("SELECT id, scope, actor FROM sending") == [
        {"id": invited.sending, "scope": "class:P3B", "actor": "office:sophie"}
    ]
    await invitation.invite(username="jean.petit")
    assert [entry.guardian for entry in await delivery.claim(10)] == [jean, marie]
    assert await query("SELECT sending FROM mail ORDER BY id") == [{"sending": invited.sending}, {"sending": None}]


async def test_with_nobody_to_invite_there_is_no_sending(opened: Settings) -> None:
    await parent("marie.dupont", activated=True)
    invited = await invitation.invite(everyone=True)
    assert invited.sending is None
    assert await query("SELECT id FROM sending") == await query("SELECT id FROM event") == []


async def test_a_form_submitted_again_sends_nothing_more(opened: Settings) -> None:
    await parent("marie.dupont")

    async def press() -> int:
        try:
            return (await invitation.invite(everyone=True, again=True, form_key="form 1")).sending or 0
        except AlreadyBegun as begun:
            return begun.sending

    numbers = await asyncio.gather(*(press() for _ in range(10)))
    for entry in await delivery.claim(10):
        await delivery.sent(entry)
    assert {*numbers, await press()} == {numbers[0]}
    assert len(await query("SELECT id FROM mail")) == 1


async def test_a_valid_letter_is_not_replaced_unless_asked(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    async with transaction():
        await token.issue(guardian, token.INVITATION)
    await query("UPDATE token SET carrier = 'letter'")
    assert [person.id for person in (await invitation.invite(everyone=True)).already_invited] == [guardian]
    assert (await invitation.invite(everyone=True, again=True)).queued


@pytest.fixture
async def families(opened: Settings) -> str:
    """Two families, and the database closed again for the command to open; returns its URL."""
    await parent("marie.dupont")
    await parent("jean.petit", "", class_name="P1A")
    await close_database()
    return opened.database_url


def preau(families: str, *arguments: str) -> tuple[int, str]:
    environment = {"PREAU_DATABASE_URL": families, "PREAU_SECRET_KEY": "k" * 48}
    result = CliRunner().invoke(main, ["invite", *arguments], env=environment)
    return result.exit_code, result.output


async def run(families: str, *arguments: str) -> tuple[int, str]:
    return await asyncio.to_thread(preau, families, *arguments)


async def test_the_command_says_who_has_no_address(
    families: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = await run(families, "--all")
    assert code == 0
    assert "1 invitation queued." in output
    assert "Jean Petit (jean.petit)" in output
    assert "PREAU_SMTP_URL is not set" in output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--class", "P9Z"), 1, "P1A, P3B"),
        (("--username", "nobody"), 1, "no account"),
        (("--username", "jean.petit"), 1, "no mail address"),
        ((), 2, "--all, --class or --username"),
        (("--all", "--class", "P3B"), 2, "one of the three"),
    ],
)
async def test_the_command_says_what_is_wrong(
    families: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (await run(families, *arguments))[0] == code
    assert words in (await run(families, *arguments))[1]


async def test_an_adult_who_sees_no_child_is_not_invited(opened: Settings, time: Clock) -> None:
    await parent("marie.dupont")
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office'", now() + timedelta(days=2))
    assert len((await invitation.invite(everyone=True)).queued) == 1
    time.move(days=3)
    invited = await invitation.invite(username="marie.dupont")
    assert [person.username for person in invited.without_child] == ["marie.dupont"]
    assert not invited.queued
    everyone = await invitation.invite(everyone=True, again=True)
    assert not any(getattr(everyone, name) for name in everyone.__slots__)
