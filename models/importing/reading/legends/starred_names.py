"""Names with a mark beside them, `Schäfer *`, that a note below the list may explain: `* kein Sorgerecht`."""

import re
from collections.abc import Iterator, Sequence

from models.importing.reading.layout import NAMES
from models.importing.reading.questions import LEFT, RIGHTS, key_of
from models.importing.reading.remarks import cut, quoted
from models.importing.reading.rights.restricting import BY_ROW
from models.importing.reading.rights.watched_column import WatchedColumn
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

DEATH = "†‡✝✞✟🕇⚰⚱"
MARKS = f"*+#°¹²³§{DEATH}"
SINCE = rf"[{DEATH}]\s*[0-9][0-9./-]*"  # `† 5/26`
# `*`, `(*)`, ` (1)`, `† 5/26`
ONE = rf"(?:{SINCE}|[{MARKS}]+|[(\[](?:{SINCE}|[{MARKS}]+)[)\]]|(?:^|(?<=\s))[(\[][1-9][)\]])"
MARK = re.compile(rf"^\s*{ONE}\s*|(?<!\s)\s*{ONE}\s*$")
MOST = 0.5  # of the named rows: with more, the mark means nothing


def without_mark(name: str) -> str:
    return name if name.isalpha() else MARK.sub("", name)


def starred_columns(table: Table) -> Iterator[WatchedColumn]:
    """A column for each adult, and one for the pupil, that restricts the rows in which the name has a mark."""
    child = [index for field in NAMES if (index := table.layout.child.get(field)) is not None]
    people: list[tuple[Sequence[int], tuple[int, ...]]] = [(child, ())]
    people += [
        ([at for field in NAMES for at in adult.columns.get(field, ())], (place,))
        for place, adult in enumerate(table.layout.adults)
    ]
    for names, adults in people:
        text = "".join([row.cells[at] for at in names for row in table.rows if at < len(row.cells)])
        if not any(mark in text for mark in (*MARKS, "(", "[")):
            continue
        named = [row for row in table.rows if _cells(row, names)]
        lines = frozenset(row.number for row in named if any(map(MARK.search, _cells(row, names))))
        if not lines or len(lines) > MOST * len(named):
            continue
        title, kind = quoted(cut(table.layout.titles[names[0]])), RIGHTS if adults else LEFT
        topic = key_of(kind, table.headings, f"{names[0]}*") if table.headings else ""
        yield WatchedColumn(names[0], title, kind, BY_ROW, adults, topic, lines=lines, names=tuple(names))


def _cells(row: TextRow, indexes: Sequence[int]) -> list[str]:
    return [row.cells[at] for at in indexes if at < len(row.cells) and row.cells[at].strip()]
