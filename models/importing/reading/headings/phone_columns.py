"""Columns of telephones where no word of the heading says it is one, by their cells: `Natel mère`, `Bereikbaar op`."""

import re
from collections.abc import Sequence

from models.importing.reading.headings.evidence import MOST, Cells
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import Heading, owner_and_group
from models.importing.reading.rights.right_words import about_rights

# From 0 or +, or in groups as in countries whose numbers have no 0: `691 102 050`; and no number of a person.
WRITTEN = re.compile(r"(?:\+|\(?0)[0-9 ()./-]{7,17}|[2-9][0-9]{1,2}(?:[ .][0-9]{2,3}){2,3}")
PERSONS = re.compile(r"[0-9]{2}[.][0-9]{2}[.][0-9]{2}-[0-9]{3}[.][0-9]{2}")
NEARLY_ALL = 0.9  # of the cells


def with_phones(titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """The meanings, with unknown headings over telephones: those that name an adult, and where the row has no telephone
    at all those that name nobody."""
    owners = ("adult",) if any(one is not None and one.field == "phone" for one in found) else ("adult", "")

    def settled(title: str, one: Heading | None, below: Cells) -> Heading | None:
        owner, group = owner_and_group(title)
        if one is not None or owner not in owners or not _has_phones(below):
            return one
        if not title.strip() or about_rights(frozenset(heading_words(title))):
            return one
        return Heading("phone", owner, group if owner else "", True)

    return [settled(title, one, below) for title, one, below in zip(titles, found, cells, strict=False)]


def _has_phones(cells: Cells) -> bool:
    if cells.phone < MOST:
        return False
    written = sum(WRITTEN.fullmatch(cell) is not None and not PERSONS.fullmatch(cell) for cell in cells.filled)
    return written >= NEARLY_ALL * len(cells.filled)
