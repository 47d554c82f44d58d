"""The listener of `/metrics`, in separate threads: the event loop reads none of its bytes (metrics.py)."""

import contextlib
import socket
import threading
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import CollectorRegistry, make_wsgi_app

CONNECTIONS = 8  # at once; one more ends the oldest
SECONDS = 15.0  # without data, after which a connection is closed


class _Handler(WSGIRequestHandler):
    timeout = SECONDS

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


class Scraping(ThreadingMixIn, WSGIServer):
    """A thread for each of `CONNECTIONS`; a new connection ends the oldest, so that slow clients cannot block
    others."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        self.open: dict[socket.socket, None] = {}  # oldest first
        super().__init__((host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open[request] = None
        if len(self.open) > CONNECTIONS:
            oldest = next(iter(self.open))
            self.open.pop(oldest, None)
            with contextlib.suppress(OSError):  # already closed
                oldest.shutdown(socket.SHUT_RDWR)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore broken connections."""


def scraping(host: str, port: int, registry: CollectorRegistry) -> Scraping:
    """Start answering scrapes, in threads that end with the process. Raises `OSError`."""
    server = Scraping(host, port)
    server.set_app(make_wsgi_app(registry))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
