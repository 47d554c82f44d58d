"""Telephones below `Mobil Mutter`, `Mobil Vater` beside `Erzieher 1`, `Erzieher 2`: whose each is, the salutations or
relations of a row say."""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.headings import heading
from models.importing.reading.headings.vocabulary import RELATIVES, words_of
from models.importing.reading.layout import AdultColumns, Layout
from models.importing.reading.rights.spoken import plain
from models.importing.reading.tables import TextRow

PARENTS = ("mère", "père")
SALUTATIONS = {
    **dict.fromkeys(words_of("mme madame mlle frau mevrouw mevr mw mrs ms miss sra senora signora"), PARENTS[0]),
    **dict.fromkeys(words_of("m mr monsieur herr dhr meneer heer sr senor signor senhor"), PARENTS[1]),
}


def with_phones(layout: Layout, groups: Sequence[tuple[str, Sequence[int]]], full: Sequence[str]) -> Layout:
    """The layout with these columns of telephones, by the relation of their headings, given to its two adults, where
    each has a column that tells who is who. The rows are yet to be `placed`."""
    columns = dict(groups)
    if len(layout.adults) != 2 or columns.keys() != {*PARENTS} or any(len(some) != 1 for some in columns.values()):
        return layout
    told = tuple(_telling(adult, full) for adult in layout.adults)
    if not all(told) or any("phone" in adult.columns or adult.relation for adult in layout.adults):
        return layout
    phones = tuple(sorted(some[0] for some in columns.values()))
    adults = tuple(
        replace(adult, columns={**adult.columns, "phone": (phone,)}, telling=telling)
        for adult, phone, telling in zip(layout.adults, phones, told, strict=True)
    )
    return replace(layout, adults=adults, phones_of=tuple((relation, some[0]) for relation, some in columns.items()))


def _telling(adult: AdultColumns, full: Sequence[str]) -> tuple[int, ...]:
    """The columns that say whether this adult is the mother or the father, the best first."""
    civility = [
        at
        for at, title in enumerate(full)
        if (meant := heading(title)) is not None and meant.field == "civility" and meant.group == adult.group
    ]
    return (*adult.columns.get("relation", ()), *civility)


def placed(rows: Sequence[TextRow], layout: Layout) -> list[TextRow]:
    """The rows with each telephone in the column of the adult of its row whose it is, and without those of whom the row
    does not say it, or says it twice."""
    if not layout.phones_of:
        return list(rows)
    return [_placed(row, layout) for row in rows]


def _placed(row: TextRow, layout: Layout) -> TextRow:
    phones = {relation: row.cells[index] for relation, index in layout.phones_of if index < len(row.cells)}
    adults = [adult for adult in layout.adults if adult.telling]
    who = [_relation(row.cells, adult) for adult in adults]
    cells = list(row.cells)
    for adult, relation in zip(adults, who, strict=True):
        index = adult.columns["phone"][0]
        own = phones.get(relation, "") if who.count(relation) == 1 else ""
        cells += [""] * (index + 1 - len(cells) if own else 0)
        cells[index : index + 1] = [own] if index < len(cells) else []
    return replace(row, cells=cells)


def _relation(cells: Sequence[str], adult: AdultColumns) -> str:
    """`mère`, `père`, or nothing for somebody who is not named or not told."""
    if not any(index < len(cells) and cells[index].strip() for index in adult.named_by):
        return ""
    said = next((cells[index] for index in adult.telling if index < len(cells) and cells[index].strip()), "")
    first = (plain(said).removeprefix("de ").split() or [""])[0]  # `De heer`
    return RELATIVES.get(first) or SALUTATIONS.get(first, "")
