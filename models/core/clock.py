"""The one place that asks what time it is, so that a test can move it."""

from datetime import UTC, datetime


def moment() -> datetime:
    """The real clock; tests put another in its place."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return moment()
