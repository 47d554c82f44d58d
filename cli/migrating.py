"""`preau migrate`: the database brought to this version's schema."""

import click

from cli.opening import with_school_as_it_is
from models.migrate import migrate as run_pending


@click.command()
@with_school_as_it_is
async def migrate() -> None:
    """Bring the database up to date. `preau serve` does it too, at each start."""
    ran = await run_pending()
    click.echo("\n".join(f"Done: {name}" for name in ran) or "The database is up to date.")
