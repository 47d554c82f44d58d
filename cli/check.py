"""`preau check`: one line for each finding, with what to change. It changes nothing itself."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click

import settings as configuration
from cli.checking import backups, bounces, calendar, database, key, mail, mail_dns, place, world
from cli.checking.files import readable_by_others
from cli.checking.finding import MEND, OK, WORTH, Finding
from cli.serve import UNSET
from models.core import school
from models.core.address import BadAddress, clean_address
from settings import Settings, SettingsError
from settings.addresses import loopback

DOTENV = Path(".env")
COST_ADVISED = 10


@click.command()
@click.option("--mail-to", metavar="ADDRESS", help="Also send a test mail to this address.")
def check(mail_to: str | None) -> None:
    """Look at the settings, the database and the mail server, and say what to mend.

    Each line begins with `ok`, `worth setting`, `worth a look` or `to mend`. Exit code 0 when there is nothing to
    mend, else 1.
    Run it as the account that runs the server, in the folder that has the .env file.
    """
    if not asyncio.run(_show(mail_to)):
        raise SystemExit(1)


async def _show(mail_to: str | None) -> bool:
    """Print the findings as they come. Returns whether none of them is `to mend`."""
    mistakes = 0
    async for finding in _findings(mail_to):
        click.echo(f"{finding.state:<15}{finding.words}")
        mistakes += finding.state == MEND
    click.echo(f"\n{mistakes} to mend." if mistakes else "\nNothing to mend.")
    return not mistakes


async def _findings(mail_to: str | None) -> AsyncIterator[Finding]:
    try:
        settings = configuration.load()
    except SettingsError as error:
        for line in error.lines:
            yield Finding(MEND, line)
        yield Finding(WORTH, "the database and the mail server are looked at once the settings are right")
        return
    school.open_school(settings)
    for finding in (*_settings(settings), *place.findings(settings)):
        yield finding
    for finding in await world.findings(settings):
        yield finding
    async for finding in database.findings(settings):
        yield finding
    for finding in backups.findings():
        yield finding
    async for finding in mail.findings(settings):
        yield finding
    async for finding in mail_dns.findings(settings):
        yield finding
    async for finding in bounces.findings(settings):
        yield finding
    async for finding in calendar.findings(settings):
        yield finding
    if mail_to is not None:
        yield await _test_mail(settings, mail_to)


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding(OK, f"settings: {DOTENV if DOTENV.exists() else 'from the environment'}")
    for line in settings.warnings:
        yield Finding(MEND, line)
    for name in settings.unset:
        if name not in database.IN_OFFICE:  # an admin may have set these on a page
            yield Finding(WORTH, f"{name}: " + UNSET[name].format_map(vars(settings)))
    yield from readable_by_others(DOTENV)
    yield from key.findings(settings)
    host = urlsplit(settings.base_url).hostname or ""
    if not settings.https and not loopback(host):
        yield Finding(MEND, f"PREAU_BASE_URL is {settings.base_url}: passwords travel in clear; serve it by https")
    elif settings.https and not settings.trusted_proxies:
        yield Finding(
            WORTH, "PREAU_TRUSTED_PROXIES: without it all parents behind your https proxy count as one address"
        )
    if settings.bcrypt_cost < COST_ADVISED:
        yield Finding(
            WORTH, f"PREAU_BCRYPT_COST is {settings.bcrypt_cost}: from 12 on a stolen database is hard to guess at"
        )
    if not settings.office_second_factor:
        yield Finding(
            WORTH, "PREAU_OFFICE_SECOND_FACTOR is optional: a stolen password alone opens every family's data"
        )


async def _test_mail(settings: Settings, address: str) -> Finding:
    try:
        return await mail.send_test(settings, clean_address(address))
    except BadAddress:
        return Finding(MEND, f"test mail: {address!r} is no mail address")
