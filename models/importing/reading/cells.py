"""One cell → the value to store, or a fault: text, mail addresses, phones, dates."""

import functools
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from language.text import _
from models.core.address import BadAddress, address_key, clean_address
from models.core.phone import phone_key as phone_key
from models.importing.reading.names import LOST, squash
from models.importing.reading.remarks import Remark, cut, remark

MOST = {
    "register": 64,
    "last": 200,
    "first": 200,
    "second": 200,
    "prefix": 60,
    "name": 400,
    "class": 60,
    "year": 30,
    "birth": 60,
    "phone": 60,
    "relation": 60,
    "email": 254,
}
SHORT = min(MOST.values())  # characters that no field is too short for
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # can make a name read as another
FORMULA = ("=", "@", "+", "-")
Report = Callable[[Remark], None]
NONE = frozenset(
    (
        *("neant", "aucun", "aucune", "geen", "none", "nonsaisi", "nonsaisie", "nonrenseigne", "nonrenseignee"),
        *("noncommunique", "nietingevuld", "notprovided", "keineangabe"),
    )
)
LONGEST_NONE = 20  # characters of a cell that may be one of them, with spaces and points
MAILTO = re.compile(r"^mailto: ?", re.IGNORECASE)
IN_TEXT = re.compile(r"[^\s<>,;|/()\[\]\"':]+@[^\s<>,;|/()\[\]\"':]+[^\s<>,;|/()\[\]\"':.]")
AROUND = re.compile(r"[\s<>,;|/()\[\]\"':.+0-9-]*")
SPACES = re.compile(r"[ \t\r\n\u00a0\u2007\u2028\u2029\u202f\ufeff]+")
UNSEEN = re.compile(
    r"[\u00ad\u200b\u200e\u200f\u2060\U000e0000-\U000e007f]"
)  # invisible: names that look the same are the same
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]?([0-9]{2})[-/.]?([0-9]{2})(?:[T ].*)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})(?: .*)?")
MONTH = re.compile(r"(?:([0-9]{4})[-/.]([0-9]{1,2})|([0-9]{1,2})[-/. ]([0-9]{4}))")
NAMED_MONTH = re.compile(r"([0-9]{1,2})[-/. ]+([^\W\d_]{3,10})[-/., ]+([0-9]{4}|[0-9]{2})")  # `23-Sep-2026`
MONTHS = (
    *("jan gen ene", "feb fev", "mar maa mrt", "apr avr abr", "mai may mei mag", "jun juin giu", "jul juil lug"),
    *("aug aou ago", "sep set", "oct okt out ott", "nov", "dec dez dic"),
)
SERIAL = re.compile(r"([0-9]{5})(?:[.,]0+)?")
SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*e[+]?[0-9]{1,3}", re.IGNORECASE)
EPOCH = date(1899, 12, 30)  # of Excel's day numbers


def label(field: str) -> str:
    """A field (`child last`, `adult email`) in words."""
    return {
        "child register": _("matricule"),
        "child last": _("nom de l’élève"),
        "child first": _("prénom de l’élève"),
        "child second": _("deuxième nom de famille de l’élève"),
        "child prefix": _("particule du nom de l’élève"),
        "child name": _("nom et prénom de l’élève"),
        "child class": _("classe"),
        "child year": _("année"),
        "child birth": _("date de naissance"),
        "adult last": _("nom du parent"),
        "adult first": _("prénom du parent"),
        "adult second": _("deuxième nom de famille du parent"),
        "adult prefix": _("particule du nom du parent"),
        "adult name": _("nom et prénom du parent"),
        "adult email": _("adresse mail du parent"),
        "adult phone": _("téléphone du parent"),
        "adult relation": _("lien"),
        "adult language": _("langue"),
    }[field]


