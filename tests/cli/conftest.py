"""What tests of the command may ask for."""

from pathlib import Path

import pytest

from tests.cli.command import Command


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """The command makes the database itself."""
    return empty_database_url


@pytest.fixture
def command(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`preau`, with nothing but a database set."""
    return Command(database_url, tmp_path, monkeypatch)
