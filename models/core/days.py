"""Days on the school's clock, as they are typed and stored."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from language.text import zone
from models.core.clock import now


class BadDay(ValueError):
    """`problem` is `unreadable`, `past` or `far`; of a departure also `before`, the school year, `left`,
    or `missing`, where a later one is noted."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Days:
    """One day, or the days from the first to the last one."""

    first: date
    last: date


def stored_days(begins: str, ends: str) -> Days | None:
    """The days as two columns have them, in ISO 8601; None where they are empty."""
    return Days(date.fromisoformat(begins), date.fromisoformat(ends)) if begins else None


def typed_day(typed: str) -> date:
    """A day as typed (`2026-12-07`, `7/12/2026`); today for an empty text. Raises `BadDay`."""
    if not typed.strip():
        return day_of(now())
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        try:
            return date(*(int(part) for part in reversed(typed.strip().split("/"))))
        except (ValueError, TypeError, OverflowError):
            raise BadDay("unreadable") from None


def day_of(moment: datetime) -> date:
    """Its day on the school's clock."""
    return moment.astimezone(zone()).date()


def midnight(day: date) -> datetime:
    """When this day begins on the school's clock."""
    return at_hour(day, 0)


def at_hour(day: date, hour: int) -> datetime:
    """When it is this hour of the day on the school's clock."""
    return datetime.combine(day, time(hour), zone()).astimezone(UTC)
