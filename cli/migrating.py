"""`preau migrate`: migrates the database to this version's schema, or to another secret key."""

import asyncio

import click

from cli.opening import as_it_is, load_settings, must_be_there
from models.backup import backup
from models.core import school
from models.database import transaction
from models.database.migrate import migrate as run_pending
from models.installation import key
from models.installation.lost_key import Lost, begin_anew


@click.command()
@click.option("--lost-key", is_flag=True, help="The secret key is lost for good: go on with another.")
@click.option("--yes", is_flag=True, help="With --lost-key: do not ask.")
def migrate(lost_key: bool, yes: bool) -> None:
    """Bring the database up to date. `preau serve` does it too, at each start.

    A database belongs to one secret key, and there is no rotation. --lost-key is for a key of which no copy is left:
    every parent and colleague needs a new password then. Stop the server first.
    """
    school.open_school(load_settings())
    asyncio.run(_go_on(yes) if lost_key else _migrate())


async def _migrate() -> None:
    async with as_it_is():
        await key.verify()
        ran = await run_pending()
        await key.hold()
    click.echo("\n".join(f"Done: {name}" for name in ran) or "The database is up to date.")


async def _go_on(yes: bool) -> None:
    must_be_there(school.settings())
    async with as_it_is():
        if school.settings().secret_key and await key.stored_fingerprint() == key.fingerprint():
            raise click.ClickException(
                f"The key in {_place()} is the one of this database: it is not lost. Nothing was changed."
            )
        if not yes:
            await _ask()
        async with transaction():
            await run_pending()
            lost = await begin_anew()
    report(lost)


async def _ask() -> None:
    held = await backup.held()
    parents, colleagues = held.get("guardian", 0), held.get("staff", 0)
    click.echo(
        f"In this database: {parents} parents and {colleagues} office accounts. Their passwords, second factors, tokens"
        " and sessions will end.\nThis cannot be undone: stop the server, and keep a copy of the database as it is."
    )
    click.confirm("Is the key lost for good?", abort=True)


def report(lost: Lost) -> None:
    """Print what was lost with the key, and what to do next."""
    click.echo(f"The database now belongs to the key in {_place()}. Keep a copy of it, apart from the backups.")
    click.echo(f"{lost.passwords} parents lose their password; {lost.mails} waiting mails will not be sent.")
    click.echo("Now:")
    steps = [
        *(f"preau staff token {name}     # a new link; hand it over in person" for name in lost.colleagues),
        "start the server",
        "preau invite --all     # everybody by mail; it lists who has no address and needs a letter",
        "print letters anew: those that were printed open nothing",
        "preau backup FILE     # backups made before belong to the lost key",
    ]
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")


def _place() -> object:
    return school.settings().secret_key_file or "PREAU_SECRET_KEY"
