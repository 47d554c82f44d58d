"""Are backups made, and when was the last one?"""

from collections.abc import Iterator
from datetime import timedelta

from cli.checking.finding import MEND, OK, WORTH, Finding
from models.core.clock import now
from models.office import nightly


def findings() -> Iterator[Finding]:
    """The newest backup of the nightly unit, and its age."""
    found = nightly.look()
    folder = nightly.FOLDER.absolute()
    if found is None:
        yield Finding(
            WORTH, "backup: none is made at night: systemctl enable --now preau-backup.timer (docs/operating.md)"
        )
    elif found.at is None:
        yield Finding(MEND, f"backup: there is none in {folder}: journalctl -u preau-backup says why")
    elif found.late:
        yield Finding(
            MEND,
            f"backup: the newest, {found.newest}, is {_age(now() - found.at)} old: journalctl -u preau-backup says why",
        )
    else:
        yield Finding(OK, f"backup: {found.newest}, {_age(now() - found.at)} old")


def _age(age: timedelta) -> str:
    hours = max(0, int(age.total_seconds() // 3600))
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hour{'' if hours == 1 else 's'}"
