"""The `preau` command: each verb calls a model verb. `preau --help` lists them."""

import contextlib
import gc
import importlib
from collections.abc import Iterator

import click

from settings.version import version

# Command → module. Only the called command is imported: a server needs no DNS library and no mail checks.
VERBS = {
    "import": "cli.importing:import_families",
    "invite": "cli.invite:invite",
    "serve": "cli.serve:serve",
    "demo": "cli.demo.command:demo",
    "staff": "cli.staff:staff",
    "backup": "cli.backup:backup",
    "check": "cli.check:check",
    "bounce": "cli.bounce:bounce",
    "data": "cli.data:data",
    "migrate": "cli.migrating:migrate",
    "restore": "cli.backup:restore",
    "alarm": "cli.alarm:alarm",
}


class Verbs(click.Group):
    """Imports the commands of `VERBS` when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].partition(":")
        with _loading():
            command: click.Command = getattr(importlib.import_module(module), name)
        return command


@contextlib.contextmanager
def _loading() -> Iterator[None]:
    """Import without garbage collection: modules create many objects and free few, and collecting took an eighth of the
    start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # moves all objects into the oldest generation without traversing them
        gc.enable()


def _say_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"preau {version()}")
        context.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version, help="Show version and commit."
)
def main() -> None:
    """The parents' door to the school.

    Settings are read from the environment and from a file named .env in this folder (PREAU_BASE_URL and others);
    `preau check` says which are missing or wrong.

    Exit codes: 0 done; 1 not done, and the reason was printed; 2 the command was not understood.
    """
