"""The school's calendar is read in the background, from a file or an address."""

import dataclasses
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from models.calendar import free_day, refreshing
from models.calendar.refreshing import CalendarUnread
from models.core import school
from settings import Settings
from tests.support.clock import Clock
from tests.support.family import count
from tests.support.ical import calendar

EVENT = "DTSTART;VALUE=DATE:{}\nSUMMARY:{}"


@pytest.fixture
def time(time: Clock) -> Clock:
    time.shift = datetime(2026, 11, 30, 9, tzinfo=UTC) - datetime.now(UTC)
    return time


def three() -> bytes:
    days = (("20261130", "Journée pédagogique"), ("20261221", "Noël"), ("20270329", "Pâques"), ("20270506", "Pont"))
    return calendar(*(EVENT.format(*one) for one in days), EVENT.format("20261111", "Armistice"))


def use(opened: Settings, place: str) -> None:
    school.open_school(dataclasses.replace(opened, calendar=place))


async def test_today_and_the_next_days_of_a_file_are_shown(opened: Settings, time: Clock, tmp_path: Path) -> None:
    (tmp_path / "ecole.ics").write_bytes(three())
    use(opened, str(tmp_path / "ecole.ics"))
    await refreshing.refresh()
    assert [one.title for one in await free_day.coming()] == ["Journée pédagogique", "Noël", "Pâques"]
    time.move(days=1)
    assert [one.title for one in await free_day.coming()] == ["Noël", "Pâques", "Pont"]
    (tmp_path / "ecole.ics").write_bytes(calendar(EVENT.format("20261222", "Vacances")))
    await refreshing.refresh()
    assert [one.title for one in await free_day.coming()] == ["Vacances"]
    use(opened, "")
    assert await free_day.coming() == []


@pytest.mark.parametrize("content", [b"<html>", b"x" * 2_000_001, b""])
async def test_what_cannot_be_read_changes_nothing(
    opened: Settings, time: Clock, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "ecole.ics"
    file.write_bytes(three())
    use(opened, str(file))
    await refreshing.refresh()
    file.write_bytes(content)
    with pytest.raises(CalendarUnread):
        await refreshing.refresh()
    file.unlink()
    with pytest.raises(CalendarUnread):
        await refreshing.refresh()
    assert await count("free_day") == 5


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/ecole.ics?key=secret" else 404)
        self.end_headers()
        self.wfile.write(three())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def nonsense() -> Iterator[str]:
    """A server that does not speak HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    with listening.accept()[0] as asking:
                        asking.recv(4096)
                        asking.sendall(b"garbage\r\n\r\n")

        Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


async def test_an_answer_that_is_none_is_no_fault_of_the_server(opened: Settings, nonsense: str) -> None:
    for place in (nonsense, "http://127.0.0.1:nine/"):
        use(opened, place)
        with pytest.raises(CalendarUnread):
            await refreshing.refresh()


async def test_a_server_that_dawdles_is_left(opened: Settings, monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    monkeypatch.setattr(refreshing, "LONGEST", -1.0)
    use(opened, f"{server}/ecole.ics?key=secret")
    with pytest.raises(CalendarUnread, match="TimeoutError"):
        await refreshing.refresh()


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answer) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


async def test_an_address_is_read_and_never_repeated(opened: Settings, time: Clock, server: str) -> None:
    use(opened, f"{server}/ecole.ics?key=secret")
    await refreshing.refresh()
    assert await count("free_day") == 5
    use(opened, f"{server}/gone.ics?key=secret")
    with pytest.raises(CalendarUnread) as raised:
        await refreshing.refresh()
    assert "secret" not in str(raised.value)
    assert await count("free_day") == 5
