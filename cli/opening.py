"""Opening the school for one command: settings, database, schema; and closing it whatever happens."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import click

import settings as configuration
from models import database, migrate, school
from models.tables import TABLES
from settings import Settings, SettingsError

P = ParamSpec("P")
T = TypeVar("T")


def load_settings() -> Settings:
    """The settings, or exit 1 with one line for each mistake. Warnings go to standard error."""
    try:
        settings = configuration.load()
    except SettingsError as error:
        raise click.ClickException("\n       ".join(error.lines)) from None
    for line in settings.warnings:
        click.echo(f"Warning: {line}", err=True)
    return settings


def with_school(verb: Callable[P, Awaitable[T]]) -> Callable[P, T]:
    """Run an async command with the school open; `models.school.settings()` has its settings."""

    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            await database.open_database(school.settings(), TABLES)
            await migrate.migrate()
            return await verb(*args, **kwargs)
        except database.DatabaseUnavailable as error:
            raise click.ClickException(
                f"The database does not answer ({error}). Nothing was changed. See `preau check`."
            ) from None
        except migrate.SchemaTooNew as error:
            raise click.ClickException(
                f"This database was made by a later version of Préau ({error}). Install that version."
            ) from None
        finally:
            await database.close_database()

    @functools.wraps(verb)
    def command(*args: P.args, **kwargs: P.kwargs) -> T:
        school.open_school(load_settings())
        return asyncio.run(run(*args, **kwargs))

    return command
