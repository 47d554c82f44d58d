"""The list of adults as the office searches it, a page at a time, with how many stand where."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.core.clock import now
from models.database import placeholders, query
from models.families.child import SEEN
from models.families.directory import fold
from models.families.standing import DISABLED, EXPIRED, IN, NO_CHILD, REFUSED, Standing

PAGE = 50  # adults on one page
SEARCH_MOST = 100  # characters looked for; what is typed beyond narrows nothing
OF_CLASS = (
    "d.guardian IN (SELECT s.guardian FROM guardianship s JOIN child c ON c.id = s.child"
    f" WHERE c.class_name = ? AND {SEEN})"
)
# Of a mail that was refused for another reason than its address.
LAST_WORDS = (
    "COALESCE((SELECT m.server_words FROM mail m WHERE m.guardian = g.id AND m.state = 'refused'"
    " ORDER BY m.id DESC LIMIT 1), '')"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty is everything. `standing` as in models.families.standing; pages count from 1.

    `invitable`: only who is not in yet and could be.
    """

    search: str = ""
    standing: str = ""
    class_name: str = ""
    page: int = 1
    invitable: bool = False


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child of the adult; `seen` is false where the access has ended or the child has left."""

    name: str
    class_name: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Adult(Standing):
    """One line of the list."""

    id: int
    username: str
    first_name: str
    last_name: str
    email: str
    standing: str
    until: datetime | None
    refused_words: str
    children: list[Pupil] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip() or self.username


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of adults by name, and how many there are by standing; `counts` look away from the standing wanted."""

    wanted: Wanted
    adults: list[Adult]
    counts: dict[str, int]

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())

    @property
    def found(self) -> int:
        return self.counts.get(self.wanted.standing, 0) if self.wanted.standing else self.everybody

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PAGE))


async def families(wanted: Wanted) -> Listed:
    """What is looked for. A page past the last one is empty."""
    moment = now()
    where, values = _where(wanted, moment)
    counts = {
        row["stands"]: row["n"]
        for row in await query(
            f"SELECT CASE WHEN d.until <= ? THEN '{EXPIRED}' ELSE d.standing END AS stands, COUNT(*) AS n"
            f" FROM directory d WHERE {where} GROUP BY 1",
            *(moment, *values),
        )
    }
    if wanted.standing == EXPIRED:
        where, values = f"{where} AND d.until <= ?", [*values, moment]
    elif wanted.standing:
        where = f"{where} AND d.standing = ? AND (d.until IS NULL OR d.until > ?)"
        values = [*values, wanted.standing, moment]
    rows = await query(
        "SELECT g.id, g.username, g.first_name, g.last_name, g.email, d.standing, d.until,"
        f" CASE WHEN d.standing = '{REFUSED}' AND g.refused_at IS NULL THEN {LAST_WORDS} ELSE g.refused_words END"
        " AS refused_words FROM"
        # Inside, so that the adults of the pages before are not looked up.
        f" (SELECT d.guardian, d.name_key, d.standing, d.until FROM directory d WHERE {where}"
        f" ORDER BY d.name_key, d.guardian LIMIT {PAGE} OFFSET ?) AS d"
        " JOIN guardian g ON g.id = d.guardian ORDER BY d.name_key, d.guardian",
        *(*values, (wanted.page - 1) * PAGE),
    )
    children = await _children([row["id"] for row in rows], moment)
    adults = []
    for row in rows:
        if row["until"] and row["until"] <= moment:
            row["standing"] = EXPIRED
        adults.append(Adult(**row, children=children[row["id"]]))
    return Listed(wanted, adults, counts)


def _where(wanted: Wanted, moment: datetime) -> tuple[str, list[Any]]:
    """Every word somewhere in the line, and a child in the class."""
    words = fold(wanted.search[:SEARCH_MOST]).replace(",", " ").split()
    conditions = ["1 = 1", *["d.search LIKE ? ESCAPE '!'"] * len(words)]
    values: list[Any] = [f"%{_escaped(word)}%" for word in words]
    if wanted.invitable:
        conditions.append(f"d.standing NOT IN {(IN, DISABLED, NO_CHILD)}")
    if wanted.class_name:
        conditions.append(OF_CLASS)
        values += [wanted.class_name, moment]
    return " AND ".join(conditions), values


def _escaped(word: str) -> str:
    """For LIKE: what is typed stands for itself."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


async def _children(guardians: list[int], moment: datetime) -> defaultdict[int, list[Pupil]]:
    found: defaultdict[int, list[Pupil]] = defaultdict(list)
    if guardians:
        marks = placeholders(guardians)
        for row in await query(
            f"SELECT s.guardian, c.first_name, c.last_name, c.class_name, CASE WHEN {SEEN} THEN 1 ELSE 0 END AS seen"
            f" FROM guardianship s JOIN child c ON c.id = s.child WHERE s.guardian IN ({marks})"
            " ORDER BY c.first_name, c.id",
            *(moment, *guardians),
        ):
            name = f"{row['first_name']} {row['last_name']}".strip()
            found[row["guardian"]].append(Pupil(name, row["class_name"], bool(row["seen"])))
    return found
