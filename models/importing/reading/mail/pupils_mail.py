"""Mailboxes of the pupils themselves among the parents' addresses: `lea.dupont@eleves.example`."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from models.importing.reading.cells import plain_address
from models.importing.reading.file_people import FilePupil
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import Name
from models.importing.reading.tables import TextRow

MOST = 0.5  # of the addresses of a column are made of the pupil's name: then it is the pupil's
FEW = 0.2  # of the addresses are made of the name beside them, and `MOST` of another: then the column is in disorder
MANY, COMPARED = 8, 300  # addresses, below which disorder is not looked for; rows that are compared
FEWEST = 3  # addresses, below which nothing is said of a column
PUBLIC = (
    *("gmail.", "googlemail.", "hotmail.", "outlook.", "live.", "msn.", "yahoo.", "icloud.", "me.", "proton", "aol."),
    *("skynet.", "proximus.", "telenet.", "scarlet.", "voo.", "orange.", "sfr.", "free.", "laposte.", "wanadoo."),
    *(
        "gmx.",
        "web.",
        "t-online.",
        "freenet.",
        "bluewin.",
        "sunrise.",
        "ziggo.",
        "kpn",
        "xs4all.",
        "btinternet.",
        "sky.",
    ),
)
PUPILS_DOMAIN = re.compile(
    r"(?:^|[.-])(?:eleves?|leerling(?:en)?|lln|students?|pupils?|schueler|schuler|etudiants?|etu|alumnos?)[.-]"
)
BORN = re.compile(r"20[0-2][0-9]")  # a pupil's year of birth
FAMILY = re.compile(r"^(?:fam|les)|famil|thuis|maison|home|zuhause|gezin")  # of a family's address
WHOLLY = 2
BETWEEN = re.compile(r"[^a-z]+")
SHORTEST = 3  # letters of a name that is looked for in an address


def is_pupils(index: int, adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether most addresses of this column are made of the pupil's first name, and not of the adult's."""
    child_at = [layout.child[name] for name in ("first", "name") if name in layout.child]
    adult_at = [adult.columns[name][0] for name in ("first", "name") if name in adult.columns]
    # A parent's address often has the surname: beside a whole name of the pupil alone, it is the pupil's with both.
    words = 2 if adult.unnamed and "first" not in layout.child else 1
    filled = own = 0
    for row in rows:
        if index >= len(row.cells) or "@" not in row.cells[index]:
            continue
        filled += 1
        local = squash(row.cells[index].partition("@")[0])
        own += _in(local, row, child_at, words) and not _in(local, row, adult_at)
    return filled >= FEWEST and own > filled * MOST


