"""A remark in a school's own words that a pupil may have gone: `in Thun eingeschult`, `Abschiedsfest war 16.10.`,
`N.O. prot. 4112 del 14/10 → I.C. Arona`."""

import re

from models.importing.reading.leaving.leaving_cells import LEFT, day_in
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.leaving.leaving_remarks import ANY_DAY, has_been
from models.importing.reading.rights.spoken import plain

# All in the words of `plain`.
GOING = re.compile(
    r"\b(?:demenag\w*|mutat\w*|adieux?|derni(?:er|ere) (?:jour\w*|fois|semaine|cours)|dossier (?:transmis|envoye|parti)"
    r"|place (?:liberee|libre|reattribuee|donnee|reprise)|contrat (?:fini|termine|resilie|rompu)|fin (?:de|du) contrat"
    r"|resili\w*|verhui[sz]\w*|afscheid\w*|(?:uit)?gezwaaid|laatste (?:school)?(?:dag|keer|week|les)"
    r"|overgestapt|opgezegd"
    r"|dossier (?:doorgestuurd|overgemaakt|overgedragen|verstuurd)|plaats (?:vrij|vergeven|ingenomen)"
    r"|(?:einde|stopt) contract"
    r"|umzug|umgezogen|verzogen|wegzug|weggezogen|zieht (?:um|weg)|abschied\w*|kundig\w*|gekundigt|vertrags?ende"
    r"|platz (?:neu |wieder |schon |bereits )?(?:vergeben|frei|besetzt)|eingeschult|umgeschult|uberwiesen"
    r"|letzte[rn]? (?:schul)?(?:tag|woche|mal)|akten? (?:verschickt|ubergeben|ubersandt|weitergeleitet)"
    r"|mov(?:ed|ing)|relocat\w*|emigrat\w*|farewell|goodbye|last (?:day|week|session|time)|transferr?\w*"
    r"|(?:ctf|file|records?) (?:sent|transferred|forwarded)|place (?:given|reallocated|offered|filled)|starts? at"
    r"|trasfer\w*|trasloc\w*|nulla ?osta|n o|fascicolo|ultimo giorno|ritir\w*|traslad\w*|mudanza|ultimo dia)\b"
)
# Beside these it may be about the pupil's place as well as about an adult.
PERHAPS = re.compile(
    r"\b(?:now|jetzt|nun|nu|maintenant|desormais|ora|adesso|ahora|agora|ab|since|seit|sinds|depuis|des|vanaf|dal|desde"
    r"|\w*schule|school|ecole|college|lycee|academy|scuola|escuela|colegio|escola|vertrag\w*|contrat|contract"
    r"|platz|plaats"
    r"|place|posto|dossier|akten?|scolaris\w*)\b"
)

# Of pupils who come no more, in a legend: `ne fréquente plus`, `a rejoint une autre implantation`.
COMES_NO_MORE = re.compile(
    r"\b(?:ne (?:frequente|vient) plus|n est plus (?:la|ici|chez|inscrite?)|a rejoint (?:une?|l|son|le)"
    r"|autre (?:implantation|site|etablissement)|komt niet meer|andere vestiging|kommt nicht mehr|andere[mnr]? standort"
    r"|no longer (?:attends?|comes?|here)|(?:another|other) (?:site|school))\b"
)


def says_gone(cell: str) -> bool:
    """Whether a remark has words of going away."""
    return GOING.search(plain(cell)) is not None or LEFT.search(plain(cell)) is not None or "→" in cell


def may_say_gone(cell: str, dates: LeavingDates) -> bool:
    """Whether a remark may mean it all the same: by a past day, or by words of a place or time."""
    return has_past_day(cell, dates) or PERHAPS.search(plain(cell)) is not None


def has_past_day(cell: str, dates: LeavingDates) -> bool:
    """Whether a cell has a day that is over, also one without a year, of this school year."""
    if (day := day_in(cell, dates)) is not None:
        return dates.past(day)
    return (found := ANY_DAY.search(cell)) is not None and has_been(int(found["day"]), int(found["month"]), dates.today)
