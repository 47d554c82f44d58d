"""A legend in two cells a row below the list: `1`, `both parents`, then `2`, `mother only`. Its rows are no
families."""

from collections.abc import Sequence

from models.importing.reading.names import squash
from models.importing.reading.tables import TextRow

LONGEST = 4  # characters of a code
CODES = 12  # a column with more different cells does not hold codes
FEWEST = 2  # rows of a legend


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


def _explains(codes: Sequence[str], families: Sequence[TextRow], index: int) -> bool:
    """Whether these are codes of this column, and all of its codes but one at most."""
    cells = {squash(row.cells[index]) for row in families if index < len(row.cells)} - {""}
    if not FEWEST <= len(cells) <= CODES or any(len(cell) > LONGEST for cell in cells):
        return False
    return len(cells & set(codes)) >= FEWEST and len(cells - set(codes)) <= 1
