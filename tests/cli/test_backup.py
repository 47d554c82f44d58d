"""A backup taken under load restores to a working school, or is refused whole (catalogue 4, 55)."""

import asyncio
import gzip
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from models import database
from models.access import hashing, session, throttle, token
from models.access.token_refused import TokenSpent
from models.backup import backup, backup_file, restore
from models.core import crockford, school
from models.database import migrate, migrations, transaction
from models.desk import merge_undo
from models.families.event import Actor
from models.families.guardian import Guardian
from models.invitations import letter_batch, letter_parts
from models.invitations.letter_choice import ONE, LetterChoice
from models.office.sweep import sweep
from models.outbox import mail
from models.tables import TABLES
from settings import Settings
from tests.support.clock import Clock
from tests.support.command import KEY, Command
from tests.support.merging import merged
from tests.support.postgres import Cluster
from tests.support.sql import query


async def family(number: int) -> int:
    """A parent and a child, in one transaction; the parent's id."""
    async with transaction():
        parent = Guardian(username=f"mère.{number}", first_name="Ève", last_name="«D'Août»\n", email="e@t.example")
        await parent.save()
        rows = await query(
            "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, 'Zoé', 'D', 'P3B')"
            " RETURNING id",
            f"R{number}",
        )
        await query(
            "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')",
            parent.id,
            rows[0]["id"],
        )
    return int(parent.id)


async def invited(parent: int) -> str:
    """A token for this parent, its mail waiting; the code."""
    async with transaction():
        seed, _ = await token.issue(parent, token.INVITATION)
        await mail.queue(mail.INVITATION, "e@t.example", parent, accounts=[{"guardian": parent, "seed": seed}])
    return token.code_of(seed)


async def everything() -> dict[str, list[dict[str, Any]]]:
    return {name: await query(f'SELECT * FROM "{name}" ORDER BY id') for name in backup.names()}


def records(path: Path) -> list[Any]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def forge(path: Path, changed: list[Any]) -> Path:
    """A file with these records and a right checksum."""
    body = b"".join(json.dumps(record).encode() + b"\n" for record in changed[:-1])
    end = changed[-1] | {"sha256": hashlib.sha256(body).hexdigest()}
    path.write_bytes(gzip.compress(body + json.dumps(end).encode() + b"\n"))
    return path


async def test_a_restored_database_is_the_same_as_the_copied_one(opened: Settings, tmp_path: Path) -> None:
    parent = await family(1)
    await family(2)
    await invited(parent)
    await query("UPDATE guardian SET password_digest = ? WHERE id = ?", await hashing.digest("a" * 12), parent)
    before = await everything()
    counts = await backup.write(tmp_path / "x.backup")
    await family(3)
    await query("DELETE FROM guardian WHERE id = ?", parent)
    done = await restore.restore(tmp_path / "x.backup", replace=True)
    after = await everything()
    assert done.counts == counts == {name: len(rows) for name, rows in before.items()}
    assert [event["action"] for event in after.pop("event")] == ["school restored"]
    before.pop("event")
    assert after == before
    assert await hashing.matches("a" * 12, after["guardian"][0]["password_digest"])
    assert await family(4) > parent  # the counters follow


async def test_a_merge_is_restored_and_may_still_be_undone(opened: Settings, tmp_path: Path) -> None:
    older, younger = await family(1), await family(2)
    await merged(younger, older)
    await backup.write(tmp_path / "x.backup")
    await restore.restore(tmp_path / "x.backup", replace=True)
    (found,) = await merge_undo.merged_into(younger)
    assert (found.id, found.merge) == (older, 1)
    await merge_undo.undo(1, younger, Actor("office:sophie.office"))
    assert await merge_undo.merged_into(younger) == []


