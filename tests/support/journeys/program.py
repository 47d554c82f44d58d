"""The program in a folder of its own, installed there by `make`."""

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
REQUIREMENTS = ROOT / "requirements"
PYTHON = os.path.realpath(sys.executable)  # itself, not the environment of these tests: that has a pip of its own


def pins(lock: str) -> dict[str, str]:
    """Name and version of each package in a lock file."""
    lines = (REQUIREMENTS / lock).read_text().splitlines()
    pairs = (line.partition(" ")[0].split("==") for line in lines if "==" in line and line[0] not in "# ")
    return dict(pairs)


def clone(folder: Path) -> "Program":
    """What a clone has, in this new folder; with what is not committed yet."""
    listed = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listed, text=True).split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return Program(folder)


@dataclass
class Program:
    """`make` of this folder; `python` and `preau` are what it installed."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / ".venv" / "bin" / "python"

    @property
    def preau(self) -> Path:
        return self.folder / ".venv" / "bin" / "preau"

    def make(self, target: str, python: object = PYTHON, **environ: str) -> subprocess.CompletedProcess[str]:
        """`make TARGET`, as typed by somebody: not within the `make` that runs the tests, nor with their Python."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTHON"))}
        command = ["make", target, f"PYTHON={python}"]
        return subprocess.run(command, cwd=self.folder, env=kept | environ, capture_output=True, text=True, timeout=600)

    def run(self, *command: object, cwd: Path = Path("/")) -> subprocess.CompletedProcess[str]:
        """One command, from another folder."""
        words = [str(word) for word in command]
        return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=120)


def make_newer(folder: Path) -> Path:
    """A later version of each package that any lock names: empty, and there for pip to prefer."""
    folder.mkdir()
    for name in pins("develop.txt"):
        stem = f"{name.replace('-', '_')}-99999"
        with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 99999\n")
            wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{stem}.dist-info/RECORD", "")
    return folder
