"""`preau check` opens /health as the world sees it; a failure is only worth a look."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from cli.checking import world
from cli.checking.finding import LOOK, OK
from settings import Settings

OURS = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"


@asynccontextmanager
async def answering(answer: Callable[[str, int], bytes], pause: float = 0) -> AsyncIterator[Settings]:
    """A server that answers each path with these bytes, and the school whose address it is."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readline()).split()[1].decode()
        for byte in answer(path, port):
            if pause:
                await asyncio.sleep(pause)
            writer.write(bytes([byte]))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    try:
        yield Settings(base_url=f"http://127.0.0.1:{port}")
    finally:
        server.close()


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


async def look(settings: Settings) -> tuple[str, str]:
    (finding,) = await world.findings(settings)
    return finding.state, finding.words


async def test_a_school_that_answers_is_ok() -> None:
    async with answering(lambda path, _: OURS if path == "/health" else b"") as settings:
        assert await look(settings) == (OK, f"PREAU_BASE_URL: {settings.base_url}/health answers")


async def test_a_redirect_to_the_same_host_is_followed_and_to_another_is_not() -> None:
    async with answering(lambda path, _: OURS if path == "/there" else moved("/there")) as settings:
        assert (await look(settings))[0] == OK
    async with answering(lambda _, port: moved(f"http://localhost:{port}/health")) as settings:
        state, words = await look(settings)
    assert state == LOOK
    assert "leads to another host" in words


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n\r\n<h1>Welcome to nginx!</h1>",
        b"HTTP/1.1 502 Bad Gateway\r\n\r\nok\n",
        b"HTTP/1.1 200 OK\r\n\r\nok\n" + b"x" * 5000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        moved("/health"),
        moved("http://["),
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)
async def test_an_answer_that_is_not_ours_is_reported(answer: bytes) -> None:
    async with answering(lambda *_: answer) as settings:
        assert (await look(settings))[0] == LOOK


async def test_a_server_that_answers_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "SECONDS", 0.3)
    async with answering(lambda *_: OURS, pause=0.1) as settings:
        state, words = await look(settings)
    assert state == LOOK
    assert "does not answer in time" in words


async def test_no_answer_and_an_unknown_name_are_reported() -> None:
    for address, said in (("http://127.0.0.1:1", "does not answer"), ("https://parents.invalid", "is not found")):
        state, words = await look(Settings(base_url=address))
        assert state == LOOK
        assert said in words


async def test_an_address_that_is_not_set_is_not_looked_at() -> None:
    assert await world.findings(Settings(unset=("PREAU_BASE_URL",))) == []
