"""`preau demo` refuses the same places to listen as `preau serve`. The rest: tests/journeys/test_demo.py."""

import pytest

from tests.support.command import Command


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("port", "99999", "PREAU_PORT is '99999': give a whole number from 1 to 65535"),
        ("port", "²", "PREAU_PORT is '²': give a whole number"),
        ("port", "abc", "PREAU_PORT is 'abc': give a whole number"),
        ("host", "http://0.0.0.0", "PREAU_HOST is 'http://0.0.0.0': give the address to listen on"),
    ],
)
def test_a_wrong_place_to_listen_is_one_clear_line(
    command: Command, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"PREAU_{setting.upper()}", value)
    result = command("demo")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert words in result.stderr
