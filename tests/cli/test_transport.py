"""The verbs reach a PostgreSQL on another host by verified TLS, and say what to do where it does not verify."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import transport
from tests.cli.test_check import lines, nothing, only
from tests.support.command import Command
from tests.support.tls import Front, certificate, standing


@pytest.fixture
def authority(command: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The database behind TLS, at an address that counts as another host's; the certificate that vouches for it."""
    if command.url.startswith("sqlite"):
        pytest.skip("of PostgreSQL alone")
    command.in_school(nothing)
    context, own = certificate(command.folder)
    name = command.url.partition("?")[0].rpartition("/")[2]
    monkeypatch.setattr(transport, "loopback", lambda host: False)
    with standing(Front(command.url, context)) as port:
        command.url = f"postgresql://postgres@127.0.0.1:{port}/{name}"
        command.set("database_url", command.url)
        yield own


def test_the_check_names_the_remedy_and_tells_that_it_was_taken(command: Command, authority: Path) -> None:
    assert "certificate of PostgreSQL does not verify" in (line := only(command))
    assert "sslrootcert=FILE" in line
    command.set("database_url", f"{command.url}?sslrootcert={authority}")
    assert any("on another host, its certificate verified" in line for line in lines(command, "ok"))
    command.set("database_url", f"{command.url}?sslmode=require")
    assert any("not verified (sslmode=require)" in line for line in lines(command, "worth a look"))


@pytest.mark.parametrize("verb", [("backup", "x.backup"), ("migrate",)])
def test_a_verb_stops_in_one_line(command: Command, authority: Path, verb: tuple[str, ...]) -> None:
    done = command(*verb)
    assert done.exit_code == 1
    assert "certificate of PostgreSQL does not verify" in done.output
    assert done.output.count("\n") == 1
    command.set("database_url", f"{command.url}?sslrootcert={authority}")
    assert command(*verb).exit_code == 0
