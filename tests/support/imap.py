"""A small IMAP server for the tests, in the test's own loop: one folder, and the commands that Préau speaks."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from settings import MailStore


@dataclass
class Kept:
    """One mail of the folder."""

    raw: bytes
    flags: set[str] = field(default_factory=set)


class Mailbox:
    """Mails by number, from 1. A command that contains `slow` is answered after five seconds. One that contains
    `dribble` gets an endless answer, byte by byte; `dribble` may also be `greeting` or `handshake`."""

    def __init__(self, *mails: bytes) -> None:
        self.mails = {number: Kept(raw) for number, raw in enumerate(mails, 1)}
        self.password = "geheim"
        self.slow = self.dribble = ""
        self.thinking = False
        self.signed_in = 0
        self.tls: ssl.SSLContext | None = None

    def add(self, raw: bytes) -> None:
        self.mails[len(self.mails) + 1] = Kept(raw)

    def flags(self) -> list[set[str]]:
        return [mail.flags for mail in self.mails.values()]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.dribble in ("greeting", "handshake"):
                await self.drip(writer, b"* OK " if self.dribble == "greeting" else b"\x16\x03\x03\x3f\xff")
            writer.write(b"* OK here\r\n")
            while line := await reader.readline():
                if self.slow and self.slow in line.decode():
                    self.thinking = True
                    await asyncio.sleep(5)
                if self.dribble and self.dribble in line.decode():
                    await self.drip(writer, b"* 1 FETCH (BODY[]<0> {100000}\r\n" if "FETCH" in line.decode() else b"* ")
                tag, _, command = line.decode().strip().partition(" ")
                if command.upper() == "STARTTLS" and self.tls:
                    writer.write(f"{tag} OK begin\r\n".encode())
                    await writer.start_tls(self.tls)
                    continue
                said = self.answer(command)
                writer.write(
                    (b"" if said is None else said) + f"{tag} {'NO' if said is None else 'OK'} done\r\n".encode()
                )
                await writer.drain()
                if command.upper() == "LOGOUT":
                    break
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def drip(self, writer: asyncio.StreamWriter, start: bytes) -> None:
        """Send an endless answer, a byte every 0.1 seconds."""
        self.thinking = True
        writer.write(start)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    def answer(self, command: str) -> bytes | None:
        """The untagged lines of the answer; None for `NO`."""
        verb = command.upper().removeprefix("UID ").partition(" ")[0]
        said: bytes | None = getattr(self, f"do_{verb.lower()}", self.nothing)(command)
        return said

    def nothing(self, command: str) -> bytes:
        return b""

    def do_capability(self, command: str) -> bytes:
        return b"* CAPABILITY IMAP4rev1 STARTTLS\r\n"

    def do_logout(self, command: str) -> bytes:
        return b"* BYE\r\n"

    def do_login(self, command: str) -> bytes | None:
        if not command.endswith(f'"{self.password}"'):
            return None
        self.signed_in += 1
        return b""

    def do_select(self, command: str) -> bytes:
        return f"* FLAGS (\\Seen \\Deleted)\r\n* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY 1]\r\n".encode()

    do_examine = do_select

    def do_search(self, command: str) -> bytes:
        found = [number for number, mail in self.mails.items() if not mail.flags & {"\\Seen", "\\Deleted"}]
        return f"* SEARCH {' '.join(map(str, found))}\r\n".encode()

    def do_fetch(self, command: str) -> bytes:
        number, most = (int(one) for one in re.findall(r"FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", command)[0])
        raw = self.mails[number].raw[:most]
        head = f"* {number} FETCH (UID {number} BODY[]<0> {{{len(raw)}}}\r\n"
        return head.encode() + raw + b")\r\n"

    def do_store(self, command: str) -> bytes:
        numbers, flags = re.findall(r"STORE ([\d,:]+) \+FLAGS\.SILENT \(([^)]+)\)", command)[0]
        for part in numbers.split(","):
            first, _, last = part.partition(":")
            for number in range(int(first), int(last or first) + 1):
                self.mails[number].flags.update(flags.split())
        return b""


@asynccontextmanager
async def holding(mailbox: Mailbox, tls: ssl.SSLContext, mode: str = "implicit") -> AsyncIterator[MailStore]:
    """Serve the mailbox on a free port of 127.0.0.1; yields the setting for it."""
    mailbox.tls = tls
    at_once = mode == "implicit" and mailbox.dribble != "handshake"
    server = await asyncio.start_server(mailbox.serve, "127.0.0.1", 0, ssl=tls if at_once else None)
    try:
        port = server.sockets[0].getsockname()[1]
        yield MailStore("127.0.0.1", port, mode, "bounces", mailbox.password)
    finally:
        server.close()