async def test_a_backup_during_an_import_is_a_consistent_snapshot(
    opened: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "BATCH", 2)
    done = asyncio.Event()

    async def storm(first: int) -> None:
        while not done.is_set():
            await family(first := first + 1)

    storms = [asyncio.create_task(storm(start)) for start in (0, 10_000, 20_000)]
    for number in range(5):
        await asyncio.sleep(0.1)
        await backup.write(tmp_path / f"{number}.backup")
    done.set()
    await asyncio.gather(*storms)
    sizes = []
    for number in range(5):
        counts = (await restore.restore(tmp_path / f"{number}.backup", replace=True)).counts
        assert counts["guardian"] == counts["child"] == counts["guardianship"]
        sizes.append(counts["guardian"])
    assert sizes[0] < sizes[-1]


async def test_spent_tokens_stay_spent_and_valid_ones_stay_valid(opened: Settings, tmp_path: Path) -> None:
    spent, good = await invited(await family(1)), await invited(await family(2))
    assert await token.spend((await token.find(spent)).id)
    await backup.write(tmp_path / "x.backup")
    await restore.restore(tmp_path / "x.backup", replace=True)
    with pytest.raises(TokenSpent):
        await token.find(spent)
    assert (await token.find(good)).kind == token.INVITATION


async def test_no_token_no_session_and_no_key_is_in_the_file(opened: Settings, tmp_path: Path) -> None:
    parent = await family(1)
    code = await invited(parent)
    secret = (await session.start(parent)).secret
    await throttle.fail(throttle.ACCOUNT, "somebody")
    await backup.write(tmp_path / "x.backup")
    content = gzip.decompress((tmp_path / "x.backup").read_bytes())
    assert all(text.encode() not in content for text in (code, secret, opened.secret_key, '"session"', '"throttle"'))
    await restore.restore(tmp_path / "x.backup", replace=True)
    assert await session.find(secret) is None


async def test_a_letter_that_was_perhaps_printed_after_the_backup_keeps_its_token(
    opened: Settings, tmp_path: Path, time: Clock
) -> None:
    parent = await family(1)
    made = await letter_batch.make(LetterChoice(ONE, number=parent), "once", actor="office:sophie.office")
    await backup.write(tmp_path / "x.backup")
    sheets = await letter_parts.contents(await letter_batch.batch(made), 1, Actor("office:sophie.office"))
    await restore.restore(tmp_path / "x.backup", replace=True)
    time.move(days=1, seconds=1)
    await sweep()
    await token.find(crockford.read(sheets[0].code))


async def test_only_young_mails_are_sent_after_a_restore(opened: Settings, tmp_path: Path, time: Clock) -> None:
    await invited(await family(1))
    time.move(days=2)
    await invited(await family(2))
    await backup.write(tmp_path / "x.backup")
    time.move(days=2)
    done = await restore.restore(tmp_path / "x.backup", replace=True)
    assert (done.mails_queued, done.mails_dropped) == (1, 1)
    ends = await query("SELECT revoked_because FROM token ORDER BY id")
    assert [row["revoked_because"] for row in ends] == ["replaced", ""]  # a token whose mail never leaves is none
    old, young = await query("SELECT state, payload, finished_at FROM mail ORDER BY id")
    assert (old["state"], old["payload"], young["state"]) == (mail.DROPPED, "{}", mail.QUEUED)
    assert old["finished_at"] is not None
    assert "seed" in young["payload"]


async def test_a_file_cut_short_or_changed_changes_nothing(opened: Settings, tmp_path: Path) -> None:
    for number in range(20):
        await family(number)
    await backup.write(tmp_path / "x.backup")
    whole = (tmp_path / "x.backup").read_bytes()
    before = await everything()
    bad = tmp_path / "bad.backup"
    spoilt = [whole[:length] for length in range(0, len(whole), 25)]
    spoilt += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(10, len(whole), 25)]
    lines = gzip.decompress(whole).splitlines(keepends=True)
    spoilt += [gzip.compress(b"".join(part)) for part in (lines[:-1], lines[:5] + lines[6:], [*lines, b"[]\n"])]
    for content in spoilt:
        bad.write_bytes(content)
        with pytest.raises((backup_file.Damaged, backup_file.NotABackup, backup_file.TooNew)):
            await restore.restore(bad, replace=True)
    assert await everything() == before


