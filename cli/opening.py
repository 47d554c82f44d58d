"""Opens the school for one command (settings, database, schema), and closes it in any case."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import ParamSpec, TypeVar

import click

import settings as configuration
from language import text
from models import database
from models.core import school
from models.database import migrate
from models.installation import opening
from models.staff.accounts import has_admin
from models.tables import TABLES
from settings import Settings, SettingsError

P = ParamSpec("P")
T = TypeVar("T")


def load_settings() -> Settings:
    """The settings, or exit 1 with one line for each mistake. Warnings go to standard error."""
    with plain_words():
        settings = configuration.load()
    for line in settings.warnings:
        click.echo(f"Warning: {line}", err=True)
    return settings


def must_be_there(settings: Settings) -> None:
    """Exit 1 if there is no database: opening it would silently create an empty one."""
    path = settings.sqlite_path
    if path and not path.exists():
        raise click.ClickException(f"There is no database {path}. Are you in the folder that has the .env file?")


def with_school(verb: Callable[P, Awaitable[T]]) -> Callable[P, T]:
    """Run an async command with the school open; `models.core.school.settings()` has its settings. What is said to
    the school is in its language, if the office speaks it."""

    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        async with _opened(opening.ready):
            return await verb(*args, **kwargs)

    @functools.wraps(verb)
    def command(*args: P.args, **kwargs: P.kwargs) -> T:
        school.open_school(load_settings())
        with text.speaking(text.office_language()):
            return asyncio.run(run(*args, **kwargs))

    return command


def as_it_is() -> contextlib.AbstractAsyncContextManager[None]:
    """Open the database of `school.settings()` without a migration or a check of the secret key: for commands that
    copy, replace or migrate it, and call `models.installation.key` themselves."""
    return _opened(migrate.pending)


async def make_ready(settings: Settings) -> bool:
    """Bring the database up to date and leave it closed; or exit 1 with one line, before the server starts.

    `school.settings()` then includes an admin's changes. Returns whether the office has an admin.
    """
    school.open_school(settings)
    async with _opened(opening.ready):
        return await has_admin()


@contextlib.asynccontextmanager
async def _opened(prepare: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    try:
        with plain_words():
            await database.open_database(school.settings(), TABLES)
            await prepare()
            yield
    finally:
        await database.close_database()


@contextlib.contextmanager
def plain_words() -> Iterator[None]:
    """Turn what prevents opening the school into exit 1, with one line for each fault."""
    try:
        yield
    except SettingsError as error:
        raise click.ClickException("\n       ".join(error.lines)) from None
    except database.DatabaseUnavailable as error:
        raise click.ClickException(
            f"The database does not answer ({error}). Nothing was changed. See `preau check`."
        ) from None
    except migrate.SchemaTooNew as error:
        raise click.ClickException(
            f"This database was made by a later version of Préau ({error}). Install that version."
        ) from None
