"""A remark that holds for the brothers and sisters too: `vaut pour la fratrie`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from models.importing.reading.families import Families, WatchedCell
from models.importing.reading.names import squash
from models.importing.reading.questions import RIGHTS
from models.importing.reading.rights.spoken import plain

SIBLINGS = re.compile(
    r"\b(?:fratrie|freres (?:et|ou) soeurs?|siblings?|brothers? and sisters?|broers? (?:en|of) zus\w*|geschwister\w*"
    r"|(?:tous|alle|all|beide|both|les deux) (?:(?:les|the|ses|hun|ihre) )?(?:enfants|kinderen|kinder|children))\b"
)


def meant(families: Families) -> Iterator[WatchedCell]:
    """The cells of such remarks again, for the same adult beside other pupils."""
    for cell in families.watched_cells:
        if cell.column.kind != RIGHTS or cell.adult is None or not SIBLINGS.search(plain(cell.words)):
            continue
        for other in families.adults:
            pupil = families.pupils.get(other.register_number)
            if pupil is None or pupil is cell.pupil or other.key != cell.adult.key:
                continue
            contacts = {other.email, other.phone} & {cell.adult.email, cell.adult.phone} - {""}
            if contacts or squash(pupil.last_name) == squash(cell.pupil.last_name):
                yield replace(cell, pupil=pupil, adult=other)
