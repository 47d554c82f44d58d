"""The `preau` command: each verb calls a model verb. `preau --help` lists them."""

import click

from cli.alarm import alarm
from cli.backup import backup, restore
from cli.bounce import bounce
from cli.check import check
from cli.data import data
from cli.demo import demo
from cli.importing import import_families
from cli.invite import invite
from cli.migrating import migrate
from cli.serve import serve
from cli.staff import staff
from settings.version import version


def _say_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"preau {version()}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_say_version, help="Show version and commit."
)
def main() -> None:
    """The parents' door to the school.

    Settings are read from the environment and from a file named .env in this folder (PREAU_BASE_URL and others);
    `preau check` says which are missing or wrong.

    Exit codes: 0 done; 1 not done, and the reason was printed; 2 the command was not understood.
    """


main.add_command(import_families)
main.add_command(invite)
main.add_command(serve)
main.add_command(demo)
main.add_command(staff)
main.add_command(backup)
main.add_command(check)
main.add_command(bounce)
main.add_command(data)
main.add_command(migrate)
main.add_command(restore)
main.add_command(alarm)
