"""A real school for the browser: `preau serve` in a process of its own, its database at hand, its mails kept."""

import asyncio
import contextlib
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

from piccolo.table import Table

from models import database
from models.access import hashing, token
from models.core import crockford
from models.core import school as open_schools
from models.core.clock import now
from models.database import DatabaseUnavailable, migrate, transaction
from models.tables import TABLES
from settings import Link, Settings
from tests.support.ports import free_port
from tests.support.sink import Sink, listening
from tests.support.sql import query
from tests.support.waiting import PATIENCE, wait_until

T = TypeVar("T")
ROOT = Path(__file__).parents[3]
PASSWORD = "girafe tomate vélo nuage"
NAMES = ("Zoé", "Adam", "Inès")
GIVEN = ["base_url", "port", "database_url", "secret_key", "mail_from", "bcrypt_cost"]
GIVEN += ["school_name", "school_phone", "school_email", "school_address"]


@dataclass(frozen=True)
class Parent:
    """A guardian with children; `token` is live, `password` is set for those who are in."""

    id: int
    username: str
    email: str
    token: str
    children: tuple[int, ...] = field(default=())

    @property
    def link(self) -> str:
        return f"/first-connection?token={self.token}"


class School:
    """Started by `open`, ended by `close`. `do` runs a coroutine on the school's database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.port = folder, free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.settings = Settings(
            base_url=self.base,
            database_url=database_url,
            secret_key="k" * 48,
            mail_from="ecole@tilleul.example",
            school_name="École du Tilleul",
            school_phone="02 345 67 89",
            school_email="ecole@tilleul.example",
            school_address="Rue du Tilleul 12, 1000 Bruxelles",
            links=(
                Link("Cantine", "https://cantine.example", "Menus de la semaine, et réservation", "repas"),
                Link("Bulletins", "https://bulletins.example", icon="bulletin"),
                Link("Livres et jeux du quartier", "https://livres.example", "Prêts"),
            ),
            port=self.port,
            bcrypt_cost=4,
        )
        self.numbers = itertools.count(1)
        self.sink = Sink()
        self.loop = asyncio.new_event_loop()
        self.stopping = asyncio.Event()

    def open(self) -> None:
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        ready: asyncio.Future[int] = self.loop.create_future()
        self.mailing = asyncio.run_coroutine_threadsafe(self._take_mails(ready), self.loop)
        self.smtp_port = self.do(self._opened(ready))
        self.serve()

    async def _take_mails(self, ready: "asyncio.Future[int]") -> None:
        async with listening(self.sink) as server:
            ready.set_result(server.port)
            await self.stopping.wait()

    async def _opened(self, ready: "asyncio.Future[int]") -> int:
        open_schools.open_school(self.settings)
        await database.open_database(self.settings, TABLES)
        await migrate.migrate()
        self.digest = await hashing.digest(PASSWORD)
        return await ready

    def close(self) -> None:
        self.stop()
        self.do(database.close_database())
        self.loop.call_soon_threadsafe(self.stopping.set)
        self.mailing.result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)

    def do(self, job: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(job, self.loop).result(PATIENCE)

    def query(self, sql: str, *arguments: Any) -> list[dict[str, Any]]:
        return self.do(query(sql, *arguments))

    def empty(self, *tables: type[Table]) -> None:
        """Delete the rows of `tables`.

        The server may still end a request or send a mail. Its locks and these can wait for one another (a deadlock),
        so it is tried again."""
        wait_until(lambda: self.do(_emptied(tables)), "the server lets go of the rows")

    def serve(self) -> None:
        """Start the server, as an operator does: settings by environment."""
        own = {f"PREAU_{name.upper()}": str(getattr(self.settings, name)) for name in GIVEN}
        own["PREAU_SMTP_URL"] = f"smtp://127.0.0.1:{self.smtp_port}"
        own["PREAU_LINKS"] = ";".join(f"{link.label}={link.target}" for link in self.settings.links)
        others = {name: value for name, value in os.environ.items() if not name.startswith("PREAU_")}
        with (self.folder / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cli", "serve"],
                cwd=self.folder,
                env={**others, **own, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )
        wait_until(self._answers, lambda: f"the server answers; it said: {self.log()}")

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log()
        try:
            return bool(urllib.request.urlopen(f"{self.base}/health", timeout=2).status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """End the server at once, as a power cut does."""
        self.process.kill()
        self.process.wait(PATIENCE)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """The server takes no step meanwhile: what is sent to it waits, as on a slow line."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def log(self) -> str:
        return (self.folder / "serve.log").read_text()

    def parent(self, *, children: int = 1, password: bool = False, email: str = "") -> Parent:
        """An adult invited to the school: not in yet, or in with `PASSWORD`."""
        return self.do(self._parent(next(self.numbers), children, password, email))

    async def _parent(self, number: int, children: int, password: bool, email: str) -> Parent:
        username, email = f"camille.fontaine{number}", email or f"camille{number}@example.org"
        rows = await query(
            "INSERT INTO guardian (username, first_name, last_name, email, email_key, phone, language,"
            " password_digest, activated_at, created_at)"
            " VALUES (?, 'Camille', 'Fontaine', ?, ?, '', 'fr', ?, ?, ?) RETURNING id",
            *(username, email, email, self.digest if password else None, now() if password else None, now()),
        )
        guardian = int(rows[0]["id"])
        numbers = tuple([await self._child(guardian, f"{number}.{name}", name) for name in NAMES[:children]])
        async with transaction():
            seed, _ = await token.issue(guardian, token.INVITATION)
        return Parent(guardian, username, email, crockford.show(token.code_of(seed)), numbers)

    async def _child(self, guardian: int, register_number: str, first_name: str) -> int:
        rows = await query(
            "INSERT INTO child (register_number, first_name, last_name, class_name)"
            " VALUES (?, ?, 'Fontaine', 'P3B') RETURNING id",
            *(register_number, first_name),
        )
        await query(
            "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, 'parent', '')",
            *(guardian, rows[0]["id"]),
        )
        return int(rows[0]["id"])

    def mails_to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.sink.messages if address in str(mail["To"])]

    def links_to(self, address: str) -> list[str]:
        """The links of the newest mail to this address, once it has come."""
        return links_in(wait_until(lambda: self.mails_to(address), f"a mail to {address}")[-1])


async def _emptied(tables: Iterable[type[Table]]) -> bool:
    try:
        async with transaction():
            for table in tables:
                await query(f'DELETE FROM "{table._meta.tablename}"')
    except DatabaseUnavailable:
        return False
    return True


def links_in(mail: EmailMessage) -> list[str]:
    """Its links with a token."""
    part = mail.get_body(("plain",))
    assert part is not None
    return re.findall(r"http\S+/first-connection\?token=\S+", part.get_content())
