"""The current time. Nothing else reads the clock, so that a test can set it."""

from datetime import UTC, date, datetime, timedelta

from language.text import zone

# A stored moment further ahead than this was written before the clock was set back, and is not believed.
CLOCK_SLACK = timedelta(minutes=5)


def moment() -> datetime:
    """The system clock; tests replace this function."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return moment()


def today() -> date:
    """The day in the school's time zone."""
    return now().astimezone(zone()).date()
