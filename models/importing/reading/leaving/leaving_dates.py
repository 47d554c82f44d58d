"""Which day a date of leaving is, and whether it is past.

A pupil's last day is still a day at school: who leaves today is a pupil today.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.importing.reading.cells import read_date, readings
from models.importing.reading.tables import Sheet

# `12/31/2026`, also with a time. Two digits are a year after strokes alone: `10-15-20` may be a number.
NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2(?:(?:19|20)[0-9]{2}|(?<=/)[0-9]{2})(?: [0-9]{1,2}:.*)?")
MONTHS, DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class LeavingDates:
    """How the dates of a file are read. `today` is the day on the school's clock; `month_first`, as in the United
    States.

    Dates of birth are read without this: they tell pupils apart, so a file's other dates must not change them.
    """

    today: date
    month_first: bool = False

    @classmethod
    def of(cls, sheets: Sequence[Sheet], today: date) -> "LeavingDates":
        """The month stands first where a date of the file can only be read so, and none only with the day first."""
        firsts = {one for sheet in sheets for row in sheet.rows for cell in row.cells if (one := _first(cell))}
        return cls(today, firsts == {"month"})

    def read(self, cell: str) -> date | None:
        """As `read_date`."""
        return read_date(cell, month_first=self.month_first)

    def past(self, day: date) -> bool:
        return day < self.today

    def unclear(self, cell: str) -> bool:
        """Whether a date is past only with the month first: `1/12/2026` in November."""
        return not self.month_first and any(day >= self.today > min(readings(cell)) for day in readings(cell)[:1])


def _first(cell: str) -> str:
    """What stands first in a date that can be read in one way alone: `month` or `day`; empty for any other cell."""
    if not cell[:1].isdigit() or (found := NUMBERS.fullmatch(cell)) is None:
        return ""
    one, other = int(found[1]), int(found[3])
    if one <= MONTHS < other <= DAYS:
        return "month"
    return "day" if other <= MONTHS < one <= DAYS else ""
