"""The school's calendar is read in the background, from a file or an address."""

import asyncio
import dataclasses
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from time import sleep

import pytest

from models.calendar import free_day, refreshing
from models.calendar.refreshing import CalendarUnread
from models.core import school
from models.core.confined import sandbox
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
    place = "/ecole.ics?key=secret"

    def do_GET(self) -> None:
        self.send_response(200 if self.path == self.place else 404)
        self.end_headers()
        self.wfile.write(three())

    def log_message(self, *_: object) -> None:
        pass


class Proxy(Answer):
    place = "http://ecole.example/ecole.ics"


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


@pytest.fixture
def endless() -> Iterator[str]:
    """A server that never ends its headers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with suppress(OSError), listening.accept()[0] as asking:
                asking.sendall(b"HTTP/1.1 200 OK\r\n")
                while True:
                    asking.sendall(b"X-Wait: 1\r\n")
                    sleep(0.2)

        Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


async def test_a_server_that_never_ends_its_answer_is_left(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, endless: str
) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.5)
    use(opened, endless)
    with pytest.raises(CalendarUnread, match="no whole answer within"):
        await refreshing.refresh()


async def test_a_slow_server_does_not_hold_the_end_of_the_program(opened: Settings, endless: str) -> None:
    use(opened, endless)
    reading = asyncio.create_task(refreshing.refresh())
    await asyncio.sleep(1)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await asyncio.wait_for(asyncio.to_thread(refreshing.FETCHING.thread.submit(int).result), 10)  # its thread is free


async def test_the_machines_proxy_leads_to_the_calendar(
    opened: Settings, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HTTPServer(("127.0.0.1", 0), Proxy) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{serving.server_port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        use(opened, "http://ecole.example/ecole.ics")
        await refreshing.refresh()
        serving.shutdown()
    assert await count("free_day") == 5


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answer) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


async def test_an_address_may_have_accents_and_an_error_says_its_status(
    opened: Settings, time: Clock, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Answer, "place", "/%C3%A9cole.ics?k=%20%C3%A9")
    use(opened, f"{server}/école.ics?k=%20é")
    await refreshing.refresh()
    assert await count("free_day") == 5
    use(opened, f"{server}/gone.ics")
    with pytest.raises(CalendarUnread, match="HTTP 404"):
        await refreshing.refresh()


async def test_an_address_is_read_and_never_repeated(opened: Settings, time: Clock, server: str) -> None:
    use(opened, f"{server}/ecole.ics?key=secret")
    await refreshing.refresh()
    assert await count("free_day") == 5
    use(opened, f"{server}/gone.ics?key=secret")
    with pytest.raises(CalendarUnread) as raised:
        await refreshing.refresh()
    assert "secret" not in str(raised.value)
    assert await count("free_day") == 5
