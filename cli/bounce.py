"""`preau bounce`: reads one returned mail, piped in by an alias of the mail server."""

import os
import sys

import click

from cli.opening import with_school
from models.outbox import bounce as bounces
from models.outbox.delivery_report import MOST


@click.command()
def bounce() -> None:
    """Read one mail from standard input, and note what it reports of a mail of ours.

    For an alias of the mail server to which undeliverable mails come back (docs/operating.md). A mail that reports
    nothing is left out of account and is no failure. Exit code 75 when the database does not answer or a setting is
    wrong: the mail server then tries again later.
    """
    raw = sys.stdin.buffer.read(MOST + 1)
    while sys.stdin.buffer.read(65536):  # to its end, or the mail server would count it as refused
        pass
    try:
        _take(raw)
    except click.ClickException as error:
        error.show()
        raise SystemExit(os.EX_TEMPFAIL) from None


@with_school
async def _take(raw: bytes) -> None:
    click.echo("Noted." if await bounces.take(raw) else "No report about a mail of ours.")
