"""Whole names in one cell, one a line."""

from models.importing.reading.names import squash
from models.importing.reading.people.full_names import ASIDE, PARTICLES


def on_lines(cell: str) -> str:
    """The cell with a stroke between such names; `Van den⏎Broeck Jan` is one name."""
    lines = [line for line in cell.splitlines() if line.strip()]
    return " / ".join(lines) if len(lines) > 1 and all(map(_is_whole, lines)) else cell


def _is_whole(line: str) -> bool:
    words = ASIDE.sub(" ", line).split()
    others = [word for word in words if squash(word) not in PARTICLES]
    return len(others) > 1 and all(word[0].isupper() for word in others)
