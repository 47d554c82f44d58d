"""`preau demo`: a temporary school, deleted when the command ends."""

import asyncio
import logging
import os
import secrets
import signal
import socket
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import click

from cli.demo import school as demo_school
from cli.demo.holidays import write_calendar
from cli.serve import listen
from routes.demo import mailbox_routes
from settings import Link, Settings
from settings.values import READERS, text


@click.command()
def demo() -> None:
    """Show everything without any configuration: a temporary school in the middle of a term, its office, its families,
    and the mails they received.

    Prints the addresses to open, how to sign in, and which family shows what. Ctrl-C ends it and leaves nothing behind.
    PREAU_PORT chooses another port than 8000, PREAU_HOST another address than 127.0.0.1.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # at any time, so that the folder is deleted
    signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))  # the terminal was closed
    with tempfile.TemporaryDirectory(prefix="preau-demo-") as folder:
        settings = make_settings(Path(folder))
        mail_server = demo_school.make_mail_server()
        guide = asyncio.run(demo_school.open_doors(settings, mail_server))
        click.echo(guide)
        listen(settings, mail_server, mailbox_routes(mail_server))


def make_settings(folder: Path) -> Settings:
    """The settings of the demonstration, with the database in this folder."""
    host, port = _asked("host") or "127.0.0.1", _asked("port") or _free_port()
    write_calendar(folder / "school.ics", date.today())
    return Settings(
        calendar=str(folder / "school.ics"),
        base_url=f"http://127.0.0.1:{port}",
        database_url=f"sqlite:///{folder / 'demo.sqlite'}",
        secret_key=secrets.token_urlsafe(48),
        mail_from="ecole@tilleul.example",
        school_name="École du Tilleul",
        school_phone="02 345 67 89",
        school_email="ecole@tilleul.example",
        school_address="Rue du Tilleul 12, 1000 Bruxelles",
        links=(
            Link("Cantine", "https://cantine.tilleul.example", "Menus et réservations", "repas"),
            Link("Bulletins", "https://bulletins.tilleul.example", "Chaque trimestre", "bulletin"),
            Link("Agenda", "https://agenda.tilleul.example"),
        ),
        school_hours="du lundi au vendredi, de 8 h à 16 h",
        host=host,
        port=port,
        office_second_factor=False,  # so that it can be tried without a phone
        demo=True,
    )


def _asked(name: str) -> Any:
    """This setting where the environment has it, else None; or exit 1 with one line."""
    variable = f"PREAU_{name.upper()}"
    value = os.environ.get(variable, "").strip()
    try:
        return READERS[name](text(value)) if value else None
    except ValueError as error:
        raise click.ClickException(f"{variable} {error}") from None


def _free_port() -> int:
    """8000, else any free port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", 8000))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
