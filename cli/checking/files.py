"""Can other accounts of this machine read Préau's files?"""

import stat
from collections.abc import Iterator
from pathlib import Path

from cli.checking.finding import MEND, Finding


def readable_by_others(path: Path) -> Iterator[Finding]:
    """A finding if other accounts of this machine can read the file."""
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding(MEND, f"{path} can be read by others on this machine: chmod 600 {path}")
