"""The list of guardians as the office searches it, a page at a time, with the count of each standing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.core.clock import now
from models.database import fetch, placeholders
from models.desk.search_words import SEARCH_MOST as SEARCH_MOST
from models.desk.search_words import conditions as search_conditions
from models.families.child import ACCESS_ACTIVE
from models.families.standing import (
    DISABLED,
    EXPIRED,
    FOR_OFFICE,
    IN,
    NO_CHILD,
    NOT_INVITED,
    ON_THE_WAY,
    REFUSED,
    Standing,
)

PAGE = 50  # guardians on one page
NOT_IN = "not_in"  # as a standing that is searched: who could sign in and has not yet
OUTSIDE = (IN, DISABLED, NO_CHILD)  # the standings that it leaves out
# The standing of a row `d` of the directory at the bound time.
STANDING_NOW = f"CASE WHEN d.until <= ? THEN '{EXPIRED}' ELSE d.standing END"
IN_CLASS = (
    "d.guardian IN (SELECT s.guardian FROM guardianship s JOIN child c ON c.id = s.child"  # noqa: S608 constants
    f" WHERE c.class_name = ? AND {ACCESS_ACTIVE})"
)
# Why the last mail was refused, where the address was not the reason.
LAST_WORDS = (
    "COALESCE((SELECT m.server_words FROM mail m WHERE m.guardian = g.id AND m.state = 'refused'"
    " ORDER BY m.id DESC LIMIT 1), '')"
)


@dataclass(frozen=True, slots=True)
class DirectorySearch:
    """What is searched; an empty field matches all. `standing` as in models.families.standing, or `NOT_IN`; pages count
    from 1.

    `invitable`: only those without an active account who could have one.
    """

    search: str = ""
    standing: str = ""
    class_name: str = ""
    page: int = 1
    invitable: bool = False


@dataclass(frozen=True, slots=True)
class DirectoryChild:
    """A child of the guardian; `seen` is false where the access has ended or the child has left."""

    guardian: int
    first_name: str
    last_name: str
    class_name: str
    seen: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class DirectoryEntry(Standing):
    """A guardian in the list."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    standing: str
    until: datetime | None
    refused_words: str

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip() or self.username


@dataclass(frozen=True, slots=True)
class _Count:
    standing: str
    number: int


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """A page of guardians by name with the children of each, and how many guardians have each standing, whichever
    standing is searched."""

    wanted: DirectorySearch
    adults: list[DirectoryEntry]
    children: Mapping[int, list[DirectoryChild]]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def found(self) -> int:
        if self.wanted.standing == NOT_IN:
            return self.not_in
        return self.counts.get(self.wanted.standing, 0) if self.wanted.standing else self.total

    @property
    def not_in(self) -> int:
        """Guardians who could sign in and have not yet."""
        return self.expected - self.active

    @property
    def active(self) -> int:
        """Guardians with an active account."""
        return self.counts.get(IN, 0)

    @property
    def on_the_way(self) -> int:
        """Guardians who were invited and are not in yet."""
        return sum(self.counts.get(name, 0) for name in ON_THE_WAY)

    @property
    def to_do(self) -> int:
        """Guardians who wait for the office."""
        return sum(self.counts.get(name, 0) for name in FOR_OFFICE)

    @property
    def expected(self) -> int:
        """All who may come in: those above, and those who are not invited yet."""
        return self.active + self.on_the_way + self.to_do + self.counts.get(NOT_INVITED, 0)

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PAGE))


async def search_directory(wanted: DirectorySearch) -> DirectoryPage:
    """The page of this search. One past the last is empty."""
    moment = now()
    where, values = _where(wanted, moment)
    counted = await fetch(
        _Count,
        f"SELECT {STANDING_NOW} AS standing, COUNT(*) AS number FROM directory d WHERE {where} GROUP BY 1",  # noqa: S608 constants and conditions made of constants
        *(moment, *values),
    )
    if wanted.standing == EXPIRED:
        where, values = f"{where} AND d.until <= ?", [*values, moment]
    elif wanted.standing == NOT_IN:
        where = f"{where} AND d.standing NOT IN {OUTSIDE}"
    elif wanted.standing:
        where = f"{where} AND d.standing = ? AND (d.until IS NULL OR d.until > ?)"
        values = [*values, wanted.standing, moment]
    adults = await fetch(
        DirectoryEntry,
        f"SELECT g.id, g.username, g.first_name, g.last_name, g.email, {STANDING_NOW} AS standing, d.until,"  # noqa: S608 constants and conditions made of constants
        f" CASE WHEN d.standing = '{REFUSED}' AND g.refused_at IS NULL THEN {LAST_WORDS} ELSE g.refused_words END"
        " AS refused_words FROM"
        # The page is cut out inside, so that the guardians of the pages before are not joined.
        f" (SELECT d.guardian, d.name_key, d.standing, d.until FROM directory d WHERE {where}"
        f" ORDER BY d.name_key, d.guardian LIMIT {PAGE} OFFSET ?) AS d"
        " JOIN guardian g ON g.id = d.guardian ORDER BY d.name_key, d.guardian",
        *(moment, *values, (wanted.page - 1) * PAGE),
    )
    children = await _children([adult.id for adult in adults], moment)
    return DirectoryPage(wanted, adults, children, {count.standing: count.number for count in counted})


def _where(wanted: DirectorySearch, moment: datetime) -> tuple[str, list[object]]:
    """What was typed is in the row, and a child is in the class."""
    found, values = search_conditions(wanted.search)
    conditions = ["1 = 1", *found]
    if wanted.invitable:
        conditions.append(f"d.standing NOT IN {OUTSIDE}")
    if wanted.class_name:
        conditions.append(IN_CLASS)
        values += [wanted.class_name, moment]
    return " AND ".join(conditions), values


async def _children(guardians: list[int], moment: datetime) -> Mapping[int, list[DirectoryChild]]:
    found: defaultdict[int, list[DirectoryChild]] = defaultdict(list)
    if guardians:
        for child in await fetch(
            DirectoryChild,
            "SELECT s.guardian, c.first_name, c.last_name, c.class_name,"  # noqa: S608 constants and placeholders
            f" CASE WHEN {ACCESS_ACTIVE} THEN 1 ELSE 0 END AS seen"
            f" FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian IN ({placeholders(guardians)})"
            " ORDER BY c.first_name, c.id",
            *(moment, *guardians),
        ):
            found[child.guardian].append(child)
    return found
