"""A `.venv` that is not what it should be heals at the next `make install`."""

import re
import shutil
from pathlib import Path

import pytest

from tests.support.journeys.program import PYTHON, Program, clone

pytestmark = pytest.mark.sqlite
FEW = ("hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers")  # what installs the program
WHERE = "import settings; print(settings.__file__)"


def shorten(lock: Path, *names: str) -> None:
    """Leave these packages in a lock file, with their hashes: the others take their time."""
    entries = re.split(r"^(?=\S+==)", lock.read_text(), flags=re.MULTILINE)
    lock.write_text("".join(entry for entry in entries if entry.partition("==")[0] in names))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = clone(tmp_path / "program")
    shorten(made.folder / "requirements" / "runtime.txt", *FEW)
    shorten(made.folder / "requirements" / "postgres.txt", *FEW, "asyncpg")
    return made


def code_of(program: Program) -> Path:
    """The folder that the installed command runs from."""
    assert program.preau.read_text().startswith(f"#!{program.python}\n")
    return Path(program.run(program.python, "-c", WHERE).stdout).parents[1]


def test_where_venv_is_missing_it_says_what_to_install_and_goes_on_when_that_is_done(program: Program) -> None:
    debian = program.folder / "python3"  # as Debian's without python3-venv: it leaves half an environment and fails
    debian.write_text(
        f'#!/bin/sh\n[ "$2" != venv ] || {{ {PYTHON} -m venv --without-pip .venv; exit 1; }}\nexec {PYTHON} "$@"\n'
    )
    debian.chmod(0o755)
    done = program.make("install", python=debian)
    assert done.returncode != 0
    assert "apt-get install python3-venv" in done.stderr
    program.run(PYTHON, "-m", "venv", "--without-pip", program.folder / ".venv")  # as an older `make` left it
    assert program.make("install").returncode == 0
    assert code_of(program) == program.folder


def test_without_the_packages_it_says_so_and_goes_on_when_they_are_there(program: Program, tmp_path: Path) -> None:
    (tmp_path / "pip.conf").touch()
    alone = {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "PIP_FIND_LINKS": "", "PIP_NO_INDEX": "1"}
    done = program.make("install", **alone)
    assert done.returncode != 0
    assert "make again" in done.stderr
    assert "Traceback" not in done.stderr
    again = program.make("install")
    assert again.returncode == 0, again.stderr
    assert "Making the Python environment" not in again.stderr


def test_one_that_was_moved_is_made_anew_and_keeps_the_driver_for_postgresql(program: Program) -> None:
    assert program.make("postgres").returncode == 0
    before = (program.folder / ".venv" / ".installed").stat().st_mtime_ns
    nothing = program.make("install")
    assert (nothing.returncode, nothing.stderr) == (0, "")
    assert (program.folder / ".venv" / ".installed").stat().st_mtime_ns == before
    moved = Program(program.folder.with_name("moved"))
    shutil.move(program.folder, moved.folder)
    assert moved.make("install").returncode == 0
    assert code_of(moved) == moved.folder
    assert moved.run(moved.python, "-c", "import asyncpg").returncode == 0
