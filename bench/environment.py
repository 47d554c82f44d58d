"""Environments made for one run of the bench: the one measured holds what a school installs and no more."""

import atexit
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


def made(folder: Path, requirements: str) -> bool:
    """Whether `folder` now holds an environment with a file of `requirements/`, hashes checked."""
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--no-deps", "--require-hashes"]
        file = ROOT / "requirements" / requirements
        subprocess.run([*pip, "--requirement", str(file)], check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


@cache
def of_a_school() -> str:
    """The Python of a school's own environment. Raises `RuntimeError` where it cannot be made."""
    folder = tempfile.TemporaryDirectory(prefix="preau-bench-school-")
    atexit.register(folder.cleanup)
    if not made(Path(folder.name), "runtime.txt"):
        raise RuntimeError("pip could not install requirements/runtime.txt")
    return f"{folder.name}/bin/python"
