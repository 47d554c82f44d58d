"""Finds or installs the browsers of `make test-old`: `python -m tests.support.engines.install`.

Chromium 49 comes in Python packages (requirements/old.txt) into a folder of their own; the libraries that it needs, and
w3m, are Debian's.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.browser.chromium import APT
from tests.support.engines.chromium49 import PACKAGES, Chromium49

ROOT = Path(__file__).parents[3]
LOCK = ROOT / "requirements" / "old.txt"
SEEN = ROOT / "seen"  # pictures and pages of the last walk
HERE = platform.system() == "Linux" and platform.machine() == "x86_64"
ELSEWHERE = "Left out: Chromium 49, which runs on Linux on x86-64 alone."
NO_W3M = "Left out: w3m, which is not installed (Debian: apt-get install w3m)."
DEBIAN = (
    *("xvfb", "w3m", "fonts-dejavu-core", "libasound2", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1"),
    *("libglib2.0-0", "libice6", "libnss3", "libsm6", "libx11-xcb1", "libxcomposite1", "libxcursor1", "libxdamage1"),
    *("libxi6", "libxrender1", "libxslt1.1", "libxtst6"),
)
NONE = f"{{name}} does not start. Debian: apt-get install {' '.join(DEBIAN)}. Then run again. It said:\n{{said}}"


def w3m() -> str:
    """The path of w3m, or the empty string."""
    return shutil.which("w3m") or ""


def bring_packages() -> None:
    """Install the lock into `PACKAGES`, unless it stands there already."""
    stamp, wanted = PACKAGES / "lock.sha256", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing Chromium 49 for the walks in old browsers…", file=sys.stderr)
    shutil.rmtree(PACKAGES, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "--target", PACKAGES, "--requirement", LOCK], check=True)
    stamp.write_text(wanted)


def chromium_says() -> str:
    """What Chromium 49 says where it does not start; empty where it does."""
    try:
        with Chromium49("", SEEN) as browser:
            return "" if browser.starts() else browser.said()
    except (AssertionError, OSError) as error:
        return str(error)


def missing() -> str:
    """What does not run; empty when all is well."""
    if said := chromium_says():
        return NONE.format(name="Chromium 49", said=said)
    return "" if w3m() else NONE.format(name="w3m", said="not found\n")


def main() -> int:
    """Exit code 0 when the walks can run, or have nothing to run on this machine."""
    if not HERE:
        print(ELSEWHERE, *([] if w3m() else [NO_W3M]), sep="\n", file=sys.stderr)
        return 0
    bring_packages()
    said = missing()
    if said and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *DEBIAN]):
            subprocess.run([*APT, *command], env=quiet, stdout=subprocess.DEVNULL, timeout=900)
        said = missing()
    print(said, file=sys.stderr, end="")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
