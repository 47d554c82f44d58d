"""Does the database exist, is it undamaged, writable and up to date; and do mails leave the outbox?"""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cli.checking import key
from cli.checking.files import readable_by_others
from cli.checking.finding import LOOK, MEND, OK, PATIENCE, WORTH, Finding
from cli.serve import UNSET
from models import database
from models.announcements import file
from models.core.clock import now
from models.core.server_words import of_one_address
from models.database import fetch, fetch_one, migrate, transport
from models.office import mail_fault, school_setting
from models.outbox.mail import QUEUED, REFUSED, SENT, Mail
from models.staff.accounts import has_admin
from models.tables import TABLES
from settings import Settings

OLDEST_POSTGRESQL = 13
LATE = timedelta(hours=1)
FAULT = "look at PREAU_SMTP_URL and PREAU_MAIL_FROM, or ask the mail host; no address is wrong"
# Refused mails, without those whose address accepted a later one.
STILL_REFUSED = (
    f"FROM mail WHERE state = '{REFUSED}' AND NOT EXISTS (SELECT 1 FROM mail later WHERE later.address = mail.address"  # noqa: S608 constants
    f" AND later.state = '{SENT}' AND later.finished_at > mail.finished_at)"
)
ALMOST = 0.9  # of the room for files of announcements
SHOWN = 20  # refused addresses listed at most
IN_OFFICE = [f"PREAU_{name.upper()}" for name in school_setting.EDITABLE]  # settings with a page in the office


@dataclass(frozen=True, slots=True)
class _RefusedMail:
    address: str
    server_words: str


@dataclass(frozen=True, slots=True)
class _Server:
    """A PostgreSQL server: its version number (`160004`), and whether it is a standby."""

    number: int
    read_only: bool


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding about the database. That it cannot be opened is a finding too."""
    path = settings.sqlite_path
    if path is not None:
        for finding in readable_by_others(path):
            yield finding
        if not path.exists():
            yield Finding(OK, f"database: {path} is made at the first start")
            for finding in key.to_be_made(settings):
                yield finding
            for finding in _unset(settings, ()):
                yield finding
            return
    try:
        async with asyncio.timeout(PATIENCE):
            await database.open_database(settings, TABLES)
        async for finding in _opened(settings):
            yield finding
    except database.DatabaseUntrusted as error:
        yield Finding(MEND, f"database: {error}")
    except (database.DatabaseUnavailable, TimeoutError) as error:
        yield Finding(MEND, _no_answer(path, str(error) or "no answer in time"))
    finally:
        await database.close_database()


async def _opened(settings: Settings) -> AsyncIterator[Finding]:
    yield await (_whole(settings.sqlite_path) if settings.sqlite_path else _server(settings.database_url))
    async with database.transaction():  # proves that the file or server accepts writes; nothing is written
        pass
    async for finding in key.belonging(settings):
        yield finding
    try:
        pending = await migrate.pending()
    except migrate.SchemaTooNew as error:
        yield Finding(MEND, f"database: made by a later version of Préau ({error}): install that version")
        return
    if pending:
        yield Finding(OK, f"schema: {', '.join(pending)} will run at the next start (`preau migrate` runs it now)")
        return
    yield Finding(OK, "schema: up to date")
    for finding in _unset(settings, [name for name, value in (await school_setting.stored()).items() if value]):
        yield finding
    if not await has_admin():
        yield Finding(WORTH, "the office: nobody manages it yet: preau staff add NAME --role admin")
    elif not await has_admin(with_password=True):
        yield Finding(WORTH, "the office: no admin has a password yet; another link: preau staff token NAME")
    async for finding in _outbox(settings):
        yield finding
    async for finding in _files():
        yield finding


def _unset(settings: Settings, in_office: Collection[str]) -> Iterator[Finding]:
    """Settings that neither the environment nor an admin has set."""
    for name in settings.unset:
        if name in IN_OFFICE and name.removeprefix("PREAU_").lower() not in in_office:
            yield Finding(WORTH, f"{name}: " + UNSET[name].format_map(vars(settings)))


async def _outbox(settings: Settings) -> AsyncIterator[Finding]:
    """Mails that do not leave, and the latest addresses that the mail server refused, with its words."""
    latest = f"SELECT address, server_words {STILL_REFUSED} ORDER BY finished_at DESC LIMIT {SHOWN}"
    for refused in await fetch(_RefusedMail, latest):
        todo = "correct the address" if of_one_address(refused.server_words) else "the address is not at fault"
        yield Finding(LOOK, f"mail refused: {refused.address}: {refused.server_words}: {todo}")
    whole = await fetch_one(int, f"SELECT COUNT(*) {STILL_REFUSED}") or 0
    if whole > SHOWN:
        yield Finding(LOOK, f"mail refused: {whole - SHOWN} more, on the office's page of mails")
    if words := await mail_fault.returned():
        yield Finding(MEND, f"mail: several servers send the school's mails back: {words}: {FAULT}")
    if words := await mail_fault.refusal():
        yield Finding(MEND, f"mail: the server refuses the school's mails, which wait: {words}: {FAULT}")
        return
    late = await Mail.count().where((Mail.state == QUEUED) & (Mail.created_at < now() - LATE))
    if late and settings.smtp:
        yield Finding(MEND, f"outbox: {late} mails wait for more than an hour: is `preau serve` running?")


async def _files() -> AsyncIterator[Finding]:
    """How much of their room the files of announcements take."""
    if used := await file.used():
        words = f"files of announcements: {used // 1_000_000 + 1} of {file.ALL // 1_000_000} MB"
        if used < ALMOST * file.ALL:
            yield Finding(OK, words)
        else:
            yield Finding(
                LOOK, f"{words}: soon no more can be attached: remove those of old announcements, on their pages"
            )


async def _whole(path: Path) -> Finding:
    faults = "; ".join(await fetch(str, "SELECT quick_check FROM pragma_quick_check(3)"))
    if faults == "ok":
        return Finding(OK, f"database: {path}, {_megabytes(path)} MB, whole")
    return Finding(MEND, f"database: {path} is damaged ({faults}): restore a backup (docs/operating.md)")


def _megabytes(path: Path) -> int:
    return path.stat().st_size // 1_000_000 + 1


async def _server(url: str) -> Finding:
    (server,) = await fetch(
        _Server, "SELECT current_setting('server_version_num')::int AS number, pg_is_in_recovery() AS read_only"
    )
    version = server.number // 10_000
    if server.read_only:
        return Finding(MEND, "database: this PostgreSQL is a read-only copy: give the main server's address")
    if version < OLDEST_POSTGRESQL:
        return Finding(MEND, f"database: PostgreSQL {version} is too old: {OLDEST_POSTGRESQL} or later is needed")
    if mode := transport.unverified(url):
        return Finding(
            LOOK,
            f"database: PostgreSQL {version} on another host, its certificate not verified (sslmode={mode}): good in a"
            " network of its own; else leave sslmode out of PREAU_DATABASE_URL",
        )
    verified = " on another host, its certificate verified" if transport.elsewhere(url) else ""
    return Finding(OK, f"database: PostgreSQL {version}{verified}")


def _no_answer(path: Path | None, words: str) -> str:
    if path is None:
        return f"database: does not answer ({words}): look at PREAU_DATABASE_URL, and whether the server runs"
    if "not a database" in words:
        return f"database: {path} is not a database: look at PREAU_DATABASE_URL, or restore a backup in its place"
    return (
        f"database: does not answer ({words}): look at who owns {path} and its folder, and whether another program"
        " holds it"
    )
