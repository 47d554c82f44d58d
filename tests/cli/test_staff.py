"""`preau staff`: the first account of the office, and another token."""

import re

from models.access.throttle import Caller
from models.families.event import Actor
from models.staff import account_changes, passwords
from models.staff.accounts import colleague, has_admin
from models.staff.sessions import Step
from tests.support.command import Command
from tests.support.sql import query

TOKEN = re.compile(r"^  ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})$", re.M)


def opens(command: Command, token: str) -> Step:
    async def opened() -> Step:
        return await passwords.open_token(token, Caller("192.0.2.1"))

    return command.in_school(opened)


def test_an_account_is_made_and_its_token_printed(command: Command) -> None:
    command.set("base_url", "https://parents.example.org")
    result = command("staff", "add", "ada", "--role", "admin", "--name", "Ada Dubois", "--email", "ada@school.example")
    assert result.exit_code == 0
    [token] = TOKEN.findall(result.output)
    assert f"https://parents.example.org/office/first-connection?token={token}" in result.output
    assert opens(command, token).stage == "password"
    assert command.in_school(has_admin)


def test_another_token_ends_the_first_and_forgets_the_phone_when_asked(command: Command) -> None:
    first = TOKEN.findall(command("staff", "add", "ada").output)[0]
    result = command("staff", "token", "ada", "--reset-second-factor")
    assert result.exit_code == 0
    assert opens(command, TOKEN.findall(result.output)[0]).stage == "password"

    async def issued_results() -> list[str]:
        return [row["result"] for row in await query("SELECT result FROM event WHERE action = 'staff token issued'")]

    assert command.in_school(issued_results) == ["ok", "second factor reset"]
    assert first not in result.output


def test_a_refused_command_explains_itself_in_one_line(command: Command) -> None:
    command("staff", "add", "ada")

    async def disable() -> None:
        await account_changes.disable(await colleague(1), Actor("cli"))

    command.in_school(disable)
    for arguments, words in (
        (("add", "ada"), "already"),
        (("add", "Ada!"), "cannot be a username"),
        (("add", "bob", "--email", "nowhere"), "no mail address"),
        (("add", "bob", "--name", "n" * 201), "too long"),
        (("token", "nobody"), "no office account"),
        (("token", "ada"), "disabled"),
    ):
        result = command("staff", *arguments)
        assert result.exit_code == 1
        assert words in result.output, arguments
        assert len(result.output.strip().splitlines()) == 1
