"""A family's last name in one column, and the first names of its children in others: `Gezin`, `Kind 1`, `Kind 2`."""

from collections.abc import Sequence
from dataclasses import replace

from models.importing.reading.headings.evidence import Cells
from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.headings import Heading, heading
from models.importing.reading.headings.vocabulary import QUALIFYING, WORDS
from models.importing.reading.layout import NAMES
from models.importing.reading.names import squash

FAMILIES = (
    "famille",
    "familles",
    "familie",
    "family",
    "gezin",
    "gezinsnaam",
    "familienname",
    "nomdefamille",
    "famiglia",
    "familia",
    "nomfam",
)
MOST = 0.8  # of the cells are one word: then they are first names


def with_family_name(
    titles: Sequence[str], found: list[Heading | None], cells: Sequence[Cells]
) -> list[Heading | None]:
    """The meanings, with the family's column as the last name of children whose headings name no field."""
    families = [at for at, title in enumerate(titles) if names_family(title)]
    children = [at for at, one in enumerate(found) if one is None and _is_first_name(titles[at], cells[at])]
    named = {one.field for one in found if one and one.owner == "child" and one.field in NAMES}
    families = families or _beside(children, found)
    if len(families) != 1 or not (children or named == {"first"}) or named - {"first"} or (children and named):
        return found
    settled = list(found)
    settled[families[0]] = Heading("last", "child", "", False)
    for at in children:
        alone = heading(titles[at])
        settled[at] = replace(alone, field="first") if alone else None
    return settled


def _beside(children: Sequence[int], found: Sequence[Heading | None]) -> list[int]:
    """The one bare last name, where it stands beside the one child: `Child`, `Surname`."""
    bare = [at for at, one in enumerate(found) if one and one.field in NAMES and not (one.owner or one.group)]
    beside = len(children) == len(bare) == 1 and abs(children[0] - bare[0]) == 1
    return [at for at in bare if beside and (one := found[at]) and one.field == "last"]


def names_family(title: str) -> bool:
    """Whether a heading is about a family's name: `Gezin`, `Cognome famiglia`."""
    words = [word for word in heading_words(title) if WORDS.get(word) != "last" and word not in QUALIFYING]
    return squash(title) in FAMILIES or (len(words) == 1 and words[0] in FAMILIES)


def _is_first_name(title: str, cells: Cells) -> bool:
    alone = heading(title)
    words = sum(len(cell.split()) == 1 and cell.isalpha() for cell in cells.filled)
    return (
        alone is not None and alone.owner == "child" and not alone.field and words >= MOST * max(len(cells.filled), 1)
    )


def share_last_name(children: list[dict[str, int]]) -> list[dict[str, int]]:
    """The columns of each child, where one last name alone stands beside first names alone: it is that of all."""
    lone = [one for one in children if "last" in one and not {"first", "name"} & one.keys()]
    firsts = [one for one in children if "first" in one and not {"last", "name"} & one.keys()]
    if len(lone) != 1 or not firsts or len(firsts) + 1 != len(children):
        return children
    return [{**lone[0], **one} for one in firsts]
