"""Django and gunicorn in a throw-away environment of their own: what the entrance is measured against."""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.school import ROOT, wait_for

REQUIREMENTS = ROOT / "requirements" / "bench.txt"


@contextlib.contextmanager
def serving(port: int) -> Iterator[bool]:
    """LoginView at `port`: one worker process that keeps connections, as ours does. False where it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="preau-bench-django-") as folder:
        if not _install(Path(folder)):
            yield False
            return
        gunicorn = Path(folder) / "bin" / "gunicorn"
        options = ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "20", "--log-level", "critical"]
        process = subprocess.Popen([gunicorn, *options, "--bind", f"127.0.0.1:{port}", "bench.rival"], cwd=ROOT)
        try:
            wait_for(port, process)
            yield True
        finally:
            process.terminate()
            process.wait()


def _install(folder: Path) -> bool:
    """Whether pip could install what `requirements/bench.txt` names, hashes checked."""
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--no-deps", "--require-hashes"]
        subprocess.run([*pip, "--requirement", str(REQUIREMENTS)], check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        return False
    return True
