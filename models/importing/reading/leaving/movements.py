"""Cells that say by a letter and a date that a pupil left, in a column of comings and goings: `S 16/10/26` beside
`E 02/09/26`, or below `Mvt`."""

import re
from collections.abc import Sequence

from models.importing.reading.rights.spoken import plain

MOVEMENTS = re.compile(r"\b(?:mvts?|mouv\w*|mutat\w*|beweging\w*|bewegung\w*|movements?|movim\w*|e s|in uit|in out)\b")
DATE = r"\W{0,3}(?=[0-3]?[0-9][/.-][01]?[0-9]\b)"
LEAVES = re.compile(rf"(?:s|u|l|so|sort|dep|uit|out|abg|ab){DATE}", re.IGNORECASE)
COMES = re.compile(rf"(?:e|i|z|en|ent|arr|in|zu|zug){DATE}", re.IGNORECASE)


def gone(title: str, filled: Sequence[str]) -> frozenset[str]:
    """The cells of this column that say so; none where neither the heading nor another cell tells what they mean."""
    left = frozenset(cell for cell in filled if LEAVES.match(cell))
    told = MOVEMENTS.search(plain(title)) is not None or any(map(COMES.match, filled))
    return left if told else frozenset()
