"""Runs `preau` in a test, with the test's own database, folder and settings."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from cli import main
from models import database
from models.core import school
from models.installation import opening
from models.tables import TABLES
from settings import load

T = TypeVar("T")
KEY = "an-entirely-random-key-of-forty-eight-characters"


class Command:
    """`command("backup", "x.backup")` is `preau backup x.backup`, in a folder of the test's own."""

    def __init__(self, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.url = url
        monkeypatch.chdir(folder)
        (folder / ".env").write_text(f"PREAU_DATABASE_URL={url}\nPREAU_SECRET_KEY={KEY}\nPREAU_BCRYPT_COST=10\n")
        (folder / ".env").chmod(0o600)

    def set(self, name: str, value: str) -> None:
        """Add or replace one line of `.env`."""
        path = self.folder / ".env"
        kept = [line for line in path.read_text().splitlines() if not line.startswith(f"PREAU_{name.upper()}=")]
        path.write_text("\n".join([*kept, f"PREAU_{name.upper()}={value}"]) + "\n")

    def __call__(self, *arguments: str, input: str | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def in_school(self, job: Callable[[], Awaitable[T]]) -> T:
        """Run `job` with the school open and migrated."""

        async def run() -> T:
            school.open_school(load())
            await database.open_database(school.settings(), TABLES)
            try:
                await opening.ready()
                return await job()
            finally:
                await database.close_database()

        return asyncio.run(run())
