"""Words for authority or custody that both parents share, and that one has alone.

In French, Dutch, German and English; some Spanish, Portuguese and Italian.
"""

import re
from collections.abc import Collection

from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.names import squash
from models.importing.reading.rights.spoken import plain

SHARED = words_of(
    "conjointe partagee alternee commune conj exerceeencommun encommun lesdeux lesdeuxparents"
    " gezamenlijk gedeeld samen gez beide beideouders tweeouders"
    " kmkv kvkm gemeinsam gemeinsame gemeinschaftlich gem beideeltern beideelternteile"
    " joint shared both bothparents compartida compartido conjunta conjunto ambos ambospadres partilhada"
    " condivisa condiviso congiunta congiunto sorg sorgeb sorgeberechtigt sorgeberechtigte sorgerecht"
)
SOLE = re.compile(
    r"\b(?:excl\w*|exclusi[vf]\w*|unilat\w*|seule?|eenh\w*|alleen\w*|allein\w*|sole(?:ly)?|only|solo|sola|esclusiv[oa])\b"
)
CODES = 8  # a column with more different cells is of something else
MOST_WORDS = 4  # of such a cell


def tells_who_has_it(cells: Collection[str]) -> bool:
    """Whether the cells of a column say that something is shared, and for some that one has it alone, whatever its
    heading: `gezamenlijk` and `eenhoofdig mdr` below `Gezagsvorm`."""
    if len(cells) > CODES or any(len(cell.split()) > MOST_WORDS for cell in cells):
        return False
    alone = [cell for cell in cells if SOLE.search(plain(cell))]
    return bool(alone) and any(squash(cell) in SHARED for cell in cells)
