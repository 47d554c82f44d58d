"""The nightly backups, as they lie in the server's own folder: what an admin and `preau check` are told of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.core.clock import now

FOLDER = Path("backups")  # where deploy/preau-backup.service puts them
LATE = timedelta(hours=26)  # the timer's day, its twenty minutes, and time to write


@dataclass(frozen=True, slots=True)
class Nightly:
    """The newest backup of the folder; None where every night has failed so far."""

    newest: Path | None
    at: datetime | None

    @property
    def late(self) -> bool:
        """Whether last night's is missing."""
        return self.at is None or now() - self.at > LATE


def look() -> Nightly | None:
    """What is there; None where no nightly backup was ever begun. The unit makes the folder before its first one."""
    if not FOLDER.is_dir():
        return None
    found = [(path.stat().st_mtime, path) for path in FOLDER.glob("*.backup") if path.is_file()]
    if not found:
        return Nightly(None, None)
    seconds, path = max(found)
    return Nightly(path, datetime.fromtimestamp(seconds, UTC))
