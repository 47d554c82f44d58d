"""More connections than the server takes: a short refusal, and everything as before once they are gone."""

import contextlib
import socket
import time

import pytest

from cli.serve import CONNECTIONS, make_room
from tests.support.journeys.town import Town
from tests.support.waiting import wait_until

pytestmark = pytest.mark.sqlite


def test_a_thousand_idle_lines_are_told_at_once_and_leave_no_trace(town: Town) -> None:
    make_room()
    server = town.serve()
    with town.browser() as browser, contextlib.ExitStack() as lines:
        for _ in range(CONNECTIONS):
            lines.enter_context(socket.create_connection(("127.0.0.1", town.port), 5))
        begun = time.monotonic()
        assert browser.client.get("/health").status_code == 503
        assert time.monotonic() - begun < 1
        lines.close()
        wait_until(lambda: browser.client.get("/health").status_code == 200, "the server answers again")
        assert browser.open("/").status_code == 200
    assert "Traceback" not in server.log.read_text()
