"""A school in the open: real `preau` processes, on a database, a port and a folder of their own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

from models import database
from models.core import school
from models.database import migrate
from models.tables import TABLES
from settings import Settings, load
from tests.support.journeys.browser import Browser
from tests.support.ports import free_port
from tests.support.sql import query
from tests.support.waiting import PATIENCE, wait_until

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
KEY = "a-key-for-the-journeys-that-nobody-could-guess"


class Server:
    """One running `preau serve`, ready to answer."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        wait_until(self._answers, lambda: f"the server answers; it said: {log.read_text()}")

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health", timeout=5, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """As a service manager does; the exit code."""
        self.process.send_signal(sign)
        return self.process.wait(PATIENCE)


class Town:
    """The school: its settings, its servers, its command, and its database looked at from outside."""

    def __init__(self, folder: Path, database_url: str, **settings: object) -> None:
        self.folder, self.servers, self.port = folder, list[Server](), free_port()
        self.command = [sys.executable, "-m", "cli"]
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith("PREAU_")}
        self.environ |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.environ |= _named(
            base_url=self.base_url,
            port=self.port,
            database_url=database_url,
            secret_key=KEY,
            bcrypt_cost=4,
            school_name="École du Tilleul",
            school_phone="02 345 67 89",
            school_email="ecole@tilleul.example",
            mail_from="ecole@tilleul.example",
        )
        self.environ |= _named(**settings)

    @property
    def settings(self) -> Settings:
        return load(self.environ, self.folder / ".env")

    def start(self, *verb: str, **settings: object) -> "subprocess.Popen[bytes]":
        """`preau VERB…` in the background, its errors in a log of its own."""
        log = self.folder / f"log-{len(list(self.folder.glob('log-*')))}"
        with log.open("wb") as errors:
            return subprocess.Popen(
                [*self.command, *verb],
                cwd=self.folder,
                env=self.environ | _named(**settings),
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def serve(self, port: int = 0, **settings: object) -> Server:
        """Another process of this school; the first one is where the base URL leads."""
        port = port or self.port
        process = self.start("serve", port=port, **settings)
        try:
            server = Server(process, port, self.logs[-1])
        except BaseException:
            process.kill()
            raise
        self.servers.append(server)
        return server

    @property
    def logs(self) -> list[Path]:
        return sorted(self.folder.glob("log-*"), key=lambda path: int(path.name[4:]))

    def preau(self, *verb: str, **settings: object) -> "subprocess.CompletedProcess[str]":
        """`preau VERB…` from beginning to end."""
        return subprocess.run(
            [*self.command, *verb],
            cwd=self.folder,
            env=self.environ | _named(**settings),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def browser(self, server: Server | None = None) -> Browser:
        """Somebody's browser, which believes to be at the base URL whichever process answers."""
        return Browser(f"http://127.0.0.1:{server.port if server else self.port}", urlsplit(self.base_url).netloc)

    def in_school(self, job: Callable[[], Awaitable[T]]) -> T:
        """Run `job` beside the servers, with the models open in this process."""

        async def run() -> T:
            settings = self.settings
            school.open_school(settings)
            await database.open_database(settings, TABLES)
            try:
                await migrate.migrate()
                return await job()
            finally:
                await database.close_database()

        return asyncio.run(run())

    def rows(self, sql: str, *arguments: object) -> list[dict[str, Any]]:
        """One statement on the school's database, `{}` for each argument."""
        return self.in_school(lambda: query(sql, *arguments))

    def number(self, table: str, where: str = "1 = 1") -> int:
        """How many rows."""
        return int(self.rows(f"SELECT COUNT(*) AS n FROM {table} WHERE {where}")[0]["n"])

    def close(self) -> None:
        for server in self.servers:
            if server.process.poll() is None:
                server.kill()


def _named(**settings: object) -> dict[str, str]:
    return {f"PREAU_{name.upper()}": str(value) for name, value in settings.items()}
