"""`make test` on a machine without a browser: it says what is missing, and does not go on."""

import pytest

from tests.support.browser import chromium


def silent() -> None:
    raise Exception("Connection closed while reading from the driver")


def test_a_driver_that_does_not_start_is_named_and_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "sync_playwright", silent)
    monkeypatch.setattr(chromium, "_ways", lambda: iter([["true"]]))
    assert chromium.main() == 1
    said = capsys.readouterr().err
    assert "Installing Chromium" in said
    assert chromium.DRIVER in said
    assert "Traceback" not in said
