"""`preau staff`: accounts of the school office."""

import click

from cli.opening import with_school
from models import event
from models.database import transaction
from models.office import staff as office


@click.group()
def staff() -> None:
    """Accounts of the school office."""


@staff.command()
@click.argument("username")
@click.option("--role", type=click.Choice(office.ROLES), default="secretary", show_default=True)
@with_school
async def add(username: str, role: str) -> None:
    """Make an office account named USERNAME (small letters, digits, . _ -)."""
    try:
        async with transaction():
            await office.add(username, role)
            await event.record("staff added", actor="cli", detail=f"{username} ({role})")
    except office.StaffExists:
        raise click.ClickException(f"There is an office account named {username} already.") from None
    except office.BadStaffName:
        raise click.ClickException(
            f"{username!r} cannot be a username: use 2 to 63 small letters, digits, dots or hyphens."
        ) from None
    click.echo(f"Office account {username} ({role}) made. It has no password yet: the office pages will ask for one.")
