"""When a unit has failed the admins hear of it by mail, whatever else is wrong."""

import asyncio
from pathlib import Path

import pytest

from models.families.event import Actor
from models.staff import account_changes
from models.staff.accounts import ADMIN, SECRETARY, Staff, named
from tests.support.command import Command
from tests.support.sink import Sink, listening
from tests.support.sql import query

DEPLOY = Path(__file__).parents[2] / "deploy"
BACKUP = "preau-backup.service"


async def office() -> None:
    """Two admins with an address, one of them gone; one without; a secretary."""
    for username, role in (("ada", ADMIN), ("eva", ADMIN), ("ida", ADMIN), ("sophie", SECRETARY)):
        email = "" if username == "ida" else f"{username}@tilleul.example"
        await account_changes.add(username, role, Actor("cli"), email=email)
    eva = await named("eva")
    assert eva
    await account_changes.disable(eva, Actor("cli"))


async def alarmed(command: Command, sink: Sink, unit: str = BACKUP) -> tuple[int, str]:
    async with listening(sink) as server:
        command.set("smtp_url", f"smtp://{server.host}:{server.port}")
        command.set("mail_from", "École <ecole@tilleul.example>")
        result = await asyncio.to_thread(command, "alarm", unit)
    return result.exit_code, result.output


async def test_the_admins_are_told_what_failed_and_how_to_see_why(command: Command) -> None:
    await asyncio.to_thread(command.in_school, office)
    sink = Sink()
    assert (await alarmed(command, sink))[0] == 0
    assert sink.addresses == ["ada@tilleul.example"]
    (message,) = sink.messages
    assert message["Subject"] == "Préau : preau-backup.service ne marche pas"
    text = message.get_content()
    assert "La sauvegarde de cette nuit n’a pas été faite." in text
    assert "journalctl -u preau-backup.service" in text
    await alarmed(command, sink, "preau.service")
    assert "les parents ne peuvent plus entrer" in sink.messages[1].get_content()


async def test_an_admin_is_told_in_the_language_that_this_person_chose(command: Command, bracketed: None) -> None:
    async def choose() -> None:
        await Staff.update({Staff.language: "nl"}, force=True)

    await asyncio.to_thread(command.in_school, office)
    await asyncio.to_thread(command.in_school, choose)
    sink = Sink()
    assert (await alarmed(command, sink))[0] == 0
    assert sink.messages[0]["Subject"] == "‹nl Préau : preau-backup.service ne marche pas›"


async def test_an_admin_is_told_though_the_database_is_not_migrated(command: Command) -> None:
    async def older() -> None:
        await query("ALTER TABLE staff DROP COLUMN language")
        await query("DELETE FROM migration WHERE name = 'm0015_staff_language'")

    await asyncio.to_thread(command.in_school, office)
    await asyncio.to_thread(command.in_school, older)
    sink = Sink()
    assert (await alarmed(command, sink))[0] == 0
    assert sink.addresses == ["ada@tilleul.example"]


async def test_a_wrong_key_does_not_prevent_the_alarm(command: Command) -> None:
    await asyncio.to_thread(command.in_school, office)
    command.set("secret_key", "another-key-that-is-long-enough-to-be-one")
    sink = Sink()
    assert (await alarmed(command, sink))[0] == 0
    assert sink.addresses == ["ada@tilleul.example"]


async def test_without_the_database_the_school_gets_the_alarm(command: Command) -> None:
    command.set("database_url", "postgresql://preau:geheim@127.0.0.1:1/preau")
    command.set("school_email", "secretariat@tilleul.example")
    sink = Sink()
    code, said = await alarmed(command, sink)
    assert (code, sink.addresses) == (0, ["secretariat@tilleul.example"])
    assert "does not answer" in said
    assert "geheim" not in said


async def test_a_mail_that_is_not_taken_is_a_failure_with_the_servers_words(command: Command) -> None:
    await asyncio.to_thread(command.in_school, office)
    sink = Sink()
    sink.to["ada@tilleul.example"] = "550 no such person"
    code, said = await alarmed(command, sink)
    assert code == 1
    assert "550 no such person" in said


def test_without_a_mail_server_the_alarm_fails_with_the_reason(command: Command) -> None:
    result = command("alarm", BACKUP)
    assert result.exit_code == 1
    assert "PREAU_SMTP_URL is not set" in result.output


@pytest.mark.parametrize("unit", ["preau.service", BACKUP])
def test_the_systemd_units_call_the_alarm_when_they_fail(unit: str) -> None:
    assert "OnFailure=preau-failed@%n.service" in (DEPLOY / unit).read_text().splitlines()
    assert "ExecStart=/opt/preau/.venv/bin/preau alarm %i" in (DEPLOY / "preau-failed@.service").read_text()
    assert "Type=notify" in (DEPLOY / "preau.service").read_text().splitlines()
