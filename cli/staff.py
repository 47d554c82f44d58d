"""`preau staff`: accounts of the school office."""

import click

from cli.opening import with_school
from models.core.address import BadAddress
from models.families.event import Actor
from models.staff import account_changes, accounts
from models.staff.account_changes import Disabled
from models.staff.tokens import LIFE, Issued

BY = Actor("cli")


@click.group()
def staff() -> None:
    """Accounts of the school office."""


@staff.command()
@click.argument("username")
@click.option("--role", type=click.Choice(accounts.ROLES), default=accounts.SECRETARY, show_default=True)
@click.option("--name", default="", help="The person's name, as pages show it.")
@click.option("--email", default="", help="The person's mail address.")
@with_school
async def add(username: str, role: str, name: str, email: str) -> None:
    """Make an office account named USERNAME (small letters, digits, . _ -), and a token to choose its password with."""
    try:
        issued = await account_changes.add(username, role, BY, full_name=name, email=email)
    except accounts.StaffExists:
        raise click.ClickException(
            f"There is an office account named {username} already. Another token: preau staff token {username}"
        ) from None
    except accounts.BadStaffName:
        raise click.ClickException(
            f"{username!r} cannot be a username: use 2 to 63 small letters, digits, dots or hyphens."
        ) from None
    except accounts.NameTooLong:
        raise click.ClickException(f"--name is too long: use {accounts.NAME_MOST} characters at most.") from None
    except BadAddress:
        raise click.ClickException(f"--email {email!r} is no mail address.") from None
    click.echo(f"Office account {username} ({role}) made.")
    _hand_over(issued)


@staff.command()
@click.argument("username")
@click.option("--reset-second-factor", is_flag=True, help="The phone is lost too: forget it, and the password.")
@with_school
async def token(username: str, reset_second_factor: bool) -> None:
    """Make a new token for USERNAME, who chooses another password with it. Older tokens end."""
    who = await accounts.named(username)
    if who is None:
        raise click.ClickException(f"There is no office account named {username!r}.")
    try:
        issued = await account_changes.new_token(who, BY, reset_second_factor=reset_second_factor)
    except Disabled:
        raise click.ClickException(
            f"{who.username} is disabled: an admin enables the account on the office's pages first."
        ) from None
    _hand_over(issued)


def _hand_over(issued: Issued) -> None:
    hours = int(LIFE.total_seconds() // 3600)
    click.echo(f"Hand over this link, or this token, in person; it works once, for {hours} hours:")
    click.echo(f"  {issued.link}")
    click.echo(f"  {issued.code}")
