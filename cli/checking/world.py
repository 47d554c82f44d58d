"""Does PREAU_BASE_URL reach this server? Every link of every mail begins with it."""

import asyncio
import socket
import ssl
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urljoin, urlsplit

from cli.checking.finding import LOOK, OK, Finding
from settings import Settings

SECONDS = 5.0  # for the whole check
MOST = 1000  # bytes read of an answer
HOPS = 3  # redirects followed
OURS = b"ok"  # the answer of routes/health.py
ADVICE = "does `preau serve` run, does the proxy lead to it? A server may not reach its own address: try a phone"


class Elsewhere(Exception):
    """Another server answers. The message continues a line that begins with the address."""


async def findings(settings: Settings) -> list[Finding]:
    """Whether `/health` answers there. A failure is only `worth a look`."""
    if "PREAU_BASE_URL" in settings.unset:
        return []
    address = f"{settings.base_url}/health"
    visit = Visit(address)
    try:
        async with asyncio.timeout(SECONDS):
            await asyncio.to_thread(visit.health)
        return [Finding(OK, f"PREAU_BASE_URL: {address} answers")]
    except Exception as error:
        return [Finding(LOOK, f"PREAU_BASE_URL: {address} {_reason(error)}: {ADVICE}")]
    finally:
        visit.close()


class Visit:
    """One request in a thread, which `close` can end at any time."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.connection: HTTPConnection | None = None
        self.given_up = False

    def health(self) -> None:
        """Request `/health`. Raises `Elsewhere`, `OSError` or `HTTPException`."""
        host = urlsplit(self.address).hostname
        for _ in range(HOPS + 1):
            status, location, body = self._get(urlsplit(self.address))
            if status not in (301, 302, 303, 307, 308):
                break
            self.address = urljoin(self.address, location)
            if urlsplit(self.address).hostname != host or not self.address.startswith(("http://", "https://")):
                raise Elsewhere("leads to another host")
        if status != 200 or body.strip() != OURS:
            raise Elsewhere(f"is answered by something else (status {status})")

    def _get(self, url: SplitResult) -> tuple[int, str, bytes]:
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        if self.given_up:
            raise ConnectionAbortedError
        self.connection = kind(url.hostname or "", url.port, timeout=SECONDS)
        with closing(self.connection):
            self.connection.request("GET", url.path or "/", headers={"User-Agent": "preau check"})
            answer = self.connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read(MOST)

    def close(self) -> None:
        """Close the connection without waiting."""
        self.given_up = True
        if self.connection is not None:
            with suppress(OSError, AttributeError):  # already closed
                self.connection.sock.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, Elsewhere):
        return str(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"shows a certificate that browsers do not trust ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "has a name that is not found"
    if isinstance(error, TimeoutError):
        return "does not answer in time"
    if isinstance(error, ssl.SSLError | HTTPException):
        return f"answers something that is no {'https' if isinstance(error, ssl.SSLError) else 'http'}"
    return "does not answer"
