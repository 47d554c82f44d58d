"""TLS in tests: a certificate, and a TLS proxy for the tests' PostgreSQL, which is built without TLS."""

import asyncio
import contextlib
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import parse_qs, urlsplit

TLS_WANTED = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"  # SSLRequest of PostgreSQL's protocol


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for 127.0.0.1, and the path of its self-signed certificate."""
    key, own = folder / "key.pem", folder / "own.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-keyout", key, "-out", own, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    return context, own


class Front:
    """The proxy. `seen` has an entry for each connection: `tls`, `clear`, or `refused` if the client broke off."""

    def __init__(self, url: str, context: ssl.SSLContext | None) -> None:
        self.socket = parse_qs(urlsplit(url).query)["host"][0] + "/.s.PGSQL.5432"
        self.context = context
        self.seen: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(OSError, asyncio.IncompleteReadError):
            first = await reader.readexactly(8)
            if first == TLS_WANTED:
                writer.write(b"S" if self.context else b"N")
                if self.context is None:
                    first = await reader.readexactly(8)
                else:
                    first = b""
                    self.seen.append("refused")
                    await writer.start_tls(self.context)
                    self.seen.pop()
            self.seen.append("clear" if first else "tls")
            inner, outer = await asyncio.open_unix_connection(self.socket)
            with contextlib.closing(outer):
                outer.write(first)
                await asyncio.gather(carried(reader, outer), carried(inner, writer))


async def carried(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(65536):
        writer.write(part)
        await writer.drain()
    writer.close()


@contextlib.contextmanager
def standing(front: Front) -> Iterator[int]:
    """Run the proxy in a thread, since a tested command has its own event loop; yields its port of 127.0.0.1."""
    ready: SimpleQueue[tuple[int, Callable[[], object]]] = SimpleQueue()

    async def stand() -> None:
        server = await asyncio.start_server(front.serve, "127.0.0.1", 0)
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        ready.put((server.sockets[0].getsockname()[1], lambda: loop.call_soon_threadsafe(ended.set)))
        await ended.wait()
        server.close()

    thread = threading.Thread(target=asyncio.run, args=[stand()])
    thread.start()
    port, end = ready.get()
    try:
        yield port
    finally:
        end()
        thread.join()
