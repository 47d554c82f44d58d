"""The state of the nightly backups in the server's folder, for the office's warning and `preau check`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.core.clock import now

FOLDER = Path("backups")  # where deploy/preau-backup.service writes them
LATE = timedelta(hours=26)  # the timer's day, its random delay of 20 minutes, and time to write


@dataclass(frozen=True, slots=True)
class Nightly:
    """The newest backup of the folder; None where none has succeeded so far."""

    newest: Path | None
    at: datetime | None

    @property
    def late(self) -> bool:
        """Whether last night's is missing."""
        return self.at is None or now() - self.at > LATE


def look() -> Nightly | None:
    """The state of the folder; None where the unit, which makes the folder first, has never run."""
    if not FOLDER.is_dir():
        return None
    found = [(path.stat().st_mtime, path) for path in FOLDER.glob("*.backup") if path.is_file()]
    if not found:
        return Nightly(None, None)
    seconds, path = max(found)
    return Nightly(path, datetime.fromtimestamp(seconds, UTC))
