"""The clock with which the past of the demonstration is made: school days ago, and an hour of the day."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic

from language.text import zone
from models.core import clock


class DemoClock:
    """A clock that runs on from the moment it was set to."""

    def __init__(self) -> None:
        self.today = datetime.now(zone()).date()
        self.shown, self.since = datetime.now(UTC), monotonic()

    def moment(self) -> datetime:
        return self.shown + timedelta(seconds=monotonic() - self.since)

    def set(self, shown: datetime) -> None:
        self.shown, self.since = shown, monotonic()

    def forward(self, minutes: int) -> None:
        """Move the clock forward by this many minutes."""
        self.shown += timedelta(minutes=minutes)

    def at(self, days: int, hour: str) -> datetime:
        """Set the clock to an hour such as `08:40`, this many school days ago (at least 1)."""
        return datetime.combine(self._day(days), time.fromisoformat(hour), zone()).astimezone(UTC)

    def _day(self, days: int) -> date:
        day = self.today
        while days:
            day -= timedelta(days=1)
            days -= day.weekday() < 5
        return day

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Within the context `models.core.clock` gives this clock's time."""
        real = clock.moment
        clock.moment = self.moment
        try:
            yield
        finally:
            clock.moment = real
