"""Bare columns of phones and addresses in a list with a row for each adult: they are the adults' where the rows of a
pupil differ."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.importing.reading.cells import address, phone_key
from models.importing.reading.columns import rows_of_pupils
from models.importing.reading.headings.headings import owner_and_group
from models.importing.reading.layout import Layout
from models.importing.reading.tables import TextRow

FEWEST = 2  # pupils whose rows have different phones, or addresses


def with_phones(layout: Layout, rows: Sequence[TextRow]) -> Layout:
    """The layout with such columns given to its only adult, after those that are named as the adult's."""
    if len(layout.adults) != 1:
        return layout
    (adult,) = layout.adults
    found = tuple(at for at in layout.pupils if owner_and_group(layout.titles[at])[0] == "" and _has_phones(at, rows))
    if not any(_differs(at, layout, rows) for at in found):
        return layout
    columns = {**adult.columns, "phone": (*adult.columns.get("phone", ()), *found)}
    pupils = tuple(at for at in layout.pupils if at not in found)
    return replace(layout, adults=(replace(adult, columns=columns),), pupils=pupils)


def with_addresses(layout: Layout, rows: Sequence[TextRow]) -> Layout:
    """The layout with a bare column of addresses after the name of its only adult given to this adult, where the rows
    of pupils differ in it. One before it may be that of whoever filled in a form."""
    if len(layout.adults) != 1 or "email" in layout.adults[0].columns:
        return layout
    (adult,) = layout.adults
    after = [at for at, field in layout.unowned if field == "email" and at > min(adult.indexes)]
    bare = [at for at in after if owner_and_group(layout.titles[at])[0] == ""]
    found = tuple(at for at in bare if _differs(at, layout, rows, address))
    if len(found) != 1:
        return layout
    unowned = tuple(one for one in layout.unowned if one[0] not in found)
    return replace(layout, adults=(replace(adult, columns={**adult.columns, "email": found}),), unowned=unowned)


def _has_phones(at: int, rows: Sequence[TextRow]) -> bool:
    filled = [cell for row in rows if at < len(row.cells) and (cell := row.cells[at].strip())]
    return "@" not in "".join(filled) and all(map(phone_key, filled))


def _differs(at: int, layout: Layout, rows: Sequence[TextRow], key: Callable[[str], str] = phone_key) -> bool:
    found = rows_of_pupils.values(layout, rows, at, key).values()
    return sum(len(some - {""}) > 1 for some in found) >= FEWEST
