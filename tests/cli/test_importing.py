"""`preau import` speaks the school's language."""

from pathlib import Path

import pytest

from tests.support.command import Command


@pytest.mark.parametrize(("language", "words"), [("fr", "a.csv : Les titres"), ("nl", "a.csv: De kolomtitels")])
def test_why_a_file_is_not_read_is_said_in_the_schools_language(
    command: Command, tmp_path: Path, language: str, words: str
) -> None:
    command.set("language", language)
    file = tmp_path / "a.csv"
    file.write_text("Un;Deux\nx;y\n")
    result = command("import", str(file))
    assert result.exit_code == 1
    assert result.stderr.replace("\u00a0", " ").startswith(f"Error: {words}"), result.stderr
