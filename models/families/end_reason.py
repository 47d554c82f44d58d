"""Why an access ended, as it is stored and as it is read.

What somebody at the office typed is stored as it is. Of the cell by which an import closed an access, heading and cell
are stored as a JSON array, so that each colleague reads them in one's own language; a column without a heading is
stored as its number. Rows from before this have a sentence in the language of the import.
"""

import msgspec

from language.punctuation import named
from language.text import _

STRUCK, COLOURED = "struck:", "coloured:"  # in place of a cell: how its name is shown; the latter before a legend
READER = msgspec.json.Decoder(tuple[str | int, str])


def of_cell(heading: str | int, cell: str) -> str:
    """The reason to store for a cell; `heading` may be the column's number, from 1."""
    return msgspec.json.encode((heading, cell)).decode()


def words(stored: str) -> str:
    """The reason in the current language: `Autorité parentale : Non`."""
    try:
        heading, cell = READER.decode(stored)
    except msgspec.DecodeError:
        return stored
    title = heading if isinstance(heading, str) else _("Colonne {n}").format(n=heading)
    return named(title, shown_words(cell) or cell)


def shown_words(cell: str) -> str:
    """How a name is shown, in words; empty for the text of a cell."""
    if cell == STRUCK:
        return _("nom barré")
    if cell.startswith(COLOURED):
        return _("en couleur, « {legend} »").format(legend=cell.removeprefix(COLOURED))
    return ""
