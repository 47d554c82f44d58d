"""The listener of `/metrics`: threads of its own, so that no byte of it is read on the event loop (metrics.py)."""

import contextlib
import socket
import threading
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry, make_wsgi_app

ROOM = 8  # connections at once: one more ends the oldest
SECONDS = 15.0  # a connection may say nothing


class _Handler(WSGIRequestHandler):
    timeout = SECONDS

    def log_message(self, format: str, *args: Any) -> None:
        """The log is for people."""


class Scraping(ThreadingMixIn, WSGIServer):
    """A thread for each connection, and as many threads as there is room: who dribbles makes way for who comes."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        self.held: dict[socket.socket, None] = {}  # oldest first
        super().__init__((host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.held[request] = None
        if len(self.held) > ROOM:
            oldest = next(iter(self.held))
            self.held.pop(oldest, None)
            with contextlib.suppress(OSError):  # it ended by itself
                oldest.shutdown(socket.SHUT_RDWR)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.held.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that broke is the other side's affair."""


def scraping(host: str, port: int, registry: CollectorRegistry) -> Scraping:
    """Answer scrapes from now on, in threads that end with the process. Raises `OSError`."""
    server = Scraping(host, port)
    server.set_app(make_wsgi_app(registry))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
