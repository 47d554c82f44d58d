"""Titles between the rows that say that the people below must not come in: `Élèves sortis en 2026`, `Personnes
autorisées à venir chercher`, `Année scolaire 2025-2026`."""

import re
from collections.abc import Sequence
from datetime import date

from models.importing.reading.leaving import sheet_names
from models.importing.reading.rights.right_words import NOT_LEAVING, RIGHTS_CELL
from models.importing.reading.rights.spoken import plain
from models.importing.reading.tables import TextRow

# All in the words of `plain`. `1re partie` and `Klassen 1 bis 3` are no departures.
LEFT = re.compile(
    r"\b(?:sortie?s?|partis|partants|quitt(?:e|es|ee|ees|ent|er)|departs?|desinscri\w+|radie\w*|radiations?"
    r"|demission\w*|exclue?s?|transfere\w*|archiv\w+|inacti\w+|(?:plus|non) inscrit\w*|anciens?|anciennes?"
    r"|uitgeschr\w*|uitschrij\w*|vertrokken|vertrek\w*|verlaten|oud ?leerling\w*|left|leavers?|leaving|withdrawn"
    r"|off ?roll|former|alumni|abgemeldet\w*|abgang\w*|abgegang\w*|ausgetreten\w*|ausgeschieden\w*|ehemalig\w*"
    r"|au revoir|adieux?|(?:good ?)?bye|farewell|tot ziens|vaarwel|(?:uit)?gezwaaid|afscheid\w*|(?:auf )?wiedersehen"
    r"|tschuss|abschied\w*|arrivederci|adios|demenag\w*|verhuis\w*|umgezogen|weggezogen|moved)\b"
)
FETCHING = re.compile(
    r"\b(?:(?:venir|viennent|vient) (?:chercher|reprendre)|(?:chercher|reprendre|recuperer) l|ophal\w+|afhal\w+"
    r"|abhol\w+|pick ?ups?|collect(?:ion|ing)?)\b"
)
NO_ACCESS = re.compile(r"\b(?:sans|pas|plus|aucun|no|geen|kein\w*) (?:d )?(?:acces|access|toegang|zugang|contacts?)\b")
OF_THE_DAY = re.compile(r"\b[0-9]{1,2} ?(?:h|u|uur|uhr)\b|\b[0-9]{1,2} ?h ?[0-9]{2}\b")  # `Sortie 15h30`


def sets_apart(said: str, today: date) -> bool:
    """Whether a title speaks of rights, departures, fetching or emergencies, or of a school year that is over."""
    words = plain(said)
    if any(pattern.search(words) for pattern in (RIGHTS_CELL, NO_ACCESS, FETCHING)):
        return True
    if LEFT.search(words) and NOT_LEAVING.isdisjoint(words.split()) and not OF_THE_DAY.search(words):
        return True
    return sheet_names.of_others([said], today) != [] or sheet_names.is_over(said, today)


def above(rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows above the headings that have one text alone: titles."""
    return [row for row in rows if len({cell.strip() for cell in row.cells} - {""}) == 1]
