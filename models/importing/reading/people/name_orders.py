"""Which word of a whole name is the last name, in each column of whole names."""

from collections.abc import Iterable, Iterator, Sequence

from models.importing.reading.cells import trimmed
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.vocabulary import WORDS
from models.importing.reading.names import squash
from models.importing.reading.people import full_names
from models.importing.reading.questions import FIRST_LAST, LAST_FIRST
from models.importing.reading.table import Table
from models.importing.reading.tables import TextRow

SHARED, NAMESAKES = 4, 3  # rows that show it; how many times more than pupils with a parent's first name
SAID = {**WORDS, "vor": "first"}  # `Vor- und Nachname`


def settle_among(tables: Sequence[Table]) -> None:
    """The orders of each table; where one shows none, that of the others with the same headings: one for each class."""
    for table in tables:
        table.orders = name_orders(table)
    for table in tables:
        alike = [other for other in tables if table.headings and other.headings == table.headings]
        shown = {index: _only(other.orders.get(index) for other in alike) for index in table.orders}
        table.orders = {index: order or shown[index] for index, order in table.orders.items()}


def name_orders(table: Table) -> dict[int, str | None]:
    """The order of first and last name in each column of whole names, by their own cells; else by the headings, by the
    other adults, or by all of them."""
    layout = table.layout
    children = [child["name"] for child in layout.children if "name" in child]
    adults = [index for adult in layout.adults for index in adult.columns.get("name", ())]
    lasts = [child["last"] for child in layout.children if "last" in child]
    adults_lasts = [index for adult in layout.adults for index in adult.columns.get("last", ())]
    found = {
        **{index: full_names.order(_beside(table.rows, index, adults_lasts)) for index in children},
        **{index: full_names.order(_beside(table.rows, index, lasts, children)) for index in adults},
    }
    for child in children:
        for adult in adults:
            both = full_names.common_orders(
                (row.cells[child], row.cells[adult]) for row in table.rows if max(child, adult) < len(row.cells)
            )
            found[child], found[adult] = found[child] or both[0], found[adult] or both[1]
    if not any(found.values()) and _never_first(table.rows, children, adults, lasts):
        found = dict.fromkeys(found, FIRST_LAST)
    said = {index: _said(layout.titles[index]) for index in found}
    if FIRST_LAST in said.values():  # `Nom, prénom` alone is a form of words, over `Anne Roy` too
        found = {index: order or said[index] for index, order in found.items()}
    everybodys = _only(found.values())
    theirs = _only(found[index] for index in adults) or everybodys
    return {index: order or (theirs if index in adults else everybodys) for index, order in found.items()}


def _never_first(rows: Sequence[TextRow], children: Sequence[int], adults: Sequence[int], lasts: Sequence[int]) -> bool:
    """Whether the words that pupils and parents have in common never begin a whole name: `Rodrigo Abreu dos Santos`
    beside `Ricardo dos Santos Gouveia`; but for the few pupils who have a parent's first name."""
    later = dict.fromkeys((*children, *adults), 0)
    namesakes = 0
    for row in rows:
        words = {index: _words(row, index) for index in (*later, *lasts)}
        of_pupil = {word for index in (*children, *lasts) for word in words[index]}
        of_adults = {word for index in adults for word in words[index]}
        for index in later:
            shared = [word in (of_adults if index in children else of_pupil) for word in words[index]]
            others = adults if index in children else (*children, *lasts)
            if any(shared[:1]) and not any(words[index][0] in words[other][:1] for other in others):
                return False
            namesakes += any(shared[:1]) and index in children
            later[index] += any(shared[1:])
    return bool(later) and min(later.values()) >= max(SHARED, NAMESAKES * namesakes)


def _words(row: TextRow, index: int) -> list[str]:
    words = map(squash, row.cell(index).split())
    return [word for word in words if word not in full_names.PARTICLES]


def _said(title: str) -> str | None:
    """The order in which a heading names them: `Ouder 1 (voornaam + naam)`."""
    fields = [field for word in heading_words(title) if (field := SAID.get(word)) in ("last", "first")]
    if fields[:2] == ["last", "first"]:
        return LAST_FIRST
    return FIRST_LAST if fields[:2] == ["first", "last"] else None


def _only(orders: Iterable[str | None]) -> str | None:
    """The order of all that are known, if it is one."""
    known = {order for order in orders if order}
    return known.pop() if len(known) == 1 else None


def unclear(table: Table, index: int) -> list[str]:
    """Cells of a column of whole names whose order is unknown."""
    lasts = [child["last"] for child in table.layout.children if "last" in child]
    names = [child["name"] for child in table.layout.children if "name" in child and child["name"] != index]
    return [
        cell
        for cell, surnames in _beside(table.rows, index, lasts, names)
        if len(cell.split()) > 1 and not full_names.certain(cell, surnames)
    ]


def _beside(
    rows: Sequence[TextRow], index: int, lasts: Sequence[int], names: Sequence[int] = ()
) -> Iterator[tuple[str, list[str]]]:
    """The filled cells of a column, each with the last names in `lasts` and the sure ones in `names` of its row."""
    for row in rows:
        if index < len(row.cells) and row.cells[index].strip():
            surnames = [trimmed(row.cells[one]) for one in lasts if one < len(row.cells)]
            whole = [row.cells[one] for one in names if one < len(row.cells)]
            sure = [name.last for cell in whole if full_names.certain(cell) for name in full_names.split(cell, None)]
            yield row.cells[index], [*surnames, *sure]
