"""What happened to one guardian, newest first: the audit's events about them, and what became of announcements, as
somebody on the phone needs them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby

from language.text import zone
from models.announcements import history
from models.database import fetch

SHOWN = 30  # entries before *tout voir*
ANNOUNCED = 10  # of them at most about announcements: a school may send some each day
FAILURES = {"token refused", "password refused", "password lost", "sign-in refused", "mail refused", "mail bounced"}
READ, READ_ALL = 300, 2000  # events read for them; a thousand failed sign-ins of one day become one entry


@dataclass(frozen=True, slots=True)
class _Happened:
    at: datetime
    actor: str
    action: str
    result: str
    detail: str

    @property
    def day(self) -> str:
        return self.at.astimezone(zone()).date().isoformat()


@dataclass(frozen=True, slots=True)
class TimelineEntry(_Happened):
    """Something that happened `times` in a row on that day; `at` is the last time."""

    times: int

    @property
    def failed(self) -> bool:
        """Whether something did not work for the parent."""
        return self.action in FAILURES or self.result == "refused"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The entries by day; `more` when there are older ones."""

    days: tuple[tuple[TimelineEntry, ...], ...]
    more: bool


async def timeline(guardian: int, *, whole: bool = False) -> Timeline:
    """The last `SHOWN` entries of this guardian, or all of them; with those of the accounts merged into this one.

    Left out are views by the office, which concern the audit alone, and tokens that the worker made for a mail: the
    mail is an entry itself.
    """
    most = READ_ALL if whole else READ
    happened = await fetch(  # raw: read for each adult of the family's page
        _Happened,
        "SELECT at, actor, action, result, detail FROM event"
        " WHERE guardian IN (SELECT id FROM guardian WHERE id = ? OR merged_into = ?)"
        " AND action NOT IN ('family read', 'code shown') "
        " AND (guardian = ? OR action NOT IN ('accounts merged', 'accounts parted'))"
        " AND NOT (action = 'token issued' AND actor = 'system') ORDER BY at DESC, id DESC LIMIT ?",
        *(guardian, guardian, guardian, most),
    )
    happened += [
        _Happened(step.at, "parent", step.action, step.result, step.detail)
        for step in await history.of_adult(guardian, most)
    ]
    happened = sorted(happened, key=lambda one: one.at, reverse=True)[:most]
    entries = []
    for _, run in groupby(happened, key=lambda one: (one.day, one.actor, one.action, one.result, one.detail)):
        last, *before = run
        entries.append(TimelineEntry(**asdict(last), times=1 + len(before)))
    shown = entries if whole else _first(entries)
    days = tuple(tuple(of_day) for _, of_day in groupby(shown, key=lambda entry: entry.day))
    return Timeline(days, len(shown) < len(entries) or len(happened) == most)


def _first(entries: list[TimelineEntry]) -> list[TimelineEntry]:
    """Those before *tout voir*."""
    announced = [entry for entry in entries if entry.action in history.STEPS]
    left_out = set(announced[ANNOUNCED:])
    return [entry for entry in entries if entry not in left_out][:SHOWN]
