"""Finds the Chromium of the browser tests, or installs it: `python -m tests.support.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

from playwright.sync_api import sync_playwright

# The first is the same engine without a browser around it: a page takes a third of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120")
NONE = "There is no Chromium for the browser tests: install it (Debian: apt-get install chromium) and run again."
DRIVER = "Playwright does not start; the lines above say why. Debian: apt-get install libatomic1. Then run again."


def _runs(path: str) -> bool:
    """Whether it is more than a name: Ubuntu's `chromium-browser` only says where to get one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@cache
def find() -> str:
    """The path of a Chromium that starts; raises `FileNotFoundError` where there is none."""
    for path in _candidates():
        if _runs(path):
            return path
    raise FileNotFoundError(NONE)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield _own()


def _own() -> str:
    """Where Playwright's own Chromium is, or would be. Raises `FileNotFoundError` when its driver does not start."""
    try:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path
    except Exception as error:  # no narrower one: "Connection closed while reading from the driver"
        raise FileNotFoundError(DRIVER) from error


def _ways() -> Iterator[list[str]]:
    """The commands that may bring one, each a whole way."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        yield [*APT, "update"]
        for name in ("chromium-headless-shell", "chromium"):  # Ubuntu and older Debians have the second alone
            yield [*APT, "install", "--yes", "--no-install-recommends", name, "fonts-dejavu-core", "libatomic1"]
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    yield [*install, "--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else install


def main() -> int:
    """Exit code 0 when the browser tests can run."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for way in (None, *_ways()):
        if way:
            subprocess.run(way, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
        try:
            _own()  # the tests need the driver in any case
            find()
        except FileNotFoundError as error:
            missing = error
            if way is None:
                print("Installing Chromium for the browser tests…", file=sys.stderr)
        else:
            return 0
    print(missing, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
