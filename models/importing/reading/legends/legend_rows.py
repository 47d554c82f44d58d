"""A legend in a few cells a row below the list: `1`, `both parents`, then `2`, `mother only`; or `rouge`, `pas
d’accès`. Its rows are no families."""

import re
from collections.abc import Sequence

from models.importing.reading.leaving import apart_titles
from models.importing.reading.legends import colour_words
from models.importing.reading.names import squash
from models.importing.reading.rights.right_words import RIGHTS_CELL
from models.importing.reading.rights.spoken import plain
from models.importing.reading.sheets.looks import look_of
from models.importing.reading.tables import TextRow

LONGEST = 4  # characters of a code
CODES = 12  # a column with more different cells does not hold codes
FEWEST = 2  # rows of a legend
PAIR = re.compile(rf"\s*[^\s=]{{1,{LONGEST}}}\s*=\s*[^\s=][^=]*")
SHORT, FEW = 3, 4  # words of a colour's name, and filled cells of a row of a legend of colours
# What stands beside a colour's name: `en rouge clair =`, `Lichtrood:`.
BESIDE = re.compile(
    r"\b(?:en|in|fond|texte|police|lettres?|case|ligne|nom|cellule|couleur|kleur|colou?r|farbe|rij|cel|row|cell|text|zeile"
    r"|clair|fonce|licht|donker|light|dark|pale|hell|dunkel|bright|achtergrond|hintergrund|background|fill)\b"
)


def below(rows: Sequence[TextRow]) -> int:
    """How many of the last rows are a legend of the codes in a column of the rows above."""
    count = 0
    codes: list[str] = []
    for row in reversed(rows):
        filled = [index for index, cell in enumerate(row.cells) if cell.strip()]
        if len(filled) != 2 or filled[1] != filled[0] + 1:
            break
        code, words = squash(row.cells[filled[0]]), row.cells[filled[1]].strip()
        if not 0 < len(code) <= LONGEST or code in codes or len(words) <= LONGEST or words.isdigit():
            break
        codes.append(code)
        count += 1
    families = rows[: len(rows) - count]
    if count < FEWEST or not families:
        return 0
    width = max(len(row.cells) for row in families)
    return count if any(_explains(codes, families, index) for index in range(width)) else 0


def are_pairs(cells: Sequence[str]) -> bool:
    """Whether each cell of a row is a code and what it means: `M = matin`, `A = après-midi`."""
    return bool(cells) and all(map(PAIR.fullmatch, cells))


def _explains(codes: Sequence[str], families: Sequence[TextRow], index: int) -> bool:
    """Whether these are codes of this column, and all of its codes but one at most."""
    cells = {squash(row.cells[index]) for row in families if index < len(row.cells)} - {""}
    if not FEWEST <= len(cells) <= CODES or any(len(cell) > LONGEST for cell in cells):
        return False
    return len(cells & set(codes)) >= FEWEST and len(cells - set(codes)) <= 1


def of_colours(rows: Sequence[TextRow]) -> int:
    """How many of the last rows are a legend of colours: each begins with a colour's name and goes on with what it
    means. One row alone, which may be a pupil called Braun, must be in that colour, written small, or about rights."""
    count, sure = 0, False
    words: list[str] = []
    for row in reversed(rows):
        first, *others = [cell for cell in row.cells if cell.strip()]
        if not 0 < len(others) < FEW or not _is_colour(first):
            break
        count, sure = count + 1, sure or _is_surely_colour(first)
        words += others
    said = plain("\n".join(words))
    sure = sure or count >= FEWEST or any(some.search(said) for some in (RIGHTS_CELL, apart_titles.LEFT))
    return count if sure and any(len(one.split()) > 1 for one in words) else 0


def _is_colour(cell: str) -> bool:
    """Whether a cell is the name of a colour, or of crossing out, and nothing else."""
    said = plain(cell).strip()
    rest = BESIDE.sub(" ", said)
    for pattern in (*colour_words.hues_of(said), colour_words.STRUCK.pattern):
        rest = re.sub(pattern, " ", rest)
    return rest != said and not rest.strip() and len(said.split()) <= SHORT and colour_words.speaks(said)


def _is_surely_colour(cell: str) -> bool:
    text, hues = cell.strip(), colour_words.hues_of(plain(cell))
    shown = any(colour_words.is_called(colour, hue) for colour in look_of(cell).colours for hue in hues)
    return shown or text.islower() or text[-1] in ":="
