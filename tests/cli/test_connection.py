"""Whoever sends slowly, or without end, is not waited for (cli/connection.py)."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from cli import connection
from cli.connection import Connection
from routes.web.request import PATIENCE

SECONDS = 0.5
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nu\r\n"
BEGINNINGS = {
    "nothing": (b"", b""),
    "an endless head": (POST + b"X-Slow: ", b"x"),
    "a body that does not come": (POST + b"Content-Length: 1000\r\n\r\nu", b"x"),
    "a body of pieces": (CHUNKED, b"1\r\nu\r\n"),
    "endless trailers": (CHUNKED + b"0\r\nX-Slow: ", b"x"),
    "a page with a body": (GET + b"Content-Length: 1000\r\n\r\nu", b"x"),
    "empty lines after a page": (GET + b"\r\n", b"\r\n"),
}
ENDLESS = {
    "an address": b"GET /",
    "a header": GET + b"X-Long: ",
    "a trailer": CHUNKED + b"0\r\nX-Long: ",
    "a size of a chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n1;",
}
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the form, thinks, and answers with its length."""
    size = 0
    if scope["path"] == "/file":
        scope[PATIENCE](SECONDS * 4)
    while scope["method"] == "POST":
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    if scope["path"] == "/slow":
        await asyncio.sleep(SECONDS * 2)
    body = str(size).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """Where a server listens that is sooner out of patience."""
    monkeypatch.setattr(connection, "SECONDS", SECONDS)
    config, state = uvicorn.Config(app, http=Connection, log_config=None, log_level="error"), ServerState()
    config.load()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(config, state, {}), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


@contextlib.asynccontextmanager
async def line(port: int) -> AsyncIterator[Line]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def drip(writer: asyncio.StreamWriter, byte: bytes) -> None:
    while True:
        await asyncio.sleep(SECONDS / 5)
        writer.write(byte)


async def read_all(reader: asyncio.StreamReader) -> bytes:
    """Everything until the server closes the line, in whatever way."""
    said = b""
    with contextlib.suppress(ConnectionError):
        while more := await reader.read(65536):
            said += more
    return said


@pytest.mark.parametrize("name", BEGINNINGS)
async def test_a_request_that_is_sent_too_slowly_is_given_up(port: int, name: str) -> None:
    beginning, more = BEGINNINGS[name]
    async with line(port) as (reader, writer):
        writer.write(beginning)
        dripping = asyncio.create_task(drip(writer, more))
        try:
            await asyncio.wait_for(read_all(reader), SECONDS * 4)
        finally:
            dripping.cancel()


@pytest.mark.parametrize("name", ENDLESS)
async def test_a_request_that_never_ends_is_cut_off(port: int, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SECONDS", 60)
    sent = 0
    async with line(port) as (_, writer):
        with contextlib.suppress(ConnectionError):
            writer.write(ENDLESS[name])
            while sent < 20_000_000:
                writer.write(b"x" * 10_000)
                await writer.drain()
                sent += 10_000
    assert sent < 20_000_000


async def test_a_client_waiting_for_a_slow_answer_is_not_cut_off(port: int) -> None:
    async with line(port) as (reader, writer):
        slow = b"POST /slow HTTP/1.1\r\nContent-Length: 3\r\n\r\na=b"
        writer.write(slow + slow + GET + b"Connection: close\r\n\r\n")  # all at once, the last with the line's end
        assert (await asyncio.wait_for(read_all(reader), SECONDS * 10)).count(b"200 OK") == 3


async def test_a_connection_serves_many_requests_and_large_bodies(port: int) -> None:
    async with line(port) as (reader, writer):
        for size in (10, 100_000, 10, 500_000):
            body = b"x" * size
            writer.write(POST + b"Content-Length: %d\r\n\r\n" % size + body)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            assert int(await reader.readexactly(len(str(size)))) == size
        writer.write(CHUNKED + b"0\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")


async def test_a_file_that_the_application_waits_for_may_take_longer_but_not_for_ever(port: int) -> None:
    post = b"POST /file HTTP/1.1\r\nContent-Length: 4\r\n\r\n"
    async with line(port) as (reader, writer):
        writer.write(post)
        for byte in (b"f", b"i", b"l", b"e"):
            await asyncio.sleep(SECONDS / 2)
            writer.write(byte)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
    async with line(port) as (reader, writer):
        writer.write(post + b"f")
        began = asyncio.get_running_loop().time()
        assert b"200" not in await asyncio.wait_for(read_all(reader), SECONDS * 12)
        assert asyncio.get_running_loop().time() - began > SECONDS * 3


async def test_the_next_request_of_a_connection_has_no_more_time_than_others(port: int) -> None:
    async with line(port) as (reader, writer):
        writer.write(b"POST /file HTTP/1.1\r\nContent-Length: 1\r\n\r\nf")
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(1)
        began = asyncio.get_running_loop().time()
        writer.write(POST + b"Content-Length: 9\r\n\r\nx")
        await asyncio.wait_for(read_all(reader), SECONDS * 12)
        assert asyncio.get_running_loop().time() - began < SECONDS * 3