def is_shuffled(index: int, adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether the addresses of this column are those of other adults: somebody sorted one column alone. Beside adults
    without a name they are compared with the pupils' names."""
    at = [adult.columns[name][0] for name in ("last", "first", "name") if name in adult.columns]
    at = [layout.child[name] for name in ("last", "name") if name in layout.child] if adult.unnamed else at
    some = [row for row in rows[:COMPARED] if index < len(row.cells) and "@" in row.cells[index]]
    if len(some) < MANY:
        return False
    locals_ = [squash(row.cells[index].partition("@")[0]) for row in some]
    own = sum(_in(local, row, at) for local, row in zip(locals_, some, strict=True))
    if own > len(some) * FEW:
        return False
    names = {squash(word) for row in some for one in at if one < len(row.cells) for word in row.cells[one].split()}
    long = [name for name in names if len(name) > 3]
    return sum(any(name in local for name in long) for local in locals_) > len(some) * MOST


def domains(columns: Sequence[int], rows: Sequence[TextRow]) -> frozenset[str]:
    """The domains of the addresses in these columns, of pupils or teachers, that are the school's: most of these
    addresses have it."""
    found: Counter[str] = Counter()
    for index in columns:
        for row in rows:
            if index < len(row.cells) and "@" in row.cells[index]:
                found[plain_address(row.cells[index]).rpartition("@")[2]] += 1
    total = found.total()
    return frozenset(
        domain
        for domain, count in found.items()
        if total >= FEWEST and count > total * MOST and not domain.startswith(PUBLIC)
    )


class PupilsOwn:
    """The columns of a table that have the pupils' own addresses."""

    def __init__(self, layout: Layout, rows: Sequence[TextRow]) -> None:
        self.columns = layout.pupils
        child_at = [layout.child[name] for name in ("first", "last", "name") if name in layout.child]
        locals_ = [
            (squash(row.cells[index].partition("@")[0]), row)
            for index in self.columns
            for row in rows
            if index < len(row.cells) and "@" in row.cells[index]
        ]
        made = sum(_in(local, row, child_at, 2) for local, row in locals_)
        self.named_so = len(locals_) >= FEWEST and made > len(locals_) * MOST

    def has(self, address: str, adult: Name, pupils: Iterable[FilePupil], row: TextRow) -> bool:
        """Whether one of the pupils has this address, which fits the pupil's name better than the adult's; or does not
        wholly fit the adult's alone, where most of these addresses are made of the pupils' whole names."""
        if not self.columns or not any(
            plain_address(row.cells[index]) == address for index in self.columns if index < len(row.cells)
        ):
            return False
        local = squash(address.partition("@")[0])
        if _in_words(local, adult.first, SHORTEST) or FAMILY.search(local):
            return False
        adults = _fitting(local, adult.first, adult.last)
        fitting = [_fitting(local, pupil.first_name, pupil.last_name) for pupil in pupils]
        return any(one > adults or (self.named_so and (adults < WHOLLY or one == WHOLLY)) for one in fitting)


def _fitting(local: str, first: str, last: str) -> int:
    """How far the part before the @ fits a name: not at all, by the last name, or `WHOLLY` by an initial too."""
    letters, surname, initial = local.rstrip("0123456789"), squash(last), squash(first)[:1]
    if len(surname) < SHORTEST or surname not in letters:
        return 0
    return WHOLLY if letters.replace(surname, "", 1) == initial else 1


def is_own(address: str, adult: Name, pupils: Sequence[FilePupil]) -> bool:
    """Whether an address beside an adult is a pupil's: by its domain (`@eleve.school.example`), or made of the pupil's
    first name and of the surname or a year of birth, and not of the adult's first name."""
    local, _at, domain = address.partition("@")
    if _is_pupils_domain(domain):
        return True
    letters = "".join(filter(str.isalnum, local)) if local.isascii() else squash(local)
    for pupil in pupils:
        first = squash(pupil.first_name)
        if _is_shortened(letters, first, squash(pupil.last_name), adult):
            return True
        if len(first) < SHORTEST or first not in letters:
            continue
        stands_apart = letters.startswith(first) or letters.endswith(first) or first in BETWEEN.split(local)
        if not stands_apart or _in_words(letters, adult.first, 2):
            continue
        rest = letters.replace(first, "", 1)
        if BORN.search(rest) or _in_words(rest, pupil.last_name, SHORTEST):
            return True
    return False


def _is_shortened(letters: str, first: str, last: str, adult: Name) -> bool:
    """Whether a part before the @ is the pupil's last name and a beginning of the first: `lehmanngr73`; and of an adult
    with another last name and another beginning."""
    plain = letters.rstrip("0123456789")
    if len(last) < SHORTEST or last == squash(adult.last) or not plain.startswith(last):
        return False
    rest = plain.removeprefix(last)
    return len(rest) > 1 and first.startswith(rest) and not squash(adult.first).startswith(rest)


@functools.lru_cache(1000)
def _is_pupils_domain(domain: str) -> bool:
    return PUPILS_DOMAIN.search(domain) is not None


def _in_words(letters: str, name: str, shortest: int) -> bool:
    words = map(squash, name.replace("-", " ").split())
    return any(len(word) >= shortest and word in letters for word in words)


def _in(local: str, row: TextRow, indexes: Sequence[int], fewest: int = 1) -> bool:
    """Whether the part before the @ has a word of these cells, or as many as that."""
    text = " ".join([row.cells[index] for index in indexes if index < len(row.cells)])
    words = map(squash, text.replace("-", " ").split())
    return sum([len(word) > 2 and word in local for word in words]) >= fewest
