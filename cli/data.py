"""`preau data`: exports or erases the data of one parent (GDPR art. 15, 17, 20)."""

import json
import sys
from pathlib import Path

import click

from cli.opening import with_school
from models.desk import erasure, personal_data
from models.families import event
from models.families.event import Actor
from models.families.guardian import Person, holder


@click.group()
def data() -> None:
    """One parent's data: give it, or erase it."""


async def _person(username: str) -> Person:
    if (person := await holder(username)) is None:
        raise click.ClickException(f"There is no account with the username {username!r}.")
    return person


def _write(file: Path, text: str) -> None:
    try:
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {file}", err=True)


@data.command()
@click.argument("username")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_school
async def export(username: str, file: Path | None) -> None:
    """Write everything held on USERNAME, as JSON, to FILE or standard output. No password, token or key is in it."""
    person = await _person(username)
    text = json.dumps(await personal_data.gather(person.id), ensure_ascii=False, indent=1) + "\n"
    if file is None:
        sys.stdout.write(text)
    else:
        _write(file, text)
    await event.record("data exported", guardian=person.id, actor="cli")


@data.command()
@click.argument("username")
@click.option("--with-children", is_flag=True, help="Also the children whom no other adult here has.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_school
async def erase(username: str, with_children: bool, yes: bool) -> None:
    """Erase USERNAME for good: the account, its tokens, sessions, mails, letters and audit.

    Erase the person in the school's own program first, else the next import makes a new account. Backups hold the
    person until they are deleted. The last import can no longer be undone.
    """
    person = await _person(username)
    if not yes:
        click.confirm(f"Erase {person.username} ({person.full_name}) for good?", abort=True)
    erased = await erasure.erase(person.id, Actor("cli"), with_children=with_children)
    click.echo(f"Erased: {erased.username}. Children erased: {erased.children}.")
