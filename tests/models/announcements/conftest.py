import pytest

from tests.support.clock import Clock
from tests.support.weekly_mails import WEDNESDAY, at


@pytest.fixture
def week(time: Clock) -> Clock:
    """The clock, on a Wednesday morning."""
    at(time, WEDNESDAY)
    return time
