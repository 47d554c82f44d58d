"""How a cell is shown in its workbook: crossed out, or in a colour; and the comment beside it."""

from typing import NamedTuple


class Look(NamedTuple):
    """`colours` are those of the fill and of the letters, `RRGGBB`; white fills and black letters are none. `comment`
    is what somebody wrote beside the cell."""

    struck: bool = False
    colours: tuple[str, ...] = ()
    comment: str = ""


PLAIN = Look()


class ShownCell(str):
    """The text of a cell with its look, which stays with it when rows and columns are put together in another way."""

    __slots__ = ("look",)
    look: Look

    def __new__(cls, text: str, look: Look) -> "ShownCell":
        cell = super().__new__(cls, text)
        cell.look = look
        return cell


def look_of(cell: str) -> Look:
    """The look of a cell; plain where nothing is known."""
    return cell.look if isinstance(cell, ShownCell) else PLAIN


def like(cell: str, text: str) -> str:
    """Text that is taken out of a cell, with the cell's look."""
    return ShownCell(text, cell.look) if isinstance(cell, ShownCell) else text
