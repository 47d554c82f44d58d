"""`preau backup` and `preau restore`: one file, for both databases."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from cli.migrating import report
from cli.opening import as_it_is, load_settings, must_be_there
from models.backup import backup as copying
from models.backup import backup_file
from models.backup import restore as restoring
from models.backup.restore import Restored
from models.core import school
from models.installation import key


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE when there is one of that name already.")
def backup(file: Path, force: bool) -> None:
    """Copy the whole school into FILE, while the server runs.

    One consistent copy, from either database, that `preau restore` puts back into either. It holds families' names
    and addresses: only its owner may read it. It does not hold the secret key, which must be kept apart from it.
    """
    if file.exists() and not force:
        raise click.ClickException(f"{file} exists already and was left as it is. Give another name, or --force.")
    school.open_school(load_settings())
    must_be_there(school.settings())
    asyncio.run(_copy(file))


async def _copy(file: Path) -> None:
    try:
        async with as_it_is():
            await key.verify()
            counts = await copying.write(file)
    except copying.NoSchool:
        raise click.ClickException("There is no school in this database. Is PREAU_DATABASE_URL right?") from None
    except OSError as error:
        raise click.ClickException(f"{file} could not be written: {error.strerror}. No backup was made.") from None
    click.echo(f"{_families(counts)} copied into {file} ({_kilobytes(file)} kB).")
    place = school.settings().secret_key_file or "PREAU_SECRET_KEY"
    click.echo(f"The secret key is not in it. It is in {place}: keep a copy of it, apart from the backups.")
    click.echo("Without it no restored password and no invitation works.")


def _kilobytes(file: Path) -> int:
    return file.stat().st_size // 1000 + 1


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace the school that is in the database now.")
@click.option("--yes", is_flag=True, help="With --force: do not ask.")
@click.option("--lost-key", is_flag=True, help="The key of the backup is lost: restore all the same.")
def restore(file: Path, force: bool, yes: bool, lost_key: bool) -> None:
    """Put the backup FILE into the database: all of it, or nothing.

    Stop the server first. Tokens that were spent stay spent. Everybody must sign in again. Mails that were waiting
    are sent if they are less than three days old, else dropped. The secret key must be the backup's own.
    """
    school.open_school(load_settings())
    with _refusals(file):
        backup_file.verify(file, any_key=lost_key)  # before a database or a key is made
        done = asyncio.run(_restore(file, force, yes, lost_key))
    _report(done)


async def _restore(file: Path, force: bool, yes: bool, lost_key: bool) -> Restored:
    async with as_it_is():
        if force and not yes:
            await _ask(file)
        return await restoring.restore(file, replace=force, any_key=lost_key)


@contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """Turn the errors of a restore into exit 1, with one line."""
    try:
        yield
    except backup_file.NotABackup:
        raise click.ClickException(f"{file} is not a backup made by `preau backup`. Nothing was changed.") from None
    except backup_file.Damaged:
        raise click.ClickException(
            f"{file} is cut short or damaged. Nothing was changed. Take another backup."
        ) from None
    except backup_file.TooNew:
        raise click.ClickException(
            f"{file} was made by a later version of Préau. Nothing was changed. Install that version first."
        ) from None
    except backup_file.OtherKey:
        raise click.ClickException(
            f"{file} was made with another secret key than {_todays_key()}. Nothing was changed.\n"
            "       Put back the key that was kept apart. If it is lost: --lost-key restores all the same, and every"
            " parent\n       will have to choose a new password."
        ) from None
    except restoring.NotEmpty as error:
        raise click.ClickException(
            f"The database has a school already: {_families(error.held)}. Nothing was changed.\n"
            "       --force puts the backup in its place."
        ) from None
    except restoring.DoesNotFit as error:
        raise click.ClickException(f"The database refuses a row ({error}). Nothing was changed.") from None
    except OSError as error:
        raise click.ClickException(f"{file} could not be read: {error.strerror}. Nothing was changed.") from None


def _todays_key() -> str:
    settings = school.settings()
    if settings.secret_key:
        return f"the one in {settings.secret_key_file or 'PREAU_SECRET_KEY'}"
    return f"there is here: {settings.secret_key_file} is not there"


async def _ask(file: Path) -> None:
    head = backup_file.verify(file)
    held = await copying.held()
    if any(held.values()):
        click.echo(f"In the database now: {_families(held)}. In its place: the backup of {head.made_at[:16]} UTC.")
        click.confirm("Replace it? What is there now will be gone.", abort=True)


def _report(done: Restored) -> None:
    click.echo(f"{_families(done.counts)} restored, as they were on {done.made_at:%Y-%m-%d at %H:%M} UTC.")
    click.echo("What happened later is not in it: look at the accesses and accounts that were ended since.")
    if done.migrated:
        click.echo(f"Brought to this version's schema: {', '.join(done.migrated)}.")
    click.echo("Everybody signs in again. Spent tokens stay spent.")
    if done.mails_queued:
        click.echo(f"{done.mails_queued} waiting mails will be sent, some perhaps for the second time.")
    if done.mails_dropped:
        click.echo(f"{done.mails_dropped} waiting mails were too old and will not be sent:")
        click.echo("`preau invite --all` makes new invitations.")
    if done.lost:
        report(done.lost)


def _families(counts: dict[str, int]) -> str:
    parents, children, staff = (counts.get(name, 0) for name in ("guardian", "child", "staff"))
    return f"{parents} parents, {children} children, {staff} office accounts"