async def test_rows_that_do_not_fit_change_nothing(opened: Settings, tmp_path: Path) -> None:
    await family(1)
    await backup.write(tmp_path / "x.backup")
    before = await everything()
    found = records(tmp_path / "x.backup")
    at = next(i for i, record in enumerate(found) if isinstance(record, dict) and record.get("table") == "guardian") + 1
    twice = [*found[: at + 1], [2, *found[at][1:]], *found[at + 1 :]]
    with pytest.raises(restore.DoesNotFit, match="guardian"):
        await restore.restore(forge(tmp_path / "twice.backup", twice), replace=True)
    for name in ("sqlite_master", 'x" --', "migration"):
        strange = [{**r, "table": name} if isinstance(r, dict) and r.get("table") == "guardian" else r for r in found]
        with pytest.raises(backup_file.Damaged):
            await restore.restore(forge(tmp_path / "strange.backup", strange), replace=True)
    assert await everything() == before


async def test_a_backup_of_a_later_version_is_refused(opened: Settings, tmp_path: Path) -> None:
    await backup.write(tmp_path / "x.backup")
    head, *rest = records(tmp_path / "x.backup")
    for later in ({"preau": 2}, {"migrations": [*head["migrations"], "m9999_later"]}):
        with pytest.raises(backup_file.TooNew):
            await restore.restore(forge(tmp_path / "later.backup", [head | later, *rest]), replace=True)


