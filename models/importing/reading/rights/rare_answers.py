"""A column of yes and no about each adult, whose heading no word explains: where few have a yes, or a no below an
abbreviation, it may be what keeps them away."""

from collections import Counter
from collections.abc import Sequence

from models.importing.reading.headings.heading_words import is_unknown, names_owner
from models.importing.reading.headings.vocabulary import OUTSIDER
from models.importing.reading.layout import Layout
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.everyday_words import everyday_heading, ordinary_of_adults
from models.importing.reading.rights.restricting import RARE_NO, UNLESS_NO, UNLESS_YES
from models.importing.reading.rights.whose_column import of_one_adult
from models.importing.reading.tables import TextRow

FEW = 0.2  # of the cells say yes
HALF = 0.5  # of the cells say no
LEAST = 8  # cells
ABBREVIATED = 4  # letters at most: `AutPere`, `Gez. ouder 1`


def rare_answer(
    index: int, in_heading: set[str], layout: Layout, filled: Sequence[str], rows: Sequence[TextRow]
) -> int | None:
    """The rule for the rarer answer of such a column, or None where it asks nothing. A rare yes may bar an adult. A no
    may deny a right where the heading is an abbreviation; below other headings a rare one may."""
    counts = Counter(map(squash, filled))
    granted = sum(counts[word] for word in words.YES)
    refused = sum(counts[word] for word in words.NO)
    if len(filled) < LEAST or granted + refused < len(filled) or not (granted and refused):
        return None
    rule = UNLESS_NO if granted <= FEW * len(filled) else None
    if rule is None and refused <= HALF * len(filled) and _is_abbreviated(in_heading):
        rule = UNLESS_YES
    title = layout.titles[index]
    if rule is None and refused <= FEW * len(filled) and not (everyday_heading(title) or ordinary_of_adults(title)):
        rule = RARE_NO
    harmless = words.NOT_RIGHTS | words.RESIDENCE | OUTSIDER
    asks = rule is not None and in_heading.isdisjoint(harmless) and of_one_adult(index, layout, rows)
    return rule if asks else None


def _is_abbreviated(in_heading: set[str]) -> bool:
    said = [word for word in in_heading if word.isalpha() and not names_owner([word])]
    return bool(said) and all(len(word) <= ABBREVIATED and is_unknown(word) for word in said)