@functools.lru_cache(100_000)
def trimmed(cell: str) -> str:
    """The cell in NFC, without invisible characters and outer or double spaces; line breaks and tabs become spaces."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:  # most cells, at little cost
        return cell.strip(" ")
    return SPACES.sub(" ", UNSEEN.sub("", unicodedata.normalize("NFC", cell))).strip(" ")


def text(cell: str, field: str, line: int, report: Report) -> str:
    """A cell of text. Reports a formula, an invisible character, too long a text, and a name without a letter."""
    value = trimmed(cell)
    if not value or (value[0].isalpha() and value.isprintable() and len(value) <= SHORT):
        return value
    owner_field = field.split(" ")[1]
    if value[0] in FORMULA and len(value) > 1 and owner_field != "phone":
        report(remark(line, "formula", value=cut(value), field=label(field)))
    elif not value.isprintable() and any(unicodedata.category(c) == "Cc" or c in BIDI for c in value):
        report(remark(line, "control", value=cut(value), field=label(field)))
    elif len(value) > MOST[owner_field]:
        report(remark(line, "too_long", field=label(field), length=len(value), most=MOST[owner_field]))
    elif owner_field in ("last", "first", "name") and not any(c.isalpha() or c in LOST for c in value):
        report(remark(line, "not_a_name", value=cut(value), field=label(field)))
    return value


def empty(cell: str) -> bool:
    """Whether a cell has nothing, or a word for nothing: `-`, `néant`."""
    if not cell:
        return True
    value = trimmed(cell)
    return not value.strip("-–—/._") or (len(value) <= LONGEST_NONE and squash(value) in NONE)


def filled(row: Sequence[str], indexes: Iterable[int]) -> str:
    """The first of these cells of a row that has something."""
    for index in indexes:
        if not empty(row[index]):
            return row[index]
    return ""


@functools.lru_cache(20_000)
def plain_address(cell: str) -> str:
    """The cell in lower case, without the `mailto:` that Excel puts before a link."""
    return address_key(MAILTO.sub("", trimmed(cell)))


@functools.lru_cache(20_000)
def address(cell: str) -> str:
    """The mail address in a cell, in lower case; empty where there is none, or several.

    A phone, brackets and punctuation around it are removed: `<anne@example.org>;`. Nothing else is corrected.
    """
    value = plain_address(cell)
    try:
        return clean_address(value)
    except BadAddress:
        found = IN_TEXT.findall(value)
        rest = IN_TEXT.sub("", value)
        if len(found) != 1 or not AROUND.fullmatch(rest):
            return ""
    try:
        return clean_address(found[0])
    except BadAddress:
        return ""


def read_date(cell: str, *, month_first: bool = False) -> date | None:
    """A date as school programs and Excel write it: `31/8/2026`, `2026-08-31 00:00:00`, `46265`; `08/2026` is the last
    day of the month. Where day and month are ambiguous, the earlier date, or that with the `month_first`. None for
    anything else."""
    if found := YEAR_FIRST.fullmatch(cell):
        return _date(*map(int, found.groups()))
    if DAY_FIRST.fullmatch(cell):
        return next(reversed(readings(cell)), None) if month_first else min(readings(cell), default=None)
    if (found := NAMED_MONTH.fullmatch(cell)) and (named := _month(found[2])):
        return _date(int(found[3]) + (2000 if len(found[3]) < 4 else 0), named, int(found[1]))
    if found := MONTH.fullmatch(cell):
        year, month = (int(found[1]), int(found[2])) if found[1] else (int(found[4]), int(found[3]))
        return _date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year else None
    if found := SERIAL.fullmatch(cell):
        return EPOCH + timedelta(days=int(found[1]))
    return None


def readings(cell: str) -> list[date]:
    """The dates that `1/12/2026` may be: with the day first, and with the month first. Empty for anything else."""
    found = DAY_FIRST.fullmatch(cell)
    one, other, year = map(int, found.groups()) if found else (0, 0, 0)
    year += 2000 if year < 100 else 0
    return [day for day in (_date(year, other, one), _date(year, one, other)) if day]


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it, in the languages of `MONTHS`; 0 for another word."""
    plain = squash(name)
    return next((at for at, names in enumerate(MONTHS, 1) if plain.startswith(tuple(names.split()))), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
