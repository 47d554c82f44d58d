"""The one place that asks what time it is, so that a test can move it."""

from datetime import UTC, datetime, timedelta

# A stored moment further ahead than this was written before the clock was set back, and is not believed.
CLOCK_SLACK = timedelta(minutes=5)


def moment() -> datetime:
    """The real clock; tests put another in its place."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return moment()
