"""A remark that says that a pupil has left: `parti le 30/06/26 (Namur)`, `vertrokken 23/10`, `a quitté l’école`."""

import re
from datetime import date

from models.importing.reading.leaving.leaving_cells import IN_BRACKETS, LEFT, day_in
from models.importing.reading.leaving.leaving_dates import LeavingDates
from models.importing.reading.names import squash
from models.importing.reading.rights import right_words as words
from models.importing.reading.rights.spoken import plain
from models.importing.reading.rights.spoken_limits import PARENT

BEGINS = 8  # the month in which a school year begins
LATEST = len("eleve a ")  # letters before the words of leaving
LEAD = re.compile(r"(?:(?:le|depuis|des|op|sinds|on|since|am|seit|ab|x) |[0-9]+ )*")  # `seit 02.10. abgemeldet`
# Words of what has happened, unlike `quitte`, `vertrekt`, `leaves`.
DONE = re.compile(
    r"\b(?:parti(?:e?s)?|partie|sorti|a quitte|quittee|desinscrit\w*|radiee?s?|demissionn\w*|transferee?s?|exclue?s?"
    r"|uitgeschr\w*|vertrokken|verlaten|left|withdrawn|abgemeldet|abgegangen|ausgetreten|entlassen)\b"
)
ON = r"\b(?:le|depuis|des|op|sinds|on|since|am|seit|from)\s+"
DAY = r"(?P<day>[0-3]?[0-9])\s?[/.-]\s?(?P<month>[01]?[0-9])\b(?!\s?[/.:h-]?[0-9])"  # `02/10`
ANY_DAY, DAY_SAID = re.compile(rf"(?<![0-9/.:-]){DAY}"), re.compile(ON + DAY, re.IGNORECASE)
MONTH = re.compile(
    r"\b(?:janv\w*|januar[iy]?|fevr\w*|februar[iy]?|february|mars|maart|marz|march|avril|april|mai|mei|may|juin|juni|june"
    r"|juillet|juli|july|aout|august\w*|septemb\w*|o[ck]tob\w*|novemb\w*|de[cz]emb\w*)\b"
)
ELSEWHERE = re.compile(
    r"\b(?:parti(?:e?s)?|partie|vertrokken|left|gone|abgegangen) (?:definitivement |nu |nun |jetzt |now )?"
    r"(?:pour|vers|a l (?:ecole|institut|etranger)|au college|naar|nach|for|abroad|to another)\b"
    r"|\bmoved to (?:another|a new|a different) school"
    r"|\b(?:a|ont) quitte (?:l |notre |definitivement )?(?:l )?(?:ecole|etablissement|college|lycee|institut)"
    r"|\b(?:a|est) (?:change|partie?|sortie?) (?:d |de l |dans une autre )?ecole"
    r"|\bn est plus (?:chez nous|(?:inscrite? )?(?:a|dans) l ecole|eleve)|\bne frequente plus l|\bplus inscrite?$"
    r"|\b(?:niet|geen) (?:meer )?(?:leerling |ingeschreven )?(?:meer )?(?:op|bij|van) (?:onze|de|deze) school"
    r"|\bniet meer ingeschreven$|\b(?:heeft|hebben) (?:de|onze) school verlaten|\bvan school (?:veranderd|gegaan)"
    r"|\bzit nu (?:op|in) (?:een )?andere school"
    r"|\bleft (?:the |our )?school"
    r"|\bno longer (?:at (?:the |this |our )?school|on roll|enrolled|a pupil|with us|attends)"
    r"|\b(?:has |have )(?:left|moved away|changed schools?)\b|\b(?:taken )?off roll\b"
    r"|\b(?:hat|haben) (?:die|unsere) schule (?:verlassen|gewechselt)|\bnicht mehr (?:an|auf) (?:der|unserer) schule"
    r"|\bschule gewechselt"
)
# The paper for the next school, once it is given: `certificat de radiation donné le 2 nov.`
CERTIFICATE = re.compile(
    r"\b(?:certificat (?:de )?radiation|exeat|uitschrijvings(?:bewijs|attest)|bewijs van uitschrijving"
    r"|abmeldebescheinigung|abmeldebestatigung|leaving certificate)\b.{0,20}"
    r"\b(?:donnee?|remise?|envoyee?|delivree?|edite|faite?|signee?|(?:mee|af)?gegeven|bezorgd|opgemaakt|verstuurd"
    r"|ausgestellt|abgegeben|verschickt|erhalten|given|issued|sent)\b"
)
OF_DAYS = re.compile(
    r"\b(?:garderie|etude|cantine|midi|bus|car|opvang|hort|mittag\w*|piscine|[0-9]{1,2} ?(?:h|u|uur|uhr))\b"
)


def may_say_left(text: str) -> bool:
    """Whether any remark of such a text may say so: a quick look."""
    said = plain(text)
    return any(some.search(said) is not None for some in (LEFT, ELSEWHERE, CERTIFICATE))


def says_left(cell: str, dates: LeavingDates) -> bool | None:
    """False where a remark begins with a word of leaving and has a past date, or says without one that the pupil goes
    to school elsewhere, or has the paper for it; else None. A day without a year is of this school year."""
    said = plain(cell).strip()
    found = LEFT.search(said)
    lead = LEAD.match(said)
    begins = found is not None and found.start() <= max(LATEST, lead.end() if lead else 0)
    if (day := day_in(cell, dates)) is not None:
        return False if dates.past(day) and (begins or CERTIFICATE.search(said)) else None
    if CERTIFICATE.search(said):
        return False
    if squash(cell) in words.GONE or OF_DAYS.search(said):
        return None
    done = begins and DONE.search(said) is not None
    if begins and (short := (ANY_DAY if done else DAY_SAID).search(cell)) is not None:
        return False if done or has_been(int(short["day"]), int(short["month"]), dates.today) else None
    apart = squash(IN_BRACKETS.sub("", cell)) in words.GONE
    if apart or (done and MONTH.search(said)):
        return False
    elsewhere = ELSEWHERE.search(said)
    return False if elsewhere is not None and PARENT.search(said[: elsewhere.start()]) is None else None


def has_been(day: int, month: int, today: date) -> bool:
    """Whether this day of the school year of today is past."""
    begun = today.year if today.month >= BEGINS else today.year - 1
    try:
        return date(begun if month >= BEGINS else begun + 1, month, day) < today
    except ValueError:
        return False
