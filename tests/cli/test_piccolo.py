"""Piccolo's own tools on a school's database, as somebody who knows Piccolo types them in the school's folder."""

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from models import database
from models.database import on_postgres
from models.tables import TABLES
from settings import load
from tests.support.command import Command
from tests.support.journeys.program import ROOT
from tests.support.sql import query

T = TypeVar("T")
PICCOLO = ROOT / ".venv" / "bin" / "piccolo"


def piccolo(*words: str, typed: str = "", path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """One of its commands, in the current folder; `path` is looked through for programs first."""
    found = f"{path}{os.pathsep}{os.environ['PATH']}" if path else os.environ["PATH"]
    environ = {"PATH": found, "PYTHONPATH": str(ROOT), "HOME": str(Path.cwd()), "IPYTHONDIR": str(Path.cwd())}
    return subprocess.run([PICCOLO, *words], env=environ, input=typed, capture_output=True, text=True, timeout=120)


async def two_children() -> None:
    for number in ("R1", "R2"):
        await query(
            "INSERT INTO child (register_number, first_name, last_name, class_name) VALUES (?, 'A', 'B', '1A')", number
        )


async def forget_the_last_migration() -> None:
    await query("DELETE FROM migration WHERE name = (SELECT MAX(name) FROM migration)")


async def schema() -> list[tuple[object, ...]]:
    """Every column of every table, and the ledger."""
    columns = await query(
        "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
        " WHERE table_schema = current_schema() ORDER BY table_name, column_name"
        if on_postgres()
        else "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    )
    ledger = await query("SELECT name, app_name, ran_on FROM migration ORDER BY id") if columns else []
    return [tuple(row.values()) for row in (*columns, *ledger)]


def as_it_is(job: Callable[[], Awaitable[T]]) -> T:
    """Run `job` on the database of this folder, whatever state its schema is in."""

    async def run() -> T:
        await database.open_database(load(), TABLES)
        try:
            return await job()
        finally:
            await database.close_database()

    return asyncio.run(run())


def test_the_sql_shell_is_given_the_schools_database(command: Command, tmp_path: Path) -> None:
    command("migrate")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sqlite3", "psql"):
        (programs / name).write_text(f'#!/bin/sh\necho "{name} $*" >asked\n')
        (programs / name).chmod(0o755)
    done = piccolo("sql_shell", "run", path=programs)
    assert done.returncode == 0, done.stderr
    file = command.url.removeprefix("sqlite:///")
    wanted = f"psql {command.url}" if file == command.url else f"sqlite3 {file}"
    assert Path("asked").read_text() == f"{wanted}\n"


def test_the_python_shell_has_the_tables_by_name(command: Command) -> None:
    command.in_school(two_children)
    done = piccolo("shell", "run", typed="print('children:', await Child.count())\nexit\n")
    assert "children: 2" in done.stdout, done.stdout + done.stderr


def test_piccolos_migrations_find_everything_done_and_change_nothing(command: Command) -> None:
    command("migrate")
    before = as_it_is(schema)
    done = piccolo("migrations", "forwards", "all")
    assert "No migrations need to be run" in done.stdout, done.stdout + done.stderr
    assert as_it_is(schema) == before


def test_piccolo_runs_no_pending_migration_and_names_preau_migrate(command: Command) -> None:
    command("migrate")
    as_it_is(forget_the_last_migration)
    before = as_it_is(schema)
    done = piccolo("migrations", "forwards", "all")
    assert "`preau migrate`" in done.stdout + done.stderr
    assert as_it_is(schema) == before


def test_piccolo_makes_no_table_in_an_empty_database(command: Command) -> None:
    done = piccolo("migrations", "forwards", "all")
    assert "`preau migrate`" in done.stdout + done.stderr
    file = Path(command.url.removeprefix("sqlite:///"))
    assert not file.exists() if file.suffix else as_it_is(schema) == []
