"""Sheets that by their names have other people than the pupils of this year: former pupils, staff, a waiting list."""

import re
from collections.abc import Sequence
from datetime import date

from models.importing.reading.leaving.school_years import FIRST_MONTH, begun
from models.importing.reading.rights.spoken import plain

# All in the words of `plain`.
FORMER = re.compile(
    r"\b(?:anciens?|anciennes?|archives?|sortis|partis|departs?|radiee?s?|desinscrite?s|plus inscrite?s?"
    r"|ex ?(?:eleves?|leerlingen|pupils|schuler)|oud|oude|vorig|vorige|vertrokken|uitgeschreven|uitschrijvingen"
    r"|leavers?|former|old|ehemalige|abgange?r?)(?:[0-9]{2,4})?\b"
    r"|^ *(?:(?:uit|abg) *$|sorties\b(?! scol| pedag))"
)
# Words of people begin the name: `P1A enseignant Roy` is a class.
OTHERS = re.compile(
    r"^(?:(?:lis?te?|lijst|l[ae]s?|d[eu]s?|van|der|of) )*"
    r"(?:personnel|enseignante?s|professeurs|instituteurs|leerkrachten|leraars|personeel|staff|teachers|lehrer|lehrkrafte"
    r"|personal)\b"
    r"|\b(?:urgences?|nood(?:contact\w*|geval\w*|nummers?)|notfall\w*|emergency|emergencies)\b"
    r"|\bpersonnes (?:autorisees?|interdites?|de confiance)\b|\b(?:abholberechtigte?|afhalers|ophalers)\b"
)
NOT_YET = re.compile(
    r"\b(?:listes? (?:d )?attente|en attente|wachtlijst\w*|warteliste\w*|waiting list|pre ?inscri\w+"
    r"|voorinschrijving\w*|voranmeldung\w*|candidats?|kandida\w+|applicants?)\b"
)
THROWN_AWAY = re.compile(
    r"\b(?:corbeille|prullenbak|papierkorb|trash|back ?up|sauvegarde|ne (?:pas|plus) utiliser|niet gebruiken"
    r"|do not use|nicht (?:verwenden|benutzen))\b"
)
# What pupils do besides the school: the sheet names no class, and its adults may be those who fetch them.
CLUB = re.compile(
    r"\b(?:garderie|cantine|repas|periscolaire|extra ?scolaire|etude surveillee|clubs?"
    r"|opvang|bso|naschools\w*|voorschools\w*|studie|zwemmen|refter|maaltijden|hort|ogs|mittag\w*|betreuung|nachmittag\w*"
    r"|after ?school|breakfast|lunch|wraparound|canteen|catering)\b"
)
LATER = re.compile(
    r"\b(?:an(?:nee)? prochaine?|(?:annee|rentree) suivante|prochaine (?:annee|rentree)|futurs? (?:eleves|inscrits)"
    r"|volgend (?:school ?)?jaar|komend (?:school ?)?jaar|toekomstige leerlingen|next (?:school |academic )?year"
    r"|future pupils|(?:nachstes|kommendes) (?:schul ?)?jahr|kunftige schuler)\b"
)
# Beside a year to come, also abbreviated: `Inschr 27-28`.
REGISTRATION = re.compile(
    r"\b(?:inscr\w*|inschr\w*|anm(?:eld\w*)?|einschul\w*|reg(?:istrations?)?|adm(?:issions?)?|rentree|nouveaux"
    r"|nouvelles|nieuwe?|instap\w*|intake|new|starters?|joiners?|neue?)\b"
)
# `6th Class June 2026`, `Sortis juin 2026`.
MONTHS = (
    *("janvier januari january januar", "fevrier februari february februar", "mars maart march marz"),
    *("avril april", "mai mei may", "juin juni june", "juillet juli july", "aout augustus august"),
    *("septembre september", "octobre oktober october", "novembre november", "decembre december dezember"),
)
MONTH_OF = {word: month for month, words in enumerate(MONTHS, 1) for word in words.split()}
MONTH = re.compile(rf"\b({'|'.join(MONTH_OF)}) (20[0-9]{{2}})\b")
YEAR = re.compile(r"\b20[0-9]{2}\b")
SCHOOL_YEAR = re.compile(r"(?<![0-9])(?:20)?([0-9]{2}) ?[-–—/_. ] ?(?:20)?([0-9]{2})(?![0-9])")
MOST_AHEAD = 2  # years after the next one
EARLIEST = 2015  # `10-11` may be ages


def names_former(name: str) -> bool:
    """Whether a sheet of this name has pupils who have left."""
    return FORMER.search(plain(name)) is not None


def names_club(name: str) -> bool:
    """Whether a sheet of this name is of the day care, the canteen or a club."""
    return CLUB.search(plain(name)) is not None


def of_others(names: Sequence[str], today: date) -> list[str]:
    """The sheets of staff, of people who fetch pupils, of later pupils, and those that nobody uses."""
    return [name for name in names if _is_of_others(name, today)]


def of_former_pupils(names: Sequence[str], _today: date) -> list[str]:
    """The sheets of those who have left."""
    return [name for name in names if names_former(name)]


def of_other_years(names: Sequence[str], today: date) -> list[str]:
    """The sheets of earlier years than the newest one, and of school years that are over."""
    newest = max(map(_years, names), default=())
    return [name for name in names if () < _years(name) < newest or is_over(name, today)]


def _is_of_others(name: str, today: date) -> bool:
    said = plain(name).strip()
    return any(pattern.search(said) for pattern in (OTHERS, THROWN_AWAY)) or begins_later(name, today)


def begins_later(said: str, today: date) -> bool:
    """Whether a name or title is of pupils who are not at the school yet: a waiting list, `Inscriptions 2027`, or a
    school year that begins later."""
    words = plain(said)
    if any(pattern.search(words) for pattern in (NOT_YET, LATER)):
        return True
    first, years = begun(today) + 1, school_years(said)
    if years and all(first <= year <= first + MOST_AHEAD for year in years):
        return True
    found = _years(said)
    return bool(found) and REGISTRATION.search(words) is not None and found[0] >= first


def _years(name: str) -> tuple[int, ...]:
    return tuple(map(int, YEAR.findall(name)))


def is_over(name: str, today: date) -> bool:
    """Whether a name or title has a school year or month that is over: `2025-2026`, `June 2026`."""
    months = [int(year) - (MONTH_OF[month] < FIRST_MONTH) for month, year in MONTH.findall(plain(name))]
    return max([*school_years(name), *months], default=today.year) < begun(today)


def school_years(name: str) -> list[int]:
    """The first years of the school years in a name or title."""
    years = [2000 + int(first) for first, second in SCHOOL_YEAR.findall(name) if int(second) == int(first) + 1]
    return [year for year in years if year >= EARLIEST]
