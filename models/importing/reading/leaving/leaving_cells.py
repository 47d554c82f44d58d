"""A cell that says that a pupil leaves: `sorti le 30/06/26`, `P3A → école du Centre 23/10/26`, `uitgeschreven`."""

import re
from datetime import date

from models.importing.reading.cells import read_date
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.rights.spoken import plain

LEFT = re.compile(
    r"\b(?:sort(?:is?|ies?)?\b|parti(?:e?s?)\b|part (?:le|en|fin|au)\b|quitt\w*|depart\b|desinscr\w*|radiee?s?\b"
    r"|demission\w*|exclue?s?\b|transfer\w*|archivee?s?\b|inacti\w+|ch(?:an)?g\w* (?:d )?ecole|(?:autre|nouvelle) ecole"
    r"|plus inscrite?|n est plus\b|ancien(?:ne)? eleve|jusqu au\b"
    r"|uitgeschr\w*|uitschr\w*|vertrokken|vertrek\w*|verlaten"
    r"|verlaat|weg (?:op|sinds)|(?:andere|nieuwe) school|van school (?:veranderd|gewijzigd)|tot (?:en met )?(?=[0-9])"
    r"|left\b|leave[rs]*\b|leaving\b|withdrawn?|off ?roll|(?:new|other|moved) school|until\b"
    r"|abgemeld\w*|abgegang\w*|ausgetret\w*|austritt\w*|abgang\w*|entlassen|verlass\w*|schulwechsel|bis (?=[0-9]))"
)
MOVES = re.compile(
    r"(?:→|->|=>|>>).*\b(?:[ée]cole|school|schule|coll[èe]ge|lyc[ée]e|institut\w*|ath[ée]n[ée]e)\b", re.IGNORECASE
)
COMES = re.compile(
    r"\b(?:depuis|des le|a partir|arriv\w*|entree?|inscrit\w*|nouve\w*|vanaf|sinds|nieuw\w*|seit|ab (?=[0-9])|neu\b"
    r"|since|from|new\b|joined|starts?)\b"
)
DATE = re.compile(r"\b(?:[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2})\b")
NUMBERED = re.compile(r"\b[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}|\b[0-9]{4}-[0-9]{2}")  # a cell with a date, quickly
SHORTEST = len("P1 sorti")  # with a class and such a word
COMPACT = re.compile(r"(?P<day>[0-3][0-9])(?P<month>[01][0-9])(?P<year>20[0-9]{2})")  # `22102026`
NO_DAY = frozenset(("null", "none", "nan", "na", "nd", "nvt", "so", "00000000"))  # what databases write for it
IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def in_class(cell: str, dates: LeavingDates) -> bool | None:
    """Whether a cell of a class says that the pupil has left: True by a past date, False where it may; else None."""
    day, leaves = day_in(cell, dates), _leaves(cell)
    if day is None:
        return False if leaves else None
    if not dates.past(day) or read_date(cell) is not None or (COMES.search(plain(cell)) and not leaves):
        return None
    return leaves


def in_name(cell: str, dates: LeavingDates) -> bool | None:
    """The same of a pupil's name, where a word of leaving stands beside a date or in brackets."""
    day = day_in(cell, dates)
    if day is None:
        return False if any(map(_leaves, IN_BRACKETS.findall(cell))) else None
    return True if _leaves(cell) and dates.past(day) else None


def leaves_later(cell: str, dates: LeavingDates) -> bool:
    """Whether a cell of a class says that the pupil leaves on a later day: `P4A jusqu’au 18/12/26`."""
    day = day_in(cell, dates)
    return day is not None and not dates.past(day) and _leaves(cell)


def without_day(cell: str) -> str:
    """What stands in a cell beside its dates."""
    return DATE.sub("", cell).strip(" ()[],;:–—-")


def leaving_day(cell: str, dates: LeavingDates) -> date | None:
    """The date in a cell that has nothing else."""
    found = COMPACT.fullmatch(cell)
    return dates.read("{day}/{month}/{year}".format(**found.groupdict()) if found else cell)


def ended(cell: str, dates: LeavingDates) -> bool:
    """Whether a date or a period ended before today: `15/10/2026`, `24/08/2026 - 15/10/2026`."""
    day = day_in(cell, dates) or dates.read(cell)
    return day is not None and dates.past(day)


def class_in(cell: str) -> str:
    """The class in such a cell: `P4A` of `P4A jusqu’au 18/12/26`; the cell itself where no word of leaving is in it."""
    if len(cell) < SHORTEST or not _leaves(cell):
        return cell
    words = cell.split()
    for place in range(len(words)):
        rest = " ".join(words[place:])
        if LEFT.match(plain(rest).strip()) or MOVES.match(rest):
            return " ".join(words[:place]).rstrip(" (,;:–—-")
    return cell


def day_in(cell: str, dates: LeavingDates) -> date | None:
    """The last date in a cell."""
    if not NUMBERED.search(cell):
        return None
    days = [day for one in DATE.findall(cell) if (day := dates.read(one)) is not None]
    return days[-1] if days else None


def _leaves(cell: str) -> bool:
    return LEFT.search(plain(cell)) is not None or MOVES.search(cell) is not None
