"""Every verb refuses a key that is not the database's own; a lost key has one way on (catalogue 64)."""

from pathlib import Path

import pytest

import cli
from models.access import first_connection, session, sign_in, token
from models.access.hashing import digest
from models.families import directory
from models.families.event import Actor
from models.installation import key
from models.invitations import invitation, letter_batch
from models.invitations.letter_choice import LetterChoice
from models.outbox import delivery, mail
from models.staff import account_changes
from models.staff.accounts import ADMIN, named
from settings.files import read_key
from tests.support.command import Command
from tests.support.families import parent
from tests.support.ports import free_port
from tests.support.sql import query

OTHER = "another-key-that-is-long-enough-to-be-one"
VERBS = (
    ["serve"],
    ["check"],
    ["migrate"],
    ["import", "families.csv", "--apply"],
    ["invite", "--all"],
    ["backup", "x.backup"],
    ["bounce"],
    ["staff", "add", "eva"],
    ["staff", "token", "ada"],
    ["data", "export", "marie.dupont"],
    ["data", "erase", "marie.dupont"],
)
# These make their own, ask the backup about the key, and tell that something is wrong: the key, perhaps.
WITHOUT_A_SCHOOL = {"demo", "restore", "alarm"}


async def school_with_two_parents() -> None:
    """Marie is in, signed in, on paper too; Jean's invitation waits; Ada manages the office."""
    marie, jean = await parent("marie.dupont"), await parent("jean.petit", "jean@example.org")
    await query(
        "UPDATE guardian SET password_digest = ?, activated_at = created_at WHERE id = ?",
        await digest("a good long password"),
        marie,
    )
    await session.start(marie)
    await invitation.invite(everyone=True)
    await mail.queue(mail.PASSWORD_CHANGED, "marie@example.org", marie)
    await mail.queue(mail.RESET_ASKED, "marie@example.org")
    await account_changes.add("ada", ADMIN, Actor("cli"))
    await query("UPDATE staff SET password_digest = ?, totp_seed = ?", await digest("x" * 20), "ab" * 16)
    await directory.refresh([marie, jean])


def lost(command: Command) -> None:
    command.in_school(school_with_two_parents)
    command.set("secret_key", OTHER)
    command.set("port", str(free_port()))


def test_every_verb_is_asked() -> None:
    assert {verb[0] for verb in VERBS} | WITHOUT_A_SCHOOL == set(cli.VERBS)


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_another_key_is_refused_and_nothing_is_changed(command: Command, verb: list[str]) -> None:
    lost(command)
    (command.folder / "families.csv").write_text("x\n")
    result = command(*verb, input="")
    assert result.exit_code == (75 if verb == ["bounce"] else 1)  # 75: the mail server keeps the report for later
    assert "PREAU_SECRET_KEY holds another key than the one that this database belongs to" in result.output
    assert "Traceback" not in result.output
    assert not (command.folder / "x.backup").exists()

    async def waiting() -> int:
        return int((await query("SELECT COUNT(*) AS n FROM mail WHERE state = 'queued'"))[0]["n"])

    command.set("secret_key", "an-entirely-random-key-of-forty-eight-characters")
    assert command.in_school(waiting) == 3


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_key_file_that_is_lost_is_refused_and_none_is_made(command: Command, verb: list[str]) -> None:
    command.in_school(school_with_two_parents)
    command.set("secret_key", "")
    command.set("port", str(free_port()))
    (command.folder / "families.csv").write_text("x\n")
    result = command(*verb, input="")
    assert result.exit_code != 0
    assert "is not there, but the database is in use: put back the key" in result.output
    assert not list(command.folder.glob("*.key"))


def test_the_first_command_of_a_new_school_makes_the_key(command: Command) -> None:
    command.set("secret_key", "")
    assert command("staff", "add", "ada").exit_code == 0
    (file,) = command.folder.glob("*.key")
    made = read_key(file)
    assert command("check").exit_code == 0
    assert command("staff", "add", "eva").exit_code == 0
    assert read_key(file) == made


# The key is lost


def test_the_databases_own_key_is_not_given_up(command: Command) -> None:
    command.in_school(school_with_two_parents)
    result = command("migrate", "--lost-key", "--yes")
    assert result.exit_code == 1
    assert "it is not lost. Nothing was changed." in result.output


def test_giving_the_key_up_needs_a_confirmation(command: Command) -> None:
    lost(command)
    result = command("migrate", "--lost-key", input="n\n")
    assert result.exit_code == 1
    assert "2 parents and 1 office accounts" in result.output
    assert command("migrate").exit_code == 1


def test_where_there_is_no_database_no_key_is_lost(command: Command) -> None:
    if not command.url.startswith("sqlite"):
        pytest.skip("of SQLite alone")
    result = command("migrate", "--lost-key", "--yes")
    assert result.exit_code == 1
    assert "There is no database" in result.output
    assert [path.name for path in command.folder.iterdir()] == [".env"]


