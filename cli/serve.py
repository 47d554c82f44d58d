"""`preau serve`: the school's server, one process."""

import asyncio
import contextlib
import ctypes
import errno
import logging
import os
import resource
import socket
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import TYPE_CHECKING

import click
import uvicorn
from litestar.types import ControllerRouterHandler

from app import create_app
from cli import notify
from cli.connection import Connection
from cli.opening import load_settings, make_ready
from mail.mailer import SMTP, Transport
from models.core import school
from settings import Settings
from settings.version import version

if TYPE_CHECKING:
    from metrics import Meter

log = logging.getLogger("preau")

CONNECTIONS = 1000  # at once; further requests get a short 503
GRACE = 5  # seconds for open requests after the signal to stop
LAST = 9.0  # seconds for everything else; a kill then loses nothing (catalogue 49)
SWITCH = 0.0005  # seconds that a thread keeps the interpreter: a file being compared does not delay other requests
DESCRIPTORS = 8192  # open files and connections, if the system allows so many
M_ARENA_MAX = -8  # mallopt(3)

UNSET = {
    "PREAU_BASE_URL": "links in mails will start with {base_url}, which only this machine can open",
    "PREAU_SMTP_URL": "mails wait in the outbox until it is set",
    "PREAU_MAIL_FROM": "mails would come from {mail_from}",
    "PREAU_SCHOOL_NAME": "pages are headed {school_name!r}",
    "PREAU_SCHOOL_PHONE": "parents in trouble find no phone number",
    "PREAU_SCHOOL_EMAIL": "parents in trouble find no address to write to",
}


@click.command()
def serve() -> None:
    """Start the server; stop it with Ctrl-C or SIGTERM.

    The database is made or brought up to date first. Mails in the outbox are sent from this same process.
    """
    settings = load_settings()
    sys.setswitchinterval(SWITCH)
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        datefmt="%Y-%m-%dT%H:%M:%S%z",  # RFC 3339 but for the colon of the offset
    )
    logging.getLogger("piccolo").setLevel(logging.WARNING)
    listen(settings, SMTP(settings.smtp, sender=settings.bounce_address) if settings.smtp else None)


class Server(uvicorn.Server):
    """A server that exits with 0 when a signal stops it. uvicorn's own raises the signal again, a failure.

    It ends within `LAST` seconds, even while it waits for a mail server, a mailbox, a slow connection or a thread.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            notify.ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            last = threading.Timer(LAST, _cut_off)
            last.daemon = True
            last.start()
        self.force_exit = self.should_exit  # at the second signal: at once
        self.should_exit = True


def _cut_off() -> None:
    log.warning("Stopped without waiting any longer for what was in hand")
    logging.shutdown()
    os._exit(0)


def listen(
    settings: Settings, transport: Transport | None, extra_routes: Sequence[ControllerRouterHandler] = ()
) -> None:
    """Serve until stopped. No access log: an address may hold a token (catalogue 9)."""
    sockets = _sockets(settings)
    meter = _meter(settings)
    make_room()
    share_heap()
    if not asyncio.run(make_ready(settings)):
        click.echo("Nobody manages the office yet. The first account: preau staff add NAME --role admin", err=True)
    if not settings.demo:
        _print_unset_settings()
        _print_addresses(settings)
    server = Server(
        uvicorn.Config(
            create_app(school.installed(), transport, extra_routes, meter),
            http=Connection,
            limit_concurrency=CONNECTIONS,
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # routes/web/client.py reads X-Forwarded-For, only from trusted proxies
            server_header=False,
            lifespan="on",
            timeout_keep_alive=20,
            timeout_graceful_shutdown=GRACE,
        )
    )
    server.run(sockets)
    if server.lifespan.should_exit and not server.started:
        raise click.ClickException("The server could not start; the lines above say why.")


def _print_unset_settings() -> None:
    """Print the settings that neither the environment nor an admin has set."""
    effective, installed = school.settings(), school.installed()
    for name in installed.unset:
        field = name.removeprefix("PREAU_").lower()
        if field == "smtp_url" or getattr(effective, field) == getattr(installed, field):
            click.echo(f"{name} is not set: " + UNSET[name].format_map(vars(effective)), err=True)


def _print_addresses(settings: Settings) -> None:
    effective = school.settings()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(
        f"Préau {version()} serves {effective.school_name} at {effective.base_url},"
        f" listening on {host}:{settings.port}",
        err=True,
    )


def _meter(settings: Settings) -> "Meter | None":
    """The listener for Prometheus, bound to its port; None if PREAU_METRICS is off."""
    if settings.metrics is None:
        return None
    from cli.scraping import scraping
    from metrics import Meter

    meter, (host, port) = Meter(), settings.metrics
    try:
        scraping(host, port, meter.registry)
    except OSError as error:
        raise _not_listening("PREAU_METRICS", host, port, error) from None
    return meter


def make_room() -> None:
    """Raise the limit of file descriptors: on many systems it is 1,024, which `CONNECTIONS` would exhaust."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def share_heap() -> None:
    """Let all threads allocate from one heap. glibc gives each its own, where memory that was freed is of no use to the
    others: some megabytes of it. They seldom allocate at once, since Python runs one at a time."""
    with contextlib.suppress(AttributeError):  # another C library than glibc has no mallopt
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def _sockets(settings: Settings) -> list[socket.socket]:
    """Bind each address of PREAU_HOST, before the database is touched; or exit 1 with one line."""
    try:
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return [socket.create_server(address[:2], family=family) for family, _, _, _, address in found]
    except OSError as error:
        raise _not_listening("PREAU_HOST and PREAU_PORT", settings.host, settings.port, error) from None


def _not_listening(names: str, host: str, port: int, error: OSError) -> click.ClickException:
    why = str(error.strerror).partition(" (")[0]
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return click.ClickException(f"This machine has no address {host} ({why}). Give one of its own: {names}.")
    return click.ClickException(
        f"Cannot listen on {host}, port {port}: {why}. Is another server running there? Another place: {names}."
    )
