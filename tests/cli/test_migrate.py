"""`preau migrate` says what it did; a database of a later version is left alone."""

from pathlib import Path

import pytest

from models import database
from models.core import school
from models.core.clock import now
from models.database import migrate, migrations, transaction
from settings import Settings
from tests.support.command import Command
from tests.support.sql import query


async def nothing() -> None:
    """For `in_school`: makes the database, and leaves it empty."""


def test_a_new_database_is_made_and_then_up_to_date(command: Command) -> None:
    first = command("migrate")
    assert first.exit_code == 0
    assert "Done: m0001_families" in first.output
    again = command("migrate")
    assert (again.exit_code, again.output) == (0, "The database is up to date.\n")


def test_a_later_migration_runs_once_and_is_whole_or_not_at_all(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.in_school(nothing)
    later: Path = command.folder / "later"
    later.mkdir()
    file = later / "m9997_half.py"
    monkeypatch.setattr(migrations, "__path__", [*migrations.__path__, str(later)])
    file.write_text(
        'STATEMENTS = ("ALTER TABLE child ADD COLUMN half TEXT", "ALTER TABLE nowhere ADD COLUMN x TEXT")\n'
    )
    with pytest.raises(Exception, match="nowhere"):
        command("migrate")

    async def columns() -> list[str]:
        await query("INSERT INTO child (register_number, first_name, last_name, class_name) VALUES ('R', 'A', 'B', '')")
        return list((await query("SELECT * FROM child"))[0])

    file.unlink()
    assert "half" not in command.in_school(columns)
    (later / "m9999_whole.py").write_text('STATEMENTS = ("ALTER TABLE child ADD COLUMN whole TEXT",)\n')
    assert command("migrate").output == "Done: m9999_whole\n"
    assert command("migrate").output == "The database is up to date.\n"


def test_a_database_of_a_later_version_is_left_alone(command: Command) -> None:
    async def later() -> None:
        assert await migrate.pending() == []
        await query("INSERT INTO migration (name, app_name, ran_on) VALUES ('m9999_later', 'preau', ?)", now())

    command.in_school(later)
    for verb in (["migrate"], ["backup", "x"], ["staff", "add", "marie"]):
        result = command(*verb)
        assert result.exit_code == 1
        assert "m9999_later" in result.output


async def test_tokens_whose_mail_was_dropped_earlier_end_with_the_upgrade(settings: Settings) -> None:
    school.open_school(settings)
    await database.open_database(settings, [])
    async with transaction():
        await migrate.run(["m0001_families", "m0002_office"])
    for name, state in (("dropped", "dropped"), ("sent", "sent"), ("again", "dropped")):
        (row,) = await query(
            "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language, created_at)"
            " VALUES (?, '', '', '', '', '', 'fr', ?) RETURNING id",
            *(name, now()),
        )
        await query(
            "INSERT INTO token (guardian, kind, digest, created_at, expires_at, revoked_because)"
            " VALUES (?, 'invitation', ?, ?, ?, '')",
            *(row["id"], name, now(), now()),
        )
        for kept in (state, *(["queued"] if name == "again" else [])):
            await query(
                "INSERT INTO mail (kind, address, guardian, payload, message_id, state, attempts, due_at, created_at,"
                " server_words) VALUES ('invitation', '', ?, '', ?, ?, 0, ?, ?, '')",
                *(row["id"], name + kept, kept, now(), now()),
            )
    await migrate.migrate()
    rows = await query("SELECT digest, revoked_because FROM token ORDER BY id")
    assert {row["digest"]: row["revoked_because"] for row in rows} == {"dropped": "replaced", "sent": "", "again": ""}
    await database.close_database()
