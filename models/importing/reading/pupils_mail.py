"""Mailboxes of the pupils themselves among the parents' addresses: `lea.dupont@eleves.example`."""

from collections import Counter
from collections.abc import Sequence

from models.importing.reading.cells import plain_address
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.names import squash
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


def is_pupils(index: int, adult: AdultColumns, layout: Layout, rows: Sequence[TextRow]) -> bool:
    """Whether most addresses of this column are made of the pupil's first name, and not of the adult's."""
    child_at = [layout.child[name] for name in ("first", "name") if name in layout.child]
    adult_at = [adult.columns[name][0] for name in ("first", "name") if name in adult.columns]
    filled = own = 0
    for row in rows:
        if index >= len(row.cells) or "@" not in row.cells[index]:
            continue
        filled += 1
        local = squash(row.cells[index].partition("@")[0])
        own += _in(local, row, child_at) and not _in(local, row, adult_at)
    return filled >= FEWEST and own > filled * MOST


def is_shuffled(index: int, adult: AdultColumns, rows: Sequence[TextRow]) -> bool:
    """Whether the addresses of this column are those of other adults: somebody sorted one column alone."""
    at = [adult.columns[name][0] for name in ("last", "first", "name") if name in adult.columns]
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


def _in(local: str, row: TextRow, indexes: Sequence[int]) -> bool:
    """Whether the part before the @ has a word of these cells."""
    cells = (row.cells[index] for index in indexes if index < len(row.cells))
    words = (squash(word) for cell in cells for word in cell.replace("-", " ").split())
    return any(len(word) > 2 and word in local for word in words)
