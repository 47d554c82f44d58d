"""Notes in a list about colours and crossed out names. Where these are not seen (shown_names.py), the note is said, and
one about rights is a fault."""

import re

from models.importing.reading.leaving import apart_titles
from models.importing.reading.legends import colour_words
from models.importing.reading.remarks import Remark
from models.importing.reading.rights.right_words import RIGHTS_CELL
from models.importing.reading.rights.spoken import plain

RIGHTS_BY_COLOUR, COLOURS = "coloured_rights", "colours"  # kinds of remarks
WORDS = re.compile(
    r"\b(?:rouge|jaune|vert|orange|barr\u00e9e?s?|ray\u00e9e?s?|biff\u00e9e?s?|gris\u00e9e?s?|couleurs?|surlign\w+|rood|geel|groen|kleur"
    r"|gekleurd\w*|gemarkeerd\w*|doorgestreept\w*|doorstreept\w*|doorgehaald\w*|red|yellow|green|colou?r"
    r"|highlighted|crossed out|struck (?:out|through)|rot|gelb|gr\u00fcn|farbe|farbig|markiert|durchgestrichen\w*)\b",
    re.IGNORECASE,
)


def kind(said: str) -> str:
    """The kind of remark about such a note; empty for any other text."""
    rights = RIGHTS_CELL.search(plain(said)) is not None
    if rights and colour_words.speaks(plain(said)):
        return RIGHTS_BY_COLOUR
    return COLOURS if WORDS.search(said) else ""


def is_legend(note: Remark) -> bool:
    """Whether such a note above the headings says who has left or may not see a pupil: `Groupe rouge` does not."""
    left = apart_titles.LEFT.search(plain(dict(note.values)["value"])) is not None
    return note.kind == RIGHTS_BY_COLOUR or (note.kind == COLOURS and left)
