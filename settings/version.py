"""Which Préau this is."""

import subprocess
from functools import cache
from pathlib import Path

VERSION = "0.2.0"  # pyproject.toml says the same
ROOT = Path(__file__).parents[1]


@cache
def version(root: Path = ROOT) -> str:
    """`0.2.0 (commit abc1234)`, or `0.2.0` where the commit is not known. May run git: not for the event loop."""
    commit = _commit(root)
    return f"{VERSION} (commit {commit})" if commit else VERSION


def _commit(root: Path) -> str:
    """The short name of the commit in `root`: from the file COMMIT of a container, else from git; "" without either."""
    built = root / "COMMIT"
    if built.exists():
        return built.read_text().strip()[:7]
    if not (root / ".git").exists():  # git would look further up, into somebody else's repository
        return ""
    # The checkout belongs to root and the server does not run as root: git asks for `safe.directory` then.
    git = ["git", "-c", f"safe.directory={root}", "-C", str(root), "rev-parse", "--short=7", "HEAD"]
    try:
        return subprocess.run(git, capture_output=True, text=True, timeout=5).stdout.strip()  # noqa: S603 (fixed words)
    except (OSError, subprocess.TimeoutExpired):
        return ""
