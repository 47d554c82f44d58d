"""Addresses that stand beside parents of several families who have nothing in common: a program wanted one, and
somebody typed any (`geen@school.example`)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from models.importing.reading.cells import plain_address
from models.importing.reading.layout import Layout
from models.importing.reading.names import squash
from models.importing.reading.tables import TextRow

FEWEST = 3  # families without a name in common, who have the address
SHORTEST = 3  # letters of a word that two families may have in common


def placeholders(layout: Layout, rows: Sequence[TextRow]) -> frozenset[str]:
    """The addresses of these adults that are nobody's own."""
    mentions = [
        (plain_address(row.cells[index]), row, adult.columns)
        for adult in layout.adults
        for index in adult.columns.get("email", ())
        for row in rows
        if index < len(row.cells) and "@" in row.cells[index]
    ]
    counts = Counter(address for address, _row, _columns in mentions)
    families: defaultdict[str, list[set[str]]] = defaultdict(list)
    children = {name: tuple(child[name] for child in layout.children if name in child) for name in ("last", "name")}
    for address, row, columns in mentions:
        if counts[address] >= FEWEST:
            words = _surnames(row, columns) | _surnames(row, children)
            if words and all(words.isdisjoint(other) for other in families[address]):
                families[address].append(words)
    return frozenset(address for address, some in families.items() if len(some) >= FEWEST)


def _surnames(row: TextRow, columns: Mapping[str, tuple[int, ...]]) -> set[str]:
    """The words of the last names in these columns; of the whole names where there are no others."""
    at = columns.get("last") or columns.get("name") or ()
    words = {squash(word) for index in at if index < len(row.cells) for word in row.cells[index].split()}
    return {word for word in words if len(word) >= SHORTEST} or words - {""}  # `Li` is a whole surname
