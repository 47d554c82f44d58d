"""The listener of `/metrics` stays small and answers, whoever holds its connections open."""

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, Info

from cli import scraping
from tests.support.waiting import wait_until


@pytest.fixture
def listening() -> Iterator[tuple[str, int]]:
    registry = CollectorRegistry()
    Info("preau", "This installation", registry=registry).info({"version": "test"})
    server = scraping.scraping("127.0.0.1", 0, registry)
    yield "127.0.0.1", server.server_port
    server.shutdown()
    server.server_close()


def scrape(at: tuple[str, int]) -> str:
    connection = http.client.HTTPConnection(*at, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", "/metrics")
        return connection.getresponse().read().decode()


def threads() -> int:
    return sum("process_request_thread" in thread.name for thread in threading.enumerate())


def test_clients_that_never_finish_hold_a_bounded_number_of_threads(listening: tuple[str, int]) -> None:
    with contextlib.ExitStack() as connections:
        for _ in range(5 * scraping.CONNECTIONS):
            connection = connections.enter_context(socket.create_connection(listening))
            connection.sendall(b"GET /metrics HTTP/1.1\r\nX-")
        assert 'version="test"' in scrape(listening)
        wait_until(lambda: threads() <= scraping.CONNECTIONS, "the threads to be few")
    wait_until(lambda: threads() == 0, "the threads to end")


def test_a_silent_client_is_disconnected(listening: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scraping._Handler, "timeout", 0.2)
    with socket.create_connection(listening, timeout=60) as connection:
        assert connection.recv(1) == b""


def test_a_broken_connection_is_no_error_in_the_log(
    listening: tuple[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(listening) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, in place of an end
        connection.sendall(b"GET /metrics HTTP/1.1\r\n")
    assert 'version="test"' in scrape(listening)
    wait_until(lambda: threads() == 0, "the threads to end")
    assert capsys.readouterr().err == ""
