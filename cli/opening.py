"""Opening the school for one command: settings, database, schema; and closing it whatever happens."""

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable, Iterator
from typing import ParamSpec, TypeVar

import click

import settings as configuration
from models import database, migrate, school
from models.office import school_setting
from models.office.team.staff import has_admin
from models.tables import TABLES
from settings import Settings, SettingsError

P = ParamSpec("P")
T = TypeVar("T")


def load_settings(*, may_make_key: bool = True) -> Settings:
    """The settings, or exit 1 with one line for each mistake. Warnings go to standard error."""
    try:
        settings = configuration.load(may_make_key=may_make_key)
    except SettingsError as error:
        raise click.ClickException("\n       ".join(error.lines)) from None
    for line in settings.warnings:
        click.echo(f"Warning: {line}", err=True)
    return settings


def with_school(verb: Callable[P, Awaitable[T]]) -> Callable[P, T]:
    """Run an async command with the school open; `models.school.settings()` has its settings."""
    return _with_database(verb, _prepare)


def with_school_as_it_is(verb: Callable[P, Awaitable[T]]) -> Callable[P, T]:
    """The same, with the schema left as it is: for the verbs that copy, replace or migrate the database themselves."""
    return _with_database(verb, migrate.pending)


def _with_database(verb: Callable[P, Awaitable[T]], prepare: Callable[[], Awaitable[object]]) -> Callable[P, T]:
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            with _plain_words():
                await database.open_database(school.settings(), TABLES)
                await prepare()
                return await verb(*args, **kwargs)
        finally:
            await database.close_database()

    @functools.wraps(verb)
    def command(*args: P.args, **kwargs: P.kwargs) -> T:
        school.open_school(load_settings())
        return asyncio.run(run(*args, **kwargs))

    return command


async def _prepare() -> None:
    await migrate.migrate()
    await school_setting.reload()


async def make_ready(settings: Settings) -> bool:
    """Bring the database up to date and leave it closed; or exit 1 with one line, before the server starts.

    `school.settings()` then says what an admin changed, too. Returns whether somebody can be admin of the office.
    """
    school.open_school(settings)
    try:
        with _plain_words():
            await database.open_database(settings, TABLES)
            await _prepare()
            return await has_admin()
    finally:
        await database.close_database()


@contextlib.contextmanager
def _plain_words() -> Iterator[None]:
    try:
        yield
    except database.DatabaseUnavailable as error:
        raise click.ClickException(
            f"The database does not answer ({error}). Nothing was changed. See `preau check`."
        ) from None
    except migrate.SchemaTooNew as error:
        raise click.ClickException(
            f"This database was made by a later version of Préau ({error}). Install that version."
        ) from None
