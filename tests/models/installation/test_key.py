"""A database belongs to one secret key: the key is made once, and no other is accepted (catalogue 64)."""

import asyncio
import dataclasses
from pathlib import Path
from typing import Any

import pytest

from models import database
from models.core import school
from models.database import migrate, transaction
from models.installation import key, opening
from models.invitations import invitation, letter_batch
from models.invitations.letter_choice import NOT_IN, LetterChoice
from models.outbox import mail
from models.tables import TABLES
from settings import Settings, SettingsError
from settings.files import read_key
from tests.support.command import KEY
from tests.support.families import parent
from tests.support.sql import query


def with_key(settings: Settings, secret: str, file: Path | None = None) -> None:
    school.open_school(dataclasses.replace(settings, secret_key=secret, secret_key_file=file))


async def marks() -> list[Any]:
    return [row["mark"] for row in await query("SELECT mark FROM school_key")]


async def test_a_database_takes_the_first_key_and_no_other(opened: Settings) -> None:
    await key.hold()
    await key.hold()
    assert await marks() == [key.fingerprint()]
    assert opened.secret_key not in str(await query("SELECT * FROM school_key"))
    with_key(opened, "o" * 48)
    for refusing in (key.hold, key.verify):
        with pytest.raises(key.WrongKey, match="another key"):
            await refusing()
    with_key(opened, opened.secret_key)
    await key.hold()


async def test_with_a_wrong_key_the_schema_stays_as_it_was(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_change() -> list[str]:
        raise AssertionError("migrated")

    await key.hold()
    with_key(opened, "o" * 48)
    monkeypatch.setattr(migrate, "migrate", no_change)
    with pytest.raises(key.WrongKey):
        await opening.ready()


async def test_a_database_without_a_fingerprint_takes_the_key_of_its_waiting_mails(opened: Settings) -> None:
    await parent("marie.dupont")
    await parent("jean.petit")
    await invitation.invite(everyone=True)
    with_key(opened, "o" * 48)
    with pytest.raises(key.WrongKey):
        await key.hold()
    assert await marks() == []
    with_key(opened, opened.secret_key)
    await key.hold()
    assert await marks() == [key.fingerprint()]


async def test_a_held_mail_disproves_a_key_and_one_without_a_token_does_not(opened: Settings) -> None:
    guardian = await parent("marie.dupont")
    async with transaction():
        await mail.queue(mail.PASSWORD_CHANGED, "marie@example.org", guardian)
        await mail.queue(mail.RESET_ASKED, "marie@example.org")
    with_key(opened, "o" * 48)
    await key.verify()
    with_key(opened, opened.secret_key)
    await invitation.invite(everyone=True)
    await query("UPDATE mail SET state = ? WHERE kind = ?", mail.HELD, mail.INVITATION)
    with_key(opened, "o" * 48)
    with pytest.raises(key.WrongKey):
        await key.verify()


async def test_a_key_that_made_some_of_the_waiting_mails_is_accepted(opened: Settings) -> None:
    await parent("marie.dupont")
    await parent("jean.petit")
    await invitation.invite(username="marie.dupont")
    with_key(opened, "o" * 48)  # as an earlier version let it happen, after a lost key
    await invitation.invite(username="jean.petit")
    await key.hold()


async def test_a_new_school_gets_a_key_of_its_own(opened: Settings, tmp_path: Path) -> None:
    file = tmp_path / "preau.key"
    with_key(opened, "", file)
    await key.verify()
    assert not file.exists()
    await key.hold()
    assert school.settings().secret_key == school.installed().secret_key == read_key(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert await marks() == [key.fingerprint()]


@pytest.mark.parametrize("noted", [True, False])
async def test_a_lost_key_is_not_silently_replaced(opened: Settings, tmp_path: Path, noted: bool) -> None:
    await parent("marie.dupont")
    if noted:
        await key.hold()
    with_key(opened, "", tmp_path / "preau.key")
    for refusing in (key.hold, key.verify):
        with pytest.raises(key.NoKey, match="put back the key"):
            await refusing()
    assert not (tmp_path / "preau.key").exists()


async def test_a_key_that_cannot_be_written_is_reported_and_no_fingerprint_is_stored(
    opened: Settings, tmp_path: Path
) -> None:
    with_key(opened, "", tmp_path / "no" / "preau.key")
    with pytest.raises(SettingsError, match="cannot be made: No such file"):
        await key.hold()
    assert await marks() == []


async def starting(settings: Settings, file: Path) -> str:
    """What another process would end with: its own settings, its own key file, the same database."""
    code = (
        "import asyncio, sys\n"
        "from models import database\n"
        "from models.core import school\n"
        "from models.installation import opening\n"
        "from models.tables import TABLES\n"
        "from settings import load\n"
        "async def start():\n"
        "    school.open_school(load())\n"
        "    await database.open_database(school.settings(), TABLES)\n"
        "    try:\n"
        "        await opening.ready()\n"
        "    finally:\n"
        "        await database.close_database()\n"
        "asyncio.run(start())\n"
    )
    root = Path(__file__).parents[3]
    process = await asyncio.create_subprocess_exec(
        str(root / ".venv/bin/python"),
        "-c",
        code,
        cwd=file.parent,
        env={
            "PYTHONPATH": str(root),
            "PREAU_DATABASE_URL": settings.database_url,
            "PREAU_SECRET_KEY_FILE": str(file),
        },
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    return said.decode().strip().splitlines()[-1] if process.returncode else ""


async def test_processes_that_start_at_once_make_one_key(settings: Settings, tmp_path: Path) -> None:
    """In one folder all of them have it; in another folder, on the same database, the second is refused."""
    files = [tmp_path / name / "preau.key" for name in ("here", "there")]
    for file in files:
        file.parent.mkdir()
    said = await asyncio.gather(*(starting(settings, file) for file in (*files, *files)))
    (made,) = [file for file in files if file.exists()]
    assert [bool(line) for line in said] == [file != made for file in (*files, *files)]
    assert all("is not there, but the database is in use" in line for line in said if line)
    await database.open_database(settings, TABLES)
    with_key(settings, read_key(made), made)
    assert await migrate.pending() == []
    await key.hold()
    assert await marks() == [key.fingerprint()]
    await database.close_database()


def test_without_a_key_nothing_can_be_keyed(settings: Settings) -> None:
    with_key(settings, "")
    with pytest.raises(RuntimeError, match="no secret key"):
        key.fingerprint()
    with_key(settings, KEY)
    assert key.fingerprint() not in KEY


async def test_letters_that_can_be_printed_disprove_a_key(opened: Settings) -> None:
    await parent("marie.dupont")
    await letter_batch.make(LetterChoice(who=NOT_IN), "form", actor="office:ada")
    with_key(opened, "o" * 48)
    with pytest.raises(key.WrongKey):
        await key.hold()


async def test_the_log_says_that_a_database_in_use_takes_a_key_unproved(
    opened: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    guardian = await parent("marie.dupont")
    await key.hold()
    assert "nothing in it shows whether that is the right one" in caplog.text
    caplog.clear()
    await key.hold()
    assert caplog.text == ""
    await query("DELETE FROM school_key")
    await invitation.invite(username="marie.dupont")
    await key.hold()
    assert "it made the tokens" in caplog.text
    await query("DELETE FROM guardian WHERE id = ?", guardian)
    await query("DELETE FROM school_key")
    caplog.clear()
    await key.hold()
    assert caplog.text == "", "a new school takes its key without a warning"
