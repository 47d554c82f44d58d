"""`preau data`: one parent's data on the command line."""

import json

from tests.support.command import Command
from tests.support.family import count, guardian


async def make() -> int:
    return await guardian()


async def guardians() -> int:
    return await count("guardian")


def test_data_is_written_to_a_closed_file_or_to_the_screen(command: Command) -> None:
    command.in_school(make)
    assert json.loads(command("data", "export", "Marie.Dupont").output)["account"]["email"] == "marie@example.org"
    file = command.folder / "marie.json"
    assert command("data", "export", "marie.dupont", str(file)).exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text())["username"] == "marie.dupont"


def test_an_erasure_asks_first(command: Command) -> None:
    command.in_school(make)
    assert command("data", "erase", "marie.dupont", input="n\n").exit_code == 1
    assert command.in_school(guardians) == 1
    answer = command("data", "erase", "marie.dupont", "--with-children", input="y\n")
    assert "Erased: marie.dupont. Children erased: 1." in answer.output
    assert command.in_school(guardians) == 0


def test_an_unknown_username_is_reported(command: Command) -> None:
    for verb in ("export", "erase"):
        answer = command("data", verb, "personne")
        assert (answer.exit_code, "no account" in answer.output) == (1, True)


def test_a_file_that_cannot_be_written_is_reported(command: Command) -> None:
    command.in_school(make)
    answer = command("data", "export", "marie.dupont", str(command.folder / "nowhere" / "x.json"))
    assert (answer.exit_code, "cannot be written" in answer.output) == (1, True)
