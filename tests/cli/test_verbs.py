"""The verbs of the command, each loaded when it is called."""

import subprocess
import sys

import click

from cli import VERBS, main

LOADED = "import cli, sys; cli.main.get_command(None, 'serve'); print(*sys.modules)"

# Each is heavy and loaded by who needs it: another verb, a setting, a confined process, a new password, a letter.
LATER = {"dns", "imapclient", "prometheus_client", "PIL", "babel", "python_calamine", "segno", "xlsxwriter", "zxcvbn"}
SEARCHED = """
import cli, gc
def searches(): return sum(generation["collections"] for generation in gc.get_stats())
before = searches()
cli.main.get_command(None, "serve")
after = searches()
loop = []; loop.append(loop); del loop
print(after - before, gc.collect() > 0, gc.get_freeze_count())
"""


def test_every_verb_is_there_under_its_name() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help
    assert main.list_commands(context) == sorted(VERBS)


def test_a_server_loads_nothing_heavy_that_its_first_answer_does_not_need() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert {"app", "uvicorn", "models.outbox.mail"} <= loaded
    assert not loaded & LATER


def test_a_verb_is_loaded_without_a_search_for_garbage_which_is_found_later() -> None:
    done = subprocess.run([sys.executable, "-c", SEARCHED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "True", "0"]
