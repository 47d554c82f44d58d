"""A school in a temporary folder: its settings, and `preau` as processes of its own."""

import asyncio
import contextlib
import http.client
import os
import secrets
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import settings as configuration
from bench.environment import ROOT, of_a_school
from models import database
from models.access import hashing, session
from models.core import school
from models.core.clock import now
from models.database import execute, fetch, migrate
from models.tables import TABLES

PASSWORD = "girafe tomate vélo nuage"
START_LIMIT = 30.0  # seconds


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Chosen:
    """A guardian who will be in."""

    id: int
    username: str
    child: int


@dataclass(frozen=True)
class Parent:
    """A guardian who is in, and the cookie of a live session."""

    username: str
    cookie: str
    child: int


class School:
    """`folder` holds the database and nothing else; `port` is where `serving()` listens."""

    def __init__(self, folder: Path, smtp_port: int = 0) -> None:
        self.folder = folder
        self.python = of_a_school()  # made here, not while something is measured
        self.port = free_port()
        folder.mkdir(exist_ok=True)
        self.environment = {
            "PREAU_DATABASE_URL": f"sqlite:///{folder / 'school.sqlite'}",
            "PREAU_SECRET_KEY": secrets.token_urlsafe(48),
            "PREAU_BASE_URL": f"http://127.0.0.1:{self.port}",
            "PREAU_PORT": str(self.port),
            "PREAU_SCHOOL_NAME": "École du Tilleul",
            "PREAU_SCHOOL_PHONE": "02 345 67 89",
            "PREAU_SCHOOL_EMAIL": "ecole@tilleul.example",
            "PREAU_SCHOOL_ADDRESS": "Rue du Tilleul 12, 1000 Bruxelles",
            "PREAU_MAIL_FROM": "ecole@tilleul.example",
            "PREAU_LINKS": "Cantine=https://cantine.tilleul.example;Bulletins=https://bulletins.tilleul.example",
            **({"PREAU_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}"} if smtp_port else {}),
        }

    def spawn(self, *words: str, python: str = "") -> subprocess.Popen[bytes]:
        """`python …` with this school's settings, from its folder; what it says is kept in `said.txt`."""
        with (self.folder / "said.txt").open("ab") as said:
            return subprocess.Popen(
                [python or self.python, *words],
                cwd=self.folder,
                stdout=said,
                stderr=said,
                env={**os.environ, **self.environment, "PYTHONPATH": str(ROOT)},
            )

    def said(self) -> str:
        """The end of what its processes said."""
        return (self.folder / "said.txt").read_text()[-2000:]

    def preau(self, *words: str) -> None:
        """Run one verb to its end."""
        if self.spawn("-m", "cli", *words).wait():
            raise RuntimeError(self.said())

    @contextlib.contextmanager
    def serving(self, *words: str, port: int = 0, python: str = "") -> Iterator[subprocess.Popen[bytes]]:
        """`preau serve`, or another `python …` that listens at `port`, until the block ends."""
        process = self.spawn(*(words or ("-m", "cli", "serve")), python=python)
        try:
            wait_for(port or self.port, process)
            yield process
        finally:
            process.terminate()
            process.wait()

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """The school's database open in this very process."""
        school.open_school(configuration.load(self.environment, self.folder / ".env"))
        await database.open_database(school.settings(), TABLES)
        try:
            await migrate.migrate()
            yield
        finally:
            await database.close_database()

    def parents(self, count: int) -> list[Parent]:
        """The first parents of the school, given `PASSWORD` and a session each."""

        async def prepare() -> list[Parent]:
            async with self.opened():
                digest = await hashing.digest(PASSWORD)
                found = await fetch(
                    Chosen,
                    "SELECT g.id, g.username, MIN(s.child) AS child FROM guardian g"
                    " JOIN guardianship s ON s.guardian = g.id GROUP BY g.id, g.username ORDER BY g.id LIMIT ?",
                    count,
                )
                for row in found:
                    await execute(
                        "UPDATE guardian SET password_digest = ?, activated_at = ? WHERE id = ?",
                        digest,
                        now(),
                        row.id,
                    )
                secret = [(await session.start(row.id)).secret for row in found]
                return [
                    Parent(row.username, f"preau={value}", row.child) for row, value in zip(found, secret, strict=True)
                ]

        return asyncio.run(prepare())


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something answers HTTP there. Raises `RuntimeError` when the process ends instead."""
    until = time.perf_counter() + START_LIMIT
    while process.poll() is None and time.perf_counter() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.005)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"nothing answers at port {port}")
