"""What happened to one adult, newest first: the audit's lines about them, as somebody on the phone needs them."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from language.text import zone
from models.database import query

LINES = 30  # before *tout voir*
ROWS, ALL_ROWS = 300, 2000  # looked through for them; of somebody's thousand failed sign-ins one line is made


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, `times` in a row on that day; `at` is the last time."""

    at: datetime
    actor: str
    action: str
    result: str
    detail: str
    times: int = 1

    @property
    def day(self) -> str:
        return self.at.astimezone(zone()).date().isoformat()

    def same(self, other: "Line") -> bool:
        return replace(self, at=other.at, times=other.times) == other and self.day == other.day


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lines by day; `more` when there are older ones."""

    days: tuple[tuple[Line, ...], ...]
    more: bool


async def timeline(guardian: int, *, whole: bool = False) -> Timeline:
    """The last `LINES` of this adult, or the whole of it.

    Left out is who of the office looked at the page or at a code, which is the audit's matter, and that the worker made
    the token of a mail that it says it sent.
    """
    most = ALL_ROWS if whole else ROWS
    rows = await query(
        "SELECT at, actor, action, result, detail FROM event WHERE guardian = ?"
        " AND action NOT IN ('family read', 'code shown')"
        " AND NOT (action = 'token issued' AND actor = 'system') ORDER BY at DESC, id DESC LIMIT ?",
        *(guardian, most),
    )
    lines: list[Line] = []
    for row in rows:
        line = Line(row["at"], row["actor"], row["action"], row["result"], row["detail"])
        if lines and line.same(lines[-1]):
            lines[-1] = replace(lines[-1], times=lines[-1].times + 1)
        else:
            lines.append(line)
    shown = lines if whole else lines[:LINES]
    days = tuple(tuple(group) for _, group in groupby(shown, key=lambda line: line.day))
    return Timeline(days, len(shown) < len(lines) or len(rows) == most)