@pytest.mark.parametrize("file", [True, False], ids=["a new file", "a key that was set"])
def test_the_school_continues_with_another_key(command: Command, file: bool) -> None:
    lost(command)
    if file:
        command.set("secret_key", "")
    done = command("migrate", "--lost-key", "--yes")
    assert done.exit_code == 0, done.output
    assert "1 parents lose their password; 1 waiting mails will not be sent." in done.output
    assert "1. preau staff token ada " in done.output
    assert "preau invite --all" in done.output
    assert len(list(command.folder.glob("*.key"))) == file
    assert command("check").exit_code == 0

    async def looked_at() -> None:
        await key.verify()
        assert await named("ada")
        for table in ("session", "staff_session", "recovery_code", "throttle"):
            assert await query(f"SELECT id FROM {table}") == []
        assert await query("SELECT id FROM guardian WHERE password_digest IS NOT NULL") == []
        assert await query("SELECT id FROM staff WHERE password_digest IS NOT NULL OR totp_seed <> ''") == []
        kinds = {row["kind"]: row["state"] for row in await query("SELECT kind, state FROM mail")}
        assert kinds == {mail.INVITATION: "dropped", mail.PASSWORD_CHANGED: "queued", mail.RESET_ASKED: "queued"}
        assert {row["standing"] for row in await query("SELECT standing FROM directory")} == {"not_invited"}
        recorded = await query(
            "SELECT action, guardian, actor FROM event WHERE action IN ('key replaced', 'password lost')"
        )
        assert sorted((row["action"], row["guardian"] is None, row["actor"]) for row in recorded) == [
            ("key replaced", True, "cli"),
            ("password lost", False, "cli"),
        ]

    command.in_school(looked_at)


def test_after_a_lost_key_everybody_can_be_invited_again(command: Command) -> None:
    lost(command)
    command("migrate", "--lost-key", "--yes")
    assert "2 invitations" in command("invite", "--all").output
    assert "/office/first-connection?token=" in command("staff", "token", "ada").output

    async def comes_in() -> None:
        for letter in await delivery.claim(10):
            for _, seed in letter.accounts:
                started = await first_connection.open_token(token.code_of(seed), client="", device="phone")
                visit = await session.find(started.secret)
                assert visit is not None
                await first_connection.choose_password(visit, "quiet tilted umbrella", client="", device="phone")
        started = await sign_in.sign_in("marie.dupont", "quiet tilted umbrella", remembered=False, client="", device="")
        assert started.secret
        (issued,) = await query("SELECT COUNT(*) AS n FROM staff_token WHERE spent_at IS NULL AND revoked_at IS NULL")
        assert issued["n"] == 1

    command.in_school(comes_in)


def test_a_letter_that_waits_to_be_printed_shows_no_dead_code(command: Command) -> None:
    async def letter() -> None:
        await parent("marie.dupont", "")
        await letter_batch.make(LetterChoice(), "once", actor="office:ada")

    async def seeds() -> list[str]:
        return [row["seed"] for row in await query("SELECT seed FROM letter")]

    command.in_school(letter)
    assert "" not in command.in_school(seeds)
    command.set("secret_key", OTHER)
    command("migrate", "--lost-key", "--yes")
    assert command.in_school(seeds) == [""]


# Restoring


def test_a_backup_is_restored_with_its_own_key_over_a_database_of_another(command: Command) -> None:
    command.in_school(school_with_two_parents)
    assert command("backup", "x.backup").exit_code == 0
    command.set("secret_key", OTHER)
    assert command("migrate", "--lost-key", "--yes").exit_code == 0
    assert "another secret key" in command("restore", "--force", "--yes", "x.backup").output
    command.set("secret_key", "an-entirely-random-key-of-forty-eight-characters")
    assert command("restore", "--force", "--yes", "x.backup").exit_code == 0
    assert command("check").exit_code == 0


def test_a_backup_of_a_lost_key_restores_to_a_school_that_continues(command: Command) -> None:
    command.in_school(school_with_two_parents)
    command("backup", "x.backup")
    command.set("secret_key", "")
    result = command("restore", "--force", "--yes", "x.backup")
    assert result.exit_code == 1
    assert "is not there" in result.output
    done = command("restore", "--force", "--yes", "--lost-key", "x.backup")
    assert done.exit_code == 0, done.output
    assert "1 parents lose their password" in done.output
    assert command("check").exit_code == 0
    assert "2 invitations" in command("invite", "--all").output


@pytest.mark.parametrize("content", [b"PK\3\4 a zip", None], ids=["no backup", "of another key"])
def test_restore_makes_neither_key_nor_database_before_it_knows_that_it_can(
    command: Command, content: bytes | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    command.in_school(school_with_two_parents)
    file: Path = tmp_path_factory.mktemp("kept") / "x.backup"
    command("backup", str(file))
    if content:
        file.write_bytes(content)
    for path in command.folder.iterdir():
        path.unlink()
    (command.folder / ".env").write_text("")
    result = command("restore", str(file))
    assert result.exit_code == 1
    assert "Nothing was changed" in result.output
    assert [path.name for path in command.folder.iterdir()] == [".env"]
