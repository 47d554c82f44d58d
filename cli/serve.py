"""`preau serve`: the school's server, one process."""

import logging
import sys
from collections.abc import Sequence

import click
import uvicorn
from litestar.types import ControllerRouterHandler

from app import create_app
from cli.opening import load_settings
from mailer import SMTP, Transport
from settings import Settings

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
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in settings.unset:
        click.echo(f"{name} is not set: " + UNSET[name].format_map(vars(settings)), err=True)
    click.echo(f"Préau serves {settings.school_name} at {settings.base_url}", err=True)
    listen(settings, SMTP(settings.smtp) if settings.smtp else None)


def listen(
    settings: Settings, transport: Transport | None, extra_routes: Sequence[ControllerRouterHandler] = ()
) -> None:
    """Serve until stopped. No access log: a token may stand in an address (catalogue 9)."""
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, transport, extra_routes),
            host=settings.host,
            port=settings.port,
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # X-Forwarded-For is read by routes/web/client.py, from trusted proxies alone
            server_header=False,
            lifespan="on",
            timeout_keep_alive=20,
            timeout_graceful_shutdown=10,
        )
    )
    server.run()
    if not server.started:
        raise SystemExit(1)
