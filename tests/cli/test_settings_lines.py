"""What every verb says when the settings are wrong or odd: one line each, on standard error, and exit code 1."""

import pytest

import cli
from tests.support.command import Command

VERBS = [["migrate"], ["backup", "x.backup"], ["staff", "add", "marie"], ["invite", "--all"], ["serve"]]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_wrong_setting_stops_every_verb_with_one_line_for_each(command: Command, verb: list[str]) -> None:
    command.set("port", "many")
    command.set("smtp_url", "smtp://u:geheim@mail.example:x")
    result = command(*verb)
    assert result.exit_code == 1
    said = result.stderr.removeprefix("Error: ").splitlines()
    assert [line.split()[0] for line in said] == ["PREAU_PORT", "PREAU_SMTP_URL"]
    assert "geheim" not in result.output


def test_an_odd_setting_is_a_warning_and_the_verb_goes_on(command: Command) -> None:
    command.set("smtp_ulr", "x")
    result = command("migrate")
    assert result.exit_code == 0
    assert "Warning: PREAU_SMTP_ULR" in result.stderr


def test_a_database_that_does_not_answer_is_one_line(command: Command) -> None:
    command.set("database_url", "postgresql://preau:geheim@127.0.0.1:1/preau")
    for verb in (["migrate"], ["backup", "x.backup"], ["staff", "add", "marie"]):
        result = command(*verb)
        assert result.exit_code == 1
        assert "does not answer" in result.output
        assert "geheim" not in result.output


def test_every_verb_explains_itself(command: Command) -> None:
    assert {"backup", "restore", "check", "migrate"} <= cli.VERBS.keys()
    for verb in cli.VERBS:
        result = command(verb, "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.output
