"""Django and gunicorn in a throw-away environment of their own: what the entrance is measured against."""

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.environment import ROOT, made
from bench.school import wait_for


@contextlib.contextmanager
def serving(port: int) -> Iterator[bool]:
    """LoginView at `port`: one worker process that keeps connections, as ours does. False where it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="preau-bench-django-") as folder:
        if not made(Path(folder), "bench.txt"):
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
