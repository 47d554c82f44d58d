"""Columns of the prefixes of last names where no word of the heading says it is one: `Vv` over `van`, `ter`, `de`."""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.headings import Heading
from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.layout import NAMES
from models.importing.reading.people.full_names import PARTICLES
from models.importing.reading.rights.spoken import plain

CERTAIN = words_of("van von vom ter ten vande vander vanden dos das")  # `O` and `de` alone are a yes and a language
NEAR = 2  # columns between a prefix and the name


def with_prefixes(titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]) -> list[Heading | None]:
    """The meanings, with such columns given to the person beside whose name they stand."""
    settled = list(found)
    for at, (title, one, below) in enumerate(zip(titles, found, cells, strict=False)):
        if one is not None or not title.strip() or not _has_prefixes(below):
            continue
        for distance in range(1, NEAR + 1):
            beside = (found[other] for other in (at - distance, at + distance) if 0 <= other < len(found))
            names = [name for name in beside if name is not None and name.field in NAMES]
            names = [name for name in names if name.field == "last"] or names
            if len({(name.owner, name.group) for name in names}) == 1:
                settled[at] = replace(names[0], field="prefix", loose=True, ordinal="")
                break
    return settled


def _has_prefixes(cells: Cells) -> bool:
    if not all(PARTICLES.issuperset(plain(cell).split()) for cell in cells.filled):  # most columns, by the first cell
        return False
    return not all(CERTAIN.isdisjoint(plain(cell).split()) for cell in cells.filled)
