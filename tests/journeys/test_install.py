"""`make install` on a machine of today: Debian 12's pip, packages that went on, and nothing there but the lock."""

import os
import signal
import sys

import httpx
import pytest

from settings.version import VERSION
from tests.support.journeys.program import PYTHON, Program, clone, make_newer, pins
from tests.support.journeys.town import Server, Town

pytestmark = pytest.mark.sqlite
OLDEST = "23.0.1"  # Debian 12's pip
IMPORT_ALL = """
import importlib, pkgutil, sys
from pathlib import Path

root = Path(sys.argv[1])
names = [path.stem for path in root.glob("*.py")] + [path.parent.name for path in root.glob("*/__init__.py")]
found = []
# For Piccolo's own command, which comes with the developer's installation (docs/decisions/queries.md).
names = set(names) - {"piccolo_conf"}
for name in sorted(names - {"tests", "bench"}):
    module = importlib.import_module(name)
    found.append(module)
    for inner in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{name}."):
        if inner.name not in ("cli.__main__", "models.piccolo_app"):
            found.append(importlib.import_module(inner.name))
assert all(Path(module.__file__).is_relative_to(root) for module in found)
print(len(found))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Installed once for this file, in a folder with a space, by the oldest pip; later versions of all are offered."""
    program = clone(tmp_path_factory.mktemp("installed") / "Préau de l’école")
    program.run(PYTHON, "-m", "venv", program.folder / ".venv")
    if sys.version_info < (3, 12):  # later ones cannot run that pip, and bring one of their time
        done = program.run(program.python, "-m", "pip", "install", "--quiet", f"pip=={OLDEST}")
        assert done.returncode == 0, done.stderr
    offered = os.environ.get("PIP_FIND_LINKS", ""), str(make_newer(tmp_path_factory.mktemp("offered") / "newer"))
    done = program.make("install", PIP_FIND_LINKS=" ".join(filter(None, offered)))
    assert done.returncode == 0, done.stderr
    assert "Installing" in done.stderr, "one line says what takes so long"
    return program


def test_a_school_gets_what_the_lock_names_and_nothing_else(installed: Program) -> None:
    listed = installed.run(installed.python, "-m", "pip", "list", "--format=freeze").stdout.split()
    there = {name.lower().replace("_", "-"): version for name, _, version in (line.partition("==") for line in listed)}
    assert there.pop("preau")
    assert {name: there[name] for name in set(there) - {"pip", "setuptools"}} == pins("runtime.txt")


def test_every_module_is_imported_with_the_lock_alone(installed: Program) -> None:
    done = installed.run(installed.python, "-c", IMPORT_ALL, installed.folder)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 200


def test_the_demonstration_runs_with_the_lock_alone(installed: Program, town: Town) -> None:
    town.environ.pop("PYTHONPATH")
    town.command = [str(installed.preau)]
    process = town.start("demo", port=town.port)
    try:
        assert process.stdout
        while b"Ctrl-C ends" not in (line := process.stdout.readline()):
            assert line, town.logs[-1].read_text()
        server = Server(process, town.port, town.logs[-1])
        with httpx.Client(base_url=town.base_url, trust_env=False, follow_redirects=True) as browser:
            for page in ("/", "/reset", "/office/sign-in", "/demo/mailbox"):
                assert browser.get(page).status_code == 200
        assert server.stop(signal.SIGINT) == 0
    finally:
        process.kill()
    assert "Traceback" not in town.logs[-1].read_text()


def test_without_the_driver_postgresql_is_one_clear_line(installed: Program, town: Town) -> None:
    town.environ.pop("PYTHONPATH")
    town.command = [str(installed.preau)]
    for verb in ("serve", "check"):
        done = town.preau(verb, database_url="postgresql:///preau")
        assert done.returncode == 1
        what = "PREAU_DATABASE_URL is of PostgreSQL, whose driver is not installed: "
        assert (
            sum(
                f"{what}run `make postgres` in {installed.folder}" in line
                for line in (done.stdout + done.stderr).splitlines()
            )
            == 1
        )
        assert "Traceback" not in done.stderr


def test_the_program_knows_its_version_from_any_folder(installed: Program) -> None:
    assert installed.run(installed.preau, "--version").stdout.startswith(f"preau {VERSION}")
