"""How the cells of a column about rights are read, by the words of its heading and by the cells."""

import re
from collections.abc import Sequence

from models.importing.reading.headings.heading_words import is_adult
from models.importing.reading.headings.vocabulary import ADULT, CHILD
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.restricting import CODES, LEGAL, LEGAL_CODE, UNLESS_NO, UNLESS_YES, says

CHILDREN = re.compile(r"[1-9](?:\s*(?:,|;|/|\+|&|et|en|und|and)\s*[1-9])*")  # the numbers of a row’s children
# Words whose beginning is enough over cells that say yes or no: `sorgeb.`
ABBREVIATED = sorted({word for some in words.RIGHTS if len(some) == 1 for word in some if len(word) > 5})
GLUED = ("gezag", "sorgerecht")
# `Gezagsvorm`, `Sorgestatus`, over other cells than yes and no; below `Gezagsdrager 1` stand names.
GLUED_WHOLE = re.compile(
    r"gezags?(?:vorm|situatie|verhouding|regeling|status|soort|type|toestand|code)"
    r"|sorge(?:rechts?)?(?:form|regelung|status|situation|lage|art|verhaltnis\w*)"
)
FEWEST = 3  # letters of the beginning of a word for an adult: `Wett. vert.`
SHORTEST = 5  # letters of such a beginning
MANY, MOST = 8, 0.6  # cells of a column about rights, and the share of them that says no, that make it doubtful


def whole_words(in_heading: set[str], cells: set[str]) -> set[str]:
    """The words of a heading, and those about rights that they abbreviate where each cell is yes or no."""
    answers = words.YES | words.NO
    if any(map(GLUED_WHOLE.fullmatch, in_heading)) and answers.isdisjoint(map(squash, cells)):
        return in_heading | {"gezag"}  # beside `beide` a 1 is no yes
    if not {squash(cell) for cell in cells} <= answers:
        return in_heading
    begun = tuple(word for word in in_heading if len(word) >= SHORTEST and not is_adult(word))
    glued = {word for word in GLUED if any(one.startswith(word) for one in in_heading)}  # `Gezagsregister`
    return in_heading | glued | {word for word in ABBREVIATED if any(map(word.startswith, begun))}


def rights_rule(in_heading: set[str], cells: set[str]) -> int | None:
    """The rule of a heading with these words over these cells, if it is about rights."""
    if not in_heading.isdisjoint(words.NOT_RIGHTS):
        return None
    removed = not in_heading.isdisjoint(words.REMOVED) and not in_heading.isdisjoint(words.AUTHORITY)
    turned = (removed or not in_heading.isdisjoint(words.WITHOUT)) and in_heading.isdisjoint(words.EITHER)
    if "pr" in in_heading and all(cell.isdigit() for cell in cells) and not cells <= {"0", "1"}:
        return None  # a row’s number: `Pr.`
    if words.keeps_away(in_heading) or ("contact" in in_heading and turned):
        return UNLESS_NO
    counted = {word for word in in_heading if not word.isdigit()}
    if (counted and counted <= words.RIGHTS_ALONE) or any(some <= in_heading for some in words.RIGHTS):
        return UNLESS_NO if turned else UNLESS_YES
    rest = {word for word in in_heading if not word.isdigit() and not is_adult(word)} - words.LEGAL_MARKS
    rest -= words.YES | words.NO  # `Wett. vertegenw. (J/N)`
    rest = {word for word in rest if len(word) < FEWEST or not any(one.startswith(word) for one in ADULT)}
    if rest or in_heading.isdisjoint(words.LEGAL_MARKS) or len(cells) > CODES:
        return None
    if {"1", "2"} <= {squash(cell) for cell in cells} <= LEGAL:
        return LEGAL_CODE
    values = {squash(cell) for cell in cells} - words.YES - words.NO
    return UNLESS_YES if all(len(value) <= 3 for value in values) else None


def mostly_no(filled: Sequence[str]) -> bool:
    """Whether most of many cells say no beside a few that say yes: such a heading may mean the contrary of what its
    words say, and each value is asked about."""
    refused, granted = (sum(says(cell, some) for cell in filled) for some in (words.NO, words.YES))
    return len(filled) >= MANY and refused > MOST * len(filled) and granted > 0


def of_some_children(in_heading: set[str], cells: set[str]) -> bool:
    """Whether a column says of which children of a row an adult is a parent: `Ouder 2 is ouder van kind` over `2`."""
    named = any(map(is_adult, in_heading)) and not in_heading.isdisjoint(CHILD)
    return named and any(map(CHILDREN.fullmatch, cells))
