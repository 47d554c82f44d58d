"""`preau invite`: invitations for guardians without an active account."""

import click

from cli.opening import with_school
from models.core import school
from models.invitations import invitation
from models.invitations.invitation import Invited, Invitee, UnknownClass, UnknownUsername


@click.command()
@click.option("--all", "everyone", is_flag=True, help="Every guardian of a child at the school who is not in yet.")
@click.option("--class", "class_name", metavar="P3B", help="Those of one class.")
@click.option("--username", metavar="NAME", help="One guardian.")
@click.option("--again", is_flag=True, help="With --all or --class: also those whose invitation is still good.")
@with_school
async def invite(everyone: bool, class_name: str | None, username: str | None, again: bool) -> None:
    """Queue one invitation mail per guardian; the running server sends them.

    A new invitation ends the older ones of the same guardian: those whose invitation is still good are left alone,
    unless named or with --again. Says who has no mail address, and whose address the mail server refused.
    """
    if [everyone, class_name is not None, username is not None].count(True) != 1:
        raise click.UsageError("Say whom to invite: --all, --class or --username, one of the three.")
    try:
        invited = await invitation.invite(everyone=everyone, class_name=class_name, username=username, again=again)
    except UnknownClass as error:
        known = f"The classes are: {', '.join(error.classes)}." if error.classes else "No child is in a class yet."
        raise click.ClickException(f"There is no class {class_name!r}. {known}") from None
    except UnknownUsername:
        raise click.ClickException(f"There is no account with the username {username!r}.") from None
    if username is not None and not invited.queued:
        raise click.ClickException(_why_not(invited))
    _report(invited)


def _why_not(invited: Invited) -> str:
    """The reason why the adult with this username gets no mail."""
    reset = f"{school.settings().base_url}/reset"
    reasons: tuple[tuple[tuple[Invitee, ...], str], ...] = (
        (invited.disabled, "is disabled: nothing was sent."),
        (invited.already_in, f"is in already. A parent who forgot the password asks for a new one at {reset}"),
        (invited.without_child, "has access to no child: nothing was sent."),
        (invited.without_address, "has no mail address: print a letter, or add the address first."),
        (invited.already_waiting, "has an invitation waiting in the outbox already."),
    )
    return next(f"{group[0].username} {reason}" for group, reason in reasons if group)


def _report(invited: Invited) -> None:
    number = len(invited.queued)
    click.echo(f"{number} invitation{'' if number == 1 else 's'} queued.")
    for group, words in (
        (invited.already_waiting, "have one waiting in the outbox already"),
        (invited.already_invited, "have one that is still good: --again sends them a new one"),
        (invited.already_in, "are in already"),
        (invited.disabled, "are disabled"),
        (invited.without_child, "have access to no child"),
    ):
        if group:
            click.echo(f"{len(group)} {words}.")
    if invited.without_address:
        click.echo(f"{len(invited.without_address)} have no mail address and need a printed letter:")
        for person in invited.without_address:
            click.echo(f"  {person.name} ({person.username})")
    if invited.refused:
        click.echo(f"{len(invited.refused)} have an address that the mail server refused; --again tries it again:")
        for person in invited.refused:
            click.echo(f"  {person.name} ({person.username}), {person.email}: {person.server_words}")
    settings = school.settings()
    if invited.queued and settings.smtp is None:
        click.echo("Warning: PREAU_SMTP_URL is not set, so the mails wait in the outbox.", err=True)
    if invited.queued and "PREAU_BASE_URL" in settings.unset:
        click.echo(f"Warning: PREAU_BASE_URL is not set, so the links would start with {settings.base_url}", err=True)
