"""Until when parents see an announcement."""

from datetime import datetime, timedelta

from models.core.clock import now
from models.core.days import Days, day_of, midnight
from models.families.child import year_begins


def usual_end(moment: datetime) -> datetime:
    """The end of the school year of this moment, for what names none."""
    year = year_begins(day_of(moment))
    return midnight(year.replace(year=year.year + 1))


def lasting(ends: datetime, answers_until: datetime | None, event: Days | None) -> datetime:
    """That end, or a later one: the last day for an answer, or of what it is about."""
    after_event = midnight(event.last + timedelta(days=1)) if event else ends
    return max(ends, answers_until or ends, after_event)


def is_over(event: Days | None) -> bool:
    """Whether what it is about took place before today."""
    return event is not None and event.last < day_of(now())