async def test_a_backup_of_an_earlier_version_is_migrated(
    opened: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await family(1)
    await backup.write(tmp_path / "x.backup")
    later = tmp_path / "later"
    later.mkdir()
    (later / "m9998_nickname.py").write_text(
        "STATEMENTS = (\"ALTER TABLE child ADD COLUMN nickname TEXT NOT NULL DEFAULT 'Zaza'\",)\n"
    )
    monkeypatch.setattr(migrations, "__path__", [*migrations.__path__, str(later)])
    done = await restore.restore(tmp_path / "x.backup", replace=True)
    assert done.migrated == ["m9998_nickname"]
    assert (await query("SELECT nickname FROM child"))[0]["nickname"] == "Zaza"
    assert await migrate.pending() == []


async def test_another_key_is_refused_unless_it_is_lost(opened: Settings, tmp_path: Path) -> None:
    await invited(await family(1))
    await backup.write(tmp_path / "x.backup")
    school.open_school(Settings(database_url=opened.database_url, secret_key="o" * 48))
    with pytest.raises(backup_file.OtherKey):
        await restore.restore(tmp_path / "x.backup", replace=True)
    done = await restore.restore(tmp_path / "x.backup", replace=True, any_key=True)
    assert (done.mails_queued, done.mails_dropped) == (0, 0)
    assert done.lost is not None
    assert done.lost.mails == 1  # a link made with this key would open nothing


async def test_every_table_is_in_a_backup_or_left_out_on_purpose(opened: Settings) -> None:
    if isinstance(database.engine(), database.SQLite):
        found = await query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    else:
        found = await query("SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()")
    left_out = {table._meta.tablename for table in backup.LEFT_OUT}
    assert {row["name"] for row in found} == {*backup.names(), *left_out, "migration"}
    assert not [name for name in backup.names() if "session" in name]


async def test_a_school_moves_from_one_database_to_the_other_and_back(
    opened: Settings, tmp_path: Path, cluster: Cluster | None
) -> None:
    if cluster is None:
        pytest.skip("needs both databases")
    codes = [await invited(await family(number)) for number in range(3)]
    before = await everything()
    await backup.write(tmp_path / "postgres.backup")
    await database.close_database()
    await database.open_database(Settings(database_url=f"sqlite:///{tmp_path / 'moved.sqlite'}"), TABLES)
    await restore.restore(tmp_path / "postgres.backup")
    assert {name: rows for name, rows in (await everything()).items() if name != "event"} == {
        name: rows for name, rows in before.items() if name != "event"
    }
    assert (await token.find(codes[0])).guardian
    await family(4)
    await backup.write(tmp_path / "sqlite.backup")
    await database.close_database()
    await database.open_database(opened, TABLES)
    done = await restore.restore(tmp_path / "sqlite.backup", replace=True)
    assert done.counts["guardian"] == 4
    await family(5)


async def test_a_backup_that_fails_leaves_the_earlier_one_and_no_draft(
    opened: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await backup.write(tmp_path / "x.backup")
    earlier = (tmp_path / "x.backup").read_bytes()
    await query('ALTER TABLE "staff" RENAME COLUMN id TO number')
    with pytest.raises(Exception, match="id"):
        await backup.write(tmp_path / "x.backup")
    assert (tmp_path / "x.backup").read_bytes() == earlier
    assert [name for name in os.listdir(tmp_path) if "backup" in name] == ["x.backup"]


# The command


def test_the_command_says_what_it_copied_and_where_the_key_is(command: Command) -> None:
    command.in_school(lambda: family(1))
    result = command("backup", "x.backup")
    assert result.exit_code == 0
    assert "1 parents, 1 children" in result.output
    assert "PREAU_SECRET_KEY" in result.output
    assert KEY not in result.output
    assert (command.folder / "x.backup").stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_replaced_only_with_force(command: Command) -> None:
    command.in_school(lambda: family(1))
    (command.folder / "x.backup").write_text("precious")
    result = command("backup", "x.backup")
    assert (result.exit_code, (command.folder / "x.backup").read_text()) == (1, "precious")
    assert command("backup", "--force", "x.backup").exit_code == 0


def test_without_a_school_no_backup_is_made(command: Command) -> None:
    result = command("backup", "x.backup")
    assert result.exit_code == 1
    assert "There is no" in result.output
    assert [path.name for path in command.folder.iterdir() if path.name != ".env"] == []


def test_a_missing_folder_is_reported(command: Command) -> None:
    command.in_school(lambda: family(1))
    result = command("backup", "nowhere/x.backup")
    assert result.exit_code == 1
    assert "No such file or directory" in result.output


def test_a_school_in_the_database_is_replaced_only_after_confirmation(command: Command) -> None:
    command.in_school(lambda: family(1))
    command("backup", "x.backup")
    command.in_school(lambda: family(2))
    refused = command("restore", "x.backup")
    assert refused.exit_code == 1
    assert "2 parents" in refused.output
    asked = command("restore", "--force", "x.backup", input="n\n")
    assert asked.exit_code == 1
    assert "1 parents" not in asked.output
    done = command("restore", "--force", "x.backup", input="y\n")
    assert done.exit_code == 0
    assert "1 parents, 1 children" in done.output
    assert "Everybody signs in again" in done.output
    assert command("restore", "--force", "--yes", "x.backup").exit_code == 0


def test_each_bad_file_is_refused_in_plain_words(command: Command) -> None:
    command.in_school(lambda: family(1))
    command("backup", "x.backup")
    whole = (command.folder / "x.backup").read_bytes()
    for content, words in ((b"PK\3\4 a zip", "not a backup"), (b"", "not a backup"), (whole[:-9], "cut short")):
        (command.folder / "bad").write_bytes(content)
        result = command("restore", "--force", "--yes", "bad")
        assert result.exit_code == 1
        assert words in result.output
        assert "Nothing was changed" in result.output
    command.set("secret_key", "another-key-that-is-long-enough-to-be-one")
    result = command("restore", "--force", "--yes", "x.backup")
    assert result.exit_code == 1
    assert "another secret key" in result.output
    assert command("restore", "--force", "--yes", "--lost-key", "x.backup").exit_code == 0
